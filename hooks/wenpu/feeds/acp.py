"""
The catalogue in the words of the Agentic Commerce Protocol.

Fields are those of its repository's `spec/2026-04-17/json-schema/schema.feed.json`.

Only the catalogue: that protocol's checkout takes a server.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from wenpu.feeds.columns import ADDRESS, Column, Columns, accepted
from wenpu.feeds.goods import Row
from wenpu.feeds.written import address, as_json, known, line
from wenpu.model import Money, State

FILE = "acp.json"
AVAILABILITY = {
    State.ON_SALE: "in_stock",
    State.LAST_FEW: "limited_stock",
    State.PREORDER: "preorder",
    State.SOLD_OUT: "out_of_stock",
}


def _told(text: str) -> Mapping[str, str] | None:
    return {"plain": text} if text else None


def _money(money: Money) -> Mapping[str, object]:
    return {"amount": money.minor, "currency": money.currency}


def _pictures(row: Row) -> list[Mapping[str, object]]:
    alt = line(row.one.name)
    return [
        {"type": "image", "url": url, "alt_text": alt}
        | {"width": picture.width, "height": picture.height}
        for url, picture in zip(row.images, row.pictures, strict=True)
    ]


def _seller(row: Row) -> Mapping[str, object]:
    links = [{"type": "refund_policy", "url": row.returns}] if row.returns else []
    return known({"name": row.seller, "links": links})


COLUMNS: Columns = (
    Column("id", lambda row: row.offer.sku, "sku", required=True),
    Column("title", lambda row: row.title, "name", required=True),
    Column("url", lambda row: row.url, form=ADDRESS),
    Column("price", lambda row: _money(row.price), "price", required=True),
    Column("list_price", lambda row: _money(row.usual) if row.is_less else None),
    Column(
        "availability",
        lambda row: {
            "available": row.state.buyable,
            "status": AVAILABILITY[row.state],
        },
        required=True,
    ),
    Column("categories", lambda row: [{"value": row.shelf}] if row.shelf else []),
    Column("condition", lambda _: ["new"]),
    Column(
        "variant_options",
        lambda row: [{"name": name, "value": value} for name, value in row.options],
    ),
    Column("media", _pictures, "images"),
    Column("seller", _seller, required=True),
)


def write(rows: Iterable[Row]) -> bytes:
    """Return the *rows* that lack nothing as a file, those of a product together."""
    found = groupby(accepted(COLUMNS, rows), key=lambda pair: pair[0].one.id)
    products = [_product(list(each)) for _, each in found]
    return as_json({"products": products}).encode()


def _product(offers: Sequence[tuple[Row, Mapping[str, object]]]) -> dict[str, object]:
    first = offers[0][0]
    one, base = first.one, first.site.settings.url
    return known(
        {
            "id": one.id,
            "title": line(one.name),
            "description": _told(first.description),
            "url": address(base, one.url),
            "variants": [told for _, told in offers],
        }
    )
