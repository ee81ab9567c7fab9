"""
The index of a site: its shards, made anew or from what they were.

After one edit a few of them change. Which, is told by what the documents said when the
index was made last; both are remembered, each text and each shard by itself.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from wenpu import memory
from wenpu.search import shards
from wenpu.search.entries import Entry
from wenpu.search.shards import Says

ROOM, TEXTS, SHARDS = "search", "search texts", "search shards"

PART = 8
"""If one document in so many is not as it was, all is made anew."""

Marks: TypeAlias = Mapping[str, tuple[int, bytes]]
"""The number and the mark of each document, by its address."""


class Kept(NamedTuple):
    """What a document said when its mark was so: nobody reads more than a few again."""

    mark: bytes
    packed: tuple[bytes, ...]

    @property
    def says(self) -> Says:
        """The same as texts."""
        return Says(*[one.decode("utf-8", "surrogatepass") for one in self.packed])


def packed(mark: bytes, says: Says) -> Kept:
    """Return what is kept of a document that *says* so."""
    return Kept(mark, tuple(one.encode("utf-8", "surrogatepass") for one in says))


class State(NamedTuple):
    """Of what an index was made, and by which marks its shards are known."""

    documents: Marks
    shards: tuple[str, ...]


class Index(NamedTuple):
    """All *shards*, and what each document says, by its address."""

    shards: Sequence[str]
    texts: Mapping[str, Kept]


def number(entries: Sequence[Entry]) -> int:
    """Return how many shards there are, which is known before any is made."""
    return shards.number(sum(one.size for one in entries))


def read(entries: Sequence[Entry]) -> None:
    """Find out what the *entries* say, for who remembers it."""
    for one in entries:
        _text(one, one.mark)


def made(entries: Sequence[Entry]) -> Index:
    """Return the index of what the *entries* say."""
    now = {one.url: (one.id, one.mark) for one in entries}
    state = memory.before(ROOM, "state")
    old = _known(state, number(entries))
    before = _before(state.documents, now) if old else None
    texts = {one.url: _text(one, now[one.url][1]) for one in entries}
    if before is None:
        in_order = sorted(entries, key=lambda one: one.id)
        said = ((one.id, texts[one.url].says) for one in in_order)
        found = shards.made(said, number(entries))
    else:
        known = state.documents
        left = [one for one in entries if known.get(one.url) != now[one.url]]
        after = {one.id: texts[one.url].says for one in left}
        changed = shards.renewed(old, before, after)
        found = [changed.get(place, text) for place, text in enumerate(old)]
    for place, text in enumerate(found):
        memory.keep(SHARDS, place, text)
    memory.keep(ROOM, "state", State(now, tuple(map(shards.mark, found))))
    return Index(found, texts)


def _known(state: State | None, number: int) -> list[str]:
    """Return the shards of *state*, none unless all are there."""
    if state is None or len(state.shards) != number:
        return []
    found = [memory.before(SHARDS, place) or "" for place in range(number)]
    return found if tuple(map(shards.mark, found)) == state.shards else []


def _before(known: Marks, now: Marks) -> dict[int, Says] | None:
    """Return what those said that are not as they were; none if that is not known."""
    both = {*known.items(), *now.items()}
    if (len(both) - len(known)) * PART > len(known):
        return None
    found: dict[int, Says] = {}
    for url, (number, mark) in known.items():
        if now.get(url) != (number, mark):
            kept = memory.before(TEXTS, url)
            if kept is None or kept.mark != mark:
                return None
            found[number] = kept.says
    return found


def _text(one: Entry, mark: bytes) -> Kept:
    """Return what *one* says: it is remembered as long as its *mark* is the same."""
    kept = memory.before(TEXTS, one.url)
    if kept is None or kept.mark != mark:
        kept = packed(mark, one.says())
    memory.keep(TEXTS, one.url, kept)
    found: Kept = kept
    return found
