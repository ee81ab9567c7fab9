"""What is taken off: coupons."""

from datetime import timedelta

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.ending import end_codes, end_coupon
from wenpu.checkout.sandbox.fields import changed, filled, metadata, options
from wenpu.checkout.sandbox.money import check_currency

FIELDS = {
    "amount_off": None,
    "currency": None,
    "duration": "once",
    "duration_in_months": None,
    "max_redemptions": None,
    "name": None,
    "percent_off": None,
    "redeem_by": None,
}
CHANGING = {"name": None}
LONGEST = timedelta(days=5 * 366).total_seconds()


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new coupon on the books."""
    name = params.get("id") or desk.code(8)
    if name in desk.books.shelf("coupons"):
        raise Refusal("Coupon already exists.", "id", "resource_already_exists")
    _check_discount(desk, params)
    _check_duration(desk, params)
    coupon = {
        **desk.base("coupons", name),
        **filled(params, FIELDS),
        "metadata": metadata(params),
        "times_redeemed": 0,
        "valid": True,
        "_currency_options": _options(desk, params),
    }
    for product in params.get("applies_to", {}).get("products", ()):
        desk.get("products", product, "applies_to[products]")
    if "applies_to" in params:
        coupon["_applies_to"] = params["applies_to"]
    return desk.put("coupons", coupon)


def _check_discount(desk: Desk, params: Plain) -> None:
    if ("percent_off" in params) == ("amount_off" in params):
        what = "You must pass exactly one of `percent_off` or `amount_off`."
        raise Refusal(what, "percent_off")
    if not 0 < params.get("percent_off", 1) <= 100:  # noqa: PLR2004 (of a hundred)
        what = "Invalid percent_off: must be greater than 0 and at most 100"
        raise Refusal(what, "percent_off")
    if ("amount_off" in params) != ("currency" in params):
        what = "`currency` must be passed together with `amount_off`."
        raise Refusal(what, "currency")
    if "currency" in params:
        check_currency(params["currency"], "currency", desk.account.currencies)


def _check_duration(desk: Desk, params: Plain) -> None:
    repeats = params.get("duration") == "repeating"
    if repeats != ("duration_in_months" in params):
        what = "`duration_in_months` goes with `duration=repeating`, and only with it."
        raise Refusal(what, "duration_in_months")
    end = params.get("redeem_by")
    if end is not None and not desk.now < end <= desk.now + LONGEST:
        what = "`redeem_by` must be in the future, and at most five years from now."
        raise Refusal(what, "redeem_by")


def _options(desk: Desk, params: Plain) -> Plain:
    said: Plain = params.get("currency_options", {})
    if said and "amount_off" not in params:
        what = "`currency_options` can only be used with `amount_off`."
        raise Refusal(what, "currency_options")
    for currency in said:
        check_currency(currency, "currency_options", desk.account.currencies)
        if currency == params["currency"]:
            what = f"`currency_options` may not include the coupon's own `{currency}`."
            raise Refusal(what, f"currency_options[{currency}]")
    return said


def update(desk: Desk, params: Plain, name: str) -> Plain:
    """Change the name, the notes, the further currencies of a coupon."""
    coupon = desk.get("coupons", name)
    new = changed(coupon, params, CHANGING)
    said = _options(desk, {**coupon, **params} if coupon["amount_off"] else params)
    new["_currency_options"] = options(said, coupon["_currency_options"])
    return desk.put("coupons", new)


def delete(desk: Desk, _: Plain, name: str) -> Plain:
    """Take a coupon off the books; its codes are worth nothing then."""
    desk.get("coupons", name)
    desk.drop("coupons", name)
    end_codes(desk, name)
    return {"id": name, "object": "coupon", "deleted": True}


def redeem(desk: Desk, name: str) -> None:
    """Count one redemption; the last one that is allowed makes it invalid."""
    coupon = desk.get("coupons", name)
    times, most = coupon["times_redeemed"] + 1, coupon["max_redemptions"]
    new = desk.put("coupons", {**coupon, "times_redeemed": times})
    if most and times >= most:
        end_coupon(desk, new)
