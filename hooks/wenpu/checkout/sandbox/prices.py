"""What a product costs: prices. One that was made never changes, and never goes."""

from decimal import Decimal

from wenpu.checkout.sandbox import beyond
from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.cascade import close_links
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.fields import changed, filled, metadata, options
from wenpu.checkout.sandbox.money import check_amount, check_currency

FIELDS = {"active": True, "nickname": None, "tax_behavior": "unspecified"}
AMOUNTS = ("unit_amount", "unit_amount_decimal", "custom_unit_amount")
LONGEST = {"day": 1095, "week": 156, "month": 36, "year": 3}


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new price on the books."""
    _check_new(desk, params)
    price = {
        **desk.base("prices", desk.new("price")),
        **filled(params, FIELDS),
        **_amounts(params),
        "billing_scheme": "per_unit",
        "currency": params["currency"],
        "lookup_key": None,
        "metadata": metadata(params),
        "product": params["product"],
        "recurring": _recurring(params),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if "recurring" in params else "one_time",
    }
    price["_currency_options"] = {
        price["currency"]: _option(price),
        **_options(price, params.get("currency_options", {})),
    }
    _take_key(desk, price, params)
    return desk.put("prices", price)


def _check_new(desk: Desk, params: Plain) -> None:
    if params.get("billing_scheme") == "tiered":
        beyond.refuse("billing_scheme")
    if "product" not in params:
        what = "Missing required param: product."
        raise Refusal(what, "product", "parameter_missing")
    desk.get("products", params["product"], "product")
    check_currency(params["currency"], "currency", desk.account.currencies)
    _check_amounts(params, params["currency"], "")
    _check_recurring(params)


def _check_amounts(said: Plain, currency: str, where: str) -> None:
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
    """A price that buyers choose has bounds, and starts within them."""
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


def _check_recurring(params: Plain) -> None:
    said = params.get("recurring")
    if not said:
        return
    if said.get("usage_type") == "metered" or "meter" in said:
        beyond.refuse("recurring[usage_type]")
    if "custom_unit_amount" in params:
        what = "`custom_unit_amount` cannot be used with recurring prices."
        raise Refusal(what, "custom_unit_amount")
    if said.get("interval_count", 1) > LONGEST[said["interval"]]:
        what = "The maximum interval allowed is three years."
        raise Refusal(what, "recurring[interval_count]")


def _amounts(said: Plain) -> Plain:
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


def _recurring(params: Plain) -> Plain | None:
    said = params.get("recurring")
    return said and {
        "interval": said["interval"],
        "interval_count": said.get("interval_count", 1),
        "meter": None,
        "trial_period_days": said.get("trial_period_days"),
        "usage_type": "licensed",
    }


def _options(price: Plain, said: Plain) -> Plain:
    """Return the amounts in further currencies, which the main one is not."""
    for currency, option in said.items():
        param = f"currency_options[{currency}]"
        check_currency(currency, param)
        if currency == price["currency"]:
            what = f"`currency_options` may not include the price's own `{currency}`."
            raise Refusal(what, param)
        _check_amounts(option, currency, param)
    return {
        currency: _option(option | _amounts(option))
        for currency, option in said.items()
    }


def _option(said: Plain) -> Plain:
    names = ("custom_unit_amount", "unit_amount", "unit_amount_decimal")
    tax = said.get("tax_behavior", "unspecified")
    return {**{name: said[name] for name in names}, "tax_behavior": tax}


def _take_key(desk: Desk, price: Plain, params: Plain) -> None:
    """Give *price* a lookup key; one that is taken moves only if that is asked for."""
    key = params.get("lookup_key")
    if key is None:
        return
    for other in desk.all("prices"):
        if other["lookup_key"] == key and other["id"] != price["id"]:
            if not params.get("transfer_lookup_key"):
                what = f"A price (`{other['id']}`) already uses that lookup key."
                raise Refusal(what, "lookup_key")
            desk.put("prices", {**other, "lookup_key": None})
    price["lookup_key"] = key


def update(desk: Desk, params: Plain, name: str) -> Plain:
    """Change what can change; a price that is archived takes its links along."""
    price = desk.get("prices", name)
    _check_change(desk, price, params)
    new = changed(price, params, FIELDS)
    if "currency_options" in params:
        own = {price["currency"]: price["_currency_options"][price["currency"]]}
        said = params["currency_options"]
        more = _options(price, said or {})
        old = {} if said == "" else price["_currency_options"]
        new["_currency_options"] = {**own, **options(more, old)}
    _take_key(desk, new, params)
    desk.put("prices", new)
    if price["active"] and not new["active"]:
        close_links(desk, {name})
    return new


def _check_change(desk: Desk, price: Plain, params: Plain) -> None:
    was, now = price["tax_behavior"], params.get("tax_behavior")
    if now and was not in {now, "unspecified"}:
        what = "You cannot change `tax_behavior` once it is inclusive or exclusive."
        raise Refusal(what, "tax_behavior")
    product = desk.books.shelf("products").get(price["product"], {})
    is_default = product.get("default_price") == price["id"]
    if params.get("active") is False and is_default:
        what = "This price cannot be archived because it is the default price of its"
        raise Refusal(f"{what} product.", "active")
