"""`products/shipping.yml` becomes rates, by the names that products call them."""

from collections.abc import Mapping

from wenpu.catalog import prices
from wenpu.catalog.draft import Draft, Shop
from wenpu.catalog.form import CURRENCY, MONEYS, NAME
from wenpu.catalog.tables import Table
from wenpu.fields import (
    Amount,
    Field,
    Found,
    Integer,
    Key,
    ListOf,
    MapOf,
    Reading,
    Record,
    Sheet,
    Text,
)
from wenpu.model import Rate
from wenpu.problems import Level, Spot, closest

RATE = Record(
    (
        Field(
            "name", Text(most=100), "What buyers call it.", "标准配送", required=True
        ),
        Field("price", Amount(), "What it costs; 0 is free.", "12.00", required=True),
        Field("currency", CURRENCY, "Its currency, if not the site's.", "CNY"),
        Field(
            "currencies",
            MONEYS,
            "What it costs buyers who pay in other currencies.",
            "{USD: 5}",
        ),
        Field(
            "days",
            ListOf(Integer(0, 365), "5"),
            "How many days it takes: the fewest and the most.",
            "[2, 5]",
        ),
    )
)
RATES = MapOf(RATE, "{name: 标准配送, price: 12.00}", Key("rate", NAME, "", "standard"))
OPTION = Field(
    "shipping", RATES, "How things are sent.", "{standard: {name: 标准配送, price: 12}}"
)
BOTH = 2


def read(shop: Shop, table: Table) -> dict[str, Rate]:
    """Return the rates of *table*; *table* takes what is wrong with them."""
    found = table.rows(OPTION)
    rates = {
        name: _rate(name, one, shop.settings.currency, table.reading)
        for name, one in found.items()
    }
    return {name: rate for name, rate in rates.items() if rate}


def _rate(name: str, found: Found, site: str, reading: Reading) -> Rate | None:
    sheet: Sheet = found.value
    currency = sheet.text("currency", site)
    shown = sheet.values.get("price")
    price = prices.amount(shown, "price", currency, reading) if shown else None
    if not (price and sheet.text("name")):
        return None  # Its author has been told.
    return Rate(
        id=name,
        name=sheet.text("name"),
        price=price,
        currencies=prices.elsewhere(sheet, currency, reading),
        days=_days(sheet, reading),
        spot=sheet.spot,
    )


def _days(sheet: Sheet, reading: Reading) -> tuple[int, int] | None:
    found = [int(one.value) for one in sheet.entries("days")]
    if not found and "days" not in sheet.values:
        return None
    if len(found) != BOTH or found[0] > found[1]:
        what = "days are not the fewest and the most, in this order."
        reading.say(sheet.at("days"), what, "Write them as in  days: [2, 5]")
        return None
    return found[0], found[1]


def check(drafts: Mapping[str, Draft], table: Table) -> None:
    """See that the rates which products name are there; say it once if none is."""
    named = [(draft, one) for draft in drafts.values() for one in _named(draft)]
    if named and not table.is_there:
        names = ", ".join(dict.fromkeys(str(one.value) for _, one in named))
        what = f"there is no such file; products name rates of it: {names}."
        fix = f"Write it as in  {OPTION.example[1:-1]}"
        spot = Spot(table.reading.path)
        table.reading.say(spot, what, fix, Level.WARNING)
    for draft, one in named if table.is_read else ():
        if one.value not in table.names:
            fix = closest(one.value, table.names, f"Add it to {table.reading.path}.")
            draft.wrong(one.spot, f"rate: no rate {one.value!r}.", fix)


def _named(draft: Draft) -> tuple[Found, ...]:
    found = draft.sheet.sheet("shipping")
    return found.entries("rate") if found else ()
