"""The first page: a story ahead of all, what is new, the shelves, the people."""

from collections.abc import Sequence
from datetime import date

from wenpu import prose
from wenpu.model import Article, Shelf
from wenpu.pages import people
from wenpu.pages.frame import Frame, Made
from wenpu.pages.lists import FEW, counted, fresh, on_shelf, terms
from wenpu.pages.view import Dict, View

NEWEST = 8
"""Among so many a picture decides which story leads; an older one never does."""

LATEST, PARTS, SERIES, PEOPLE, TAGS = 3, 3, 2, 8, 12


def home(frame: Frame) -> Made:
    """Return the first page."""
    view, site = frame.view(""), frame.shared.site
    articles = list(site.articles.values())
    lead = _lead(articles)
    rest = [one for one in articles if one is not lead]
    values = {
        "edition": _edition(view, articles),
        "lead": view.teaser(lead) if lead else {},
        "feature": view.teaser(rest[0]) if rest else {},
        "latest": [view.teaser(one) for one in rest[1 : LATEST + 1]],
        "fresh": [view.tile(one) for one in fresh(frame.shared)[:FEW]],
        "shelves": [_shelf(view, one) for one in site.shelves.values()],
        "series": _series(view),
        "people": people.shown(view)[:PEOPLE],
        "tags": terms(view)[:TAGS],
    }
    return Made("", "index.md", "home", "home", "", values=values)


def _lead(articles: Sequence[Article]) -> Article | None:
    """Return the newest with a cover among the newest, else the very newest."""
    shown = next((one for one in articles[:NEWEST] if one.cover), None)
    return shown or next(iter(articles), None)


def _edition(view: View, articles: Sequence[Article]) -> Dict:
    """Return the day of the newest story, and how much there is: no more is known."""
    day = max((one.day for one in articles if one.day), default=None)
    note = counted(view.words, len(articles), len(view.shared.listed))
    iso = day.isoformat() if day else ""
    return {"date": view.words.day(day), "date_iso": iso, "note": note}


def _shelf(view: View, shelf: Shelf) -> Dict:
    listed = on_shelf(view.shared, shelf.id)
    return {
        "name": shelf.name,
        "url": view.to(shelf.url),
        "summary": shelf.summary,
        "story": prose.summary(shelf.description),
        "picture": view.picture(shelf.picture, ""),
        "products": [view.tile(one) for one in listed[:FEW]],
        "count": len(listed),
    }


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
