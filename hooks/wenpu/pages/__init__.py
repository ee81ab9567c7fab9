"""
The pages of a site as values, and the one channel to their templates.

All that a template needs is in `page.meta["wenpu"]`: ready-made strings and numbers,
addresses included. It calls and formats nothing: any engine of the Jinja family can
print it, and what a page depends on can be hashed.

`make()` returns pages for what an author wrote (*written*, by the file) and for what
nobody wrote (*generated*). An author's page at the address of a generated one gives it
its words: `content/shop.md` is the text above the shop.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from wenpu import facts
from wenpu.model import Article, Graph, Page, Product, Site, Story
from wenpu.pages import (
    buying,
    door,
    goods,
    home,
    lists,
    parts,
    people,
    reading,
    shelf,
    thanks,
)
from wenpu.pages.frame import Frame, Made
from wenpu.pages.view import Dict, Plain, Shared, View, shared
from wenpu.placements import Placement, ref, story_sku
from wenpu.words import Words

__all__ = ["Desk", "GeneratedPage", "Pages", "Plain", "desk", "make"]

NONE: Mapping[str, Story] = {}


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """
    Where a page stands, what its template may read, and its Markdown.

    *src_uri* is the file below `content/` that it is, or pretends to be.
    """

    src_uri: str
    url: str
    meta: Mapping[str, object]
    body: str = ""


@dataclass(frozen=True)
class Pages:
    """
    All pages of a site.

    *written* are the author's own by their file, *generated* those nobody wrote;
    *missing* is what the template of the page for lost readers may read.
    """

    written: Mapping[str, GeneratedPage]
    generated: Mapping[str, GeneratedPage]
    missing: Mapping[str, object]

    @property
    def urls(self) -> frozenset[str]:
        """Every address of the site, from its root."""
        written, generated = self.written.values(), self.generated.values()
        return frozenset(page.url for page in (*written, *generated))


@dataclass(frozen=True)
class Desk:
    """Where cards are cut for the articles of *shared*: one View for each depth."""

    shared: Shared
    frame: Frame

    def card(self, url: str, product: str, variant: str, caption: str) -> Dict:
        """Return the card of *product* as the page at *url* shows it."""
        view, one = self.frame.view(url), self.shared.site.products[product]
        where = buying.stand(self.shared.by_url.get(url), Placement.CARD)
        return buying.card(view, one, variant, caption, where)


def desk(
    site: Site, graph: Graph, words: Words, *, stories: Mapping[str, Story] = NONE
) -> Desk:
    """Gather what pages and cards draw on; *stories* by the `src` of their article."""
    gathered = shared(parts.kept(site), graph, words, stories)
    return Desk(gathered, Frame(gathered))


def make(place: Desk, bodies: Mapping[str, str]) -> Pages:
    """Return all pages; *bodies* are the articles' texts with their mentions marked."""
    frame, site = place.frame, place.shared.site
    own = {page.url: page for page in site.pages.values()}
    nobodys = [*_products(frame), home.home(frame), *lists.all_lists(frame)]
    nobodys += [*door.doors(frame), *thanks.everybody(frame)]
    nobodys += [*shelf.shop(frame), *people.everybody(frame)]
    nobodys += _moved(frame, {*own, *(page.url for page in nobodys)})
    finished = [_finished(frame, one, own.get(one.url)) for one in nobodys]
    generated = {page.src_uri: page for page in finished}
    urls = {page.url for page in finished}
    written = [
        *(_article(frame, one, bodies[one.src]) for one in site.articles.values()),
        *(_page(frame, one) for one in site.pages.values() if one.url not in urls),
    ]
    missing = frame.around(lists.missing(frame), root=frame.absolute)
    return Pages({page.src_uri: page for page in written}, generated, missing)


def _finished(frame: Frame, made: Made, own: Page | None) -> GeneratedPage:
    if not own:
        meta = _meta(frame, made)
        return GeneratedPage(made.src_uri, made.url, meta, made.body)
    made = made.but(
        title=made.title or own.title,
        description=made.description or own.description,
        src_uri=own.src,
        body=own.body or made.body,
    )
    meta = {**own.meta, **_meta(frame, made)}
    return GeneratedPage(made.src_uri, made.url, meta, made.body)


