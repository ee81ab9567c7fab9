"""What may stand below `look:` in mkdocs.yml."""

import re
from collections.abc import Collection
from difflib import get_close_matches

import yaml
from PIL import ImageColor

from wenpu.fields import (
    Field,
    Found,
    ListOf,
    OneOf,
    PicturePath,
    Reading,
    Record,
    Shape,
    Text,
)
from wenpu.fields.shape import Schema
from wenpu.look.colour import Colour
from wenpu.problems import closest

PAPER = "paper"
"""The palette of those who choose none."""

PALETTES = (PAPER, "celadon")

STACKS = ("sans", "serif")
"""Letters that readers have already; each is a token of its own."""

SHAPES = {
    "sharp": {"radius": "0", "radius-press": "0"},
    "soft": {},
    "round": {"radius": "0.875rem", "radius-press": "999px"},
}
"""The tokens each shape changes; `soft` is how the tokens are, and faces stay round."""

PARTS = {
    "tags": "tags of articles and products, and their pages",
    "series": "where an article stands in its series, and the pages of series",
    "authors": "who wrote an article, and the pages of authors",
    "makers": "who makes a product, and the pages of makers",
    "search": "the page that searches, and the way to it",
    "new": "the page of what is new, and its place in the menu",
    "feed": "the link to the feed",
    "related": "what is like an article or a product",
    "neighbours": "the articles before and after an article",
    "shop_story": "the list, below an article, of what it speaks of",
    "buy_bar": "the bar with a Buy button at the edge of an article",
    "minutes": "how long an article takes to read",
    "share": "the row below an article or a product by which it is passed on",
    "codes": "short codes on pages; they lead there all the same",
    "crumbs": "the way from home to a page",
}
"""What can be hidden, and what it is."""


class Paint(Shape, frozen=True):
    """A colour as style sheets write it."""

    def empty(self, field: Field) -> str:
        """Say what became of a colour without quotes: a comment."""
        return f"A # begins a comment: put it in quotes, {_as_in(field)}"

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take a colour that nothing shines through, by its number or its name."""
        found = Text().read(node, field, reading)
        if found is None:
            return None
        try:
            return reading.found(node, Colour.parse(found.value))
        except ValueError:
            what = f"{field.name} {found.value!r} is no colour."
            reading.wrong(node, what, _likely(found.value, field))
            return None

    def schema(self) -> Schema:
        """Say that it is a text."""
        return {"type": "string"}


def _likely(text: str, field: Field) -> str:
    """Say which colour may be meant, or how one is written."""
    if re.fullmatch("[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", text):
        text = f'"#{text}"'
        return f"Write it as in  {field.line(text)}"
    return closest(text.lower(), ImageColor.colormap, f"Write it {_as_in(field)}")


def _as_in(field: Field) -> str:
    return f"as in  {field.line(field.example)}"


class Family(Shape, frozen=True):
    """Letters: a stack by its name, or a family that is put before one."""

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take what can be the name of a family, but for a slip in that of a stack."""
        found = Text().read(node, field, reading)
        if found is None or found.value in STACKS:
            return found
        if re.search(r"[\"'\\;:{}<>(),]", found.value):
            what = f"{field.name} {found.value!r} is not the name of one family."
            reading.wrong(node, what, field.as_in())
            return None
        if meant := get_close_matches(found.value.lower(), NEARLY, n=1, cutoff=0.75):
            what = f"{field.name} {found.value!r} is no stack of letters."
            stack = meant[0].partition("-")[0]
            reading.wrong(node, what, f"Did you mean  {field.line(stack)}  ?")
            return None
        return found

    def schema(self) -> Schema:
        """Say that it is a text."""
        return {"type": "string", "examples": list(STACKS)}


NEARLY = (*STACKS, "sans-serif")


def fields(palettes: Collection[str] = PALETTES) -> tuple[Field, ...]:
    """Return the options of the look; *palettes* are those there are."""
    return (
        Field("palette", OneOf(palettes), "The colours of everything.", "celadon"),
        Field(
            "accent",
            Paint(),
            "One colour for what should be noticed, and for Buy buttons.",
            '"#1d5c4a"',
        ),
        Field("buy", Paint(), "Another for Buy buttons.", '"#9a2a1b"'),
        Field("font", Family(), "Letters of running text.", "serif"),
        Field("title_font", Family(), "Letters of headings.", "LXGW WenKai"),
        Field("shape", OneOf(SHAPES), "How round corners are.", "round"),
        Field(
            "logo",
            PicturePath(),
            "A picture below the content folder; a seal of the name's first "
            "characters otherwise.",
            "images/logo.svg",
        ),
        Field(
            "hide",
            ListOf(OneOf(PARTS), "related"),
            "Parts that do not appear.",
            "[tags, buy_bar]",
        ),
    )


def form(palettes: Collection[str]) -> Field:
    """Return `look:` itself."""
    return Field("look", Record(fields(palettes)), "How it looks.", "{shape: round}")
