"""
What `cards:` in mkdocs.yml says: whether there are pictures to share, in which letters.

`read()` takes the option as a YAML node, so that what is wrong is told with its line.
"""

import yaml

from wenpu.cards.layout import NAMES
from wenpu.fields import (
    Either,
    Field,
    Flag,
    ListOf,
    OneOf,
    Reading,
    Record,
    Sheet,
    Text,
)
from wenpu.model import Cards
from wenpu.problems import Spot

FIELDS = (
    Field(
        "font",
        Text(),
        "Letters of texts: a file, from `mkdocs.yml` on, or an installed family.",
        "fonts/mine.otf",
    ),
    Field(
        "title_font",
        Text(),
        "Letters of titles and prices; those of texts, if only they are named.",
        "Noto Serif CJK SC",
    ),
    Field(
        "only",
        ListOf(OneOf(NAMES), "wide"),
        "Which are made, if not all; codes always are.",
        "[wide, poster]",
    ),
)
OPTION = Field(
    "cards",
    Either(Flag(), Record(FIELDS)),
    "Pictures to share.",
    "{font: Noto Sans SC}",
)


def read(node: yaml.Node | None, file: str = "mkdocs.yml") -> Cards:
    """Return what *node* says, and all that is wrong with it."""
    reading = Reading(file)
    found = OPTION.read(node, reading) if node else None
    value = found.value if found else True
    if not isinstance(value, Sheet):
        spot = found.spot if found else Spot(file)
        told = tuple(reading.problems)
        return Cards(on=bool(value), spot=spot, problems=told)
    font = value.text("font")
    return Cards(
        on=True,
        font=font,
        title_font=value.text("title_font", font),
        only=value.texts("only"),
        spot=value.spot,
        lines=value.lines,
        problems=tuple(reading.problems),
    )
