"""A completed session, as the service shows it to who counts orders."""

from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.bill import Bill
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.order import Order
from wenpu.checkout.sandbox.visit import Visit

ADDRESS = ("line1", "line2", "city", "state", "postal_code", "country")


def session(desk: Desk, found: Visit, order: Order, paid: Bill) -> Plain:
    """Return the session as the service would have it."""
    link = found.link
    mode = "live" if desk.live else "test"
    name = desk.new(f"cs_{mode}")
    recurring = any(line.price["recurring"] for line in paid.lines)
    return {
        **desk.base("checkout_sessions", name),
        **_about_link(link),
        **_about_buyer(link, found, order),
        **_about_money(order, paid),
        **_payment(desk, paid, recurring=recurring),
        "client_reference_id": found.reference,
        "discounts": _discounts(paid),
        "expires_at": desk.now + 24 * 60 * 60,
        "shipping_cost": _shipping_cost(link, order, paid),
        "status": "complete",
        "success_url": after(link, found, name),
        "ui_mode": "hosted",
        "url": None,
        "_line_items": [
            {
                "id": desk.new("li"),
                "price": line.item["price"],
                "quantity": line.quantity,
                "amount": line.amount,
                "discount": line.off,
            }
            for line in paid.lines
        ],
    }


def _about_link(link: Plain) -> Plain:
    names = (
        "allow_promotion_codes",
        "billing_address_collection",
        "consent_collection",
        "currency",
        "custom_text",
        "customer_creation",
        "invoice_creation",
        "metadata",
        "optional_items",
        "payment_method_collection",
        "phone_number_collection",
        "shipping_address_collection",
        "shipping_options",
        "submit_type",
        "tax_id_collection",
    )
    methods = link["payment_method_types"] or ["card"]
    tax = {**link["automatic_tax"], "provider": None, "status": None}
    return {
        **{name: link[name] for name in names},
        "automatic_tax": tax,
        "payment_link": link["id"],
        "payment_method_types": methods,
        "presentment_details": None,
    }


def _about_buyer(link: Plain, found: Visit, order: Order) -> Plain:
    asks_address = link["shipping_address_collection"]
    address = {key: order.address.get(key) or None for key in ADDRESS}
    asks_phone = link["phone_number_collection"]["enabled"]
    shipping = {"address": address, "name": order.name} if asks_address else None
    consent = {"promotions": None, "terms_of_service": "accepted"}
    return {
        "collected_information": {
            "business_name": None,
            "individual_name": None,
            "shipping_details": shipping,
        },
        "consent": consent if link["consent_collection"] else None,
        "custom_fields": [_answered(one, order) for one in link["custom_fields"]],
        "customer": None,
        "customer_details": {
            "address": address,
            "email": order.email,
            "name": order.name or None,
            "phone": order.phone if asks_phone else None,
            "tax_exempt": "none",
            "tax_ids": [],
        },
        "customer_email": found.email or None,
        "locale": found.locale or None,
    }


def _answered(question: Plain, order: Order) -> Plain:
    kind = question["type"]
    answer = order.fields.get(question["key"]) or None
    return {**question, kind: {**question[kind], "value": answer}}


def _about_money(order: Order, paid: Bill) -> Plain:
    free = "no_payment_required"
    status = "paid" if order.paid else "unpaid"
    return {
        "amount_subtotal": paid.subtotal,
        "amount_total": paid.total,
        "payment_status": status if paid.total else free,
        "total_details": {
            "amount_discount": paid.off,
            "amount_shipping": paid.shipping,
            "amount_tax": 0,
        },
    }


def _payment(desk: Desk, paid: Bill, *, recurring: bool) -> Plain:
    intent = desk.new("pi") if paid.total and not recurring else None
    return {
        "mode": "subscription" if recurring else "payment",
        "payment_intent": intent,
        "subscription": desk.new("sub") if recurring else None,
    }


def _discounts(paid: Bill) -> list[Plain]:
    if not paid.code:
        return []
    return [{"coupon": None, "promotion_code": paid.code["id"]}]


def _shipping_cost(link: Plain, order: Order, paid: Bill) -> Plain | None:
    if not link["shipping_options"]:
        return None
    return {
        "amount_subtotal": paid.shipping,
        "amount_tax": 0,
        "amount_total": paid.shipping,
        "shipping_rate": order.rate or link["shipping_options"][0]["shipping_rate"],
    }


def after(link: Plain, found: Visit, session: str) -> str | None:
    """Return where the buyer goes from here, if anywhere."""
    if link["after_completion"]["type"] != "redirect":
        return None
    url = str(link["after_completion"]["redirect"]["url"])
    url = url.replace("{CHECKOUT_SESSION_ID}", session)
    campaign = "&".join(f"{name}={value}" for name, value in found.campaign.items())
    if not campaign:
        return url
    address, mark, place = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{campaign}{mark}{place}"
