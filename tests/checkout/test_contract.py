"""
One scenario, at the stand-in and at Stripe: both must do the same.

Stripe is asked only where STRIPE_API_KEY holds a key of a test account; then a shop is
made there under a name of its own, and nothing else in the account is touched. In the
end nothing of it can be bought, whether all went well or not.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.checkout.bench import TODAY, Stall

from wenpu.checkout import keys, opening
from wenpu.checkout.gateway import CheckoutError, Gateway, Thing
from wenpu.checkout.names import Names
from wenpu.model import Checkout

CLEARED = (Thing.LINK, Thing.CODE, Thing.PRICE, Thing.PRODUCT, Thing.RATE)
"""Links come first: with them nothing can be bought any more, whatever comes after."""

SENT = {"countries": ["SG", "US"], "rate": ["standard"]}


ELSEWHERE = {
    "products/tea.yml": {
        "name": "Tea",
        "price": 12,
        "checkout": False,
        "channels": {"market": "https://market.example/tea"},
    }
}
"""A shop must have something; this has nothing that is paid for here."""


def files(code: str) -> dict[str, Any]:
    """Return a shop with something of every kind; *code* is a coupon's."""
    rate = {"name": "Standard", "price": 6, "currencies": {"EUR": 5}, "days": [2, 5]}
    tins = [
        {"id": "tin", "options": {"Size": "Tin"}, "price": 12, "stock": 5},
        {"id": "box", "options": {"Size": "Box"}, "price": 20},
    ]
    products: dict[str, dict[str, Any]] = {
        "tea": {"name": "Tea", "summary": "Green", "variants": tins, "shipping": SENT},
        "cup": {"name": "Cup", "price": 10, "shipping": SENT, "quantity": {"max": 6}},
        "set": {"name": "Set", "items": ["tea/box", {"item": "cup", "quantity": 2}]},
        "box": {"name": "Box", "items": ["cup", "tea/tin"], "price": 19},
        "book": {"name": "Book", "price": {"min": 5, "suggested": 9}, "digital": True},
        "club": {"name": "Club", "price": 30, "every": "month"},
        "class": {
            "name": "Class",
            "price": 90,
            "place": ["Left", "Right"],
            "slots": ["Sat"],
            "ask": ["Your name", {"label": "How many", "type": "number"}],
            "extras": ["cup"],
        },
        "toon": {"name": "Toon", "price": 32, "ships": "2027-04-05", "limit": 9},
        "pot": {
            "name": "Pot",
            "price": 60,
            "currencies": {"EUR": 55},
            "tax": "inclusive",
        },
    }
    coupons = {"new": {"name": "New year", "percent": 10, "codes": [code]}}
    head = "---\ntitle: Spring\nbundle: true\nproducts: [cup, tea]\n---\nTea.\n"
    return {
        **{f"products/{name}.yml": one for name, one in products.items()},
        "products/shipping.yml": {"standard": rate},
        "products/promotions.yml": coupons,
        "content/articles/spring.md": head,
    }


@dataclass
class Stand(Stall):
    """A stall that sells by another service than its own stand-in."""

    service: Gateway | None = None

    def gateway(self, faults: Any = None) -> Any:  # noqa: ANN401 (as the stall's own)
        """Return the service of this test."""
        return self.service or super().gateway(faults)

    @property
    def ours(self) -> Callable[[Thing], list[dict[str, Any]]]:
        """What the service holds of this shop, as far as it can still be used."""
        names = Names(self.settings.checkout.shop)
        return partial(_ours, self.gateway(), names)


def _ours(gateway: Gateway, names: Names, thing: Thing) -> list[dict[str, Any]]:
    found = gateway.every(thing)
    return [one for one in found if names.owns(one) and one.get("active", True)]


@pytest.fixture(params=["sandbox", "stripe"])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    """A stand at each of the two services, taken down in the end."""
    stand = Stand(tmp_path)
    if request.param == "stripe":
        if reason := why_not():
            pytest.skip(reason)
        stand.service = opening.service(os.environ, tmp_path, live=False, sandbox=False)
        stand.workers = 8
    shop = f"contract-{secrets.token_hex(5)}"
    own = replace(stand.settings, currency="USD", checkout=Checkout(shop=shop))
    stand.settings = own
    try:
        yield stand
    finally:
        cleared(stand)


def why_not() -> str:
    """Return why Stripe is not asked, "" if it is; the key itself is never told."""
    name = keys.NAME
    said = keys.KEY.fullmatch(os.environ.get(name, "").strip())
    if said is None:
        return f"{name} holds no key of a Stripe test account"
    if said[1] != "test":
        return f"{name} holds a live key, and this is about play money"
    return ""


def cleared(stand: Stand) -> None:
    """Close whatever can still be bought, and go on if some of it cannot be closed."""
    failed: list[str] = []
    gateway = stand.gateway()
    for thing in (*CLEARED, Thing.COUPON):
        for one in stand.ours(thing):
            try:
                if thing is Thing.COUPON:
                    gateway.delete(thing, one["id"])
                else:
                    gateway.update(thing, one["id"], {"active": False})
            except CheckoutError as error:
                failed.append(f"{thing} {one['id']}: {error}")
    assert not failed, "\n".join(failed)


def test_what_is_written_is_what_is_sold(stand: Stand) -> None:
    """Put on sale, changed, pruned and taken off: after each step nothing is to do."""
    code = f"C{secrets.token_hex(4)}".upper()
    first = files(code)
    stand.write(first)

    made = stand.apply()

    assert {str(one.action) for one in made} == {"+"}
    assert lines(stand) == []
    shown = entries(stand)
    assert len(shown) == 11
    assert {one["id"] for one in stand.ours(Thing.LINK)} == set(shown.values())

    stand.write(changed(first))
    assert lines(stand) == [
        "~ cup  name Cup → Bowl",
        "~ tea-tin  stock 5 → 7",
        "± set  price 40.00 USD → 44.00 USD; contents",
        "± tea-box  price 20.00 USD → 24.00 USD",
    ]
    stand.apply()

    assert lines(stand) == []
    now = entries(stand)
    moved = {sku for sku, link in now.items() if link != shown[sku]}
    assert moved == {"set", "tea-box"}
    selling = {one["id"] for one in stand.ours(Thing.LINK)}
    assert selling == {*shown.values(), *now.values()}

    stand.prune(TODAY + timedelta(days=31))

    assert {one["id"] for one in stand.ours(Thing.LINK)} == set(now.values())
    assert lines(stand) == []

    stand.write(ELSEWHERE)
    stand.apply()

    assert lines(stand) == []
    assert [one for thing in Thing for one in still_sold(stand, thing)] == []


def changed(first: dict[str, Any]) -> dict[str, Any]:
    """Return the same shop with another name, another price, more in stock."""
    tin, box = first["products/tea.yml"]["variants"]
    tea = first["products/tea.yml"] | {
        "variants": [tin | {"stock": 7}, box | {"price": 24}]
    }
    cup = first["products/cup.yml"] | {"name": "Bowl"}
    return first | {"products/tea.yml": tea, "products/cup.yml": cup}


def still_sold(stand: Stand, thing: Thing) -> list[str]:
    """Return the ids of what can be paid; rates wait for another prune."""
    return [] if thing is Thing.RATE else [one["id"] for one in stand.ours(thing)]


def lines(stand: Stand) -> list[str]:
    """Return the plan, as it is printed."""
    return [str(one) for one in stand.plan().changes]


def entries(stand: Stand) -> dict[str, str]:
    """Return the link of each offer, as the lock says."""
    offers = stand.counter().section.offers
    return {sku: one.link for sku, one in offers.items()}
