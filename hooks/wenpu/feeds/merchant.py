"""The offers for Google Merchant Center: RSS 2.0 with the fields of its name space."""

from collections.abc import Iterable
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
from wenpu.model import State

FILE = "merchant.xml"
SPACE = "http://base.google.com/ns/1.0"
MORE = 10
"""So many pictures may come after the first."""

AVAILABILITY = {**STOCKED, State.PREORDER: "preorder"}


def _grouped(row: Row) -> str:
    """Return the group of *row*, whose variants have to be told apart by a trait."""
    told = all(Row(row.site, row.one, offer).traits for offer in row.one.offers)
    return row.group if told else ""


COLUMNS: Columns = (
    Column("id", lambda row: row.offer.sku, "sku", required=True, most=50),
    *TOLD,
    Column("link", lambda row: row.url, required=True, most=2000, form=ADDRESS),
    Column(
        "image_link",
        lambda row: next(iter(row.images), ""),
        "images",
        required=True,
        most=2000,
        form=ADDRESS,
    ),
    Column(
        "additional_image_link",
        lambda row: row.images[1 : 1 + MORE],
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
    Column("availability_date", lambda row: row.ships, form=DAY),
    *PRICED,
    Column("expiration_date", lambda row: row.ends, form=DAY),
    Column("brand", lambda row: row.brand, required=True, most=70, cuts=True),
    Column("condition", lambda _: "new", form="new|refurbished|used"),
    Column("identifier_exists", lambda _: "no", form="yes|no"),
    Column("item_group_id", _grouped, "sku", most=50),
    Column("color", lambda row: row.traits.get("color"), most=100, cuts=True),
    Column("size", lambda row: row.traits.get("size"), most=100, cuts=True),
    Column("material", lambda row: row.traits.get("material"), most=200, cuts=True),
    Column("pattern", lambda row: row.traits.get("pattern"), most=100, cuts=True),
    Column("product_type", lambda row: row.shelf, most=750, cuts=True),
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
            for text in value if isinstance(value, list) else [value]:
                put(item, f"g:{name}", str(text))
    return xml(root)
