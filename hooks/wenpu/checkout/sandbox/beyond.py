"""
What the service can do and its stand-in cannot: nothing of it is of use to a shop here.

It is refused in so many words, because whoever sends it should not believe it was done.
"""

from wenpu.checkout.sandbox.answers import Plain, Refusal

BEYOND = {
    "products": ("default_price_data", "package_dimensions", "tax_details"),
    "prices": ("tiers", "tiers_mode", "transform_quantity", "product_data"),
    "payment_links": (
        "application_fee_amount",
        "application_fee_percent",
        "managed_payments",
        "on_behalf_of",
        "transfer_data",
    ),
    "promotion_codes": ("customer", "customer_account"),
}


def check(noun: str, params: Plain) -> None:
    """Refuse what is beyond the stand-in."""
    for name in BEYOND.get(noun, ()):
        if name in params:
            refuse(name)


def refuse(param: str) -> None:
    """Say that the stand-in does not do *param*."""
    what = f"The sandbox does not know {param}. Stripe does; leave it out here."
    raise Refusal(what, param)
