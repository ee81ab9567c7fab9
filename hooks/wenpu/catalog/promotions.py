"""`products/promotions.yml` becomes coupons, each with the codes that give it."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal

import yaml
from msgspec import Struct, field

from wenpu.catalog import prices
from wenpu.catalog.draft import Shop
from wenpu.catalog.form import CURRENCY, NAME
from wenpu.catalog.tables import Table
from wenpu.fields import (
    Amount,
    Day,
    Either,
    Field,
    Flag,
    Found,
    Integer,
    Key,
    ListOf,
    MapOf,
    Reading,
    Record,
    Shape,
    Sheet,
    Text,
)
from wenpu.fields.plain import written
from wenpu.fields.shape import Schema
from wenpu.model import Code, Coupon, Money, Settings
from wenpu.problems import Spot, closest

PERCENT = r"100(\.0{1,2})?|[1-9]?[0-9](\.[0-9]{1,2})?"
ONCE, FOREVER = "once", "forever"
YEARS = 5
"""How far ahead the last day of a coupon may be: the payment service takes no more."""


class Percent(Shape, frozen=True):
    """A part of a hundred, with at most two decimals."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take more than 0 and at most 100, without a sign behind it."""
        if (text := written(node, field, reading)) is None:
            return None
        if not re.fullmatch(PERCENT, text) or not Decimal(text):
            of = "a part of a hundred, with two decimals at most"
            what = f"{field.name} {text!r} is not {of}."
            reading.wrong(node, what, field.as_in())
            return None
        return reading.found(node, Decimal(text))

    def schema(self) -> Schema:
        """Say from where to where; it may stand in quotes, too."""
        number = {"type": "number", "exclusiveMinimum": 0, "maximum": 100}
        text = {"type": "string", "pattern": rf"^(?!0(\.0+)?$)(?:{PERCENT})$"}
        return {"anyOf": [number, text]}


class Lasting(Shape, frozen=True):
    """How long a membership keeps a reduction: `once`, `forever`, or months."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take one of the two words, or a number of months."""
        if isinstance(node, yaml.ScalarNode) and node.value in {ONCE, FOREVER}:
            return reading.found(node, -1 if node.value == FOREVER else 0)
        return Integer(1).read(node, field, reading)

    def schema(self) -> Schema:
        """Say both words, and from where to where."""
        return {"anyOf": [{"enum": [FOREVER, ONCE]}, Integer(1).schema()]}


TYPED = Text("[A-Za-z0-9-]{1,500}", "made of A-Z a-z 0-9 and -")

CODE = Record(
    (
        Field("code", TYPED, "What buyers type.", "LAN10", required=True),
        Field("limit", Integer(1), "How many times it can be used.", "50"),
        Field("until", Day(), "Its last day, if before the coupon's.", "2027-01-01"),
        Field("first_order", Flag(), "Whether only new buyers may use it.", "true"),
        Field("least", Amount(), "From what amount on it is good.", "100.00"),
    )
)

COUPON = Record(
    (
        Field("name", Text(most=40), "What buyers see.", "新年", required=True),
        Field("percent", Percent(), "The part of the price it takes off.", "10"),
        Field("amount", Amount(), "Or the amount it takes off.", "20.00"),
        Field("currency", CURRENCY, "Its currency, if not the site's.", "CNY"),
        Field(
            "products",
            ListOf(NAME, "aged-vinegar"),
            "The ids of the products it is for; all if not said.",
            "[aged-vinegar]",
        ),
        Field("until", Day(), "Its last day.", "2027-02-10"),
        Field("limit", Integer(1), "How many times it can be used in all.", "100"),
        Field(
            "lasts",
            Lasting(),
            "How long a membership keeps it: once, forever, or a number of months.",
            "once",
        ),
        Field(
            "codes",
            ListOf(Either(TYPED, CODE), "NEWYEAR"),
            "The codes that give it.",
            "[NEWYEAR, {code: LAN10, limit: 50}]",
            required=True,
        ),
    ),
    some=("percent", "amount"),
)
EXAMPLE = "{name: 新年, percent: 10, codes: [NEWYEAR]}"
COUPONS = MapOf(COUPON, EXAMPLE, Key("coupon", NAME, "", "newyear"))
OPTION = Field("promotions", COUPONS, "What takes off.", f"{{newyear: {EXAMPLE}}}")


