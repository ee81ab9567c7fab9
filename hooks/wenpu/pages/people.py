"""The pages of those who write and of those who make what is for sale."""

from collections.abc import Iterator
from functools import partial

from wenpu import facts
from wenpu.model import Article
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.lists import Listing, counted, index, paged
from wenpu.pages.view import Dict, Shared, View, author_url

STORIES = 6


def everybody(frame: Frame) -> Iterator[Batch]:
    """Return the page of each, and the page of all, if there is anybody."""
    known = frame.shared.raw.authors
    for key in known:
        yield Batch(f"person:{key}", partial(_page, frame, key))
    if known:
        yield Batch("people", partial(_all, frame))


def _all(frame: Frame) -> list[Made]:
    view = frame.view("authors/")
    found = [_term(view, key) for key in frame.shared.site.authors]
    return [index(frame, "authors", "authors/", "authors", found)]


def shown(view: View) -> list[Dict]:
    """Return those who wrote or made something: writers first, the busiest of each."""
    shared = view.shared
    found = [key for key in shared.site.authors if _work(shared, key)]
    found.sort(key=lambda key: (key not in shared.written, -_work(shared, key)))
    return [view.person(key) | {"note": _note(view, key)} for key in found]


def _work(shared: Shared, key: str) -> int:
    return len(shared.written.get(key, ())) + len(shared.made.get(key, ()))


def _note(view: View, key: str) -> str:
    """Return what somebody does, and where."""
    shared, text = view.shared, view.words.text
    writes = text["role_author"] if key in shared.written else ""
    makes = text["role_maker"] if key in shared.made else ""
    place = shared.site.authors[key].place
    return " · ".join(filter(None, [writes, makes, place]))


def _term(view: View, key: str) -> Dict:
    person = view.person(key)
    link = {"title": person["name"], "url": person["url"]}
    about = {"summary": person["bio"], "picture": person["picture"]}
    shared = view.shared
    both = shared.written.get(key, ()), shared.made.get(key, ())
    amount = counted(view.words, *map(len, both))
    work = {"count": _work(shared, key), "amount": amount}
    return {**link, **about, **work, "note": _note(view, key)}


def _page(frame: Frame, key: str) -> Iterator[Made]:
    shared = frame.shared
    one = shared.site.authors[key]
    only_makes = key in shared.made and key not in shared.written
    listing = Listing(
        kind="author",
        url=author_url(one),
        title=one.name,
        articles=shared.written.get(key, ()),
        products=shared.made.get(key, ()),
        crumbs=[("role_maker" if only_makes else "authors", "authors/")],
        room="shop" if only_makes else "",
        about=facts.profile(shared.site, one),
        has_feed=True,
        more=lambda view: _about(view, key),
    )
    yield from paged(frame, listing)


def _about(view: View, key: str) -> Dict:
    """Return what the page of somebody shows besides their work."""
    text, website = view.words.text, view.site.authors[key].website
    titles = {"articles": "written", "products": "made", "stories": "made_in"}
    return {
        "author": view.person(key) | {"website": website, "note": _note(view, key)},
        **{f"{part}_title": text[word] for part, word in titles.items()},
        "stories": [view.teaser(one) for one in _stories(view.shared, key)[:STORIES]],
    }


def _stories(shared: Shared, key: str) -> list[Article]:
    """Return what others wrote about the things that somebody makes."""
    mentions = shared.graph.products
    told = {
        mention.article
        for one in shared.made.get(key, ())
        for mention in mentions.get(one.id, ())
    }
    articles = shared.site.articles.items()
    return [one for src, one in articles if src in told and key not in one.authors]
