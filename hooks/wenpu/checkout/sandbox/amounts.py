"""What a price asks for: an amount, or bounds for one, in one currency or several."""

from decimal import Decimal

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.money import (
    LEAST,
    check_amount,
    check_currency,
    check_least,
)

AMOUNTS = ("unit_amount", "unit_amount_decimal", "custom_unit_amount")


def check_amounts(said: Plain, currency: str, where: str) -> None:
    """Refuse what is not one amount, or not one that can be charged."""
    given = [name for name in AMOUNTS if name in said]
    if len(given) != 1:
        what = "You must provide exactly one of `unit_amount`, `unit_amount_decimal`"
        first = _named(where, given[0] if given else "unit_amount")
        raise Refusal(f"{what}, or `custom_unit_amount`.", first, _code(given))
    if "unit_amount" in said:
        check_amount(said["unit_amount"], currency, _named(where, "unit_amount"))
    if "custom_unit_amount" in said:
        _check_free(said["custom_unit_amount"], currency, where)


def _code(given: list[str]) -> str:
    return "" if given else "parameter_missing"


def _named(where: str, name: str) -> str:
    return f"{where}[{name}]" if where else name


def _check_free(said: Plain, currency: str, where: str) -> None:
    """Let a price that buyers choose have bounds, and start within them."""
    param = _named(where, "custom_unit_amount")
    if not said["enabled"]:
        raise Refusal("Invalid custom_unit_amount: enabled must be true", param)
    known = [said.get(one) for one in ("minimum", "preset", "maximum")]
    found = [one for one in known if one is not None]
    if found != sorted(found):
        what = "custom_unit_amount: minimum, preset, and maximum must be in order"
        raise Refusal(what, param)
    for amount in found:
        check_amount(amount, currency, param)
        check_least(amount, currency, param)


def amounts(said: Plain) -> Plain:
    """Return the amount in every way the service writes it."""
    whole = said.get("unit_amount")
    exact = said.get("unit_amount_decimal", None if whole is None else str(whole))
    if whole is None and exact is not None and Decimal(exact) % 1 == 0:
        whole = int(Decimal(exact))
    return {
        "custom_unit_amount": _free(said.get("custom_unit_amount")),
        "unit_amount": whole,
        "unit_amount_decimal": exact,
    }


def _free(said: Plain | None) -> Plain | None:
    names = ("maximum", "minimum", "preset")
    return said and {name: said.get(name) for name in names}


def fewest(free: Plain, currency: str) -> int:
    """Return the least that buyers may choose; it is never less than can be paid."""
    return int(free["minimum"] or LEAST.get(currency, 0))


def options(price: Plain, said: Plain) -> Plain:
    """Return the amounts in further currencies, which the main one is not."""
    for currency, one in said.items():
        param = f"currency_options[{currency}]"
        check_currency(currency, param)
        if currency == price["currency"]:
            what = f"`currency_options` may not include the price's own `{currency}`."
            raise Refusal(what, param)
        check_amounts(one, currency, param)
    return {name: option({**one, **amounts(one)}) for name, one in said.items()}


def option(said: Plain) -> Plain:
    """Return what is said of one currency, the main one or another."""
    names = ("custom_unit_amount", "unit_amount", "unit_amount_decimal")
    tax = said.get("tax_behavior", "unspecified")
    return {**{name: said[name] for name in names}, "tax_behavior": tax}
