"""Pages that list: home, articles, tags, authors, series, shop, shelves, new."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from wenpu.model import Article, Author, Product, Shelf
from wenpu.pages.frame import Frame, Made
from wenpu.pages.view import Dict, Shared, View, author_url

FEW, SOME, MANY = 4, 8, 24


def all_lists(frame: Frame) -> Iterator[Made]:
    """Return every page that lists."""
    yield _home(frame)
    yield from _articles(frame)
    yield from _tags(frame)
    yield from _authors(frame)
    yield from _all_series(frame)
    yield from _shop(frame)
    yield _new(frame)
    yield _thanks(frame)


def _home(frame: Frame) -> Made:
    view, shared = frame.view(""), frame.shared
    articles = list(shared.site.articles.values())
    lead = next((one for one in articles[:SOME] if one.cover), None)
    lead = lead or next(iter(articles), None)
    rest = [one for one in articles if one is not lead]
    values = {
        "lead": view.teaser(lead) if lead else {},
        "latest": [view.teaser(one) for one in rest[:SOME]],
        "fresh": [view.tile(one) for one in fresh(shared)[:FEW]],
        "shelves": [_shelf_part(view, one) for one in shared.site.shelves.values()],
        "series": [
            view.series(name) | {"count": len(parts)}
            for name, parts in shared.series.items()
        ],
        "tags": _terms(view)[:MANY],
    }
    return Made("", "index.md", "home", "home", "", values=values)


def _shelf_part(view: View, shelf: Shelf) -> Dict:
    listed = on_shelf(view.shared, shelf.id)
    tiles = [view.tile(one) for one in listed[:FEW]]
    url = view.to(shelf.url)
    about = {"name": shelf.name, "url": url, "summary": shelf.summary}
    return {**about, "products": tiles, "count": len(listed)}


def on_shelf(shared: Shared, shelf: str) -> list[Product]:
    """Return what lies on one shelf."""
    return shared.shelves.get(shelf, [])


def fresh(shared: Shared) -> list[Product]:
    """Return the products by the day they came, newest first, undated last."""
    found = [one for one in shared.listed if (one.added or date.min) <= shared.today]
    found.sort(key=lambda one: one.added or date.min, reverse=True)
    return found


def _articles(frame: Frame) -> Iterator[Made]:
    articles = list(frame.shared.site.articles.values())
    title = frame.words.text["articles"]
    yield from _paged(frame, Listing("articles", "articles/", title, articles))


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list holds, however many pages it takes; products stand on the first."""

    kind: str
    url: str
    title: str
    articles: Sequence[Article]
    products: Sequence[Product] = ()
    crumbs: Sequence[tuple[str, str]] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    author: Author | None = None

    def values(self, view: View) -> Dict:
        """Return what its template may read; each page puts its own part in."""
        return {
            "title": self.title,
            "summary": "",
            "count": len(self.articles),
            "author": _about(view, self.author) if self.author else {},
            "numbered": False,
            "articles": [],
            "products": [view.tile(one) for one in self.products],
            "pager": {},
            **self.more,
        }


def _about(view: View, one: Author) -> Dict:
    shown = {"picture": view.picture(one.picture, ""), "website": one.website}
    return {"name": one.name, "bio": one.bio, **shown}


def _paged(frame: Frame, one: Listing) -> Iterator[Made]:
    parts = _parts(frame, one.articles)
    for number, part in enumerate(parts, 1):
        here = _numbered(one.url, number)
        view = frame.view(here)
        values = {
            **one.values(view),
            "articles": [view.teaser(article) for article in part],
            "pager": pager(view, one.url, number, len(parts)),
        }
        if number > 1:
            values["products"] = []
        yield Made(
            url=here,
            src_uri=f"{unquote(here)}index.md",
            kind=one.kind,
            template="list",
            title=_title(frame, one.title, number),
            values={"list": values},
            crumbs=one.crumbs,
        )


def _parts(frame: Frame, things: Sequence[Any]) -> list[Sequence[Any]]:
    """Return *things* page by page; an empty list has a page, too."""
    size = frame.shared.site.settings.per_page
    return [things[at : at + size] for at in range(0, len(things), size)] or [[]]


def _title(frame: Frame, title: str, number: int) -> str:
    if number == 1:
        return title
    return frame.words.say("page_of", title=title, n=number)


def _numbered(url: str, number: int) -> str:
    return url if number == 1 else f"{url}page/{number}/"


def pager(view: View, url: str, number: int, last: int) -> Dict:
    """Return the way to the other pages of a list, `{}` if there are none."""
    if last == 1:
        return {}
    say = view.words.say
    pages = [
        view.link(str(n), _numbered(url, n)) | {"current": n == number}
        for n in _near(number, last)
    ]
    text = view.words.text
    newer = view.link(text["newer"], _numbered(url, number - 1))
    older = view.link(text["older"], _numbered(url, number + 1))
    return {
        "previous": newer if number > 1 else {},
        "next": older if number < last else {},
        "pages": pages,
        "label": say("page_number", n=number, last=last),
    }


def _near(number: int, last: int) -> list[int]:
    """Return the first, the last, and those around *number*."""
    return [n for n in range(1, last + 1) if n in {1, last} or abs(n - number) <= 1]


def _terms(view: View) -> list[Dict]:
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


