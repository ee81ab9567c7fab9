"""
Find how each article speaks of products: listed, card, link, named.

What does not exist is no mention here; `checks` tells the author.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from wenpu import memory, prose, stamps
from wenpu.links.destinations import Destination
from wenpu.links.names import Names
from wenpu.model import Article, Mention, MentionKind, Product, Site

Found = tuple[tuple[Mention, ...], bytes]
"""The mentions of an article in reading order, and the stamp of them."""


def find(site: Site) -> dict[str, Found]:
    """Return the mentions of each article, newest article first."""
    names = cache(lambda: Names(site.products.values()))
    known = stamps.of([_known(one) for one in site.products.values()])

    def mentions(one: Article) -> Found:
        key = known, one.src, one.listed, one.said
        return memory.recall(
            "mentions", key, partial(_found, one, site.products, names)
        )

    articles = sorted(site.articles.values(), key=lambda one: one.age)
    return {one.src: mentions(one) for one in articles}


def _found(
    one: Article, products: Mapping[str, Product], names: Callable[[], Names]
) -> Found:
    mentions = tuple(_of(one, products, names))
    return mentions, stamps.of(mentions)


def _known(one: Product) -> tuple[object, ...]:
    """Return what it takes to tell whether a text speaks of *one*."""
    variants = [offer.variant for offer in one.offers]
    return one.id, one.name, one.aliases, one.unlisted, variants


class _Said(NamedTuple):
    """A place that speaks of a product."""

    start: int
    end: int
    kind: MentionKind
    product: str
    variant: str = ""
    caption: str = ""


def _of(
    article: Article, products: Mapping[str, Product], names: Callable[[], Names]
) -> Iterator[Mention]:
    """Yield what is listed, then what is said, with an anchor for each place."""
    yield from _listed(article, products)
    said = [*_explicit(article, products)]
    known = {one.product for one in said}
    said += [one for one in _named(article, names()) if one.product not in known]
    said.sort(key=lambda one: (one.start, -one.end))
    for number, one in enumerate(said, start=1):
        yield _mention(article, one, f"m{number}")


def _listed(article: Article, products: Mapping[str, Product]) -> Iterator[Mention]:
    named = [Destination.named(text) for text, _ in article.listed]
    for product, variant in dict.fromkeys(named):
        if _sold(product, variant, products):
            yield Mention(article.src, product, MentionKind.LISTED, variant)


def _explicit(article: Article, products: Mapping[str, Product]) -> Iterator[_Said]:
    for link in prose.links(article.body):
        found = Destination.parse(link.destination)
        if (
            found
            and link.form in {prose.Form.INLINE, prose.Form.REFERENCE}
            and _sold(*found, products)
        ):
            card = link.kind == prose.LinkKind.IMAGE
            kind = MentionKind.CARD if card else MentionKind.LINK
            caption = prose.plain(link.text) if card else ""
            yield _Said(link.start, link.end, kind, *found, caption)


def _named(article: Article, names: Names) -> Iterator[_Said]:
    """Yield the first place at which each product is named."""
    seen: set[str] = set()
    for start, end, product in names.find(prose.mask(article.body)):
        if product not in seen:
            seen.add(product)
            yield _Said(start, end, MentionKind.NAMED, product)


def _mention(article: Article, said: _Said, anchor: str) -> Mention:
    """Return a mention with its sentence, in which its words can be found."""
    start, end, kind, product, variant, words = said
    sentence = words
    if kind is not MentionKind.CARD:
        body = article.body
        sentence = prose.sentence(body, prose.mask(body), start, end)
        words = prose.plain(body[start:end])
        words = words if words in sentence else sentence
    place = (variant, start, end, anchor)
    return Mention(article.src, product, kind, *place, sentence, words)


def _sold(product: str, variant: str, products: Mapping[str, Product]) -> bool:
    found = products.get(product)
    return bool(found and (not variant or found.offer(variant)))
