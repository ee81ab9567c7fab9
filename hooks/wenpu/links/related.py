"""
What is related to what: mentions first, then shared tags, then likeness of the texts.

A list holds all that is mentioned, and up to six that are only alike. Among those a
stronger sort of tie always comes before a weaker one, whatever their numbers say: an
article about the same product is nearer than one that has the same tags.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import combinations
from typing import TypedDict

from wenpu import prose
from wenpu.links.destinations import SCHEME
from wenpu.links.likeness import likeness
from wenpu.links.mentions import newest_first
from wenpu.links.ties import Ties, both_ways, shared
from wenpu.model import Article, Mention, MentionKind, Product, Site

MOST = 6
"""So many are shown beyond those that are mentioned."""

BEGINNING = 2000
"""What an article is about, it says in so many characters."""

TELLING = 3
"""A word in a title or a tag counts so many times."""

GAPS = re.compile(f"[{prose.HOLE}{prose.BREAK}]+")

Found = Mapping[str, Sequence[Mention]]
Order = Callable[[str], tuple[int, str]]


class Related(TypedDict):
    """The four lists of a graph."""

    article_products: dict[str, tuple[str, ...]]
    product_articles: dict[str, tuple[str, ...]]
    article_articles: dict[str, tuple[str, ...]]
    product_products: dict[str, tuple[str, ...]]


def lists(site: Site, mentions: Found) -> Related:
    """
    Return what is related to each article and product of *site*, best first.

    Within, an article is called by its `src` and a product `product:id`, so that both
    fit into the same ties.
    """
    tags, texts = shared(_tags(site)), likeness(_texts(site))
    articles, products = sorted(site.articles), sorted(map(_key, site.products))
    shown = {_key(one.id) for one in site.products.values() if _is_shown(one)}
    by_product = _by_product(mentions)

    def age(src: str) -> tuple[int, str]:
        return newest_first(site.articles[src])

    mentioned = {src: _strongest_first(found) for src, found in mentions.items()}
    featured = {name: _by_strength(found, age) for name, found in by_product.items()}
    neighbours = shared({src: {*names} for src, names in mentioned.items()})
    companions = shared({name: {*found} for name, found in by_product.items()})
    near = [tags, texts]
    goods = [_bundled(site), companions, *near, _on_one_shelf(site)]
    return {
        "article_products": {
            src: _ids(_list(src, mentioned[src], near, shown, _name))
            for src in articles
        },
        "product_articles": {
            _id(key): _list(key, featured.get(key, []), near, site.articles, age)
            for key in products
        },
        "article_articles": {
            src: _list(src, [], [neighbours, *near], site.articles, age)
            for src in articles
        },
        "product_products": {
            _id(key): _ids(_list(key, [], goods, shown, _name)) for key in products
        },
    }


def _list(
    key: str,
    first: Sequence[str],
    layers: Sequence[Ties],
    allowed: Collection[str],
    order: Order,
) -> tuple[str, ...]:
    """Return *first*, then the best of *allowed* by *layers* and, last, by *order*."""
    rows = [ties.get(key, {}) for ties in layers]
    known = {key, *first}
    alike = _candidates(rows, known, allowed)
    ranked = sorted(alike, key=lambda one: (_rank(one, rows), order(one)))
    return (*first, *ranked[:MOST])


Rows = Sequence[Mapping[str, float]]


def _candidates(rows: Rows, known: set[str], allowed: Collection[str]) -> list[str]:
    """Go down *rows* until there are enough: no deeper one could come before."""
    found: list[str] = []
    for row in rows:
        fresh = {k: row[k] for k in row.keys() - known if k in allowed}
        free = MOST - len(found)
        if len(fresh) > free:  # Then only the best, and who equals them.
            least = nlargest(free, fresh.values())[-1]
            return [*found, *(k for k, weight in fresh.items() if weight >= least)]
        found += fresh
        known = known | fresh.keys()
        if len(found) == MOST:
            break
    return found


def _rank(key: str, rows: Rows) -> list[float]:
    return [-row.get(key, 0.0) for row in rows]


def _key(product: str) -> str:
    return f"{SCHEME}{product}"


def _id(key: str) -> str:
    return key.removeprefix(SCHEME)


def _ids(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_id, keys))


def _name(key: str) -> tuple[int, str]:
    return 0, key


def _is_shown(product: Product) -> bool:
    """Nobody is led to what is hidden or gone, unless an author does it."""
    return not (product.unlisted or product.retired)


# --- Mentions -------------------------------------------------------------------------

KINDS = list(MentionKind)


def _by_product(mentions: Found) -> dict[str, dict[str, int]]:
    """Return the articles that mention each product, and how strongly."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for src, said in mentions.items():
        for one in said:
            strength = KINDS.index(one.kind)
            known = found[_key(one.product)]
            known[src] = min(strength, known.get(src, strength))
    return found


def _strongest_first(found: Iterable[Mention]) -> list[str]:
    """Return the products of one article, each once."""
    ordered = sorted(found, key=lambda one: (KINDS.index(one.kind), one.start))
    return list(dict.fromkeys(_key(one.product) for one in ordered))


def _by_strength(found: Mapping[str, int], age: Order) -> list[str]:
    """Return the articles of one product."""
    return sorted(found, key=lambda src: (found[src], age(src)))


# --- Other ties -----------------------------------------------------------------------


def _bundled(site: Site) -> Ties:
    """Tie a bundle to what is in it, and that to each other."""
    pairs: Iterator[tuple[str, str]] = (
        pair
        for one in sorted(site.products.values(), key=lambda product: product.id)
        for pair in combinations(
            sorted({one.id, *(item.product for item in one.items)}), 2
        )
    )
    return both_ways((_key(one), _key(other), 1.0) for one, other in pairs)


def _on_one_shelf(site: Site) -> Ties:
    shelves: dict[str, dict[str, float]] = defaultdict(dict)
    for one in site.products.values():
        shelves[one.shelf][_key(one.id)] = 1.0
    return {_key(one.id): shelves[one.shelf] for one in site.products.values()}


def _tags(site: Site) -> dict[str, list[str]]:
    tags = {src: one.tags for src, one in site.articles.items()}
    tags |= {_key(name): one.tags for name, one in site.products.items()}
    return {key: [tag.casefold() for tag in found] for key, found in tags.items()}


def _texts(site: Site) -> dict[str, str]:
    """Return what each article and product is about."""
    stories = {src: _story(one) for src, one in site.articles.items()}
    return stories | {_key(name): _goods(one) for name, one in site.products.items()}


def _story(one: Article) -> str:
    telling = "\n".join([one.title, *one.tags, ""]) * TELLING
    words = GAPS.sub("\n", prose.mask(one.body))
    return f"{telling}{one.summary}\n{words[:BEGINNING]}"


def _goods(one: Product) -> str:
    telling = "\n".join([one.name, *one.aliases, *one.tags, ""]) * TELLING
    return f"{telling}{one.summary}\n{prose.plain(one.description)[:BEGINNING]}"
