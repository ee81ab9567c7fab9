"""Shapes of one value on one line: a text, an amount, a day, an address."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date

import yaml

from wenpu import source
from wenpu.fields.shape import Field, Found, Reading, Schema, Shape
from wenpu.problems import Spot, closest

LARGEST = 1_000_000_000
LONGEST_CODE = 3
AMOUNT = r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,3})?"
NUMBER = r"-?(0|[1-9][0-9]*)"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
ADDRESS = r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*|(mailto|tel|weixin):[^\s<>\"\\]+"


def written(node: yaml.Node, field: Field, reading: Reading) -> str | None:
    """Return the one value that *node* is, just as its author wrote it."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    kind = "a list" if isinstance(node, yaml.SequenceNode) else "fields of its own"
    what = f"{field.name!r} holds {kind}, and one value is wanted."
    reading.wrong(node, what, field.as_in())
    return None


def meant(node: yaml.Node, field: Field, reading: Reading) -> str | None:
    """Return the text that *node* is, unless YAML would read something else."""
    text = written(node, field, reading)
    if text is None or not isinstance(node, yaml.ScalarNode):
        return None
    if found := source.misread(node):
        quoted = field.line(f'"{text}"')
        what = f"YAML reads {text} as {found}."
        reading.wrong(node, what, f"Write it in quotes:  {quoted}")
        return None
    return text


class Text(Shape, frozen=True):
    """
    A text of one line; with a *pattern*, only such as *hint* says in words.

    *most* is how many characters it may have, spaces around it included; 0: any number.
    """

    pattern: str = ""
    hint: str = ""
    most: int = 0

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take the text without spaces around it; a number is one, as written."""
        if (text := meant(node, field, reading)) is None:
            return None
        if not text.strip():
            reading.wrong(node, f"{field.name!r} is empty.", field.as_in())
            return None
        if self.pattern and not re.fullmatch(self.pattern, text):
            what = f"{field.name} {text!r} is not {self.hint}."
            small = re.fullmatch(self.pattern, text.lower())
            good = field.line(text.lower() if small else field.example)
            reading.wrong(node, what, f"Write it as in  {good}")
            return None
        if self.most and len(text) > self.most:
            what = f"{field.name} has {len(text)} characters."
            reading.wrong(node, what, f"Write at most {self.most}.")
            return None
        return reading.found(node, " ".join(text.strip().splitlines()))

    def schema(self) -> Schema:
        """Say that a plain number is a text as well: `code: 101`."""
        if not self.pattern:
            longest = {"maxLength": self.most} if self.most else {}
            types = ["string", "number", "boolean"]
            return {"type": types, "pattern": r"\S", **longest}
        types = ["string", "integer"]
        types += ["boolean"] if re.fullmatch(self.pattern, "true") else []
        least = {} if re.fullmatch(self.pattern, "-1") else {"minimum": 0}
        return {"type": types, "pattern": f"^(?:{self.pattern})$", **least}


class Prose(Shape, frozen=True):
    """A text of many lines: Markdown."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take the text as it is, with the line on which it begins."""
        text = meant(node, field, reading)
        if text is None:
            return None
        spot = source.spot(reading.path, node)
        below = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
        return Found(text, Spot(spot.path, spot.line + 1) if below else spot)

    def schema(self) -> Schema:
        """Say that it is a text."""
        return {"type": ["string", "number", "boolean"]}


class Amount(Shape, frozen=True):
    """An amount of money, as written; its currency is known only later."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take digits with a decimal point; nothing is rounded, nothing guessed."""
        if (text := written(node, field, reading)) is None:
            return None
        if not re.fullmatch(AMOUNT, text):
            what = f"{field.name} {text!r} is not an amount."
            good = field.line(_likely(text) or field.example)
            reading.wrong(node, what, f"Write it as in  {good}")
            return None
        return reading.found(node, text)

    def schema(self) -> Schema:
        """Say that it may stand in quotes, too."""
        number = {"type": "number", "minimum": 0, "exclusiveMaximum": 10**12}
        return {"anyOf": [number, {"type": "string", "pattern": f"^(?:{AMOUNT})$"}]}


def _likely(text: str) -> str:
    """Return the amount that *text* probably means: `12,50` or `¥1,200`, else `""`."""
    plain = unicodedata.normalize("NFKC", text)
    found = re.fullmatch(r"[^0-9-]*([0-9][0-9.,]*)[^0-9]*", plain)
    if not found:
        return ""
    digits = re.sub(r"^([0-9]+),([0-9]{1,2})$", r"\1.\2", found[1]).replace(",", "")
    return digits if re.fullmatch(AMOUNT, digits) else ""


