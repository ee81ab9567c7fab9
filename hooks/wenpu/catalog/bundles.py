"""Bundles: what they hold exists; without a price they cost what their parts cost."""

from functools import reduce
from operator import add

from msgspec.structs import replace

from wenpu.catalog import prices, references
from wenpu.catalog.draft import Draft
from wenpu.catalog.references import Drafts
from wenpu.model import Item, Money, Offer
from wenpu.problems import Spot


def currency(draft: Draft, drafts: Drafts, otherwise: str) -> str:
    """Return the currency *draft* is priced in: its own, or that of what it sums up."""
    seen = set[str]()
    while draft.id not in seen:
        seen.add(draft.id)
        if own := draft.sheet.text("currency"):
            return own
        parts = [
            drafts[item.product] for item, _ in draft.items if item.product in drafts
        ]
        if not parts or not is_summed(draft):
            break
        draft = parts[0]
    return otherwise


def is_summed(draft: Draft) -> bool:
    """Tell whether the price of *draft* is left to be summed up."""
    variants = draft.sheet.entries("variants")
    priced = "price" in draft.sheet or any("price" in one.value for one in variants)
    return draft.lists("items") and not priced


def check(drafts: Drafts) -> None:
    """Say what is wrong with what the bundles hold, then sum up their prices."""
    for draft in drafts.values():
        for item, spot in draft.items:
            references.check(draft, "items", item, spot, drafts)
        _once(draft)
    closed: set[str] = set()
    for name in drafts:
        _walk(name, [], drafts, closed)
    for draft in drafts.values():
        _sum(draft, drafts)


def _once(draft: Draft) -> None:
    """Refuse other currencies where the price itself is a sum."""
    variants = [one.value for one in draft.sheet.entries("variants")]
    for sheet in (draft.sheet, *variants):
        if "currencies" in sheet and is_summed(draft):
            what = "currencies of a bundle that costs what its parts cost."
            fix = "Give it a price of its own, or write them on its parts."
            draft.wrong(sheet.at("currencies"), what, fix)


def _walk(name: str, way: list[str], drafts: Drafts, closed: set[str]) -> None:
    """Go down into what *name* holds; who comes back to *way* holds itself."""
    if name in closed or name not in drafts:
        return
    way.append(name)
    for item, spot in drafts[name].items:
        if item.product in way:
            circle = " → ".join([*way[way.index(item.product) :], item.product])
            fix = "Take one of them out of the other's items."
            drafts[name].wrong(spot, f"items: {circle}, so it contains itself.", fix)
        else:
            _walk(item.product, way, drafts, closed)
    way.pop()
    closed.add(name)


def _sum(draft: Draft, drafts: Drafts) -> None:
    """Give *draft*, if it is a bundle without a price, what its parts cost."""
    needed = any(
        offer.price is None and offer.free is None for offer, _ in draft.offers
    )
    if not needed or draft.is_broken or not draft.items:
        return
    parts = [_cost(draft, item, spot, drafts) for item, spot in draft.items]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        draft.waits = True
        return
    total = reduce(add, known)
    draft.offers = [
        (_priced(draft, offer, total), spot) for offer, spot in draft.offers
    ]


def _cost(draft: Draft, item: Item, spot: Spot, drafts: Drafts) -> Money | None:
    """Return what *item* adds to the price, or none if that cannot be said."""
    other = drafts.get(item.product)
    if other is None or other.is_broken:
        return None
    _sum(other, drafts)  # A bundle may hold bundles.
    offer = references.offer(item, drafts)
    if offer is None:
        return None
    own = "Give the bundle a price of its own, as in  price: 68.00"
    if offer.free:
        what = f"items: readers choose what {item.product!r} costs; there is no sum."
        draft.wrong(spot, what, own)
    elif offer.price and offer.price.currency != draft.currency:
        paid = f"{offer.price.currency}, and the bundle in {draft.currency}"
        draft.wrong(spot, f"items: {item.product!r} is priced in {paid}.", own)
    elif offer.price:
        return offer.price * item.quantity
    return None


def _priced(draft: Draft, offer: Offer, total: Money) -> Offer:
    variants = [one.value for one in draft.sheet.entries("variants")]
    own = [one for one in variants if one.text("id") == offer.variant]
    was = prices.former(draft, own[0] if own else draft.sheet, total, total)
    return replace(offer, price=total, compare_at=was)
