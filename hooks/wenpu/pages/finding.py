"""The page that searches; what it looks up is `search`'s affair."""

from collections.abc import Iterable, Iterator
from itertools import islice

from wenpu.model import DECIMALS, Shelf
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.view import Dict, View

URL = "search/"
SOME = 6
"""So many shelves are named to those who would rather look around."""


def finding(frame: Frame) -> Iterator[Batch]:
    """Return the page that searches, unless it is hidden."""
    if "search" not in frame.shared.site.settings.look.hidden:
        yield Batch("search", lambda: [_page(frame)])


def _page(frame: Frame) -> Made:
    view, settings = frame.view(URL), frame.shared.site.settings
    shelves = frame.shared.site.shelves.values()
    values = {
        "root": view.root,
        "decimals": DECIMALS.get(settings.currency, 2),
        "shelves": [{"id": one.id, "name": one.name} for one in shelves],
        "ways": [*_rooms(frame, view), *_some(view, shelves)],
    }
    return Made(
        url=URL,
        src_uri="search/index.md",
        kind="search",
        template="search",
        title=frame.words.text["search"],
        values={"search": values},
        robots="noindex",
    )


def _rooms(frame: Frame, view: View) -> Iterator[Dict]:
    for name in ("articles", "tags", "series", "shop"):
        if url := frame.room(view, name):
            yield {"title": frame.words.text[name], "url": url}


def _some(view: View, shelves: Iterable[Shelf]) -> list[Dict]:
    return [view.link(one.name, one.url) for one in islice(shelves, SOME)]
