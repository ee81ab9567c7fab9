"""What a buyer posted, as an order; what cannot be read is wrong, not lost."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.money import decimals
from wenpu.checkout.sandbox.order import Order

NO_NUMBER = -1
"""More than nobody can buy."""


def posted(link: Plain, form: Mapping[str, str]) -> Order:
    """Return the order that *form* says."""
    return Order(
        quantities=_counts(form, "quantity-"),
        extras={n: count for n, count in _counts(form, "extra-").items() if count},
        amount=_amount(form.get("amount"), link["currency"]),
        code=form.get("code", "").strip(),
        rate=form.get("rate", ""),
        fields=_below(form, "field-"),
        email=form.get("email", "").strip(),
        name=form.get("name", "").strip(),
        phone=form.get("phone", "").strip(),
        address={name: form.get(name, "").strip() for name in ADDRESS},
        terms=form.get("terms") == "yes",
    )


ADDRESS = ("line1", "line2", "city", "postal_code", "country")


def _below(form: Mapping[str, str], start: str) -> dict[str, str]:
    return {
        name.removeprefix(start): value.strip()
        for name, value in form.items()
        if name.startswith(start)
    }


def _counts(form: Mapping[str, str], start: str) -> dict[str, int]:
    found = _below(form, start)
    return {name: _count(value) for name, value in found.items()}


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else NO_NUMBER


def _amount(text: str | None, currency: str) -> int | None:
    if text is None:
        return None
    try:
        found = Decimal(text.strip().replace(",", ".")) * 10 ** decimals(currency)
        return int(found) if found == int(found) else NO_NUMBER
    except (InvalidOperation, OverflowError, ValueError):
        return NO_NUMBER
