"""Each case is a `promotions.yml` in a shop that sells tea."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wenpu import catalog
from wenpu.catalog import Catalog
from wenpu.model import Coupon, Settings

Folder = Callable[[Mapping[str, Any]], Path]
SETTINGS = Settings("Tea", date(2026, 11, 22))


def read(case: dict[str, Any], folder: Folder) -> Catalog:
    files = {
        "products/promotions.yml": case["promotions"],
        "products/tea.yml": "name: 茶\nprice: 20\n",
    }
    return catalog.read(folder(files), SETTINGS)


def text(value: object) -> str:
    return "" if value is None else str(value)


def plain(one: Coupon) -> list[Any]:
    percent, amount = text(one.percent), text(one.amount)
    terms = [one.months, one.limit, one.until]
    return [one.name, percent, amount, [*one.products], *terms]


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], folder: Folder
) -> None:
    """A coupon is read as a whole, so its author mends the file once."""
    told = [f"{one}\n" for one in read(case, folder).problems]

    assert "".join(told) == case.get("says", "")


def test_reads_coupons_into_values(case: dict[str, Any], folder: Folder) -> None:
    """What is taken off, of what, for how long, how often, until when."""
    found = read(case, folder).coupons
    wanted = case.get("coupons", {})

    assert {name: plain(found[name]) for name in wanted} == wanted


def test_reads_codes_into_values(case: dict[str, Any], folder: Folder) -> None:
    """Each on its own conditions."""
    coupons = read(case, folder).coupons.values()
    wanted = case.get("codes", {})

    found = {
        one.code: [one.limit, one.until, one.first_order, text(one.least)]
        for coupon in coupons
        for one in coupon.codes
    }
    assert {name: found[name] for name in wanted} == wanted
