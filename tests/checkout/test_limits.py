"""Each case is a shop, and what of it the checkout could not sell."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from stripe.params import _payment_link_create_params as stripe_params
from tests.typed import words

from wenpu import site as sites
from wenpu.catalog.form import COUNTRIES
from wenpu.checkout import allowed, limits, selling
from wenpu.model import Checkout, Settings, Site
from wenpu.problems import Spot, in_order
from wenpu.till import METHODS

Folder = Callable[[Mapping[str, Any]], Path]
SHARED = {"mkdocs.yml", "products/promotions.yml", "content/articles/a.md"}
"""Files that speak of more than one product."""

OPTIONS = {"shop": "tea", "methods": ()}


def read(case: dict[str, Any], folder: Folder) -> Site:
    said = {**OPTIONS, **case.get("checkout", {})}
    lines = {name: Spot("mkdocs.yml", 9) for name in case.get("checkout", {})}
    checkout = Checkout(**said, lines=lines)
    url = case.get("url", "https://tea.example/")
    settings = Settings("Tea", date(2026, 11, 22), url=url, checkout=checkout)
    return sites.load(folder(case["files"]), settings)


def test_tells_all_that_cannot_be_sold(case: dict[str, Any], folder: Folder) -> None:
    """Each limit with the line that breaks it, what it is, and what to write."""
    site = read(case, folder)

    told = in_order(limits.problems(site))
    assert site.problems == ()
    assert "".join(f"{one.level}: {one}\n" for one in told) == case.get("says", "")


def test_what_is_sold_elsewhere_has_no_limits(
    case: dict[str, Any], folder: Folder
) -> None:
    """The same products, left to their channels or no longer sold."""
    site = read(case, folder)
    away = {k: replace(v, paid_here=False) for k, v in site.products.items()}
    gone = {k: replace(v, retired=True) for k, v in site.products.items()}

    for products in (away, gone):
        told = limits.problems(replace(site, products=products))
        assert {one.spot.path for one in told} <= SHARED


def test_countries_are_those_of_stripe() -> None:
    """What cannot be sent to is what the client we ship with does not name."""
    asked = stripe_params.PaymentLinkCreateParamsShippingAddressCollection
    known = words(asked.__annotations__["allowed_countries"])

    assert COUNTRIES - known == allowed.NOT_SHIPPED


def test_ways_that_take_little_are_ways_to_pay() -> None:
    """A name that no way to pay has would never be looked for."""
    assert {*selling.TAKES} <= {*METHODS}
