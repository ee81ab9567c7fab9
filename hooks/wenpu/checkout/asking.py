"""What the checkout asks a buyer, and what it tells them before they pay."""

from collections.abc import Sequence
from typing import Any

from wenpu.model import Product, Question
from wenpu.words import Words

SHAPES = {"text": "text", "number": "numeric", "choice": "dropdown"}
MOST = 3
"""So many questions a link can ask."""

LONGEST = 1200
"""Characters of a text beside the button."""

PLACES = ("submit", "after_submit", "shipping_address", "terms_of_service_acceptance")
"""Where a link can say something."""


def questions(products: Sequence[Product], words: Words) -> list[Question]:
    """Return what *products* ask, each once: for their slots and places, too."""
    found: list[Question] = []
    for one in products:
        for key, values in (("slot", one.slots), ("place", one.places)):
            if len(values) > 1:
                label = words.text[f"ask_{key}"]
                found.append(Question(label, "choice", values))
        found += one.questions
    return list(dict.fromkeys(found))


def count(product: Product) -> int:
    """Return how much *product* asks."""
    return len(product.questions) + sum(
        len(values) > 1 for values in (product.slots, product.places)
    )


def fields(products: Sequence[Product], words: Words) -> list[dict[str, Any]] | str:
    """Return the same as a link takes it."""
    asked = enumerate(questions(products, words)[:MOST], 1)
    return [_field(f"q{number}", one) for number, one in asked] or ""


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


def texts(products: Sequence[Product], words: Words) -> dict[str, Any]:
    """Return what a link says beside its button; it says nothing elsewhere."""
    each = [text for one in products for text in _said(one, words)]
    said = words.text["pause"].join(dict.fromkeys(each))
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
