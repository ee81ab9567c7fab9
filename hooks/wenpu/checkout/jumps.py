"""How far a price jumps: by more than half, nobody changes it without meaning to."""

from collections.abc import Iterator, Mapping
from typing import Any

from wenpu.checkout.gateway import Fields

JUMP = 0.5

Amounts = Mapping[str, int]
"""What is paid at least, by currency, the main one first."""


def told(what: str, change: str, before: Amounts, now: Amounts) -> Iterator[str]:
    """Say if *what* jumps from *before* to *now*, or goes over to another currency."""
    if next(iter(before)) != next(iter(now)):
        yield f"{what}: it is paid in another currency ({change})."
        return
    jumps = [_share(before[one], now[one]) for one in now if one in before]
    if (most := max(jumps)) > JUMP:
        yield f"{what}: the price changes by {most:.0%} ({change})."


def _share(was: int, now: int) -> float:
    return abs(now - was) / was if was else float(now > 0)


def of_price(price: Fields) -> dict[str, int]:
    """Return what a price comes to at least."""
    free = price.get("custom_unit_amount") or {}
    amount = price.get("unit_amount") or free.get("minimum") or 0
    others: Mapping[str, Any] = price.get("currency_options") or {}
    more = {one: int(each.get("unit_amount") or 0) for one, each in others.items()}
    return {str(price["currency"]): int(amount), **more}


def of_rate(rate: Fields) -> dict[str, int]:
    """Return what sending costs."""
    fixed = rate["fixed_amount"]
    main = str(fixed["currency"])
    others: Mapping[str, Any] = fixed.get("currency_options") or {}
    more = {one: int(each["amount"]) for one, each in others.items() if one != main}
    return {main: int(fixed["amount"]), **more}
