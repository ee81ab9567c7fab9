"""What articles and products are about: their tags, bundles, shelves and words."""

from collections import defaultdict

from wenpu import memory, prose, stamps
from wenpu.links.destinations import SCHEME
from wenpu.model import Article, Product, Site

BEGINNING = 2000
"""What a product is, it says in so many characters."""

TELLING = 3
"""A word in a title or a tag counts so many times."""


def tags(site: Site) -> dict[str, list[str]]:
    """Return the tags of each, however they are written."""
    found = {src: one.tags for src, one in site.articles.items()}
    found |= {f"{SCHEME}{name}": one.tags for name, one in site.products.items()}
    return {key: [tag.casefold() for tag in written] for key, written in found.items()}


def bundles(site: Site) -> dict[str, list[str]]:
    """Return the bundles that each product is, or is in."""
    found: dict[str, list[str]] = defaultdict(list)
    for bundle in (one for one in site.products.values() if one.items):
        for name in {bundle.id, *(item.product for item in bundle.items)}:
            found[f"{SCHEME}{name}"].append(bundle.id)
    return found


def shelves(site: Site) -> dict[str, list[str]]:
    """Return the shelf of each product."""
    return {f"{SCHEME}{one.id}": [one.shelf] for one in site.products.values()}


def texts(site: Site) -> dict[str, str]:
    """
    Return the words of each, the telling ones more than once.

    What an article is about stands in its title, its tags, its summary and its
    headings. A word more or less in its text does not move it among the others.
    """
    stories = {src: _story(one) for src, one in site.articles.items()}
    goods = {f"{SCHEME}{one.id}": _goods(one) for one in site.products.values()}
    return stories | goods


def _story(one: Article) -> str:
    telling = "\n".join([one.title, *one.tags, ""]) * TELLING
    return "\n".join([f"{telling}{one.summary}", *prose.headings(one.body, one.said)])


def _goods(one: Product) -> str:
    telling = "\n".join([one.name, *one.aliases, *one.tags, ""]) * TELLING
    said = memory.recall(
        "beginnings",
        lambda: stamps.of_text(one.description),
        lambda: prose.plain(one.description)[:BEGINNING],
    )
    return f"{telling}{one.summary}\n{said}"