def _index(frame: Frame, kind: str, url: str, word: str, terms: Sequence[Dict]) -> Made:
    title = frame.words.text[word]
    filled = [{"summary": "", "picture": {}, **term} for term in terms]
    values = {"terms": {"title": title, "terms": filled}}
    return Made(url, f"{url}index.md", kind, "terms", title, values=values)


def _tags(frame: Frame) -> Iterator[Made]:
    shared = frame.shared
    yield _index(frame, "tags", "tags/", "tags", _terms(frame.view("tags/")))
    for tag, things in shared.tags.items():
        listing = Listing(
            kind="tag",
            url=f"tags/{shared.tag_slugs[tag]}/",
            title=spelled(shared, tag),
            articles=[one for one in things if isinstance(one, Article)],
            products=[one for one in things if isinstance(one, Product)],
            crumbs=[("tags", "tags/")],
        )
        yield from _paged(frame, listing)


def _authors(frame: Frame) -> Iterator[Made]:
    site, view = frame.shared.site, frame.view("authors/")
    by_author: dict[str, list[Article]] = {name: [] for name in site.authors}
    for article in site.articles.values():
        for name in article.authors:
            by_author[name].append(article)
    terms = []
    for key, articles in by_author.items():
        one = site.authors[key]
        about = {"count": len(articles), "summary": one.bio}
        picture = view.picture(one.picture, "")
        link = view.link(one.name, author_url(one))
        terms.append(link | about | {"picture": picture})
        yield from _author(frame, key, articles)
    yield _index(frame, "authors", "authors/", "authors", terms)


def _author(frame: Frame, key: str, articles: Sequence[Article]) -> Iterator[Made]:
    one = frame.shared.site.authors[key]
    url = author_url(one)
    crumbs = [("authors", "authors/")]
    listing = Listing("author", url, one.name, articles, crumbs=crumbs, author=one)
    yield from _paged(frame, listing)


def _all_series(frame: Frame) -> Iterator[Made]:
    shared, view = frame.shared, frame.view("series/")
    terms = [
        view.series(name) | {"count": len(parts)}
        for name, parts in shared.series.items()
    ]
    yield _index(frame, "all_series", "series/", "series", terms)
    for name, parts in shared.series.items():
        url = f"series/{shared.series_slugs[name]}/"
        crumbs, more = [("series", "series/")], {"numbered": True}
        listing = Listing("series", url, name, parts, crumbs=crumbs, more=more)
        yield from _paged(frame, listing)


def _shop(frame: Frame) -> Iterator[Made]:
    shared = frame.shared
    yield from _shelf(frame, None, shared.listed)
    for shelf in shared.site.shelves.values():
        yield from _shelf(frame, shelf, on_shelf(shared, shelf.id))


def _shelf(
    frame: Frame, shelf: Shelf | None, products: Sequence[Product]
) -> Iterator[Made]:
    text = frame.words.text
    url = shelf.url if shelf else "shop/"
    title = shelf.name if shelf else text["shop"]
    parts = _parts(frame, products)
    for number, part in enumerate(parts, 1):
        here = _numbered(url, number)
        view = frame.view(here)
        values = {
            "title": title,
            "summary": shelf.summary if shelf else "",
            "shelves": _shelf_links(view, shelf),
            "products": [view.tile(one) for one in part],
            "pager": pager(view, url, number, len(parts)),
            "empty_text": text["empty_shelf"],
        }
        yield Made(
            url=here,
            src_uri=f"{here}index.md",
            kind="shelf" if shelf else "shop",
            template="shelf",
            title=_title(frame, title, number),
            description=shelf.summary if shelf else "",
            values={"shelf": values},
            crumbs=[("shop", "shop/")] if shelf else (),
            body=shelf.description if shelf and number == 1 else "",
        )


def _shelf_links(view: View, current: Shelf | None) -> list[Dict]:
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
    articles = list(islice(shared.site.articles.values(), MANY))
    title = frame.words.text["new"]
    listing = Listing("new", "new/", title, articles, fresh(shared)[:MANY])
    teasers = [view.teaser(one) for one in articles]
    values = {**listing.values(view), "count": 0, "articles": teasers}
    return Made("new/", "new/index.md", "new", "list", title, values={"list": values})


def _thanks(frame: Frame) -> Made:
    view, shared, text = frame.view("thanks/"), frame.shared, frame.words.text
    articles = list(islice(shared.site.articles.values(), FEW))
    values = {
        "title": text["thanks"],
        "text": text["thanks_text"],
        "articles": [view.teaser(one) for one in articles],
        "products": [view.tile(one) for one in fresh(shared)[:FEW]],
        "home": view.link(text["home"], ""),
    }
    return Made(
        url="thanks/",
        src_uri="thanks/index.md",
        kind="thanks",
        template="thanks",
        title=text["thanks"],
        values={"thanks": values},
        robots="noindex",
    )


def missing(frame: Frame) -> Made:
    """Return the page for readers who lost their way."""
    view = frame.seen(frame.absolute)
    articles = islice(frame.shared.site.articles.values(), FEW)
    values = {
        "articles": [view.teaser(one) for one in articles],
        "shelves": _shelf_links(view, None),
    }
    title = frame.words.text["missing"]
    found = {"missing": values}
    return Made("404.html", "", "missing", "", title, values=found, robots="noindex")


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
