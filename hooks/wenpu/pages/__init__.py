"""
The pages of a site as values, and the one channel to their templates.

All that a template needs is in `page.meta["wenpu"]`: ready-made strings and numbers,
addresses included. It calls and formats nothing: any engine of the Jinja family can
print it, and what a page depends on can be hashed.

`make()` returns pages for what an author wrote (*written*, by the file) and for what
nobody wrote (*generated*). An author's page at the address of a generated one gives it
its words: `content/shop.md` is the text above the shop.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from msgspec import Struct

from wenpu import facts, stamps
from wenpu.model import Article, Graph, Page, Product, Site, Story
from wenpu.notes import Ledger, Marked, Signs
from wenpu.pages import (
    buying,
    codes,
    door,
    finding,
    goods,
    home,
    lists,
    offline,
    parts,
    people,
    reading,
    sharing,
    shelf,
    thanks,
)
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.gathering import gathered
from wenpu.pages.pile import WRITTEN, GeneratedPage, Known, Pages, Pile, Sheet
from wenpu.pages.view import Dict, Plain, Shared, View
from wenpu.placements import Placement, ref, story_sku
from wenpu.words import Words

__all__ = [
    "Desk",
    "GeneratedPage",
    "Known",
    "Pages",
    "Plain",
    "Sheet",
    "desk",
    "make",
]

NO_STORY: Mapping[str, Story] = {}
NOTHING: Mapping[str, Known] = {}
MISSING = "404.html"


class Desk(Struct, frozen=True):
    """Where cards are cut for the articles of *shared*: one View for each depth."""

    shared: Shared
    frame: Frame

    def card(self, url: str, product: str, variant: str, caption: str) -> Dict:
        """Return the card of *product* as the page at *url* shows it."""
        view, one = self.frame.view(url), self.shared.site.products[product]
        where = buying.stand(self.shared.by_url.get(url), Placement.CARD)
        return buying.card(view, one, variant, caption, where)

    def plain(self, url: str, product: str, variant: str, caption: str) -> Dict:
        """Return the same as a feed carries it, whose article is the page at *url*."""
        view, one = self.frame.view(url), self.shared.site.products[product]
        where = buying.stand(self.shared.by_url.get(url), Placement.FEED)
        return buying.sent(view, one, variant, caption, where)


def desk(
    site: Site,
    graph: Graph,
    words: Words,
    *,
    stories: Mapping[str, Story] = NO_STORY,
    ledger: Ledger | None = None,
) -> Desk:
    """
    Gather what pages and cards draw on; *stories* by the `src` of their article.

    What is read for a page is noted in the *ledger*.
    """
    ledger = ledger or Ledger(stamps.NONE)
    found = gathered(parts.kept(site), graph, words, stories, ledger)
    return Desk(found, Frame(found))


def make(
    place: Desk, bodies: Mapping[str, str], known: Mapping[str, Known] = NOTHING
) -> Pages:
    """
    Return all pages; *bodies* are the articles' texts with their mentions marked.

    What is *known* of a batch from an earlier time is taken from there if all that it
    was made of is as it was.
    """
    frame, pile = place.frame, Pile(place.shared.ledger, known)
    marks = bodies.marks if isinstance(bodies, Marked) else None
    place.shared.ledger.noted("bodies", bodies, Signs(marks=marks))
    for batch in _nobodys(frame):
        pile.add(batch.name, partial(_all_finished, frame, batch))
    for batch in (_moved(frame, pile), _missing(frame)):
        pile.add(batch.name, partial(_all_finished, frame, batch), batch.given)
    _add_written(frame, pile)
    frame.views.clear()  # Lists have been made: nobody asks for so much of it again.
    return Pages(pile, MISSING)


def _nobodys(frame: Frame) -> Iterator[Batch]:
    """Return the pages that nobody writes, but for those that only lead on."""
    for name in frame.shared.raw.products:
        yield Batch(f"product:{name}", partial(_product, frame, name))
    yield home.home(frame)
    yield from chain(lists.all_lists(frame), codes.codes(frame), door.doors(frame))
    yield from offline.offline(frame)
    yield from chain(thanks.everybody(frame), shelf.shop(frame))
    yield from people.everybody(frame)
    yield from finding.finding(frame)


def _add_written(frame: Frame, pile: Pile) -> None:
    """Add what an author wrote, less the pages that give words to some of ours."""
    raw, taken = frame.shared.raw, urls(pile)
    for src in raw.articles:
        pile.add(f"{WRITTEN}{src}", partial(_article, frame, src))
    for src, page in raw.pages.items():
        if page.url not in taken:
            pile.add(f"{WRITTEN}{src}", partial(_page, frame, src))


def urls(pile: Pile) -> set[str]:
    """Return where the pages of *pile* stand."""
    return {sheet.url for known in pile.known.values() for sheet in known.sheets}


def _missing(frame: Frame) -> Batch:
    return Batch("missing", lambda: [lists.missing(frame)])


def _all_finished(frame: Frame, batch: Batch) -> Iterator[GeneratedPage]:
    for made in batch.make():
        if made.kind == "missing":
            meta: Dict = {"wenpu": frame.around(made, root=frame.absolute)}
            yield GeneratedPage(MISSING, made.url, {**meta, "template": MISSING})
        else:
            yield _finished(frame, made, frame.shared.own.get(made.url))


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
        "template": made.path,
        "wenpu": frame.around(made),
    }
    if made.robots:
        meta["search"] = {"exclude": True}
    return meta


def _article(frame: Frame, src: str) -> list[GeneratedPage]:
    site = frame.shared.site
    one = site.articles[src]
    view = frame.view(one.url)
    told = reading.mentioned(view, one)
    made = Made(
        url=one.url,
        src_uri=one.src,
        kind="article",
        template="recording" if one.recording else "article",
        title=one.title,
        description=one.summary,
        values={
            "article": reading.article(view, one),
            "ref": ref(one),
            "share": sharing.share(view, one.url, one.title),
        },
        crumbs=[("articles", "articles/")],
        facts=[_told(frame, one, told)],
        cover=one.cover,
        tags=facts.article_tags(site, one),
        updated=one.updated or one.day,
        robots="noindex" if one.draft else "",
    )
    meta = {**one.meta, **_meta(frame, made)}
    body = frame.shared.ledger.rooms["bodies"][src]
    return [GeneratedPage(one.src, one.url, meta, body)]


def _told(frame: Frame, one: Article, products: Sequence[Product]) -> facts.Node:
    """Return what machines are told of *one*, as far as readers see it."""
    shared = frame.shared
    part = None
    if one.series:
        parts = [part.src for part in shared.series[one.series]]
        url = f"series/{shared.series_slugs[one.series]}/"
        part = facts.Part(one.series, url, parts.index(one.src) + 1)
    hidden = "minutes" in shared.site.settings.look.hidden
    minutes = 0 if hidden else shared.minutes[one.src]
    return facts.article(shared.site, one, products, part=part, minutes=minutes)


def _page(frame: Frame, src: str) -> list[GeneratedPage]:
    one = frame.shared.site.pages[src]
    made = Made(
        url=one.url,
        src_uri=one.src,
        kind="page",
        template=str(one.meta.get("template") or "page"),
        title=one.title,
        description=one.description,
    )
    meta = _meta(frame, made)
    if "template" in one.meta:  # Material's full page, or one of the author's own.
        meta["template"] = one.meta["template"]
    return [GeneratedPage(one.src, one.url, {**one.meta, **meta}, one.body)]


def _product(frame: Frame, name: str) -> list[Made]:
    graph, site = frame.shared.graph, frame.shared.site
    one = site.products[name]
    view: View = frame.view(one.url)
    told = dict.fromkeys(mention.article for mention in graph.products.get(one.id, ()))
    stories = [site.articles[src] for src in told]
    place = site.shelves.get(one.shelf)
    crumbs, slots = [("shop", "shop/")], goods.slots(view, one)
    made = Made(
        url=one.url,
        src_uri=f"products/{one.id}.md",
        kind="product",
        template="product",
        title=one.name,
        description=one.summary,
        values={
            "product": goods.product(view, one),
            "share": sharing.share(view, one.url, one.name),
        },
        crumbs=[*crumbs, (f"={place.name}", place.url)] if place else crumbs,
        facts=facts.product(site, one, stories, shelf=place, slots=slots),
        cover=next(iter(one.images), None),
        pictures=goods.pictures(one),
        tags=facts.product_tags(site, one),
        robots="noindex" if one.unlisted else "",
        body=one.description,
    )
    return [made]


def _moved(frame: Frame, pile: Pile) -> Batch:
    """
    Lead from codes, and from where articles were elsewhere, to where things are.

    Nothing that stands anywhere is ever covered up by an old address.
    """
    raw = frame.shared.raw
    both: list[Article | Page] = [*raw.pages.values(), *raw.articles.values()]
    others = sorted({*urls(pile), *(one.url for one in both)})
    return Batch("moved", partial(_leading, frame, others), others)


def _leading(frame: Frame, others: Sequence[str]) -> Iterator[Made]:
    site, taken = frame.shared.site, {*others}
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
