"""Where one pays: payment links."""

from typing import Any

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.bargain import check, currency_of
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.fields import changed, filled, metadata
from wenpu.checkout.sandbox.items import (
    changed_items,
    check_prices,
    line_items,
    optional_items,
)
from wenpu.checkout.sandbox.parts import SHAPES

PLAIN: dict[str, Any] = {
    "active": True,
    "allow_promotion_codes": False,
    "billing_address_collection": "auto",
    "customer_creation": "if_required",
    "inactive_message": None,
    "payment_method_collection": "always",
    "payment_method_options": None,
    "payment_method_types": None,
    "phone_number_collection": {"enabled": False},
    "shipping_address_collection": None,
    "submit_type": "auto",
}
"""What is kept as it was sent."""

HOSTS = {"book": "book", "donate": "donate"}


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new link on the books."""
    items = line_items(desk, params["line_items"])
    check_prices(desk, items, "line_items")
    link = {
        **desk.base("payment_links", desk.new("plink")),
        "application": None,
        "application_fee_amount": None,
        "application_fee_percent": None,
        **filled(params, PLAIN),
        **{name: shape(params.get(name), None) for name, shape in SHAPES.items()},
        "managed_payments": None,
        "metadata": metadata(params),
        "on_behalf_of": None,
        "transfer_data": None,
        "_line_items": items,
        "_sold": 0,
        "_code": ("" if desk.live else "test_") + desk.code(14),
    }
    link["restrictions"] = _counted(link)
    del link["created"]  # The service does not tell.
    return _keep(desk, link, params)


def _keep(desk: Desk, link: Plain, params: Plain) -> Plain:
    """Complete *link*, refuse what does not go together, put it on the books."""
    if "optional_items" in params:
        link["optional_items"] = optional_items(params["optional_items"])
        check_prices(desk, link["optional_items"] or [], "optional_items")
    if "shipping_options" in params:
        link["shipping_options"] = _rates(desk, params["shipping_options"] or [])
    link["currency"] = params.get("currency") or currency_of(desk, link)
    check(desk, link, params)
    host = HOSTS.get(link["submit_type"], "pay")
    link["url"] = f"{desk.pay}/{host}/{link['_code']}"
    return desk.put("payment_links", link)


def _rates(desk: Desk, said: list[Plain]) -> list[Plain]:
    found = []
    for index, one in enumerate(said):
        param = f"shipping_options[{index}][shipping_rate]"
        if "shipping_rate" not in one:
            what = f"Missing required param: {param}."
            raise Refusal(what, param, "parameter_missing")
        rate = desk.get("shipping_rates", one["shipping_rate"], param)
        if not rate["active"]:
            raise Refusal(f"The shipping rate {rate['id']} is inactive.", param)
        amount = rate["fixed_amount"]["amount"]
        found.append({"shipping_amount": amount, "shipping_rate": rate["id"]})
    return found


def update(desk: Desk, params: Plain, name: str) -> Plain:
    """Change a link; which prices it sells for never changes."""
    old = desk.get("payment_links", name)
    link = changed(old, params, PLAIN)
    for field, shape in SHAPES.items():
        if field in params:
            link[field] = shape(params[field], old[field])
    if "line_items" in params:
        link["_line_items"] = changed_items(old["_line_items"], params["line_items"])
    link["restrictions"] = _counted(link)
    if params.get("active") and not old["active"]:
        _check_opening(desk, link)
    _close_if_full(link)
    return _keep(desk, link, {**params, "currency": old["currency"]})


def _check_opening(desk: Desk, link: Plain) -> None:
    """Let a link open only if all that it sells can be bought, and some are left."""
    check_prices(desk, link["_line_items"], "line_items")
    check_prices(desk, link["optional_items"] or [], "optional_items")
    if is_full(link):
        what = "This payment link has reached its limit of completed sessions. Raise"
        raise Refusal(f"{what} `restrictions[completed_sessions][limit]`.", "active")


def _close_if_full(link: Plain) -> None:
    link["active"] = link["active"] and not is_full(link)


def is_full(link: Plain) -> bool:
    """Tell whether *link* has sold as often as it may."""
    if not link["restrictions"]:
        return False
    sessions = link["restrictions"]["completed_sessions"]
    return bool(sessions["count"] >= sessions["limit"])


def count(desk: Desk, link: Plain) -> None:
    """Count one completed session; the last one that is allowed closes the link."""
    new = {**link, "_sold": link["_sold"] + 1}
    new["restrictions"] = _counted(new)
    _close_if_full(new)
    desk.put("payment_links", new)


def _counted(link: Plain) -> Plain | None:
    """Return the limit of *link* together with what was sold so far."""
    if not link["restrictions"]:
        return None
    limit = link["restrictions"]["completed_sessions"]["limit"]
    return {"completed_sessions": {"count": link["_sold"], "limit": limit}}
