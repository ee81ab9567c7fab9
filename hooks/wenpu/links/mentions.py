"""
Find how each article speaks of products: listed, card, link, named.

What does not exist is no mention here; `checks` tells the author.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from wenpu import prose
from wenpu.links.destinations import Destination
from wenpu.links.names import Names
from wenpu.model import Article, Mention, MentionKind, Product, Site


def find(site: Site) -> dict[str, tuple[Mention, ...]]:
    """Return the mentions of each article, newest article first, in reading order."""
    names = Names(site.products.values())
    articles = sorted(site.articles.values(), key=newest_first)
    return {one.src: tuple(_of(one, site.products, names)) for one in articles}


def newest_first(article: Article) -> tuple[int, str]:
    """Order articles by day, those without one last, and by path."""
    return -(article.day or date.min).toordinal(), article.src


def _of(
    article: Article, products: Mapping[str, Product], names: Names
) -> Iterator[Mention]:
    """Yield what is listed, then what is said, with an anchor for each place."""
    yield from _listed(article, products)
    said = [*_explicit(article, products)]
    known = {mention.product for mention in said}
    said += [one for one in _named(article, names) if one.product not in known]
    said.sort(key=lambda one: (one.start, -one.end))
    for number, mention in enumerate(said, start=1):
        yield replace(mention, anchor=f"m{number}")


def _listed(article: Article, products: Mapping[str, Product]) -> Iterator[Mention]:
    for product, variant in dict.fromkeys(map(Destination.named, article.products)):
        if _sold(product, variant, products):
            yield Mention(article.src, product, MentionKind.LISTED, variant)


def _explicit(article: Article, products: Mapping[str, Product]) -> Iterator[Mention]:
    for link in prose.links(article.body):
        found = Destination.parse(link.destination)
        if (
            found
            and link.form in {prose.Form.INLINE, prose.Form.REFERENCE}
            and _sold(*found, products)
        ):
            yield _placed(article, link, found)


def _placed(article: Article, link: prose.Link, found: Destination) -> Mention:
    span = (link.start, link.end)
    if link.kind == prose.LinkKind.LINK:
        return _quoted(article, found, MentionKind.LINK, span)
    said = (MentionKind.CARD, found.variant, *span)
    caption = prose.plain(link.text)
    return Mention(article.src, found.product, *said, sentence=caption, words=caption)


def _named(article: Article, names: Names) -> Iterator[Mention]:
    """Yield the first place at which each product is named."""
    seen: set[str] = set()
    for start, end, product in names.find(prose.mask(article.body)):
        if product not in seen:
            seen.add(product)
            span, kind = (start, end), MentionKind.NAMED
            yield _quoted(article, Destination(product), kind, span)


def _quoted(
    article: Article, said: Destination, kind: MentionKind, span: tuple[int, int]
) -> Mention:
    """Return a mention with its sentence, in which its words can be found."""
    body = article.body
    sentence = prose.sentence(body, prose.mask(body), *span)
    words = prose.plain(body[slice(*span)])
    words = words if words in sentence else sentence
    place = (kind, said.variant, *span)
    return Mention(article.src, said.product, *place, sentence=sentence, words=words)


def _sold(product: str, variant: str, products: Mapping[str, Product]) -> bool:
    found = products.get(product)
    return bool(found and (not variant or found.offer(variant)))
