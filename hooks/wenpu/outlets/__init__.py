"""
What `feeds:` in mkdocs.yml says: which feeds there are, and how much is in them.

`read()` takes the option as a YAML node, so that what is wrong is told with its line.
What stands in a feed is decided elsewhere.
"""

import yaml

from wenpu.fields import Either, Field, Flag, Integer, ListOf, OneOf, Reading, Record
from wenpu.fields.shape import Sheet
from wenpu.model import Feeds
from wenpu.outlets import podcast
from wenpu.problems import Spot

NAMES = {
    "feed.xml": "the newest articles, whole, as RSS",
    "feed.json": "the same as JSON Feed",
    "tags": "a feed for each tag",
    "authors": "a feed for each author",
    "products.xml": "what is new in the shop, as RSS",
    "history": "in it and on /new/ what costs less and what is back, as git remembers",
    "podcast.xml": "what is to be heard, for programs that play podcasts",
    "index.json": "all articles and products, for programs",
    "merchant.xml": "the offers, for Google Merchant Center",
    "openai.jsonl": "the offers, for OpenAI's product search",
    "acp.json": "the offers, in the words of the Agentic Commerce Protocol",
    "llms.txt": "what the site is, in Markdown, for language models",
    "llms-full.txt": "the same with the newest articles whole",
}
"""Every feed by the name by which it is left out, and what it is."""

ITEMS, MOST = 20, 500
FIELDS = (
    Field(
        "items",
        Integer(1, MOST),
        "How many articles a feed holds, the newest.",
        str(ITEMS),
    ),
    Field(
        "without",
        ListOf(OneOf(NAMES), "openai.jsonl"),
        f"Which are left out: {', '.join(NAMES)}.",
        "[openai.jsonl, acp.json]",
    ),
    Field(
        "podcast",
        Record(podcast.FIELDS),
        "What is told of the podcast that articles with  audio:  make.",
        "{email: radio@wenpu.example, category: Food, explicit: false, image: a.jpg}",
    ),
)
OPTION = Field(
    "feeds", Either(Flag(), Record(FIELDS)), "What other programs read.", "{items: 10}"
)


def read(node: yaml.Node | None, file: str = "mkdocs.yml") -> Feeds:
    """Return what *node* says, and all that is wrong with it."""
    reading = Reading(file)
    found = OPTION.read(node, reading) if node else None
    value, spot = (found.value, found.spot) if found else (True, Spot(file))
    if not isinstance(value, Sheet):
        made = tuple(NAMES) if value else ()
        return Feeds(made, ITEMS, spot, tuple(reading.problems))
    items, without = value.number("items") or ITEMS, value.texts("without")
    made = tuple(name for name in NAMES if name not in without)
    asked = value.sheet("podcast")
    told = podcast.podcast(asked) if asked else None
    return Feeds(made, items, value.spot, tuple(reading.problems), told)
