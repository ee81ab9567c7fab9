"""
How long, how many, how much: what no type can say.

Names are those of the API's nouns and parameters; `[]` stands for each entry of a list.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from wenpu.checkout.sandbox.money import MOST

TEXT = (0, 5000)
"""Any text that has no other bounds."""

NOUNS = (
    "products",
    "prices",
    "payment_links",
    "coupons",
    "promotion_codes",
    "shipping_rates",
    "checkout_sessions",
)
_ITEMS = {
    "": (1, 20),
    "[][quantity]": (0, 999_999),
    "[][adjustable_quantity][minimum]": (0, 999_999),
    "[][adjustable_quantity][maximum]": (1, 999_999),
}
_FREE = ("[minimum]", "[maximum]", "[preset]")
_FIELD = {
    "[key]": (1, 200),
    "[label][custom]": (1, 50),
    "[dropdown][options]": (1, 200),
    "[dropdown][options][][label]": (1, 100),
    "[dropdown][options][][value]": (1, 100),
    "[text][minimum_length]": (0, 255),
    "[text][maximum_length]": (1, 255),
    "[numeric][minimum_length]": (0, 255),
    "[numeric][maximum_length]": (1, 255),
}
_TEXTS = ("submit", "after_submit", "shipping_address", "terms_of_service_acceptance")

BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        **{f"{noun}.limit": (1, 100) for noun in NOUNS},
        "products.name": (1, 5000),
        "products.description": (0, 40_000),
        "products.images": (0, 8),
        "products.images[]": (0, 2048),
        "products.marketing_features": (0, 15),
        "products.marketing_features[][name]": (1, 80),
        "products.statement_descriptor": (0, 22),
        "products.unit_label": (0, 12),
        "products.ids": (1, 100),
        "prices.lookup_key": (1, 200),
        "prices.lookup_keys": (1, 10),
        "prices.recurring[interval_count]": (1, 156),
        "prices.unit_amount": (0, MOST),
        "prices.currency_options[][unit_amount]": (0, MOST),
        **{f"prices.custom_unit_amount{n}": (0, MOST) for n in _FREE},
        **{
            f"prices.currency_options[][custom_unit_amount]{n}": (0, MOST)
            for n in _FREE
        },
        **{f"payment_links.line_items{name}": size for name, size in _ITEMS.items()},
        **{f"payment_links.optional_items{n}": s for n, s in _ITEMS.items()},
        "payment_links.optional_items": (0, 10),
        "payment_links.custom_fields": (1, 3),
        **{f"payment_links.custom_fields[]{n}": s for n, s in _FIELD.items()},
        **{f"payment_links.custom_text[{n}][message]": (1, 1200) for n in _TEXTS},
        "payment_links.after_completion[hosted_confirmation][custom_message]": (0, 500),
        "payment_links.after_completion[redirect][url]": (1, 2048),
        "payment_links.inactive_message": (0, 500),
        "payment_links.payment_intent_data[description]": (0, 1000),
        "payment_links.payment_intent_data[statement_descriptor]": (0, 22),
        "payment_links.payment_intent_data[statement_descriptor_suffix]": (0, 22),
        "payment_links.subscription_data[description]": (0, 500),
        "payment_links.subscription_data[trial_period_days]": (1, 730),
        "payment_links.restrictions[completed_sessions][limit]": (1, 10**9),
        "payment_links.shipping_options": (0, 5),
        "payment_links.shipping_address_collection[allowed_countries]": (1, 300),
        "coupons.amount_off": (1, MOST),
        "coupons.currency_options[][amount_off]": (1, MOST),
        "coupons.duration_in_months": (1, 10**6),
        "coupons.max_redemptions": (1, 10**9),
        "coupons.name": (0, 40),
        "promotion_codes.code": (1, 500),
        "promotion_codes.max_redemptions": (1, 10**9),
        "promotion_codes.restrictions[minimum_amount]": (0, MOST),
        "shipping_rates.display_name": (1, 100),
        "shipping_rates.fixed_amount[amount]": (0, MOST),
        "shipping_rates.delivery_estimate[minimum][value]": (1, 10**6),
        "shipping_rates.delivery_estimate[maximum][value]": (1, 10**6),
    }
)
"""The least and the most: letters of a text, entries of a list, or a number itself."""

_DESCRIPTOR = re.compile(r"[^<>\\\"'*]*")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*")
_TAX_CODE = (re.compile(r"txcd_[0-9]{8}"), "is no tax code", "resource_missing")
_PLAIN_ID = re.compile(r"[A-Za-z0-9_\-.:]+")

FORMATS: Mapping[str, tuple[re.Pattern[str], str, str]] = MappingProxyType(
    {
        "payment_links.custom_fields[][key]": (
            re.compile(r"[A-Za-z0-9]+"),
            "may only contain alphanumeric characters",
            "",
        ),
        "payment_links.custom_fields[][dropdown][options][][value]": (
            re.compile(r"[A-Za-z0-9]+"),
            "may only contain alphanumeric characters",
            "",
        ),
        "promotion_codes.code": (
            re.compile(r"[A-Za-z0-9-]+"),
            "may only contain a-z, A-Z, 0-9 and -",
            "",
        ),
        "coupons.id": (_PLAIN_ID, "has characters that an id cannot have", ""),
        "products.id": (_PLAIN_ID, "has characters that an id cannot have", ""),
        "products.statement_descriptor": (
            _DESCRIPTOR,
            "may not include < > \\ \" ' *",
            "invalid_characters",
        ),
        "payment_links.payment_intent_data[statement_descriptor]": (
            _DESCRIPTOR,
            "may not include < > \\ \" ' *",
            "invalid_characters",
        ),
        "products.tax_code": _TAX_CODE,
        "shipping_rates.tax_code": _TAX_CODE,
        "products.images[]": (_ADDRESS, "is not a valid URL", "url_invalid"),
        "products.url": (_ADDRESS, "is not a valid URL", "url_invalid"),
        "payment_links.after_completion[redirect][url]": (
            _ADDRESS,
            "is not a valid URL",
            "url_invalid",
        ),
    }
)
"""How a text is written, and what is said, in words and as a code, where it is not."""
