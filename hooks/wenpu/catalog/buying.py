"""How a product is bought: how many at once, after which questions, and where."""

from collections.abc import Iterator

from wenpu.catalog.draft import Draft
from wenpu.fields import Found, Sheet
from wenpu.model import Quantity, Question

MOST = Quantity().most
TYPED = "Write  type: choice  with  choices: [小号, 大号]"


def check(draft: Draft) -> None:
    """Say what of a purchase does not go together."""
    _quantity(draft)
    seen = set[str]()
    for found in draft.sheet.entries("ask"):
        _question(draft, found)
        label = question(found).label
        if label in seen:
            draft.wrong(found.spot, f"ask: {label!r} a second time.", "Ask it once.")
        seen.add(label)
    _somewhere(draft)


def quantity(sheet: Sheet) -> Quantity | None:
    """Return how many a buyer may take at once, none if it is always one."""
    if not (found := sheet.sheet("quantity")):
        return None
    least = found.number("min") or 1
    return Quantity(least, found.number("max") or max(MOST, least))


def questions(sheet: Sheet) -> Iterator[Question]:
    """Yield what the checkout asks the buyer."""
    yield from map(question, sheet.entries("ask"))


def question(found: Found) -> Question:
    """Return one question; choices without a type are choices."""
    if not isinstance(found.value, Sheet):
        return Question(str(found.value))
    sheet = found.value
    choices = sheet.texts("choices")
    return Question(
        sheet.text("label"),
        sheet.text("type", "choice" if choices else "text"),
        choices,
        sheet.flag("optional"),
    )


def is_here(sheet: Sheet) -> bool:
    """Tell whether our own checkout sells what *sheet* describes."""
    return "checkout" not in sheet or sheet.flag("checkout")


def _quantity(draft: Draft) -> None:
    found = draft.sheet.sheet("quantity")
    least, most = (found.number("min"), found.number("max")) if found else (1, 1)
    if found and least and most and most < least:
        what = f"quantity: max {most} is less than min {least}."
        fix = "Write them rising, as in  quantity: {min: 1, max: 10}"
        draft.wrong(found.at("max"), what, fix)


def _question(draft: Draft, found: Found) -> None:
    if not isinstance(found.value, Sheet):
        return
    sheet, kind = found.value, found.value.text("type")
    if kind == "choice" and "choices" not in sheet:
        draft.wrong(found.spot, "ask: a choice of nothing.", TYPED)
    elif kind and kind != "choice" and "choices" in sheet:
        what = f"ask: a {kind} that has choices."
        draft.wrong(sheet.at("choices"), what, TYPED)


def _somewhere(draft: Draft) -> None:
    """See that what our checkout does not sell is sold elsewhere, or no longer."""
    sheet = draft.sheet
    if is_here(sheet) or "channels" in sheet or sheet.flag("retired"):
        return
    what = "checkout: false, and no other place to buy it."
    fix = "Add  channels:  with one, or take  checkout: false  out."
    draft.wrong(sheet.at("checkout"), what, fix)
