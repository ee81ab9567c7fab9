"""Where one product names another: `cup` or `vinegar/bottle`, which must be there."""

from collections.abc import Mapping

from wenpu.catalog.draft import Draft
from wenpu.model import Item, Offer
from wenpu.problems import Spot, closest

Drafts = Mapping[str, Draft]


def check(draft: Draft, field: str, item: Item, spot: Spot, drafts: Drafts) -> None:
    """See that *item*, which *draft* names in *field*, can be bought as it is named."""
    other = drafts.get(item.product)
    if not item.product:
        return  # The field is wrong, and its author has been told.
    if other is None:
        fix = closest(item.product, drafts, "Write the name of a file of products/.")
        draft.wrong(spot, f"{field}: no product {item.product!r}.", fix)
        return
    names = [offer.variant for offer, _ in other.offers]
    if (
        item.variant in names
        or not names
        or (other.is_broken and "variants" in other.sheet)
    ):
        return
    if not item.variant:
        what = f"{field}: {item.product!r} has variants, and none is chosen."
        draft.wrong(spot, what, f"Write for example  {item.product}/{names[0]}")
        return
    known = ", ".join(f"{item.product}/{name}".rstrip("/") for name in names)
    fix = closest(item.variant, names, f"Write one of: {known}.")
    what = f"{field}: no variant {item.variant!r} of {item.product!r}."
    draft.wrong(spot, what, fix)


def offer(item: Item, drafts: Drafts) -> Offer | None:
    """Return what *item* names, or none if there is no such thing."""
    other = drafts.get(item.product)
    found = other.offers if other else []
    return next((one for one, _ in found if one.variant == item.variant), None)
