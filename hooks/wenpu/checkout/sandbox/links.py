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

TEXTS = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
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
    """A link opens only if all that it sells can be bought, and some are left."""
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


def _after(said: Any, old: Any) -> Plain:  # noqa: ANN401 (what was sent, what there is)
    if not said:
        return old or {
            "type": "hosted_confirmation",
            "hosted_confirmation": {"custom_message": None},
        }
    kind = said["type"]
    if kind == "redirect" and "redirect" not in said:
        name = "after_completion[redirect]"
        what = f"Missing required param: {name}."
        raise Refusal(what, name, "parameter_missing")
    words = said.get("hosted_confirmation", {"custom_message": None})
    inner = said["redirect"] if kind == "redirect" else words
    return {"type": kind, kind: inner}


def _switch(said: Any, old: Any) -> Plain:  # noqa: ANN401
    on = bool(said and said["enabled"])
    liability = (said or {}).get("liability", {"type": "self"} if on else None)
    return {"enabled": on, "liability": liability} if said else old or SWITCHED_OFF


SWITCHED_OFF: Plain = {"enabled": False, "liability": None}


def _tax_ids(said: Any, old: Any) -> Plain:  # noqa: ANN401
    return {"required": "never", **(said or old or {"enabled": False})}


def _invoices(said: Any, old: Any) -> Plain:  # noqa: ANN401
    inner: Plain = {
        "account_tax_ids": None,
        "custom_fields": None,
        "description": None,
        "footer": None,
        "issuer": None,
        "metadata": {},
        "rendering_options": None,
    }
    said = said or old or {"enabled": False}
    return {
        "enabled": said["enabled"],
        "invoice_data": {**inner, **(said.get("invoice_data") or {})},
    }


def _consent(said: Any, _: Any) -> Plain | None:  # noqa: ANN401
    names = ("payment_method_reuse_agreement", "promotions", "terms_of_service")
    return {name: said.get(name) for name in names} if said else None


def _names(said: Any, _: Any) -> Plain | None:  # noqa: ANN401
    return {
        kind: {"optional": False, **inner} for kind, inner in (said or {}).items()
    } or None


def _questions(said: Any, _: Any) -> list[Plain]:  # noqa: ANN401
    return [_question(one) for one in said or ()]


def _question(said: Plain) -> Plain:
    """Return a field with everything that the service puts into it."""
    kind = said["type"]
    bounds = {"default_value": None, "maximum_length": None, "minimum_length": None}
    empty = {"dropdown": {"default_value": None}, "numeric": bounds, "text": bounds}
    inner = {**empty[kind], **said.get(kind, {})}
    return {
        "dropdown": None,
        "numeric": None,
        "text": None,
        **{name: said[name] for name in ("key", "label", "type")},
        "optional": said.get("optional", False),
        kind: inner,
    }


def _texts(said: Any, old: Any) -> Plain:  # noqa: ANN401
    merged = {**dict.fromkeys(TEXTS), **(old or {}), **(said or {})}
    return {name: text or None for name, text in merged.items()}


def _payment(said: Any, old: Any) -> Plain | None:  # noqa: ANN401
    names = (
        "capture_method",
        "description",
        "setup_future_usage",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_group",
    )
    return _merged(said, old, {**dict.fromkeys(names), "metadata": {}})


def _subscription(said: Any, old: Any) -> Plain | None:  # noqa: ANN401
    names = ("description", "trial_period_days", "trial_settings")
    issuer = {"issuer": {"type": "self"}}
    fields = {**dict.fromkeys(names), "metadata": {}, "invoice_settings": issuer}
    return _merged(said, old, fields)


def _merged(said: Any, old: Any, empty: Plain) -> Plain | None:  # noqa: ANN401
    if not said:
        return old or None
    kept = {**empty, **(old or {})}
    return {**kept, **{n: empty.get(n) if v == "" else v for n, v in said.items()}}


SHAPES = {
    "after_completion": _after,
    "automatic_tax": _switch,
    "consent_collection": _consent,
    "custom_fields": _questions,
    "custom_text": _texts,
    "invoice_creation": _invoices,
    "name_collection": _names,
    "optional_items": lambda _, old: old,
    "payment_intent_data": _payment,
    "restrictions": lambda said, _: said or None,
    "shipping_options": lambda _, old: old or [],
    "subscription_data": _subscription,
    "tax_id_collection": _tax_ids,
}
"""What the service completes: takes what was sent and what there is."""
