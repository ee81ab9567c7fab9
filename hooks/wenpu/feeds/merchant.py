"""
The offers for Google Merchant Center: RSS 2.0 with the fields of its name space.

Fields, limits and formats are those of its product data specification
(support.google.com/merchants/answer/7052112), as of 2026-03-25.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from wenpu.feeds.columns import (
    ADDRESS,
    DAY,
    PRICED,
    STOCKED,
    TOLD,
    Column,
    Columns,
    accepted,
)
from wenpu.feeds.goods import Row
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, line, put, xml
from wenpu.model import Money, Rate, State

FILE = "merchant.xml"
SPACE = "http://base.google.com/ns/1.0"
MORE = 10
"""So many pictures may come after the first."""

WAYS = 100
"""To so many countries and at so many rates one offer may be sent."""

YEAR = timedelta(days=365)
"""What is to be further ahead is refused."""

AVAILABILITY = {**STOCKED, State.PREORDER: "preorder"}


def _grouped(row: Row) -> str:
    """Return the group of *row*, whose variants have to be told apart by a trait."""
    told = all(Row(row.site, row.one, offer).traits for offer in row.one.offers)
    return row.group if told else ""


def _soon(row: Row, moment: str) -> str:
    """Return *moment* if it is within the year that may be looked ahead."""
    last = row.site.settings.today + YEAR
    return moment if moment and date.fromisoformat(moment[:10]) <= last else ""


def _sent(row: Row) -> list[Mapping[str, str]]:
    """Return the ways it is sent; of too many none: its account may have a table."""
    return [_way(*one) for one in row.sent] if len(row.sent) <= WAYS else []


def _way(country: str, rate: Rate, cost: Money) -> Mapping[str, str]:
    days = map(str, rate.days or ())
    times = zip(("min_transit_time", "max_transit_time"), days, strict=False)
    service = {"country": country, "service": line(rate.name), "price": str(cost)}
    return service | dict(times)


COLUMNS: Columns = (
    Column("id", lambda row: row.offer.sku, "sku", required=True, most=50),
    *TOLD,
    Column("link", lambda row: row.url, required=True, most=2000, form=ADDRESS),
    Column(
        "image_link",
        lambda row: next(iter(row.photos), ""),
        "images",
        required=True,
        most=2000,
        form=ADDRESS,
    ),
    Column(
        "additional_image_link",
        lambda row: row.photos[1 : 1 + MORE],
        "images",
        most=2000,
        form=ADDRESS,
    ),
    Column(
        "availability",
        lambda row: AVAILABILITY[row.state],
        required=True,
        form="in_stock|out_of_stock|preorder|backorder",
    ),
    Column(
        "availability_date",
        lambda row: _soon(row, row.ships),
        "ships",
        needed=frozenset({State.PREORDER}),
        form=DAY,
    ),
    *PRICED,
    Column("expiration_date", lambda row: _soon(row, row.ends), form=DAY),
    Column("brand", lambda row: row.brand, required=True, most=70, cuts=True),
    Column("condition", lambda _: "new", form="new|refurbished|used"),
    Column("identifier_exists", lambda _: "no", form="yes|no"),
    Column("item_group_id", _grouped, "sku", most=50),
    Column("color", lambda row: row.traits.get("color"), most=100, cuts=True),
    Column("size", lambda row: row.traits.get("size"), most=100, cuts=True),
    Column("material", lambda row: row.traits.get("material"), most=200, cuts=True),
    Column("pattern", lambda row: row.traits.get("pattern"), most=100, cuts=True),
    # A comma would part two shelves.
    Column(
        "product_type", lambda row: row.shelf.replace(",", "，"), most=750, cuts=True
    ),
    Column("shipping", _sent),
)


def write(supply: Supply, rows: Iterable[Row]) -> bytes:
    """Return the *rows* that lack nothing as a file."""
    settings = supply.site.settings
    root = Element("rss", {"version": "2.0", "xmlns:g": SPACE})
    channel = put(root, "channel")
    put(channel, "title", line(settings.name))
    put(channel, "link", address(settings.url, ""))
    put(channel, "description", line(settings.description or settings.name))
    for _, told in accepted(COLUMNS, rows):
        item = put(channel, "item")
        for name, value in told.items():
            for one in value if isinstance(value, list) else [value]:
                _put(item, name, one)
    return xml(root)


def _put(above: Element, name: str, value: object) -> None:
    """Put a field below *above*, with fields of its own if it has some."""
    if not isinstance(value, Mapping):
        put(above, f"g:{name}", str(value))
        return
    inner = put(above, f"g:{name}")
    for part, text in value.items():
        put(inner, f"g:{part}", str(text))
