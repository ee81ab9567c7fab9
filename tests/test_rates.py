"""Each case is a `shipping.yml`, and the product that names its rates."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wenpu import catalog
from wenpu.catalog import Catalog
from wenpu.model import Settings
from wenpu.problems import Level

Folder = Callable[[Mapping[str, Any]], Path]
SETTINGS = Settings("Tea", date(2026, 11, 22))
PLAIN = "name: 茶\nprice: 20\n"


def read(case: dict[str, Any], folder: Folder) -> Catalog:
    tea = f"{PLAIN}shipping: {case['product']}\n" if "product" in case else PLAIN
    files = {"products/shipping.yml": case["shipping"], "products/tea.yml": tea}
    return catalog.read(folder(files), SETTINGS)


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], folder: Folder
) -> None:
    """Rates and those who name them, in one run."""
    told = [f"{one}\n" for one in read(case, folder).problems]

    assert "".join(told) == case.get("says", "")


def test_reads_rates_into_values(case: dict[str, Any], folder: Folder) -> None:
    """What the author wrote is what buyers are asked for, exactly."""
    found = read(case, folder).rates
    wanted = case.get("rates", {})

    read_as = {
        one.id: [
            one.name,
            str(one.price),
            " ".join(map(str, one.currencies)),
            one.days and [*one.days],
        ]
        for one in found.values()
    }
    assert {name: read_as[name] for name in wanted} == wanted


def test_the_file_may_end_in_yaml(folder: Folder) -> None:
    """Both endings are YAML's; two files of one name are one too many."""
    rate = "standard: {name: 标准配送, price: 12}\n"
    tea = f"{PLAIN}shipping: {{rate: standard}}\n"
    files = {"products/shipping.yaml": rate, "products/tea.yml": tea}

    one = catalog.read(folder(files), SETTINGS)
    two = catalog.read(folder({"products/shipping.yml": rate}), SETTINGS)

    assert one.problems == ()
    assert [*one.products] == ["tea"]
    assert one.rates.keys() == two.rates.keys() == {"standard"}
    told = [(str(told.spot), told.what) for told in two.problems]
    first = "products/shipping.yaml"
    what = f"'shipping' a second time; the first is {first}."
    assert told == [("products/shipping.yml:1", what)]


def test_a_shop_without_rates_is_only_warned(folder: Folder) -> None:
    """Its products are for sale elsewhere, perhaps."""
    tea = f"{PLAIN}shipping: {{rate: standard}}\n"

    found = catalog.read(folder({"products/tea.yml": tea}), SETTINGS)

    assert [one.level for one in found.problems] == [Level.WARNING]
    assert [*found.products] == ["tea"]
