"""The first page: a story ahead of all, what is new, the shelves, the people."""

from collections.abc import Sequence
from datetime import date

from wenpu import facts, prose
from wenpu.model import Article, Product, Shelf
from wenpu.pages import people
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.lists import FEW, fresh, on_shelf, terms
from wenpu.pages.view import Dict, Shared, View

NEWEST = 8
"""Among so many a picture decides which story leads; an older one never does."""

LATEST, PARTS, SERIES, PEOPLE, TAGS = 3, 3, 2, 8, 12

ENOUGH = 3
"""A row of so many is full on wide screens; what is new need not stand in it again."""


def home(frame: Frame) -> Batch:
    """Return the first page."""
    return Batch("home", lambda: [_home(frame)])


def _home(frame: Frame) -> Made:
    view, site = frame.view(""), frame.shared.site
    articles = list(site.articles.values())
    lead = _lead(articles)
    rest = [one for one in articles if one is not lead]
    newest = _newest(frame.shared)
    values = {
        "edition": _edition(view, articles),
        "lead": view.teaser(lead) if lead else {},
        "feature": view.teaser(rest[0]) if rest else {},
        "latest": [view.teaser(one) for one in rest[1 : LATEST + 1]],
        "fresh": [view.tile(one) for one in newest],
        "shelves": [_shelf(view, one, newest) for one in site.shelves.values()],
        "series": _series(view),
        "people": people.shown(view)[:PEOPLE],
        "tags": terms(view)[:TAGS],
    }
    told = facts.home(site)
    return Made("", "index.md", "home", "home", "", values=values, facts=told)


def _lead(articles: Sequence[Article]) -> Article | None:
    """Return the newest with a cover among the newest, else the very newest."""
    shown = next((one for one in articles[:NEWEST] if one.cover), None)
    return shown or next(iter(articles), None)


def _edition(view: View, articles: Sequence[Article]) -> Dict:
    """Return the day of the newest story: no more is known of an issue."""
    day = max((one.day for one in articles if one.day), default=None)
    iso = day.isoformat() if day else ""
    return {"date": view.words.day(day), "date_iso": iso}


def _newest(shared: Shared) -> list[Product]:
    """Return what came last; what cannot be bought yet only where there is room."""
    found = fresh(shared)
    found.sort(key=lambda one: not one.best_state(shared.today).buyable)
    return found[:FEW]


def _shelf(view: View, shelf: Shelf, newest: Sequence[Product]) -> Dict:
    listed = on_shelf(view.shared, shelf.id)
    return {
        "name": shelf.name,
        "url": view.to(shelf.url),
        "summary": shelf.summary,
        "story": prose.summary(shelf.description),
        "picture": view.picture(shelf.picture, ""),
        "products": [view.tile(one) for one in _row(view.shared, listed, newest)],
        "count": len(listed),
    }


def _row(
    shared: Shared, listed: Sequence[Product], newest: Sequence[Product]
) -> Sequence[Product]:
    """Return what a shelf shows: what can be bought and was not seen above, if any."""
    seen = {one.id for one in newest}
    sold = [one for one in listed if one.best_state(shared.today).buyable]
    unseen = [one for one in sold if one.id not in seen]
    if len(unseen) >= ENOUGH:
        return unseen[:FEW]
    ranked = dict.fromkeys(one.id for one in (*unseen, *sold, *listed))
    return [shared.site.products[key] for key in ranked][:ENOUGH]


def _series(view: View) -> list[Dict]:
    """Return the series that went on last, each with its newest parts."""
    found = sorted(view.shared.series.items(), key=_last_told, reverse=True)
    return [
        {
            **view.series(name),
            "count": len(parts),
            "parts": _parts(view, parts),
        }
        for name, parts in found[:SERIES]
    ]


def _last_told(pair: tuple[str, Sequence[Article]]) -> date:
    return max(one.day or date.min for one in pair[1])


def _parts(view: View, parts: Sequence[Article]) -> list[Dict]:
    numbered = list(enumerate(parts, 1))[: -PARTS - 1 : -1]
    return [view.teaser(one) | {"number": number} for number, one in numbered]
