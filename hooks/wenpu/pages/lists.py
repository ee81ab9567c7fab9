"""Pages that list: articles, tags, series, what is new; lost readers' page."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from wenpu import facts
from wenpu.model import Article, Product, Shelf, State
from wenpu.pages import better, paging
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.view import Dict, Shared, View
from wenpu.words import Words

FEW, SOME, MANY = 4, 6, 24
PARTS = ("articles", "products", "stories")
"""What a list is made of."""


def all_lists(frame: Frame) -> Iterator[Batch]:
    """Return every page that lists, but the first one and those of people."""
    shared = frame.shared
    yield Batch("articles", partial(_articles, frame))
    if shared.names["tags"]:
        yield Batch("tags", lambda: [_all_tags(frame)])
    for tag in shared.names["tags"]:
        yield Batch(f"tag:{tag}", partial(_tag, frame, tag))
    if shared.names["series"]:
        yield Batch("all series", lambda: [_all_series(frame)])
    for name in shared.names["series"]:
        yield Batch(f"series:{name}", partial(_series, frame, name))
    if "new" not in shared.site.settings.look.hidden:
        yield Batch("new", lambda: [_new(frame)])


def on_shelf(shared: Shared, shelf: str) -> Sequence[Product]:
    """Return what lies on one shelf."""
    return shared.shelves.get(shelf, ())


def fresh(shared: Shared) -> list[Product]:
    """Return what came and is not gone, newest first, undated last."""
    found = [one for one in shared.listed if _is_new(one, shared.today)]
    found.sort(key=lambda one: one.added or date.min, reverse=True)
    return found


def _is_new(product: Product, today: date) -> bool:
    gone = {State.SOLD_OUT, State.ENDED, State.RETIRED}
    came = (product.added or date.min) <= today
    return came and product.best_state(today) not in gone


def counted(words: Words, articles: int, products: int) -> str:
    """Return how much there is, "" for nothing."""
    both = {"articles_many": articles, "products_many": products}
    return " · ".join(words.count(key, n) for key, n in both.items() if n)


def _articles(frame: Frame) -> Iterator[Made]:
    articles = list(frame.shared.site.articles.values())
    title = frame.words.text["articles"]
    yield from paged(frame, Listing("articles", "articles/", title, articles))


class Listing(Struct, frozen=True):
    """What one list holds, however many pages it takes; products stand on the first."""

    kind: str
    url: str
    title: str
    articles: Sequence[Article]
    products: Sequence[Product] = ()
    crumbs: Sequence[tuple[str, str]] = ()
    numbered: bool = False
    room: str = ""
    about: Sequence[facts.Node] = ()
    """What machines are told of what it is a list of, on its first page."""
    has_feed: bool = False
    """Whether its articles, if there are any, have a feed of their own."""
    more: Callable[[View], Dict] = lambda _: {}

    def values(self, view: View) -> Dict:
        """Return what its template may read; each page puts its own part in."""
        return {
            "title": self.title,
            "summary": "",
            "count": len(self.articles),
            "note": counted(view.words, len(self.articles), len(self.products)),
            **self._titles(view.words),
            "author": {},
            "numbered": 0,
            "articles": [],
            "products": [view.tile(one) for one in self.products],
            "stories": [],
            "better": [],
            "pager": {},
            **self.more(view),
        }

    def _titles(self, words: Words) -> Dict:
        """Name the parts of a list that has two; the only one needs no title."""
        both = bool(self.articles and self.products)
        return {f"{part}_title": words.text[part] if both else "" for part in PARTS}


def paged(frame: Frame, one: Listing) -> Iterator[Made]:
    """Return the pages of a list."""
    parts = paging.parts(frame, one.articles)
    today = frame.shared.today
    told = [article for article in one.articles if not article.waits(today)]
    size = frame.shared.site.settings.per_page
    for number, part in enumerate(parts, 1):
        here = paging.numbered(one.url, number)
        view, first = frame.view(here), (number - 1) * size + 1
        values = {
            **one.values(view),
            "numbered": first if one.numbered else 0,
            "articles": [view.teaser(article) for article in part],
            "pager": paging.pager(view, one.url, number, len(parts)),
        }
        products = one.products if number == 1 else ()
        if number > 1:
            values |= {"products": [], "stories": []}
        urls = [*map(_where, part), *map(_where, products)]
        yield Made(
            url=here,
            src_uri=f"{unquote(here)}index.md",
            kind=one.kind,
            template="list",
            title=paging.title(frame, one.title, number),
            values={"list": values},
            crumbs=one.crumbs,
            room=one.room,
            feed=f"{one.url}feed.xml" if one.has_feed and any(told) else "",
            facts=[
                *(one.about if number == 1 else ()),
                *facts.item_list(frame.shared.site, urls, first),
            ],
        )


def _where(thing: Article | Product) -> str:
    return thing.url


def terms(view: View) -> list[Dict]:
    """Return all tags, the busiest first."""
    found = sorted(view.shared.tags.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        view.tag(spelled(view.shared, tag)) | {"count": len(things)}
        for tag, things in found
    ]


def spelled(shared: Shared, tag: str) -> str:
    """Return *tag* in the spelling that most use."""
    counts = Counter(
        name
        for thing in shared.tags[tag]
        for name in thing.tags
        if name.casefold() == tag
    )
    return min(counts, key=lambda name: (-counts[name], name))


def index(frame: Frame, kind: str, url: str, word: str, found: Sequence[Dict]) -> Made:
    """Return the page of all terms of one sort."""
    title = frame.words.text[word]
    bare: Dict = {"summary": "", "note": "", "amount": "", "picture": {}}
    filled = [{**bare, **term} for term in found]
    values = {"terms": {"title": title, "terms": filled}}
    return Made(url, f"{url}index.md", kind, "terms", title, values=values)


def _all_tags(frame: Frame) -> Made:
    return index(frame, "tags", "tags/", "tags", terms(frame.view("tags/")))


def _tag(frame: Frame, tag: str) -> Iterator[Made]:
    shared, things = frame.shared, frame.shared.tags[tag]
    listing = Listing(
        kind="tag",
        url=f"tags/{shared.tag_slugs[tag]}/",
        title=spelled(shared, tag),
        articles=[one for one in things if isinstance(one, Article)],
        products=[one for one in things if isinstance(one, Product)],
        crumbs=[("tags", "tags/")],
        has_feed=True,
    )
    yield from paged(frame, listing)


def _all_series(frame: Frame) -> Made:
    shared, view = frame.shared, frame.view("series/")
    found = [_whole(view, name, parts) for name, parts in shared.series.items()]
    return index(frame, "all_series", "series/", "series", found)


def _series(frame: Frame, name: str) -> Iterator[Made]:
    shared = frame.shared
    url, parts = f"series/{shared.series_slugs[name]}/", shared.series[name]
    crumbs = [("series", "series/")]
    about = facts.series(shared.site, name, url)
    listing = Listing(
        "series", url, name, parts, crumbs=crumbs, numbered=True, about=about
    )
    yield from paged(frame, listing)


def _whole(view: View, name: str, parts: Sequence[Article]) -> Dict:
    """Return a series as the list of all series shows it: by its newest part."""
    cover = next((one.cover for one in reversed(parts) if one.cover), None)
    return {
        **view.series(name),
        "count": len(parts),
        "amount": counted(view.words, len(parts), 0),
        "summary": view.words.say("newest_part", title=parts[-1].title),
        "picture": view.picture(cover, ""),
    }


def shelf_links(view: View, current: Shelf | None) -> list[Dict]:
    """Return every shelf; *current* is the one that the reader stands at."""
    shelves = view.shared.site.shelves.values()
    return [
        {
            "name": shelf.name,
            "url": view.to(shelf.url),
            "count": len(on_shelf(view.shared, shelf.id)),
            "current": shelf is current,
        }
        for shelf in shelves
    ]


def _new(frame: Frame) -> Made:
    view, shared = frame.view("new/"), frame.shared
    articles = list(islice(shared.site.articles.values(), SOME))
    title = frame.words.text["new"]
    listing = Listing("new", "new/", title, articles, fresh(shared)[:MANY])
    teasers = [view.teaser(one) for one in articles]
    values = {**listing.values(view), "count": 0, "note": "", "articles": teasers}
    values["better"] = better.parts(view, MANY)
    urls = [*map(_where, articles), *map(_where, listing.products)]
    told = facts.item_list(shared.site, urls)
    made = Made("new/", "new/index.md", "new", "list", title, facts=told)
    return made.but(values={"list": values}, feed="products.xml")


def missing(frame: Frame) -> Made:
    """Return the page for readers who lost their way."""
    view = frame.seen(frame.absolute)
    articles = islice(frame.shared.site.articles.values(), FEW)
    values = {
        "articles": [view.teaser(one) for one in articles],
        "shelves": shelf_links(view, None),
    }
    title = frame.words.text["missing"]
    found = {"missing": values}
    return Made(
        "404.html", "", "missing", "404.html", title, values=found, robots="noindex"
    )


def old_address(alias: str) -> str:
    """Return the address an article had, as a folder below the root; "" if not ours."""
    path = unquote(urlsplit(alias).path).strip("/")
    for ending in ("index.html", ".html"):
        path = path.removesuffix(ending).rstrip("/")
    parts = path.split("/")
    # `/:year/:title/` is Jekyll's rule for addresses, and no address.
    clean = not any(part in {"", ".", ".."} or ":" in part for part in parts)
    return f"{quote(path)}/" if clean else ""


def moved(frame: Frame, url: str, title: str, target: str) -> Made:
    """Return a page that leads on to *target*."""
    values = {"moved": frame.view(url).link(title, target)}
    src = f"{unquote(url)}index.md"
    base = frame.shared.site.settings.url
    made = Made(url, src, "moved", "moved", title, values=values, robots="noindex")
    return made.but(values={**values, "canonical": base and f"{base}{target}"})
