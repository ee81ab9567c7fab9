"""Amounts as authors write them: exact, in a currency, in an order that makes sense."""

from itertools import pairwise

from wenpu.catalog.draft import Draft
from wenpu.fields import Found, Reading, Sheet
from wenpu.model import DECIMALS, FreePrice, Money

Price = Money | FreePrice | None


def price(draft: Draft, sheet: Sheet) -> Price:
    """Return the price that *sheet* says itself, fixed or free."""
    if free := sheet.sheet("price"):
        return _free(draft, free)
    found = money(draft, sheet, "price")
    if found and not found.minor:
        fix = "If readers choose what they pay, write  price: {min: 0}"
        draft.wrong(sheet.at("price"), "price 0 is no price.", fix)
        return None
    return found


def money(draft: Draft, sheet: Sheet, name: str) -> Money | None:
    """Return the amount of the field *name*, if it is one in this currency."""
    found = sheet.values.get(name)
    return amount(found, name, draft.currency, draft.reading) if found else None


def amount(found: Found, name: str, currency: str, reading: Reading) -> Money | None:
    """Return what is *found* after *name*, if it is an amount in *currency*."""
    try:
        return Money.parse(str(found.value), currency)
    except ValueError:
        _too_fine(found, name, currency, reading)
        return None


def elsewhere(sheet: Sheet, own: str, reading: Reading) -> tuple[Money, ...]:
    """Return the amounts of `currencies`, none of them in the *own* currency."""
    read: list[Money] = []
    for code, found in sheet.named("currencies").items():
        if code == own:
            what = f"currencies: {code} is what the price itself is in."
            reading.say(found.spot, what, f"Take {code} out of  currencies:")
        elif paid := amount(found, code, code, reading):
            read.append(paid)
    return tuple(read)


def others(draft: Draft, sheet: Sheet, paid: Price, base: Price) -> tuple[Money, ...]:
    """
    Return what *sheet*, sold for *paid*, costs in other currencies.

    A variant takes them over from its product only where it costs the same (*base*).
    """
    own = "currencies" in sheet
    if not own and base is not None and paid != base:
        return ()
    source = sheet if own else draft.sheet
    spot = source.at("currencies")
    if "currencies" in source and isinstance(paid, FreePrice):
        what = "currencies with a price that readers choose."
        draft.wrong(spot, what, "Delete the line  currencies")
        return ()
    read = elsewhere(source, draft.currency, draft.reading)
    for one in read:
        if not one.minor:
            fix = f"Write what it costs there, as in  {one.currency}: 9.90"
            draft.wrong(spot, f"currencies: {one} is no price.", fix)
    return read


def former(draft: Draft, sheet: Sheet, paid: Price, base: Price) -> Money | None:
    """
    Return what *sheet*, sold for *paid*, cost before.

    A variant takes it over from its product only where it costs the same as that
    does (*base*): what was struck out for a bottle was never the price of a box.
    """
    own = "compare_at" in sheet
    if not own and base is not None and paid != base:
        return None
    source = sheet if own else draft.sheet
    was = money(draft, source, "compare_at")
    if was is None or paid is None:
        return None
    if isinstance(paid, FreePrice):
        what = "compare_at with a price that readers choose."
        draft.wrong(source.at("compare_at"), what, "Delete the line  compare_at")
        return None
    if was <= paid:
        what = f"compare_at {was.amount} is not above the price {paid.amount}."
        fix = "Write what it cost before, or delete the line."
        draft.wrong(source.at("compare_at"), what, fix)
        return None
    return was


def _free(draft: Draft, sheet: Sheet) -> FreePrice | None:
    least, suggested, most = (
        money(draft, sheet, name) for name in ("min", "suggested", "max")
    )
    if least is None:
        return None  # Its author has been told.
    written = [("min", least), ("suggested", suggested), ("max", most)]
    rising = [(name, one) for name, one in written if one is not None]
    for (low, less), (high, more) in pairwise(rising):
        if more < less or not more.minor:
            what = f"{high} {more.amount} is not above {low} {less.amount}."
            fix = "Write them rising, as in  price: {min: 5, suggested: 20, max: 500}"
            draft.wrong(sheet.at(high), what, fix)
    return FreePrice(least, suggested, most)


def _too_fine(found: Found, name: str, currency: str, reading: Reading) -> None:
    decimals = DECIMALS.get(currency, 2)
    whole, _, rest = str(found.value).partition(".")
    count = f"{decimals} decimals" if decimals else "no decimals"
    what = f"{name} {found.value} has {len(rest)} decimals; {currency} has {count}."
    good = f"{whole}.{rest[:decimals]}" if decimals else whole
    reading.say(found.spot, what, f"Write it as in  {name}: {good}")