def read(shop: Shop, table: Table, known: Collection[str]) -> dict[str, Coupon]:
    """
    Return the coupons of *table*, which takes what is wrong with them.

    *known* are the ids of all products there are.
    """
    pile = _Pile(shop.settings, table.reading, known)
    found = table.rows(OPTION)
    return {name: pile.coupon(name, one.value) for name, one in found.items()}


class _Pile(Struct):
    """Coupons while they are read: what they share, and the codes that are taken."""

    settings: Settings
    reading: Reading
    known: Collection[str]
    taken: dict[str, Spot] = field(default_factory=dict)

    def coupon(self, name: str, sheet: Sheet) -> Coupon:
        """Return the coupon called *name*."""
        currency = sheet.text("currency", self.settings.currency)
        percent = sheet.values.get("percent")
        until, limit = sheet.day("until"), sheet.number("limit")
        self._takes_one_thing_off(sheet)
        self._ends_in_time(sheet, until)
        for one in sheet.entries("products"):
            self._product(one)
        return Coupon(
            id=name,
            name=sheet.text("name"),
            percent=percent.value if percent else None,
            amount=self._amount(sheet, "amount", currency),
            products=sheet.texts("products"),
            months=sheet.number("lasts") or 0,
            limit=limit,
            until=until,
            codes=tuple(
                self._code(one, currency, Bounds(limit, until))
                for one in sheet.entries("codes")
            ),
            spot=sheet.spot,
        )

    def _takes_one_thing_off(self, sheet: Sheet) -> None:
        if "percent" in sheet and "amount" in sheet:
            what = "both a percent and an amount."
            self.reading.say(sheet.at("amount"), what, "Delete one of the two lines.")

    def _ends_in_time(self, sheet: Sheet, until: date | None) -> None:
        today = self.settings.today
        last = today + timedelta(days=365 * YEARS)
        if until and until > last:
            what = f"until {until} is more than {YEARS} years ahead."
            fix = f"Write it as in  until: {last}  or delete the line."
            self.reading.say(sheet.at("until"), what, fix)

    def _product(self, one: Found) -> None:
        name = str(one.value)
        if name not in self.known:
            otherwise = "Write the name of a file of products/."
            fix = closest(name, self.known, otherwise)
            self.reading.say(one.spot, f"products: no product {name!r}.", fix)

    def _amount(self, sheet: Sheet, name: str, currency: str) -> Money | None:
        found = sheet.values.get(name)
        paid = prices.amount(found, name, currency, self.reading) if found else None
        if paid and not paid.minor:
            fix = "Write more than 0, or delete the line."
            self.reading.say(sheet.at(name), f"{name} 0 is nothing.", fix)
        return paid

    def _code(self, found: Found, currency: str, bounds: "Bounds") -> Code:
        bare = not isinstance(found.value, Sheet)
        sheet = Sheet(found.spot, {}, {"code": found}) if bare else found.value
        code = sheet.text("code")
        if code and (first := self.taken.setdefault(code.upper(), found.spot)) is not (
            found.spot
        ):
            what = f"code {code!r} a second time; the first is at {first}."
            fix = "Give each its own; A and a are the same."
            self.reading.say(found.spot, what, fix)
        for name, what, fix in bounds.broken(sheet):
            self.reading.say(sheet.at(name), what, fix)
        return Code(
            code=code,
            limit=sheet.number("limit"),
            until=sheet.day("until"),
            first_order=sheet.flag("first_order"),
            least=self._amount(sheet, "least", currency),
            spot=found.spot,
        )


class Bounds(Struct, frozen=True):
    """What no code of a coupon can go beyond."""

    limit: int | None
    until: date | None

    def broken(self, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
        """Yield the field of a code that does, what is wrong, and how to mend it."""
        limit, until = sheet.number("limit"), sheet.day("until")
        if limit and self.limit and limit > self.limit:
            what = f"limit {limit} is more than the coupon's own, {self.limit}."
            yield "limit", what, f"Write at most {self.limit}, or delete it."
        if until and self.until and until > self.until:
            what = f"until {until} is after the coupon's own last day, {self.until}."
            yield "until", what, "Write an earlier day, or delete it."