def _meta(frame: Frame, made: Made) -> dict[str, object]:
    """Return front matter as MkDocs and its plugins read it, our channel within."""
    meta: dict[str, object] = {
        "title": made.title or frame.shared.site.settings.name,
        "description": made.description,
        "template": f"pages/{made.template}.html",
        "wenpu": frame.around(made),
    }
    if made.robots:
        meta["search"] = {"exclude": True}
    return meta


def _article(frame: Frame, one: Article, body: str) -> GeneratedPage:
    view = frame.view(one.url)
    site = frame.shared.site
    told = reading.mentioned(view, one)
    made = Made(
        url=one.url,
        src_uri=one.src,
        kind="article",
        template="article",
        title=one.title,
        description=one.summary,
        values={"article": reading.article(view, one), "ref": ref(one)},
        crumbs=[("articles", "articles/")],
        facts=facts.article(site, one, [product.id for product in told]),
        cover=one.cover,
        tags=_times(one),
        updated=one.updated or one.day,
        robots="noindex" if one.draft else "",
    )
    meta = {**one.meta, **_meta(frame, made)}
    return GeneratedPage(one.src, one.url, meta, body)


def _times(one: Article) -> dict[str, str]:
    updated = one.updated.isoformat() if one.updated else ""
    published = one.day.isoformat() if one.day else ""
    names = ("article:published_time", "article:modified_time")
    return dict(zip(names, (published, updated), strict=True))


def _page(frame: Frame, one: Page) -> GeneratedPage:
    made = Made(
        url=one.url,
        src_uri=one.src,
        kind="page",
        template="page",
        title=one.title,
        description=one.description,
    )
    meta = _meta(frame, made)
    if "template" in one.meta:  # Material's full page, or one of the author's own.
        meta["template"] = one.meta["template"]
    return GeneratedPage(one.src, one.url, {**one.meta, **meta}, one.body)


def _products(frame: Frame) -> Iterator[Made]:
    for product in frame.shared.site.products.values():
        yield _product(frame, product)


def _product(frame: Frame, one: Product) -> Made:
    view: View = frame.view(one.url)
    graph, site = frame.shared.graph, frame.shared.site
    told = dict.fromkeys(mention.article for mention in graph.products.get(one.id, ()))
    stories = [site.articles[src] for src in told]
    place = site.shelves.get(one.shelf)
    crumbs = [("shop", "shop/")]
    return Made(
        url=one.url,
        src_uri=f"products/{one.id}.md",
        kind="product",
        template="product",
        title=one.name,
        description=one.summary,
        values={"product": goods.product(view, one)},
        crumbs=[*crumbs, (f"={place.name}", place.url)] if place else crumbs,
        facts=facts.product(site, one, stories),
        cover=next(iter(one.images), None),
        tags=facts.price_tags(min(offer.least for offer in one.offers)),
        robots="noindex" if one.unlisted else "",
        body=one.description,
    )


def _moved(frame: Frame, others: Collection[str]) -> Iterator[Made]:
    """
    Lead from codes, and from where articles were elsewhere, to where things are.

    Nothing that stands at one of *others* is ever covered up by an old address.
    """
    site = frame.shared.site
    taken = {*others, *(article.url for article in site.articles.values())}
    for old, title, url in (*_codes(site), *_olds(site)):
        if old and old not in taken:
            taken.add(old)
            yield lists.moved(frame, old, title, url)


def _codes(site: Site) -> Iterator[tuple[str, str, str]]:
    for product in site.products.values():
        yield product.code and f"{product.code}/", product.name, product.url
    for article in site.articles.values():
        if article.bundle:  # Its door is printed: while it is shut, the story is told.
            yield f"buy/{story_sku(article)}/", article.title, article.url
        yield article.code and f"{article.code}/", article.title, article.url


def _olds(site: Site) -> Iterator[tuple[str, str, str]]:
    for article in site.articles.values():
        for alias in article.aliases:
            yield lists.old_address(alias), article.title, article.url
