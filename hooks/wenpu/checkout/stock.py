"""
How many can still be sold, and how many payments a link may take.

A link counts the payments it has taken, and closes itself at its limit. An author says
how many there are: `stock` from the day it was written on, `limit` of all that are ever
sold. So a link's marks say what `stock` was when it was last set, and how many had been
sold by then; whatever any link of the sku sells afterwards comes off.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from wenpu.checkout.gateway import Fields
from wenpu.checkout.live import count
from wenpu.checkout.names import marks

STOCK, BASE = "stock", "base"


class Left(Struct, frozen=True):
    """How many are *left* (none: any number), and the *marks* that say since when."""

    left: int | None
    marks: Mapping[str, str]

    def fields(self, link: Fields | None) -> dict[str, Any]:
        """Return the limit of *link*, or of a new one, as the service takes it."""
        if self.left is None:
            return {"restrictions": ""}
        return _limited((count(link) if link else 0) + max(self.left, 0))

    @property
    def gone(self) -> bool:
        """Whether nothing is left."""
        return self.left is not None and self.left <= 0


def _limited(number: int) -> dict[str, Any]:
    return {"restrictions": {"completed_sessions": {"limit": number}}}


MANY = 999_999
"""A limit for the moment in which nobody knows yet how many were sold."""


class Recount(Struct, frozen=True):
    """
    What a link is to sell that nobody has counted so far.

    It tells how many it has sold only once it has a limit. So it gets one out of reach,
    and right after it the true one. *others* is what other links have sold.
    """

    stock: int | None
    limit: int | None
    others: int

    @property
    def first(self) -> dict[str, Any]:
        """The fields of the first request; the marks say that the number is unknown."""
        return _limited(MANY)

    @property
    def marks(self) -> dict[str, str]:
        """The marks until it is known."""
        return {STOCK: "" if self.stock is None else str(self.stock), BASE: ""}

    def then(self, link: Fields) -> tuple[dict[str, Any], int]:
        """Return the fields of the second request, and how many are left."""
        found = left(self.stock, self.limit, link, self.others + count(link))
        rest = max(found.left or 0, 0)
        more = {"metadata": dict(found.marks)} if self.stock is not None else {}
        if not rest:
            return {"active": False, **more}, rest
        return {**found.fields(link), **more}, rest


def left(stock: int | None, limit: int | None, link: Fields | None, sold: int) -> Left:
    """Return what is left, after *sold* payments to all links; *link* is shown now."""
    said = marks(link) if link else {}
    noted = {STOCK: "", BASE: ""}
    known: list[int] = []
    if stock is not None:
        base = str(said.get(BASE) or "")
        if said.get(STOCK) != str(stock) or not base.isdecimal():
            base = str(sold)
        noted = {STOCK: str(stock), BASE: base}
        known.append(stock - (sold - int(base)))
    if limit is not None:
        known.append(limit - sold)
    return Left(min(known) if known else None, noted)


def shown(links: Sequence[Fields], named: str) -> Fields | None:
    """Return the link that readers are shown: the one *named*, else the newest on."""
    order = sorted(links, key=lambda one: (one["id"] != named, not one["active"]))
    return next(iter(order), None)
