"""
All that pages draw on, gathered from a site: lists, orders, names in addresses.

Here things are looked at as a whole, once; whoever makes a page takes out of it what
that page needs, and that is noted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from msgspec.structs import replace

from wenpu import addresses, prose, stamps
from wenpu.model import Article, Graph, Product, Site, Story
from wenpu.notes import Ledger, Noted, Signs
from wenpu.pages.view import Shared, open_first
from wenpu.words import Words

Value = TypeVar("Value")


class Take(Protocol):
    """Take a mapping up under a name, so that it is noted who reads it."""

    def __call__(
        self,
        name: str,
        inner: Mapping[str, Any],
        *,
        marks: Mapping[str, bytes] | None = None,
        origin: bytes = stamps.NONE,
    ) -> Noted[Any]:
        """Return the same, noted."""


def gathered(
    raw: Site,
    graph: Graph,
    words: Words,
    stories: Mapping[str, Story],
    ledger: Ledger,
) -> Shared:
    """Gather what every page draws on; who reads it is noted in the *ledger*."""
    minutes = {
        src: prose.minutes(one.body, one.said) for src, one in raw.articles.items()
    }
    # No page shows a body but the article's own, which asks for it by name. So a word
    # that changes within it concerns nobody else.
    bare = {src: one.bare for src, one in raw.articles.items()}
    raw = replace(raw, articles=bare)
    take, origin = _taker(ledger, raw)
    # All this follows from what articles and products say, and from nothing else.
    ours = partial(take, origin=origin)
    listed = _listed(raw)
    tags = _tags(raw)
    series = _series(raw.articles.values())
    order = list(raw.articles)
    written = _by(raw.articles.values(), lambda one: one.authors)
    coded = _coded(raw)
    full: dict[str, object] = {"tags": tags, "series": series, "codes": coded}
    full |= {"authors": raw.authors, "podcast": raw.podcast}
    return Shared(
        raw=raw,
        site=replace(
            _noted(raw, ours),
            album=take("album", raw.album),
            cards=take("cards", raw.cards),
            elsewhere=take("elsewhere", raw.elsewhere),
            news=take("news", raw.news),
        ),
        graph=_edges(graph, take),
        words=words,
        ledger=ledger,
        tags=ours("tags", tags),
        tag_slugs=ours("tag_slugs", _quoted(tags)),
        series=ours("series", series),
        series_slugs=ours("series_slugs", _quoted(series)),
        minutes=take("minutes", minutes),
        stories=take("stories", stories),
        by_url=ours("by_url", {one.url: one for one in raw.articles.values()}),
        lists=ours("lists", {"all": listed}),
        shelves=ours("on_shelf", _by(listed, lambda one: (one.shelf,))),
        written=ours("written", written),
        made=ours("made", _by(listed, lambda one: (one.maker,))),
        read=take("read", _read(graph)),
        bundles=ours("bundles", _bundles(raw.products.values())),
        newest=ours("newest", {"all": order}),
        neighbours=ours("neighbours", _neighbours(order)),
        coded=ours("coded", {"all": coded}),
        said=take("said", _said(raw, graph, full, written)),
        own=ours("own", {page.url: page for page in raw.pages.values()}),
        names={
            "tags": [*tags],
            "series": [*series],
            "stories": [*stories],
            "codes": [one.code for one in coded],
        },
    )


def _taker(ledger: Ledger, raw: Site) -> tuple[Take, bytes]:
    """
    Return how mappings of articles and products are noted: each is stamped once.

    With it comes the stamp of all that articles, products and the rest of *raw* say.
    """
    known: dict[int, bytes] = {}

    def short(one: Article | Product) -> tuple[Any, ...]:
        mark = known.get(id(one))
        if mark is None:
            says = one.mark if isinstance(one, Article) else stamps.of(one)
            mark = known[id(one)] = says
        return bytes, (mark,)

    both: dict[type, stamps.Reducer] = {Article: short, Product: short}

    def stamp(value: object) -> bytes:
        if isinstance(value, Article | Product):
            mark: bytes = short(value)[1][0]
            return mark
        return stamps.of(value, both)

    def take(
        name: str,
        inner: Mapping[str, Any],
        *,
        marks: Mapping[str, bytes] | None = None,
        origin: bytes = stamps.NONE,
    ) -> Noted[Any]:
        return ledger.noted(name, inner, Signs(stamp, marks, origin))

    listed = [list(one.values()) for one in (raw.articles, raw.products, raw.pages)]
    named = raw.shelves, raw.authors, raw.rates
    return take, stamp((listed, named, raw.settings.today))


def _noted(raw: Site, take: Take) -> Site:
    return replace(
        raw,
        articles=take("articles", raw.articles),
        products=take("products", raw.products),
        shelves=take("shelves", raw.shelves),
        authors=take("authors", raw.authors),
        pages=take("pages", raw.pages),
        rates=take("rates", raw.rates),
    )


def _edges(graph: Graph, take: Take) -> Graph:
    return Graph(
        mentions=graph.mentions,
        articles=take("mentions of", graph.articles, marks=graph.marks),
        products=take("mentioned by", graph.products, marks=_spoken(graph)),
        article_products=take("article products", graph.article_products),
        product_articles=take("product articles", graph.product_articles),
        article_articles=take("article articles", graph.article_articles),
        product_products=take("product products", graph.product_products),
    )


def _spoken(graph: Graph) -> dict[str, bytes]:
    """Return a stamp for the mentions of each product: those of who speaks of it."""
    return {
        name: stamps.of([graph.marks[one.article] for one in found])
        for name, found in graph.products.items()
    }


def _listed(raw: Site) -> list[Product]:
    """Return the products that lists show, what can be bought first."""
    products = raw.products.values()
    found = [one for one in products if not one.unlisted and not one.retired]
    return open_first(found, raw.settings.today)


def _by(
    things: Iterable[Value], keys: Callable[[Value], Iterable[str]]
) -> dict[str, list[Value]]:
    """Return *things*, in their order, by each of their *keys*."""
    found: dict[str, list[Value]] = {}
    for one in things:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    return found


def _bundles(products: Iterable[Product]) -> dict[str, list[Product]]:
    shown = (one for one in products if not one.unlisted and not one.retired)
    return _by(shown, lambda one: dict.fromkeys(item.product for item in one.items))


def _coded(site: Site) -> list[Article | Product]:
    """Return what has a code and is found in lists, by number, then by letter."""
    goods = [p for p in site.products.values() if not (p.unlisted or p.retired)]
    things: list[Article | Product] = [*site.articles.values(), *goods]
    return sorted((one for one in things if one.code), key=_place)


def _place(one: Article | Product) -> tuple[bool, int, str]:
    number = int(one.code) if one.code.isdecimal() else -1
    return number < 0, number, one.code.lower()


def _read(graph: Graph) -> dict[str, int]:
    """Return how many articles speak of each product."""
    found = graph.products.items()
    return {name: len({one.article for one in said}) for name, said in found}


def _neighbours(order: Sequence[str]) -> dict[str, tuple[str, str]]:
    around = zip(order, [*order[1:], ""], ["", *order], strict=False)
    return {src: (older, newer) for src, older, newer in around}


def _said(
    raw: Site,
    graph: Graph,
    full: Mapping[str, object],
    written: Mapping[str, Sequence[Article]],
) -> dict[str, bool]:
    """Return what many pages ask of a thing and can be answered with yes or no."""
    return {
        **{f"sells:{src}": bool(graph.articles.get(src)) for src in raw.articles},
        **{f"full:{name}": bool(room) for name, room in full.items()},
        **{f"busy:{key}": len(found) > 1 for key, found in written.items()},
    }


def _series(articles: Iterable[Article]) -> dict[str, list[Article]]:
    told = sorted((one for one in articles if one.series), key=_told)
    return dict(sorted(_by(told, lambda one: (one.series,)).items()))


def _told(article: Article) -> tuple[date, str]:
    """Parts of a series come in the order they were told; without days, by file."""
    return article.day or date.min, article.src


def _quoted(names: Iterable[str]) -> dict[str, str]:
    return {name: quote(slug) for name, slug in addresses.slugs(names).items()}


def _tags(site: Site) -> dict[str, list[Article | Product]]:
    """Return all that carries each tag, by the tag in one case, articles first."""
    found: dict[str, list[Article | Product]] = {}
    goods = [p for p in site.products.values() if not p.unlisted and not p.retired]
    things: list[Article | Product] = [*site.articles.values(), *goods]
    for one in things:
        for tag in dict.fromkeys(tag.casefold() for tag in one.tags):
            found.setdefault(tag, []).append(one)
    return found
