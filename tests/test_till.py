"""Each case is what stands below `checkout:` and `follow:`, and what comes of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import asdict
from stripe.params import _payment_link_create_params as stripe_params
from tests import configured
from tests.typed import words

from wenpu import till
from wenpu.model import Channel, Checkout
from wenpu.till import LONGEST, METHODS, Counter

Folder = Callable[[Mapping[str, Any]], Path]
Till = tuple[Checkout, tuple[Channel, ...]]


@pytest.fixture
def opened(case: dict[str, Any], folder: Folder) -> Till:
    counter = Counter(folder(case.get("files", {})), "晋味", "https://wenpu.example/")
    nodes = (yaml.compose(case.get(name, "")) for name in ("checkout", "follow"))
    return till.read(counter, *nodes)


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], opened: Till
) -> None:
    """Each option that cannot be is told with its line, all of them in one run."""
    told = [f"{one}\n" for one in opened[0].problems]

    assert "".join(told) == case.get("says", "")


def test_is_what_the_case_says(case: dict[str, Any], opened: Till) -> None:
    """What is not said has a value that suits most shops."""
    found = asdict(opened[0])
    wanted = case.get("checkout_is", {})

    plain = {name: [*v] if isinstance(v, tuple) else v for name, v in found.items()}
    assert {name: plain[name] for name in wanted} == wanted


def test_follows_as_the_case_says(case: dict[str, Any], opened: Till) -> None:
    """Ways to hear of more, in the order they are written."""
    found = {
        one.name: [one.label, one.url, one.image.url if one.image else ""]
        for one in opened[1]
    }

    assert found == case.get("follow_is", found)
    assert [*found] == [*case.get("follow_is", found)]


@pytest.mark.parametrize(
    ("name", "url", "called"),
    [
        ("晋味", "https://www.wenpu.example/", "wenpu-example"),
        ("晋味", "https://wenpu.example/shop/", "wenpu-example-shop"),
        ("Tea & Cup", "", "tea-cup"),
        ("晋味", "", "d000120b"),
    ],
)
def test_a_shop_is_called_by_its_address(name: str, url: str, called: str) -> None:
    """Its name is taken where there is no address yet."""
    assert till.called(name, url) == called


@given(some.from_regex(r"[a-z0-9.-]{1,90}", fullmatch=True))
def test_a_shops_own_name_is_one_it_could_be_given(host: str) -> None:
    """Whatever the address, it begins an id, and is as short as one may be."""
    found = till.called("晋味", f"https://{host}/")

    sheet, _ = till.read(Counter(Path(), ""), yaml.compose(f"shop: '{found}'"))
    assert sheet.problems == ()
    assert sheet.shop == found
    assert len(found) <= LONGEST


def test_two_long_addresses_are_two_shops() -> None:
    """What is cut off still tells them apart."""
    long = "https://a-very-long-name-of-a-tea-house-in-the-hills.example"

    found = {till.called("", f"{long}/{name}/") for name in "ab"}

    assert len(found) == 2


def test_the_ways_to_pay_are_those_of_stripe() -> None:
    """The list is that of the client we ship with, no more and no less."""
    typed = stripe_params.PaymentLinkCreateParams.__annotations__

    assert {*METHODS} == words(typed["payment_method_types"])


WRITTEN = {
    **configured.ways("checkout", "phone", "no one"),
    "of what follows": ("\n  - wenpu:\n      follow:\n        mail: tea@x.y\n", 7),
}


@pytest.mark.parametrize(("plugins", "line"), WRITTEN.values(), ids=WRITTEN)
def test_a_mistake_is_told_with_its_line(
    plugins: str, line: int, folder: Folder
) -> None:
    """However `mkdocs.yml` is written; on line 1 where only the value is known."""
    wanted = configured.told(folder, plugins)

    told = [str(one.spot) for one in wanted.checkout.problems]
    assert told == [f"mkdocs.yml:{line}"]


def test_a_site_that_says_nothing_has_a_till(folder: Folder) -> None:
    """It is live, and called by its name."""
    wanted = configured.told(folder, " [wenpu]")

    assert wanted.mode == "live"
    assert wanted.checkout == Checkout(shop="tea")
    assert wanted.follow == ()
