"""What machines are told of an article."""

from collections.abc import Iterable

from msgspec import Struct

from wenpu.facts.nodes import (
    Node,
    article_id,
    at,
    house,
    image,
    known,
    person,
    product_id,
    refer,
    when,
)
from wenpu.model import Article, Product, Site

HEADLINE = 110
"""What is longer may be cut anywhere by those who show it."""


class Part(Struct, frozen=True):
    """Which part of a series an article is; *url* is that of the series' page."""

    name: str
    url: str
    position: int


def article(
    site: Site,
    one: Article,
    products: Iterable[Product],
    *,
    part: Part | None = None,
    minutes: int = 0,
) -> Node:
    """
    Tell of an article, and of the *products* it mentions, by their ids.

    *minutes* is how long it takes to read, 0 where that is not to be told.
    """
    return known(
        {
            "@type": "Article",
            "@id": article_id(site, one),
            "mainEntityOfPage": at(site, one.url),
            "headline": headline(one.title),
            "description": one.summary,
            "image": image(site, one.cover) if one.cover and site.settings.url else {},
            "datePublished": when(site, one.day),
            "dateModified": when(site, one.updated),
            # What nobody signs is the house's.
            "author": [person(site, site.authors[key]) for key in one.authors]
            or house(site),
            "publisher": house(site),
            "keywords": list(one.tags),
            "isPartOf": _series(site, part) if part else {},
            "position": part.position if part else "",
            "timeRequired": f"PT{minutes}M" if minutes else "",
            "inLanguage": site.settings.language,
            "mentions": refer(*(product_id(site, thing) for thing in products)),
        }
    )


def headline(title: str) -> str:
    """Return *title*, cut where machines would."""
    if len(title) <= HEADLINE:
        return title
    return f"{title[: HEADLINE - 1].rstrip()}…"


def _series(site: Site, part: Part) -> Node:
    return series_node(site, part.name, part.url)


def series_node(site: Site, name: str, url: str) -> Node:
    """Tell of a series, whose page is at *url*."""
    whole = at(site, url)
    return known(
        {
            "@type": "CreativeWorkSeries",
            "@id": whole and f"{whole}#series",
            "name": name,
            "url": whole,
        }
    )
