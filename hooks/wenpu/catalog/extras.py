"""What the checkout offers besides a product: things with a price, in its currency."""

from collections.abc import Iterator

from wenpu.catalog import bundles, references
from wenpu.catalog.buying import is_here
from wenpu.catalog.draft import Draft
from wenpu.catalog.references import Drafts
from wenpu.model import Item
from wenpu.problems import Spot

OUT = "Take it out of  extras:"


def check(drafts: Drafts) -> None:
    """Say of each product what cannot be offered besides it, and why."""
    for draft in drafts.values():
        seen = set[Item]()
        for item, spot in draft.extras:
            references.check(draft, "extras", item, spot, drafts)
            _again(draft, item, spot, seen)
            _fits(draft, item, spot, drafts)


def _again(draft: Draft, item: Item, spot: Spot, seen: set[Item]) -> None:
    if item in seen:
        name = f"{item.product}/{item.variant}".rstrip("/")
        draft.wrong(spot, f"extras: {name!r} a second time.", "Write it once.")
    seen.add(item)


def _fits(draft: Draft, item: Item, spot: Spot, drafts: Drafts) -> None:
    other = drafts.get(item.product)
    if other is None:
        return
    why = next(_reasons(draft, item, other, drafts), "")
    if why:
        draft.wrong(spot, f"extras: {item.product!r} {why}.", OUT)


def _reasons(draft: Draft, item: Item, other: Draft, drafts: Drafts) -> Iterator[str]:
    """Yield why *item* cannot be offered besides *draft*, the best reason first."""
    offer = references.offer(item, drafts)
    signs = {
        "is the product itself": other is draft,
        "is retired": other.sheet.flag("retired"),
        "is not sold by our checkout": not is_here(other.sheet),
        "is a membership, which is bought alone": "every" in other.sheet,
        "costs what readers choose": offer and offer.free,
        "has no price of its own, but a sum": bundles.is_summed(other),
    }
    yield from (why for why, sign in signs.items() if sign)
    if other.currency and draft.currency and other.currency != draft.currency:
        yield f"is priced in {other.currency}, and this in {draft.currency}"
