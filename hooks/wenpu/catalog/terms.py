"""
On what terms a file sold its product: all that is read of what was committed once.

It may be years old, and broken: nobody can mend it any more, so nothing is told.
"""

from collections.abc import Mapping
from typing import NamedTuple

from wenpu import source
from wenpu.catalog.form import PRODUCT
from wenpu.fields import Reading, Sheet
from wenpu.problems import ContentError


class Terms(NamedTuple):
    """
    What one offer cost, and how many there were.

    *price* is as it was written, "" where there was none that is fixed; *sku* as well,
    "" where it followed from the names.
    """

    price: str
    sku: str
    stock: int | None
    limit: int | None


class Terse(NamedTuple):
    """A product's file in short: its *currency*, "" for the site's; *terms*."""

    currency: str
    terms: Mapping[str, Terms]
    """By the variant, "" for a product that has none."""


def read(data: bytes) -> Terse | None:
    """Return the terms of the file that holds *data*, none if it cannot be read."""
    try:
        node = source.compose(data.decode("utf-8-sig"), "")
    except (ContentError, UnicodeDecodeError):
        return None
    if node is None:
        return None
    sheet = PRODUCT.sheet(node, Reading(""))
    variants = [one.value for one in sheet.entries("variants")]
    base = sheet.text("price") if _is_fixed(sheet) else ""
    found = {one.text("id"): _terms(one, base) for one in variants}
    return Terse(sheet.text("currency"), found or {"": _terms(sheet, base)})


def _terms(sheet: Sheet, base: str) -> Terms:
    own = sheet.text("price") if _is_fixed(sheet) else ""
    price = own if "price" in sheet else base
    return Terms(price, sheet.text("sku"), sheet.number("stock"), sheet.number("limit"))


def _is_fixed(sheet: Sheet) -> bool:
    return sheet.sheet("price") is None
