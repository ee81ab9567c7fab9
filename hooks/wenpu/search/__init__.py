"""
What a reader's browser needs to find words in the site: no server is asked.

There is an index of pairs of characters and of words, in shards; a list of all that can
be found; and for each thing its words, of which an excerpt is shown. Each is a file: a
query takes the few it needs. `components/search/search.js` reads them.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import takewhile
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from wenpu import stamps
from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Site
from wenpu.search import index, shards
from wenpu.search.entries import Entry, findable, numbered
from wenpu.search.index import Index
from wenpu.words import Words

PART = "search"
"""The name of it among the parts of a site that can be hidden."""

VERSION = 1
"""Of the files' form, so that no script reads what it does not know."""


def leaflets(site: Site, words: Words) -> Iterator[Leaflet]:
    """Return all files by which *site* is searched; none if nobody is to search it."""
    if PART in site.settings.look.hidden:
        return
    desk = Desk(site, words, findable(site, words))
    yield _leaflet("meta.json", lambda: desk.meta, lambda: stamps.of_text(desk.meta))
    for place in range(desk.number):
        make, mark = partial(desk.shard, place), partial(desk.mark, place)
        yield _leaflet(f"s{place}.txt", make, mark)
    for one in desk.entries:
        name = f"t/{unquote(one.url).rstrip('/')}.json"
        yield _leaflet(name, partial(desk.slip, one), partial(desk.known, one))


def read(site: Site, words: Words) -> None:
    """Find out what all in *site* says, for who remembers it."""
    if PART not in site.settings.look.hidden:
        index.read(findable(site, words))


def _leaflet(name: str, make: Callable[[], str], mark: Callable[[], bytes]) -> Leaflet:
    def made(_: Tools) -> bytes:
        return make().encode("utf-8", "replace")

    return Leaflet(f"{PART}/{name}", made, mark, at_hand=True)


class Desk(Struct, frozen=True, dict=True):
    """Where a *site* is made searchable; nothing is done before it is asked for."""

    site: Site
    words: Words
    entries: Sequence[Entry]

    @cached_property
    def number(self) -> int:
        """How many shards there are."""
        return index.number(self.entries)

    @cached_property
    def index(self) -> Index:
        """The index, and what was read for it."""
        return index.made(self.entries)

    def shard(self, place: int) -> str:
        """Return one shard."""
        return self.index.shards[place]

    def mark(self, place: int) -> bytes:
        """Return by what one shard is known."""
        return stamps.of_text(self.shard(place))

    @cached_property
    def meta(self) -> str:
        """What there is to find, and by which marks shards are known."""
        told, sold = (list(numbered(self.entries, odd=odd)) for odd in (False, True))
        shelves = list(self.site.shelves)
        goods = {
            "h": shelves,
            "s": [_place(shelves, one.shelf) for one in sold],
            "m": [-1 if one.price is None else one.price for one in sold],
        }
        return _json(
            {
                "v": VERSION,
                "s": "".join(map(shards.mark, self.index.shards)),
                "a": _listed(told),
                "p": _listed(sold) | goods,
            }
        )

    def known(self, one: Entry) -> bytes:
        """Return by what the slip of *one* is known."""
        return self.index.texts[one.url].mark

    def slip(self, one: Entry) -> str:
        """Return what a result shows of *one*, and in what words are looked for."""
        text = self.index.texts[one.url].says.body
        return _json({"l": one.line(), "i": one.thumb, "k": one.extra, "t": text})


def _listed(all_: Sequence[Entry]) -> dict[str, Any]:
    """Return addresses, less how all of them begin, and titles."""
    start = _start([one.url for one in all_])
    urls = [one.url[len(start) :] for one in all_]
    return {"b": start, "u": urls, "t": [one.title for one in all_]}


def _start(urls: Sequence[str]) -> str:
    """Return how all of *urls* begin."""
    first, last = min(urls, default=""), max(urls, default="")
    same = takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False))
    return first[: len(list(same))]


def _place(shelves: Sequence[str], shelf: str) -> int:
    return shelves.index(shelf) if shelf in shelves else -1


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
