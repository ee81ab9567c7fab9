"""
What those are told who show a page to others: Open Graph, and Twitter's cards.

`share()` decides which picture stands for a page, and nobody else does.
"""

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from wenpu.facts.nodes import at, when
from wenpu.model import Article, Card, Offer, Picture, Product, Site, State
from wenpu.words import Words

Pairs: TypeAlias = Sequence[tuple[str, str]]

STOCKED = {
    State.ON_SALE: "in stock",
    State.LAST_FEW: "in stock",
    State.PREORDER: "preorder",
    State.PRESALE: "preorder",
    State.NOT_YET: "out of stock",
    State.SOLD_OUT: "out of stock",
    State.ENDED: "discontinued",
    State.RETIRED: "discontinued",
}
"""Whether there is any, in the words of those who show goods."""

KINDS = {"article": "article", "product": "product"}

DRAWN = ".svg"
"""What no one shows who is handed a page."""


class Share(Struct, frozen=True):
    """The picture that stands for a page: whole address, pixels, and what it shows."""

    url: str
    width: int
    height: int
    alt: str


class Shown(Struct, frozen=True):
    """A page as others show it; *more* is what only its kind has to say."""

    kind: str
    url: str
    title: str
    description: str
    image: Share | None = None
    more: Pairs = ()


def share(
    site: Site, cover: Picture | None, alt: str, card: Card | None = None
) -> Share | None:
    """Return the picture that stands for a page: its *card*, else its *cover*."""
    if card and site.settings.url:
        return Share(at(site, card.url), card.width, card.height, alt)
    if not cover or not site.settings.url or cover.url.lower().endswith(DRAWN):
        return None
    seen = site.album.get(cover.path, cover)
    return Share(at(site, cover.url), seen.width, seen.height, alt)


def open_graph(site: Site, words: Words, page: Shown) -> list[dict[str, str]]:
    """Return what Open Graph says of *page*, without what is not known."""
    image = page.image
    values = [
        ("og:type", KINDS.get(page.kind, "website")),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:site_name", site.settings.name),
        ("og:locale", words.locale),
        ("og:url", page.url),
        *(_pictured(image) if image else ()),
        *page.more,
    ]
    return [{"property": key, "content": text} for key, text in values if text]


def _pictured(image: Share) -> Pairs:
    return [
        ("og:image", image.url),
        ("og:image:width", str(image.width)),
        ("og:image:height", str(image.height)),
        ("og:image:alt", image.alt),
    ]


def twitter(page: Shown) -> list[dict[str, str]]:
    """Return what a Twitter card says of *page*."""
    image = page.image
    values = [
        ("twitter:card", "summary_large_image" if image else "summary"),
        ("twitter:title", page.title),
        ("twitter:description", page.description),
        ("twitter:image", image.url if image else ""),
        ("twitter:image:alt", image.alt if image else ""),
    ]
    return [{"name": key, "content": text} for key, text in values if text]


def article_tags(site: Site, one: Article) -> Pairs:
    """Return what Open Graph says of articles only."""
    people = (at(site, site.authors[key].url) for key in one.authors)
    return [
        ("article:published_time", when(site, one.day)),
        ("article:modified_time", when(site, one.updated)),
        *(("article:author", url) for url in people),
        ("article:section", one.series),
        *(("article:tag", tag) for tag in one.tags),
    ]


def product_tags(site: Site, one: Product) -> Pairs:
    """
    Return what shows a product with its price: that of one offer, told as one.

    It is the cheapest of those that are easiest to buy.
    """
    offer = _leading(site, one)
    maker = site.authors.get(one.maker) if one.maker else None
    return [
        ("product:price:amount", offer.least.amount),
        ("product:price:currency", offer.least.currency),
        ("product:availability", STOCKED[one.state(offer, site.settings.today)]),
        ("product:condition", "new" if one.is_thing else ""),
        ("product:brand", maker.name if maker else ""),
        ("product:retailer_item_id", offer.sku),
    ]


def _leading(site: Site, one: Product) -> Offer:
    today, order = site.settings.today, list(State)
    return min(one.offers, key=lambda o: (order.index(one.state(o, today)), o.least))
