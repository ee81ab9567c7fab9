"""The words of the interface, one YAML file per language, and how it writes numbers."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import parse_pattern
from msgspec import Struct

from wenpu.han import traditional
from wenpu.model import DECIMALS, Money
from wenpu.problems import CommandError
from wenpu.source import LOADER

HANT = "zh-Hant"
LOCALES = {"zh": "zh_CN", "en": "en_US", HANT: "zh_TW"}
WRITTEN = ("zh", "en")
"""Languages with a file of words; those of the other script follow from one."""

OTHER_SCRIPT = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class Words(Struct, frozen=True):
    """What the site says in one language; *lang* is the tag of `<html lang>`."""

    language: str
    text: Mapping[str, str]

    @property
    def lang(self) -> str:
        """The tag readers' machines choose fonts and voices by."""
        return tag(self.language)

    @property
    def locale(self) -> str:
        """The language and the country whose way of writing it is: `en_US`."""
        return LOCALES[self.language]

    def say(self, key: str, **values: object) -> str:
        """Return the text of *key* with its `{gaps}` filled."""
        return self.text[key].format(**values)

    def count(self, key: str, n: int) -> str:
        """Return the text of *key* for *n* things; one of them has its own words."""
        return self.say(f"{key}_one" if n == 1 else key, n=n)

    def money(self, money: Money) -> str:
        """Write *money* as people here do: ¥68, and ¥68.50 where there are cents."""
        return _money(self.language, money)

    def day(self, day: date | None) -> str:
        """Write a whole date, "" for none."""
        return _day(self.language, day) if day else ""

    def countries(self, codes: Iterable[str]) -> str:
        """Write the names of countries."""
        names = _locale(self.language).territories
        own = (
            self.text.get(f"country_{code}", names.get(code, code)) for code in codes
        )
        return self.text["comma"].join(own)

    def short_day(self, day: date, today: date) -> str:
        """Write a date near *today*: the year only when it is another one."""
        if day.year != today.year:
            return self.day(day)
        return _short_day(self.language, day)


def tag(language: str) -> str:
    """Return what `<html lang>` says for one of our languages: `zh-CN` for `zh`."""
    return "zh-CN" if language == "zh" else language


@cache
def read(language: str) -> Words:
    """Return the words of *language*: `zh`, `en`, `zh-Hant`, or such as `zh-CN`."""
    asked = language.replace("_", "-").lower()
    short = asked.partition("-")[0]
    if short not in WRITTEN:
        what = f"mkdocs.yml: the interface has no words in {language!r}."
        raise CommandError(f"{what}\n  Write  language: zh  or  language: en")
    text = files(__name__).joinpath(f"{short}.yml").read_text(encoding="utf-8")
    if asked.startswith(OTHER_SCRIPT):
        short, text = HANT, traditional(text)
    return Words(short, yaml.load(text, LOADER))  # noqa: S506 (a safe one)


@cache
def _locale(language: str) -> Locale:
    """Return what Babel knows of *language*; to find it costs more than to use it."""
    return Locale.parse(LOCALES[language])


@cache
def _day(language: str, day: date) -> str:
    return format_date(day, "long", _locale(language))


@cache
def _short_day(language: str, day: date) -> str:
    return str(format_skeleton("MMMd", day, locale=_locale(language)))


@cache
def _money(language: str, money: Money) -> str:
    locale = _locale(language)
    whole = money.minor % 10 ** DECIMALS.get(money.currency, 2) == 0
    decimals = 0 if whole else DECIMALS.get(money.currency, 2)
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    # Babel would round to the decimals CLDR knows; a price is never rounded.
    pattern.frac_prec = (decimals, decimals)
    amount, code = Decimal(money.amount), money.currency
    return str(pattern.apply(amount, locale, currency=code, currency_digits=False))
