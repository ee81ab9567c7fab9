"""
The fields of a feed of offers as data: who writes a feed and who checks it read them.

What others refuse is told before they do: an offer that lacks what a feed must have is
left out of that feed, and its author hears why.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from wenpu.feeds.goods import Row
from wenpu.feeds.written import cut, known
from wenpu.model import State

MISSING = "is missing"
Take = Callable[[Row], object]
ADDRESS = r"https?://[^\s<>\"]+"
PRICE = r"(?!0+(\.0+)? )[0-9]+(\.[0-9]+)? [A-Z]{3}"
"""An amount that is not nothing."""

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[+-][0-9]{2}:[0-9]{2}"


class Column(Struct, frozen=True):
    """
    One field, called *name* by who reads the feed, and where its value comes from.

    *field* is what an author writes it in; offers in one of the states *needed* must
    have it. A text has at most *most* characters: it is cut if that leaves it true
    (*cuts*). Each text is of the *form*, a regular expression.
    """

    name: str
    take: Take
    field: str = ""
    required: bool = False
    needed: frozenset[State] = frozenset()
    most: int = 0
    cuts: bool = False
    form: str = ""

    def value(self, row: Row) -> object:
        """Return what *row* says here, cut if it may be; "" for nothing."""
        found = self.take(row)
        if self.cuts and isinstance(found, str):
            return cut(found, self.most)
        return found

    def wrong(self, row: Row, value: object) -> str:
        """Say in a few words why *value* will not do for *row*, "" if it will."""
        if value in ("", None, []):
            return MISSING if self.required or row.state in self.needed else ""
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, str) and self.most and len(text) > self.most:
                return f"has more than {self.most} characters"
            if isinstance(text, str) and self.form and not _fits(self.form, text):
                return "will not do"
        return ""


def _fits(form: str, text: str) -> bool:
    return re.fullmatch(form, text) is not None


class Lack(Struct, frozen=True):
    """Why *row* cannot be in a feed: of which *column* its value is *wrong*."""

    row: Row
    column: Column
    wrong: str


Columns = Sequence[Column]


def lacking(columns: Columns, row: Row) -> Iterator[Lack]:
    """Return what *row* lacks to be in a feed."""
    for column in columns:
        if wrong := column.wrong(row, column.value(row)):
            yield Lack(row, column, wrong)


def accepted(
    columns: Columns, rows: Iterable[Row]
) -> Iterator[tuple[Row, Mapping[str, object]]]:
    """Return the *rows* that lack nothing, each with what it says."""
    for row in rows:
        found = [(column, column.value(row)) for column in columns]
        if not any(column.wrong(row, value) for column, value in found):
            yield row, known({column.name: value for column, value in found})


STOCKED = {
    State.ON_SALE: "in_stock",
    State.LAST_FEW: "in_stock",
    State.SOLD_OUT: "out_of_stock",
}
"""Whether there is any; for what comes later each catalogue has a word of its own."""

TOLD: Columns = (
    Column("title", lambda row: row.title, "name", required=True, most=150, cuts=True),
    Column(
        "description",
        lambda row: row.description,
        "summary",
        required=True,
        most=5000,
        cuts=True,
    ),
)
"""What a thing is, which all catalogues ask for in the same words."""

PRICED: Columns = (
    Column("price", lambda row: str(row.usual), "price", required=True, form=PRICE),
    Column(
        "sale_price",
        lambda row: str(row.price) if row.is_less else "",
        "price",
        form=PRICE,
    ),
)
"""What it costs, likewise."""
