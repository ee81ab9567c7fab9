"""The words of the pay page: in which language, amounts and countries included."""

from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import yaml
from babel import Locale
from babel.numbers import format_currency

from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.money import WHOLE_IN_HUNDREDTHS, decimals

FOLDER = resources.files(__package__)


@cache
def text(name: str) -> str:
    """Return a file of this room."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def words(language: str) -> dict[str, Any]:
    """Return all words of *language*."""
    found: dict[str, Any] = yaml.safe_load(text("words.yml"))[language]
    return found


def language(locale: str, accepted: str) -> str:
    """Return `zh` or `en`: what the link's *locale* asks for, or else the browser."""
    asked = locale if locale not in {"", "auto"} else accepted.partition(",")[0]
    return "zh" if asked.strip().lower().startswith("zh") else "en"


def money(amount: int, currency: str, language: str) -> str:
    """Write an amount as readers of *language* do."""
    found = Decimal(amount) / 10 ** decimals(currency)
    form = "¤#,##0" if currency in WHOLE_IN_HUNDREDTHS else None
    code, own = currency.upper(), form is None
    return format_currency(found, code, form, locale=language, currency_digits=own)


def plain(amount: int, currency: str) -> str:
    """Write an amount as it is typed into a form."""
    return str(round(Decimal(amount) / 10 ** decimals(currency), decimals(currency)))


def countries(codes: list[str], language: str) -> list[tuple[str, str]]:
    """Return *codes* with the names of their countries."""
    names = Locale.parse(language).territories
    return [(code, names.get(code, code)) for code in codes]


def rhythm(recurring: Plain | None, language: str) -> str:
    """Say how often one pays."""
    if not recurring:
        return ""
    said, count = words(language), recurring["interval_count"]
    if count == 1:
        return str(said["every"][recurring["interval"]])
    return str(said["every_many"][recurring["interval"]]).format(count=count)


def estimate(said: Plain | None, language: str) -> str:
    """Say how long a delivery takes."""
    if not said:
        return ""
    ends = {"least": said["minimum"], "most": said["maximum"]}
    found = {name: end["value"] for name, end in ends.items() if end}
    unit = next((end["unit"] for end in ends.values() if end), "day")
    names = words(language)
    form = {2: "estimate"}.get(
        len(found), "estimate_from" if "least" in found else "estimate_to"
    )
    return str(names[form]).format(**found, unit=names["units"][unit]) if found else ""
