"""What sending costs: shipping rates."""

from wenpu.checkout.sandbox import taxes
from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.fields import changed, filled, metadata, options
from wenpu.checkout.sandbox.money import check_amount, check_currency

FIELDS = {
    "active": True,
    "display_name": "",
    "tax_behavior": "unspecified",
    "tax_code": None,
}
CHANGING = {"active": True, "tax_behavior": "unspecified"}


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new rate on the books."""
    said = params.get("fixed_amount")
    if said is None:
        what = "Missing required param: fixed_amount."
        raise Refusal(what, "fixed_amount", "parameter_missing")
    check_currency(said["currency"], "fixed_amount[currency]", desk.account.currencies)
    check_amount(said["amount"], said["currency"], "fixed_amount[amount]")
    rate = {
        **desk.base("shipping_rates", desk.new("shr")),
        **filled(params, FIELDS),
        "delivery_estimate": _estimate(params.get("delivery_estimate")),
        "fixed_amount": {
            "amount": said["amount"],
            "currency": said["currency"],
            "_currency_options": _options(said["currency"], said, {}),
        },
        "metadata": metadata(params),
        "type": "fixed_amount",
    }
    return desk.put("shipping_rates", rate)


def _estimate(said: Plain | None) -> Plain | None:
    return said and {end: said.get(end) for end in ("maximum", "minimum")}


def _options(own: str, said: Plain, old: Plain) -> Plain:
    found: Plain = said.get("currency_options", {})
    for currency in found:
        param = f"fixed_amount[currency_options][{currency}]"
        check_currency(currency, param)
        if currency == own:
            what = f"`currency_options` may not include the rate's own `{own}`."
            raise Refusal(what, param)
    return taxes.kept(old, found, "fixed_amount[currency_options]")


def update(desk: Desk, params: Plain, name: str) -> Plain:
    """Switch a rate on or off, change its notes and its further currencies."""
    rate = desk.get("shipping_rates", name)
    taxes.check_change(rate, params, "tax_behavior")
    new = changed(rate, params, CHANGING)
    if said := params.get("fixed_amount"):
        old = rate["fixed_amount"]
        known = old["_currency_options"]
        more = options(_options(old["currency"], said, known), known)
        new["fixed_amount"] = {**old, "_currency_options": more}
    return desk.put("shipping_rates", new)
