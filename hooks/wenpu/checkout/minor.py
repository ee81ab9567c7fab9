"""Amounts as Stripe counts them, which for a few currencies is not as ISO 4217 does."""

from wenpu.model import Money

HUNDREDFOLD = {"ISK", "UGX"}
"""They have no decimals, and are sent as if they had two."""


def units(money: Money) -> int:
    """Return *money* in the units that Stripe is sent."""
    return money.minor * 100 if money.currency in HUNDREDFOLD else money.minor


def money(units: int, currency: str) -> Money:
    """Return the amount that Stripe calls *units* of *currency*."""
    code = currency.upper()
    return Money(units // 100 if code in HUNDREDFOLD else units, code)


def shown(units: int, currency: str) -> str:
    """Return an amount of Stripe's in words: `68.00 CNY`."""
    return str(money(units, currency))
