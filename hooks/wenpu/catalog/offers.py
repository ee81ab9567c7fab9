"""What of a product can be bought: the product itself, or each of its variants."""

from collections.abc import Iterator

from wenpu.catalog import prices
from wenpu.catalog.draft import Draft
from wenpu.catalog.prices import Price
from wenpu.fields import Sheet
from wenpu.model import FreePrice, Money, Offer
from wenpu.problems import Spot

EACH = ("stock", "limit", "sku")
"""Fields of what is bought: where there are variants, each has its own."""

ADD_PRICE = "Add a line  price: 68.00"
Options = tuple[tuple[str, str], ...]


def read(draft: Draft) -> list[tuple[Offer, Spot]]:
    """Return the offers of *draft*, each with the place that names its sku."""
    variants = list(_variants(draft))
    base = prices.price(draft, draft.sheet)
    if not variants:
        _require(draft, base)
        return [_offer(draft, draft.sheet, base, base)]
    _not_on_product(draft)
    own = [prices.price(draft, one) for one in variants]
    _require_each(draft, variants)
    _tell_apart(draft, variants)
    pairs = zip(variants, own, strict=True)
    return [_offer(draft, one, paid or base, base) for one, paid in pairs]


def _variants(draft: Draft) -> Iterator[Sheet]:
    """Yield the variants, each id once."""
    seen: dict[str, Spot] = {}
    for found in draft.sheet.entries("variants"):
        name = found.value.text("id")
        if name and name in seen:
            line = seen[name].line
            what = f"variant {name!r} a second time; the first is on line {line}."
            draft.wrong(
                found.value.at("id"), what, "Give each variant an id of its own."
            )
        else:
            seen[name] = found.value.at("id")
            yield found.value


def _require(draft: Draft, price: Price) -> None:
    """See that what has no variants has a price, or is a bundle that sums one up."""
    sheet = draft.sheet
    priced = "price" in sheet or draft.lists("items") or draft.lists("variants")
    if price is None and not priced:
        draft.wrong(sheet.spot, "no 'price'.", ADD_PRICE)


def _require_each(draft: Draft, variants: list[Sheet]) -> None:
    if "price" in draft.sheet or draft.lists("items"):
        return
    without = [one for one in variants if "price" not in one]
    if len(without) == len(variants):
        draft.wrong(draft.sheet.spot, "no 'price'.", ADD_PRICE)
        return
    for one in without:
        what = f"variant {one.text('id')!r} has no price."
        draft.wrong(one.spot, what, "Add  price: 68.00  to it, or to the product.")


def _not_on_product(draft: Draft) -> None:
    for name in EACH:
        if name in draft.sheet:
            what = f"{name!r} of a product that has variants."
            fix = f"Write  {name}  on each variant instead."
            draft.wrong(draft.sheet.at(name), what, fix)


def _tell_apart(draft: Draft, variants: list[Sheet]) -> None:
    """Readers choose by options: all variants have the same names, none all values."""
    names = list(variants[0].named("options"))
    seen: dict[Options, str] = {}
    for one in variants:
        options = _options(draft, one)
        if sorted(dict(options)) != sorted(names):
            what = f"variant {one.text('id')!r} has other options than the first one."
            fix = f"Write for each variant: {', '.join(names) or 'no options'}."
            draft.wrong(one.at("options"), what, fix)
        elif (other := seen.setdefault(options, one.text("id"))) != one.text("id"):
            what = f"variant {one.text('id')!r} has the same options as {other!r}."
            fix = "Write what is different, as in  options: {规格: 礼盒两瓶}"
            draft.wrong(one.at("options"), what, fix)


def _options(draft: Draft, sheet: Sheet) -> Options:
    """Return the options in the order of the first variant."""
    variants = draft.sheet.entries("variants")
    order = list(variants[0].value.named("options")) if variants else []
    return tuple(
        sorted(
            sheet.pairs("options"),
            key=lambda one: order.index(one[0]) if one[0] in order else len(order),
        )
    )


def _offer(draft: Draft, sheet: Sheet, paid: Price, base: Price) -> tuple[Offer, Spot]:
    variant = "" if sheet is draft.sheet else sheet.text("id")
    named = f"{draft.id}-{variant}" if variant else draft.id
    offer = Offer(
        sku=sheet.text("sku", named),
        product=draft.id,
        variant=variant,
        options=_options(draft, sheet) if variant else (),
        price=paid if isinstance(paid, Money) else None,
        free=paid if isinstance(paid, FreePrice) else None,
        compare_at=prices.former(draft, sheet, paid, base),
        stock=sheet.number("stock"),
        limit=sheet.number("limit"),
        images=draft.pictures(sheet) if variant else (),
        currencies=prices.others(draft, sheet, paid, base),
    )
    return offer, sheet.at("sku")
