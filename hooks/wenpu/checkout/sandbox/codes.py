"""What buyers type: promotion codes, each of one coupon."""

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.fields import changed, filled, metadata, options
from wenpu.checkout.sandbox.money import check_currency

FIELDS = {"active": True, "expires_at": None, "max_redemptions": None}
CHANGING = {"active": True}


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new code on the books."""
    coupon = _coupon(desk, params)
    text = params.get("code") or desk.code(8).upper()
    if params.get("active", True):
        _check_free(desk, text)
    _check_bounds(desk, params, coupon)
    code = {
        **desk.base("promotion_codes", desk.new("promo")),
        **filled(params, FIELDS),
        "code": text,
        "customer": None,
        "customer_account": None,
        "metadata": metadata(params),
        "promotion": {"coupon": coupon["id"], "type": "coupon"},
        "restrictions": _restrictions(desk, params),
        "times_redeemed": 0,
    }
    return desk.put("promotion_codes", code)


def _coupon(desk: Desk, params: Plain) -> Plain:
    said = params["promotion"]
    if "coupon" not in said:
        what = "Missing required param: promotion[coupon]."
        raise Refusal(what, "promotion[coupon]", "parameter_missing")
    coupon = desk.get("coupons", said["coupon"], "promotion[coupon]")
    if not coupon["valid"]:
        what = f"Coupon {coupon['id']} is no longer valid."
        raise Refusal(what, "promotion[coupon]", "coupon_expired")
    return coupon


def _check_free(desk: Desk, text: str, mine: str = "") -> None:
    for other in desk.all("promotion_codes"):
        same = other["code"].lower() == text.lower() and other["id"] != mine
        if same and other["active"]:
            what = f"An active promotion code with `code: {text}` already exists."
            raise Refusal(what, "code", "resource_already_exists")


def _check_bounds(desk: Desk, params: Plain, coupon: Plain) -> None:
    """Let a code reach no further than its coupon."""
    end, last = params.get("expires_at"), coupon["redeem_by"]
    if end is not None and (end <= desk.now or (last and end > last)):
        what = "`expires_at` must be in the future, and not after `redeem_by`."
        raise Refusal(what, "expires_at")
    times, most = params.get("max_redemptions"), coupon["max_redemptions"]
    if times is not None and most is not None and times > most:
        what = "`max_redemptions` cannot be greater than the coupon's."
        raise Refusal(what, "max_redemptions")


def _restrictions(desk: Desk, params: Plain) -> Plain:
    said: Plain = params.get("restrictions", {})
    if ("minimum_amount" in said) != ("minimum_amount_currency" in said):
        what = "`minimum_amount` and `minimum_amount_currency` go together."
        raise Refusal(what, "restrictions[minimum_amount_currency]")
    currency = said.get("minimum_amount_currency")
    if currency is not None:
        param = "restrictions[minimum_amount_currency]"
        check_currency(currency, param, desk.account.currencies)
    return {
        "_currency_options": said.get("currency_options", {}),
        "first_time_transaction": said.get("first_time_transaction", False),
        "minimum_amount": said.get("minimum_amount"),
        "minimum_amount_currency": currency,
    }


def update(desk: Desk, params: Plain, name: str) -> Plain:
    """Switch a code on or off, change its notes and its further currencies."""
    code = desk.get("promotion_codes", name)
    if params.get("active") and not code["active"]:
        _coupon(desk, code)
        _check_free(desk, code["code"], name)
    new = changed(code, params, CHANGING)
    if said := params.get("restrictions"):
        old = code["restrictions"]
        more = options(said.get("currency_options"), old["_currency_options"])
        new["restrictions"] = {**old, "_currency_options": more}
    return desk.put("promotion_codes", new)


def redeem(desk: Desk, code: Plain) -> None:
    """Count one redemption; the last one that is allowed ends the code."""
    times, most = code["times_redeemed"] + 1, code["max_redemptions"]
    active = code["active"] and not (most and times >= most)
    desk.put("promotion_codes", {**code, "times_redeemed": times, "active": active})
