"""
What `budgets:` in mkdocs.yml says: how much a page may weigh before its pictures.

`read()` takes the option as a YAML node, so that what is wrong is told with its line.
What pages do weigh is found out elsewhere.
"""

import yaml

from wenpu.fields import Either, Field, Flag, Integer, Reading, Record, Sheet
from wenpu.model import Budgets
from wenpu.problems import Spot

LIMITS = {
    "home": 40,
    "article": 30,
    "product": 30,
    "list": 40,
    "door": 20,
    "page": 30,
    "scripts": 10,
    "requests": 6,
}
"""Kilobytes as they are sent; the last is a number. What takes no second to fetch."""

SAYS = {
    "home": "The home page, in kilobytes; 0 for no limit.",
    "article": "An article.",
    "product": "A product.",
    "list": "A page of a list: the shop, its shelves, articles, tags, people.",
    "door": "A door to the till, and the page after paying.",
    "page": "Any other page of the author's.",
    "scripts": "The scripts of any page, of its weight.",
    "requests": "How many files bring a page.",
}
FIELDS = tuple(
    Field(name, Integer(0), SAYS[name], str(limit)) for name, limit in LIMITS.items()
)
OPTION = Field(
    "budgets", Either(Flag(), Record(FIELDS)), "What pages may weigh.", "{article: 30}"
)

KINDS = {
    **{name: name for name in ("home", "article", "product", "page")},
    **dict.fromkeys(("buy", "thanks", "moved"), "door"),
    **dict.fromkeys(("articles", "tags", "tag", "authors", "author", "series"), "list"),
    **dict.fromkeys(("all_series", "shop", "shelf", "new", "missing"), "list"),
}
"""Which budget a page has, by its kind as templates know it."""


def read(node: yaml.Node | None, file: str = "mkdocs.yml") -> Budgets:
    """Return what *node* says, and all that is wrong with it."""
    reading = Reading(file)
    found = OPTION.read(node, reading) if node else None
    value = found.value if found else True
    if not isinstance(value, Sheet):
        limits = LIMITS if value else {}
        spot = found.spot if found else Spot(file)
        return Budgets(limits, spot, {}, tuple(reading.problems))
    said = {name: value.number(name) for name in LIMITS}
    limits = {name: LIMITS[name] if n is None else n for name, n in said.items()}
    return Budgets(limits, value.spot, value.lines, tuple(reading.problems))
