"""A buyer pays: what has to be said is said, and a session is complete."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from wenpu.checkout.sandbox import codes, coupons, links
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.bill import bill, find_code
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.expansion import shown
from wenpu.checkout.sandbox.order import Order, choices, wrong
from wenpu.checkout.sandbox.session import session
from wenpu.checkout.sandbox.visit import Visit, check_open, visit

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
    return shown(desk, pay(desk, found, filled(desk, found, order)))


def filled(desk: Desk, found: Visit, order: Order) -> Order:
    """Return *order* with all that a link asks for."""
    link = found.link
    given = found.code if find_code(desk, link, found.code) else ""
    return replace(
        order,
        email=order.email or found.email or PLAY.email,
        name=order.name or PLAY.name,
        phone=order.phone or PLAY.phone,
        address={**_address(link), **order.address},
        code=order.code or given,
        terms=True,
        fields={**_answers(link), **order.fields},
    )


def _address(link: Plain) -> dict[str, str]:
    collects = link["shipping_address_collection"]
    countries = collects["allowed_countries"] if collects else ["HK"]
    return {**PLAY.address, "country": countries[0]}


def _answers(link: Plain) -> dict[str, str]:
    questions = [one for one in link["custom_fields"] if not one["optional"]]
    return {one["key"]: default(one) for one in questions}


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


def problems(desk: Desk, found: Visit, order: Order) -> dict[str, str]:
    """Return all that is missing or wrong, by field."""
    return {**miscounted(desk, found, order), **dict(wrong(desk, found.link, order))}


def miscounted(desk: Desk, found: Visit, order: Order) -> dict[str, str]:
    """Return what is wrong of all that makes the total, the code included."""
    wrong_choices = dict(choices(desk, found.link, order))
    return {**wrong_choices, **_code(desk, found, order, sound=not wrong_choices)}


def _code(desk: Desk, found: Visit, order: Order, *, sound: bool) -> dict[str, str]:
    """Say what is wrong with a code; one of the address is dropped without a word."""
    if not order.code:
        return {}
    if not find_code(desk, found.link, order.code):
        return {"code": "code"}
    typed = order.code.lower() != found.code.lower()
    small = typed and sound and not bill(desk, found.link, order).code
    return {"code": "small"} if small else {}


def pay(desk: Desk, found: Visit, order: Order) -> Plain:
    """Complete a session; raise `Unfinished` where something is missing or wrong."""
    check_open(found.link)
    if found_wrong := problems(desk, found, order):
        raise Unfinished(found_wrong)
    paid = bill(desk, found.link, order)
    done = desk.put("checkout_sessions", session(desk, found, order, paid))
    links.count(desk, found.link)
    if paid.code:
        codes.redeem(desk, paid.code)
        coupons.redeem(desk, paid.code["promotion"]["coupon"])
    return done
