"""What a buyer posted, as an order; what cannot be read is wrong, not lost."""

from collections.abc import Mapping
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode

from wenpu.checkout.sandbox import wording
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.money import decimals
from wenpu.checkout.sandbox.order import NO_NUMBER, Order

LONGEST = 9
"""No number of a buyer has more digits; what is longer is none."""


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


def noted(order: Order, currency: str) -> str:
    """Return what of *order* makes the total, for a hidden field of the form."""
    quantities = {f"quantity-{n}": count for n, count in order.quantities.items()}
    extras = {f"extra-{n}": count for n, count in order.extras.items()}
    free = order.amount is not None
    amount = {"amount": wording.plain(order.amount or 0, currency)} if free else {}
    return urlencode({**quantities, **extras, **amount})


def recalled(link: Plain, text: str) -> Order:
    """Return the order that was `noted` as *text*."""
    return posted(link, dict(parse_qsl(text)))


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
    return int(text) if _is_number(text) else NO_NUMBER


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST


def _amount(text: str | None, currency: str) -> int | None:
    """Read an amount; more decimals than *currency* has are no cents of anybody."""
    if text is None:
        return None
    plain = normalize("NFKC", text).strip()  # Some keyboards write １８．５０.
    whole, point, part = plain.replace(",", ".").partition(".")
    most = decimals(currency)
    if not _is_number(whole) or (point and not _is_number(part)) or len(part) > most:
        return NO_NUMBER
    return int(whole + part.ljust(most, "0"))
