"""What a link is made of, completed as the service completes it."""

from wenpu.checkout.sandbox.answers import Json, Plain, Refusal

TEXTS = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")


def _after(said: Json, old: Json) -> Plain:
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


def _switch(said: Json, old: Json) -> Plain:
    on = bool(said and said["enabled"])
    liability = (said or {}).get("liability", {"type": "self"} if on else None)
    return {"enabled": on, "liability": liability} if said else old or SWITCHED_OFF


SWITCHED_OFF: Plain = {"enabled": False, "liability": None}


def _tax_ids(said: Json, old: Json) -> Plain:
    return {"required": "never", **(said or old or {"enabled": False})}


def _invoices(said: Json, old: Json) -> Plain:
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


def _consent(said: Json, _: Json) -> Plain | None:
    names = ("payment_method_reuse_agreement", "promotions", "terms_of_service")
    return {name: said.get(name) for name in names} if said else None


def _names(said: Json, _: Json) -> Plain | None:
    return {
        kind: {"optional": False, **inner} for kind, inner in (said or {}).items()
    } or None


def _questions(said: Json, _: Json) -> list[Plain]:
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


def _texts(said: Json, old: Json) -> Plain:
    merged = {**dict.fromkeys(TEXTS), **(old or {}), **(said or {})}
    return {name: text or None for name, text in merged.items()}


def _payment(said: Json, old: Json) -> Plain | None:
    names = (
        "capture_method",
        "description",
        "setup_future_usage",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_group",
    )
    return _merged(said, old, {**dict.fromkeys(names), "metadata": {}})


def _subscription(said: Json, old: Json) -> Plain | None:
    names = ("description", "trial_period_days", "trial_settings")
    issuer = {"issuer": {"type": "self"}}
    fields = {**dict.fromkeys(names), "metadata": {}, "invoice_settings": issuer}
    return _merged(said, old, fields)


def _merged(said: Json, old: Json, empty: Plain) -> Plain | None:
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
