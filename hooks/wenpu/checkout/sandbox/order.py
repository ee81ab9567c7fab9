"""What a buyer chooses and says, and what of it is missing or wrong."""

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu.checkout.sandbox.amounts import fewest
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.visit import EMAIL


class Order(Struct, frozen=True):
    """
    What a buyer chooses and says.

    *quantities* are by line item, *extras* by price, *fields* by key; *quantity* is
    that of the first line item, *amount* what a buyer pays who may pay as he wants,
    *rate* the id of a shipping rate. What is not *paid* at once settles days later.
    """

    quantity: int | None = None
    quantities: Mapping[str, int] = field(default_factory=dict)
    extras: Mapping[str, int] = field(default_factory=dict)
    amount: int | None = None
    code: str = ""
    rate: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    name: str = ""
    phone: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    terms: bool = False
    paid: bool = True


NO_NUMBER = -1
"""What a buyer wrote where a number belongs, and is none."""

COUNTED = {"quantity": "quantities", "extra": "extras", "amount": "amount"}
"""What makes the total, by the start of its fields."""


def sound(order: Order, last: Order, problems: Mapping[str, str]) -> Order:
    """Return *order* as it can be counted: what is wrong is as it was in *last*."""
    starts = {name.partition("-")[0] for name in problems}
    wanted = [name for start, name in COUNTED.items() if start in starts]
    return replace(order, **{name: getattr(last, name) for name in wanted})


def wrong(desk: Desk, link: Plain, order: Order) -> list[tuple[str, str]]:
    """Return what is missing or wrong, by field."""
    found = [
        *choices(desk, link, order),
        *(_email(order)),
        *_person(link, order),
        *_answers(link, order),
    ]
    consent = link["consent_collection"] or {}
    if consent.get("terms_of_service") == "required" and not order.terms:
        found.append(("terms", "terms"))
    return found


def choices(desk: Desk, link: Plain, order: Order) -> list[tuple[str, str]]:
    """Return what is wrong of all that makes the total, by field."""
    return [
        *_quantities(link, order),
        *_amount(desk, link, order),
        *_rate(link, order),
    ]


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
    if order.amount == NO_NUMBER:
        return [("amount", "number")]
    least, most = fewest(free, link["currency"]), free["maximum"] or 10**8
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
