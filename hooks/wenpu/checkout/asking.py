"""What the checkout asks a buyer, and what it tells them before they pay."""

from collections.abc import Sequence
from typing import Any

from wenpu.model import Product, Question
from wenpu.words import Words

SHAPES = {"text": "text", "number": "numeric", "choice": "dropdown"}
LONGEST = 1200
"""Characters of a text beside the button."""

PLACES = ("submit", "after_submit", "shipping_address", "terms_of_service_acceptance")
"""Where a link can say something."""


def questions(product: Product, words: Words) -> list[tuple[str, Question]]:
    """Return what *product* asks, by key: its slots and places are asked for, too."""
    found: list[tuple[str, Question]] = []
    for key, values in (("slot", product.slots), ("place", product.places)):
        if len(values) > 1:
            found.append((key, Question(words.text[f"ask_{key}"], "choice", values)))
    own = enumerate(product.questions, 1)
    return [*found, *((f"q{number}", one) for number, one in own)]


def fields(product: Product, words: Words) -> list[dict[str, Any]]:
    """Return the same as a link takes it."""
    return [_field(key, one) for key, one in questions(product, words)]


def _field(key: str, one: Question) -> dict[str, Any]:
    shape = SHAPES[one.kind]
    asked = {
        "key": key,
        "label": {"type": "custom", "custom": one.label},
        "type": shape,
        "optional": one.optional,
    }
    options = [
        {"label": label, "value": str(number)}
        for number, label in enumerate(one.choices, 1)
    ]
    return {**asked, "dropdown": {"options": options}} if options else asked


def texts(product: Product | None, words: Words) -> dict[str, Any]:
    """Return what a link says beside its button; it says nothing elsewhere."""
    said = words.text["pause"].join(_said(product, words)) if product else ""
    message = {"message": said[:LONGEST]} if said else ""
    return {**dict.fromkeys(PLACES, ""), "submit": message}


def _said(product: Product, words: Words) -> Sequence[str]:
    """Return what a buyer should know: when it is sent, where it takes place."""
    goal, ships = product.goal, product.ships
    found = [
        words.say("ships_on", day=words.day(ships)) if ships else "",
        words.say("goal", n=goal.units, day=words.day(goal.until)) if goal else "",
        *(product.slots if len(product.slots) == 1 else ()),
        *(product.places if len(product.places) == 1 else ()),
        words.text["delivery_digital"] if product.digital else "",
    ]
    return [one for one in found if one]
