"""What a product costs: prices. One that was made never changes, and never goes."""

from wenpu.checkout.sandbox import amounts, beyond, taxes
from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.cascade import close_links
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.fields import changed, filled, metadata, options
from wenpu.checkout.sandbox.money import check_currency

FIELDS = {"active": True, "nickname": None, "tax_behavior": "unspecified"}
LONGEST = {"day": 1095, "week": 156, "month": 36, "year": 3}


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new price on the books."""
    _check_new(desk, params)
    price = {
        **desk.base("prices", desk.new("price")),
        **filled(params, FIELDS),
        **amounts.amounts(params),
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
        price["currency"]: amounts.option(price),
        **amounts.options(price, params.get("currency_options", {})),
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
    amounts.check_amounts(params, params["currency"], "")
    _check_recurring(params)


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


def _recurring(params: Plain) -> Plain | None:
    said = params.get("recurring")
    return said and {
        "interval": said["interval"],
        "interval_count": said.get("interval_count", 1),
        "meter": None,
        "trial_period_days": said.get("trial_period_days"),
        "usage_type": "licensed",
    }


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
    new["_currency_options"] = {
        **_options(price, params),
        price["currency"]: amounts.option(new),
    }
    _take_key(desk, new, params)
    desk.put("prices", new)
    if price["active"] and not new["active"]:
        close_links(desk, {name})
    return new


def _options(price: Plain, params: Plain) -> Plain:
    """Return the amounts in all currencies, with what *params* says of them."""
    said, old = params.get("currency_options"), price["_currency_options"]
    more = taxes.kept(old, said or {}, "currency_options")
    return options("" if said == "" else amounts.options(price, more), old)


def _check_change(desk: Desk, price: Plain, params: Plain) -> None:
    taxes.check_change(price, params, "tax_behavior")
    product = desk.books.shelf("products").get(price["product"], {})
    is_default = product.get("default_price") == price["id"]
    if params.get("active") is False and is_default:
        what = "This price cannot be archived because it is the default price of its"
        raise Refusal(f"{what} product.", "active")
