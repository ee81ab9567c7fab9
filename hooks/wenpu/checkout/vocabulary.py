"""How the fields of the service are called by people who sell tea."""

from collections.abc import Mapping
from typing import Any

from wenpu.checkout import minor
from wenpu.checkout.gateway import Fields

CALLED = {
    "active": "on sale",
    "adjustable_quantity": "quantity",
    "after_completion": "page after paying",
    "allow_promotion_codes": "promotion codes",
    "automatic_tax": "tax",
    "billing_address_collection": "billing address",
    "consent_collection": "terms",
    "currency_options": "other currencies",
    "custom_fields": "questions",
    "custom_text": "text at the button",
    "custom_unit_amount": "price",
    "delivery_estimate": "days",
    "display_name": "name",
    "fixed_amount": "price",
    "images": "pictures",
    "inactive_message": "text when off",
    "line_items": "contents",
    "lookup_key": "price in use",
    "metadata": "marks",
    "optional_items": "extras",
    "payment_method_types": "payment methods",
    "phone_number_collection": "phone",
    "shipping_address_collection": "countries",
    "shipping_options": "shipping rates",
    "submit_type": "button",
    "tax_behavior": "tax",
    "tax_code": "tax code",
    "unit_amount": "price",
    "url": "address",
}
"""A field that is not here is called as it is."""

LONGEST = 40
PLAIN = (
    "name",
    "description",
    "display_name",
    "inactive_message",
    "tax_behavior",
    "url",
)
"""Fields whose values say something to a reader as they are."""


def called(name: str) -> str:
    """Return what people call the field *name*."""
    return CALLED.get(name, name.replace("_", " "))


def told(name: str, value: Any) -> str:  # noqa: ANN401 (whatever fields may hold)
    """Return *value* of the field *name* in few words, "" where none would help."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in PLAIN and isinstance(value, str):
        return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
    return ""


def cost(price: Fields) -> str:
    """Return what a *price* of the service is, in words."""
    currency = str(price["currency"])
    every = price.get("recurring") or {}
    monthly = f" / {every['interval']}" if every else ""
    if free := price.get("custom_unit_amount"):
        return f"{_bounds(free, currency)}{monthly}"
    return f"{minor.shown(int(price['unit_amount']), currency)}{monthly}"


def _bounds(free: Mapping[str, Any], currency: str) -> str:
    least = minor.money(int(free.get("minimum") or 0), currency)
    most = free.get("maximum")
    top = f"–{minor.money(int(most), currency).amount}" if most else "+"
    return f"{least.amount}{top} {least.currency}"
