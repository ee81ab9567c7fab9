"""
The offers for OpenAI's product search: one JSON object on each line.

Fields are those of developers.openai.com/commerce/specs/file-upload/products, as of
autumn 2026. Days are none of them: who reads the file goes by what it says today.
"""

from collections.abc import Iterable

from wenpu.feeds.columns import (
    ADDRESS,
    PRICED,
    STOCKED,
    TOLD,
    Column,
    Columns,
    accepted,
)
from wenpu.feeds.goods import Row
from wenpu.feeds.written import address, as_json
from wenpu.model import State

FILE = "openai.jsonl"
AVAILABILITY = {**STOCKED, State.PREORDER: "pre_order"}

COLUMNS: Columns = (
    Column("item_id", lambda row: row.offer.sku, "sku", required=True, most=100),
    *TOLD,
    Column("url", lambda row: row.url, required=True, form=ADDRESS),
    Column(
        "image_url",
        lambda row: next(iter(row.photos), ""),
        "images",
        required=True,
        form=ADDRESS,
    ),
    Column("additional_image_urls", lambda row: row.photos[1:], "images", form=ADDRESS),
    *PRICED,
    Column(
        "availability",
        lambda row: AVAILABILITY[row.state],
        required=True,
        form="in_stock|out_of_stock|pre_order|backorder|unknown",
    ),
    Column("brand", lambda row: row.brand, required=True, most=70, cuts=True),
    Column("seller_name", lambda row: row.seller, required=True, most=70, cuts=True),
    Column("seller_url", lambda row: address(row.site.settings.url, ""), form=ADDRESS),
    Column("condition", lambda _: "new", form="new|refurbished|used"),
    Column("product_category", lambda row: row.shelf),
    Column("material", lambda row: row.traits.get("material")),
    Column("color", lambda row: row.traits.get("color")),
    Column("size", lambda row: row.traits.get("size")),
    Column("group_id", lambda row: row.group, "sku", most=70),
    Column("listing_has_variations", lambda row: bool(row.group)),
    Column("variant_dict", lambda row: dict(row.options) if row.group else None),
    Column("return_policy", lambda row: row.returns, form=ADDRESS),
    Column("is_eligible_search", lambda _: True),
    Column("is_eligible_checkout", lambda _: False),
)


def write(rows: Iterable[Row]) -> bytes:
    """Return the *rows* that lack nothing as a file."""
    told = (as_json(values) for _, values in accepted(COLUMNS, rows))
    return "".join(told).encode()
