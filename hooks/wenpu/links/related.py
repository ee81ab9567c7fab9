"""
What is related to what: mentions first, then shared tags, then likeness of the texts.

A list holds all that is mentioned, and up to six that are only alike. Among those a
stronger sort of tie always comes before a weaker one, whatever their numbers say: an
article about the same product is nearer than one that has the same tags.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TypedDict

from wenpu import memory, stamps
from wenpu.links import subjects
from wenpu.links.destinations import SCHEME
from wenpu.links.likeness import Likeness
from wenpu.links.ties import Order, best, shared
from wenpu.model import Mention, MentionKind, Site

MOST = 6
"""So many are shown beyond those that are mentioned."""

KINDS = list(MentionKind)

Found = Mapping[str, Sequence[Mention]]
Names = tuple[str, ...]


class Related(TypedDict):
    """The four lists of a graph."""

    article_products: dict[str, Names]
    product_articles: dict[str, Names]
    article_articles: dict[str, Names]
    product_products: dict[str, Names]


def lists(site: Site, mentions: Found) -> Related:
    """Return what is related to each article and product of *site*, best first."""
    key = partial(_stamp, site, mentions)
    return memory.recall("related", key, partial(_made, site, mentions))


def _stamp(site: Site, mentions: Found) -> bytes:
    """Return the stamp of all that decides what is related."""
    sold = [
        (
            one.id,
            one.unlisted,
            one.retired,
            one.shelf,
            [part.product for part in one.items],
        )
        for one in site.products.values()
    ]
    said = [
        (src, [(one.product, one.kind.value) for one in _in_order(found)])
        for src, found in mentions.items()
    ]
    ages = [one.age for one in site.articles.values()]
    return stamps.of((sold, said, ages, subjects.tags(site), subjects.texts(site)))


def _made(site: Site, mentions: Found) -> Related:
    lists = _Lists(site, mentions)
    articles = {src: lists.of_article(src) for src in sorted(site.articles)}
    products = {name: lists.of_product(name) for name in sorted(site.products)}
    return {
        "article_products": {src: goods for src, (_, goods) in articles.items()},
        "product_articles": {name: stories for name, (stories, _) in products.items()},
        "article_articles": {src: stories for src, (stories, _) in articles.items()},
        "product_products": {name: goods for name, (_, goods) in products.items()},
    }


class _Lists:
    """
    All that ties, and the lists that follow from it.

    Within, an article is called by its `src` and a product `product:id`, so that both
    fit into the same ties.
    """

    def __init__(self, site: Site, mentions: Found) -> None:
        self.stories, self.goods = _newest_first(site), _by_name(site)
        self.mentioned = {src: _strongest_first(all_) for src, all_ in mentions.items()}
        self.featured = _by_product(mentions, self.stories)
        self.neighbours, self.companions = shared(self.mentioned), shared(self.featured)
        self.tagged = shared(subjects.tags(site))
        self.texts = Likeness(subjects.texts(site))
        self.bundled = shared(subjects.bundles(site), lambda *_: 1.0)
        self.on_one_shelf = shared(subjects.shelves(site))

    def of_article(self, src: str) -> tuple[Names, Names]:
        """Return the articles and the products of an article."""
        near = [self.tagged(src), self.texts.row(src)]
        said = self.mentioned[src]
        stories = best([self.neighbours(src), *near], self.stories, [src], MOST)
        goods = best(near, self.goods, said, MOST)
        return tuple(stories), _ids([*said, *goods])

    def of_product(self, name: str) -> tuple[Names, Names]:
        """Return the articles and the products of a product."""
        key = f"{SCHEME}{name}"
        near = [self.tagged(key), self.texts.row(key)]
        goods = [self.bundled(key), self.companions(key), *near, self.on_one_shelf(key)]
        said = self.featured.get(key, [])
        stories = best(near, self.stories, said, MOST)
        return (*said, *stories), _ids(best(goods, self.goods, [key], MOST))


def _newest_first(site: Site) -> Order:
    ordered = sorted(site.articles.values(), key=lambda one: one.age)
    return {one.src: place for place, one in enumerate(ordered)}


def _by_name(site: Site) -> Order:
    """Nobody is led to what is hidden or gone, unless an author does it."""
    shown = (one for one in site.products.values() if not (one.unlisted or one.retired))
    names = sorted(f"{SCHEME}{one.id}" for one in shown)
    return {key: place for place, key in enumerate(names)}


def _ids(keys: Iterable[str]) -> Names:
    return tuple(key.removeprefix(SCHEME) for key in keys)


def _strongest_first(found: Iterable[Mention]) -> list[str]:
    """Return the products of one article, each once."""
    return list(dict.fromkeys(f"{SCHEME}{one.product}" for one in _in_order(found)))


def _in_order(found: Iterable[Mention]) -> list[Mention]:
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.start))


def _by_product(mentions: Found, ages: Order) -> dict[str, list[str]]:
    """Return the articles that mention each product, the strongest mention first."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for src, said in mentions.items():
        for one in said:
            strength = KINDS.index(one.kind)
            known = found[f"{SCHEME}{one.product}"]
            known[src] = min(strength, known.get(src, strength))
    return {
        key: sorted(by, key=lambda src: (by[src], ages[src]))
        for key, by in found.items()
    }
