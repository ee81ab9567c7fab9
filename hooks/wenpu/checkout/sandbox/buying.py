"""A buyer pays: what has to be said is said, and a session is complete."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wenpu.checkout.sandbox import codes, coupons, links
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.bill import Bill, Order, bill, find_code
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.expansion import shown
from wenpu.checkout.sandbox.visit import EMAIL, Visit, check_open, visit

PLAY = Order(
    email="ming@play.invalid",
    name="Ming Li",
    phone="+85255500123",
    address={
        "line1": "1 Play Street",
        "line2": "",
        "city": "Play Town",
        "state": "",
        "postal_code": "000000",
    },
    terms=True,
)
"""Who buys when a test does not say who: nobody, with play money."""


class Unfinished(Exception):  # noqa: N818 (a form, not a mistake of ours)
    """An order that cannot be paid yet: by field, the word for what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{n}: {word}" for n, word in problems.items()))
        self.problems = problems


def buy(desk: Desk, url: str, details: Mapping[str, Any]) -> Plain:
    """Open *url* and pay; what *details* leaves open is filled in."""
    found = visit(desk, url)
    check_open(found.link)
    order = Order(**details)
    return shown(desk, pay(desk, found, filled(found, order)))


def filled(found: Visit, order: Order) -> Order:
    """Return *order* with all that a link asks for."""
    link = found.link
    return replace(
        order,
        email=order.email or found.email or PLAY.email,
        name=order.name or PLAY.name,
        phone=order.phone or PLAY.phone,
        address={**_address(link), **order.address},
        code=order.code or found.code,
        terms=True,
        fields={**{one["key"]: default(one) for one in link["custom_fields"]}}
        | dict(order.fields),
    )


def _address(link: Plain) -> dict[str, str]:
    collects = link["shipping_address_collection"]
    countries = collects["allowed_countries"] if collects else ["HK"]
    return {**PLAY.address, "country": countries[0]}


def default(question: Plain) -> str:
    """Return an answer to *question* that is right."""
    said = question[question["type"]]
    if said["default_value"] is not None:
        return str(said["default_value"])
    if question["type"] == "dropdown":
        return str(said["options"][0]["value"])
    least, most = said["minimum_length"] or 1, said["maximum_length"] or 255
    if question["type"] == "numeric":
        return "1" * least
    return "Play".ljust(least, "y")[:most]


def pay(desk: Desk, found: Visit, order: Order) -> Plain:
    """Complete a session; raise `Unfinished` where something is missing or wrong."""
    check_open(found.link)
    problems = dict(wrong(desk, found.link, order))
    if problems:
        raise Unfinished(problems)
    paid = bill(desk, found.link, order)
    session = desk.put("checkout_sessions", _session(desk, found, order, paid))
    links.count(desk, found.link)
    if paid.code:
        codes.redeem(desk, paid.code)
        coupons.redeem(desk, paid.code["promotion"]["coupon"])
    return session


def wrong(desk: Desk, link: Plain, order: Order) -> list[tuple[str, str]]:
    """Return what is missing or wrong, by field."""
    found = [
        *(_email(order)),
        *_quantities(link, order),
        *_amount(desk, link, order),
        *_person(link, order),
        *_rate(link, order),
        *_answers(link, order),
    ]
    if order.code and not find_code(desk, link, order.code):
        found.append(("code", "code"))
    consent = link["consent_collection"] or {}
    if consent.get("terms_of_service") == "required" and not order.terms:
        found.append(("terms", "terms"))
    return found


def _email(order: Order) -> list[tuple[str, str]]:
    return [] if EMAIL.fullmatch(order.email) else [("email", "email")]


def _quantities(link: Plain, order: Order) -> list[tuple[str, str]]:
    items = link["_line_items"]
    first = {items[0]["id"]: order.quantity} if order.quantity is not None else {}
    asked = {**first, **order.quantities}
    found = [
        (f"quantity-{item['id']}", "quantity")
        for item in items
        if not _may_be(item, asked.get(item["id"], item["quantity"]))
    ]
    extras = {item["price"]: item for item in link["optional_items"] or ()}
    odd = [
        (f"extra-{name}", "quantity")
        for name, count in order.extras.items()
        if name not in extras or (count and not _may_be(extras[name], count))
    ]
    if not found and not any(asked.get(i["id"], i["quantity"]) for i in items):
        found = [(f"quantity-{items[0]['id']}", "quantity")]
    return [*found, *odd]


def _may_be(item: Plain, quantity: int) -> bool:
    bounds = item["adjustable_quantity"]
    if not bounds:
        return bool(quantity == item["quantity"])
    return bool(bounds["minimum"] <= quantity <= bounds["maximum"])


def _amount(desk: Desk, link: Plain, order: Order) -> list[tuple[str, str]]:
    price = desk.get("prices", link["_line_items"][0]["price"])
    free = price["_currency_options"][link["currency"]]["custom_unit_amount"]
    if not free or order.amount is None:
        return []
    least, most = free["minimum"] or 0, free["maximum"] or 10**8
    return [] if least <= order.amount <= most else [("amount", "amount")]


def _person(link: Plain, order: Order) -> list[tuple[str, str]]:
    found = []
    if link["phone_number_collection"]["enabled"]:
        found += _unless(re.fullmatch(r"\+?[0-9 ()-]{6,20}", order.phone), "phone")
    collects = link["shipping_address_collection"]
    if collects or link["billing_address_collection"] == "required":
        found += _unless(order.name, "name")
        found += _unless(order.address.get("line1"), "line1")
        found += _unless(order.address.get("city"), "city")
    if collects:
        country = order.address.get("country")
        found += _unless(country in collects["allowed_countries"], "country")
    return found


def _unless(right: object, name: str) -> list[tuple[str, str]]:
    return [] if right else [(name, name)]


def _rate(link: Plain, order: Order) -> list[tuple[str, str]]:
    names = {option["shipping_rate"] for option in link["shipping_options"]}
    return [("rate", "rate")] if order.rate and order.rate not in names else []


def _answers(link: Plain, order: Order) -> list[tuple[str, str]]:
    found = []
    for question in link["custom_fields"]:
        answer = order.fields.get(question["key"], "")
        if not _is_answer(question, answer):
            found.append((f"field-{question['key']}", "field"))
    return found


def _is_answer(question: Plain, answer: str) -> bool:
    if not answer:
        return bool(question["optional"])
    said = question[question["type"]]
    if question["type"] == "dropdown":
        return answer in [one["value"] for one in said["options"]]
    if question["type"] == "numeric" and not answer.isdigit():
        return False
    least, most = said["minimum_length"] or 0, said["maximum_length"] or 255
    return bool(least <= len(answer) <= most)


def _session(desk: Desk, found: Visit, order: Order, paid: Bill) -> Plain:
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
    address = {
        key: order.address.get(key) or None for key in (*PLAY.address, "country")
    }
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
