"""One product's file becomes a Draft, and a Draft without errors a Product."""

from pathlib import Path

from wenpu import source
from wenpu.catalog import bundles, buying, offers
from wenpu.catalog.draft import Draft, Shop
from wenpu.catalog.folder import File
from wenpu.catalog.form import PRODUCT
from wenpu.fields import Found, Reading, Sheet
from wenpu.model import Channel, Goal, Product, Sale, Shipping, Texts
from wenpu.problems import ContentError, Spot

UNKNOWN = "KWD"
"""Taken while the currency is not understood: it has the most decimals of all."""


def read(shop: Shop, file: File, reading: Reading) -> Draft:
    """Return what *file* says; *reading* takes what is wrong with it."""
    sheet = _sheet(shop, file, reading)
    draft = Draft(file, shop, sheet, reading)
    draft.images = draft.pictures(sheet)
    draft.channels = tuple(_channels(draft))
    _check_days(draft)
    buying.check(draft)
    return draft


def price(draft: Draft, currency: str) -> None:
    """Make the offers of *draft*, whose amounts are in *currency*."""
    if draft.sheet.lines:
        is_wrong = "currency" in draft.sheet and not draft.sheet.text("currency")
        draft.currency = UNKNOWN if is_wrong else currency
        draft.offers = offers.read(draft)


def make(draft: Draft) -> Product:
    """Return the Product that *draft* describes; there is nothing wrong with it."""
    sheet = draft.sheet
    return Product(
        id=draft.id,
        name=sheet.text("name"),
        offers=tuple(offer for offer, _ in draft.offers),
        spot=Spot(draft.reading.path),
        shelf=draft.file.shelf,
        summary=sheet.text("summary"),
        description=sheet.text("description"),
        description_line=_line(draft, "description"),
        images=draft.images,
        aliases=sheet.texts("aliases"),
        tags=sheet.texts("tags"),
        specs=sheet.pairs("specs"),
        channels=draft.channels,
        shipping=_shipping(sheet),
        code=sheet.text("code"),
        added=sheet.day("added"),
        digital=sheet.flag("digital"),
        places=sheet.texts("place"),
        slots=sheet.texts("slots"),
        every=sheet.text("every"),
        ships=sheet.day("ships"),
        goal=_goal(sheet),
        items=tuple(item for item, _ in draft.items),
        summed=bundles.is_summed(draft),
        sale=_sale(sheet),
        carded="cards" not in sheet or sheet.flag("cards"),
        unlisted=sheet.flag("unlisted"),
        retired=sheet.flag("retired"),
        instead=sheet.text("instead"),
        maker=sheet.text("maker"),
        maker_line=_line(draft, "maker"),
        quantity=buying.quantity(sheet),
        extras=tuple(item for item, _ in draft.extras),
        questions=tuple(buying.questions(sheet)),
        tax=sheet.text("tax"),
        tax_code=sheet.text("tax_code"),
        paid_here=buying.is_here(sheet),
        lines={name: spot.line for name, spot in sheet.lines.items()},
        texts=texts(sheet),
    )


def texts(sheet: Sheet) -> dict[str, Texts]:
    """Return what the file of *sheet* says in other languages."""
    found = sheet.named("texts").items()
    return {tag: _said(one.value, one.spot) for tag, one in found}


def _said(sheet: Sheet, spot: Spot) -> Texts:
    line = sheet.values.get("description")
    return Texts(
        name=sheet.text("name"),
        summary=sheet.text("summary"),
        description=sheet.text("description"),
        description_line=line.spot.line if line else 1,
        aliases=sheet.texts("aliases"),
        words=dict(sheet.pairs("words")),
        spot=spot,
    )


def _sheet(shop: Shop, file: File, reading: Reading) -> Sheet:
    """Return the fields of *file*; none of them when it cannot be read."""
    try:
        text = source.read_text(shop.root, Path(file.path))
        node = source.compose(text, reading.path)
    except ContentError as error:
        reading.problems += error.problems
        return Sheet(Spot(reading.path), {}, {})
    if node is None:
        fix = "Write at least  name: 老陈醋  and  price: 68.00"
        reading.say(Spot(reading.path), "the file says nothing.", fix)
        return Sheet(Spot(reading.path), {}, {})
    return PRODUCT.sheet(node, reading)


def _channels(draft: Draft) -> list[Channel]:
    return [_channel(draft, *pair) for pair in draft.sheet.named("channels").items()]


def _channel(draft: Draft, name: str, found: Found) -> Channel:
    if not isinstance(found.value, Sheet):
        return Channel(name, url=str(found.value))
    sheet = found.value
    shown = sheet.values.get("image")
    image = draft.picture(shown) if shown else None
    return Channel(name, sheet.text("label"), sheet.text("url"), image)


def _check_days(draft: Draft) -> None:
    """Days that are given together must follow each other."""
    sale, goal = draft.sheet.sheet("sale"), draft.sheet.sheet("goal")
    start, end = (sale.day("from"), sale.day("to")) if sale else (None, None)
    if sale and start and end and end < start:
        what = f"the sale ends on {end}, before it starts on {start}."
        draft.wrong(sale.at("to"), what, "Put the earlier day after  from:")
    until = goal.day("until") if goal else None
    if goal and start and until and until < start:
        what = f"the goal ends on {until}, before the sale starts on {start}."
        draft.wrong(goal.at("until"), what, "Write a later day after  until:")


def _line(draft: Draft, name: str) -> int:
    found = draft.sheet.values.get(name)
    return found.spot.line if found else 1


def _shipping(sheet: Sheet) -> Shipping | None:
    found = sheet.sheet("shipping")
    return Shipping(found.texts("countries"), found.texts("rate")) if found else None


def _goal(sheet: Sheet) -> Goal | None:
    found = sheet.sheet("goal")
    units, until = (
        (found.number("units"), found.day("until")) if found else (None, None)
    )
    if not (found and units and until):
        return None
    return Goal(units, until, found.number("sold") or 0)


def _sale(sheet: Sheet) -> Sale:
    found = sheet.sheet("sale")
    return Sale(found.day("from"), found.day("to")) if found else Sale()