class Integer(Shape, frozen=True):
    """A whole number, not below *least* and not above *most*."""

    least: int = 0
    most: int = LARGEST

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take plain digits: no quotes, no underscores, no leading zero."""
        if (text := written(node, field, reading)) is None:
            return None
        plain = isinstance(node, yaml.ScalarNode) and source.is_plain(node)
        if not plain or not re.fullmatch(NUMBER, text):
            what = f"{field.name} {text!r} is not a whole number."
            reading.wrong(node, what, field.as_in())
        elif len(text) > len(str(LARGEST)) or not self.least <= int(text) <= self.most:
            few = text[0] == "-" or (
                len(text) <= len(str(LARGEST)) and int(text) < self.least
            )
            limit = f"less than {self.least}" if few else "far too many"
            reading.wrong(node, f"{field.name} {text} is {limit}.", field.as_in())
        else:
            return reading.found(node, int(text))
        return None

    def schema(self) -> Schema:
        """Say from where to where."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Day(Shape, frozen=True):
    """A day of the calendar: `2027-01-15`."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take year, month, day; a day that does not exist is told."""
        if (text := written(node, field, reading)) is None:
            return None
        try:
            if re.fullmatch(DAY, text):
                return reading.found(node, date.fromisoformat(text))
            what = f"{field.name} {text!r} is not a day."
        except ValueError:
            what = f"{field.name} {text}: there is no such day."
        reading.wrong(node, what, field.as_in())
        return None

    def schema(self) -> Schema:
        """Say that it is a date and no time."""
        return {"type": "string", "format": "date", "pattern": f"^{DAY}$"}


class Flag(Shape, frozen=True):
    """True or false, in just these words."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Refuse yes and no: half of all YAML readers take them for texts."""
        if (text := written(node, field, reading)) is None:
            return None
        plain = isinstance(node, yaml.ScalarNode) and source.is_plain(node)
        if plain and text in {"true", "false"}:
            return reading.found(node, text == "true")
        what = f"{field.name} {text!r} is neither true nor false."
        reading.wrong(node, what, field.as_in())
        return None

    def schema(self) -> Schema:
        """Say that it is true or false."""
        return {"type": "boolean"}


class OneOf(Shape, frozen=True):
    """
    One of the *words*; *known* says in the plural what they are.

    *instead* pairs what people say with the word it stands for.
    """

    words: Collection[str]
    known: str = ""
    instead: tuple[tuple[str, str], ...] = ()

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take a known word, or say which one may be meant."""
        text = meant(node, field, reading)
        if text is None or text in self.words:
            return None if text is None else reading.found(node, text)
        what = f"{field.name} {text!r} is unknown."
        reading.wrong(node, what, self._fix(text))
        return None

    def _fix(self, text: str) -> str:
        upper = dict(self.instead).get(text.upper(), text.upper())
        if upper in self.words:
            return f"Did you mean  {upper}  ?"
        if self.known and len(text) <= LONGEST_CODE:
            return f"Write one of the {self.known}."  # All codes are alike.
        words = sorted(self.words)
        return closest(text, words, f"Write one of: {self.known or ', '.join(words)}.")

    def schema(self) -> Schema:
        """Say which."""
        return {"enum": sorted(self.words)}


class Url(Shape, frozen=True):
    """An address that a reader may follow: never one that runs something."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take few kinds of addresses, written whole and in small letters."""
        if (text := meant(node, field, reading)) is None:
            return None
        if not re.fullmatch(ADDRESS, text):
            what = f"{field.name} {text!r} is no address that a reader may follow."
            fix = "Begin it with  https://  http://  mailto:  tel:  or  weixin://"
            reading.wrong(node, what, f"{fix} , with no space in it.")
            return None
        return reading.found(node, text)

    def schema(self) -> Schema:
        """Say how it begins."""
        return {"type": "string", "pattern": f"^(?:{ADDRESS})$"}


class PicturePath(Shape, frozen=True):
    """The path of a picture, from the folder of the file that names it."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take the path as it is; whether there is such a picture is seen later."""
        return Text().read(node, field, reading)

    def schema(self) -> Schema:
        """Say that it is a text."""
        return Text().schema()
