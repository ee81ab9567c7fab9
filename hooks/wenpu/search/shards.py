"""
Shards: the index in many small files, of which a query needs a few.

A shard is lines: its mark, then one line for each first character of pairs (`醋`, and
for each second character that one and its postings), one for each word (`tea`, a space,
its postings). All of it can be made from texts, or from what it was before and the few
texts that are not as they were: the same comes out.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from wenpu import stamps
from wenpu.patterns import later
from wenpu.search import letters, postings

LEAST, MOST = 16, 512
SIZE = 8192
"""So many bytes a shard is to have, as it is sent…"""

SHARE = 0.28
"""…where the index, as it is sent, is this part of the texts."""

OFTEN = 3
"""Who says a word so many times means it."""

SECOND = later("([^\0-\x7f])([-\\w]+)", re.ASCII)

Weights: TypeAlias = dict[str, int]
"""How much each term says of a text, 0 to 3."""


class Says(NamedTuple):
    """What a document says: names, headings and the like, all else; each plain."""

    names: str
    heads: str
    body: str

    def weights(self) -> Weights:
        """Return how much each term says of it."""
        counts = Counter(letters.terms(self.body))
        found = {term: int(number >= OFTEN) for term, number in counts.items()}
        found.update(dict.fromkeys(letters.terms(self.heads), 2))
        found.update(dict.fromkeys(letters.terms(self.names), 3))
        return found


Said: TypeAlias = Mapping[int, Says]
"""What each document says, by its id."""


def number(size: int) -> int:
    """Return how many shards there are for texts of so many bytes."""
    wanted, found = size * SHARE / SIZE, LEAST
    while found < wanted and found < MOST:
        found *= 2
    return found


def made(said: Iterable[tuple[int, Says]], shards: int) -> list[str]:
    """Return every shard of what is *said*, each with the document's id, in order."""
    # Millions of small numbers: as objects they would take the most of all that a
    # build needs.
    spots: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for one, says in said:
        start = one * postings.WEIGHTS
        for term, weight in says.weights().items():
            spots[term].append(start + weight)
    parts: list[dict[str, dict[str, str]]] = [{} for _ in range(shards)]
    for term in sorted(spots):
        head, rest = _cut(term)
        part = parts[letters.shard(term, shards)]
        part.setdefault(head, {})[rest] = postings.written(spots.pop(term))
    return [_marked(_line(head, part[head]) for head in part) for part in parts]


def renewed(old: Sequence[str], before: Said, after: Said) -> dict[int, str]:
    """
    Return those of the *old* shards that change, as they are now.

    *before* and *after* are what those documents say that are not as they were.
    """
    changes: dict[int, dict[str, dict[str, list[Change]]]] = {}
    for term, change in _changes(before, after):
        head, rest = _cut(term)
        part = changes.setdefault(letters.shard(term, len(old)), {})
        part.setdefault(head, {}).setdefault(rest, []).append(change)
    return {place: _edited(old[place], part) for place, part in changes.items()}


Change: TypeAlias = tuple[int, int | None]
"""A document, and what a term says of it now: nothing if it is not in it."""


def _changes(before: Said, after: Said) -> Iterator[tuple[str, Change]]:
    for one in sorted({*before, *after}):
        old = before[one].weights() if one in before else {}
        new = after[one].weights() if one in after else {}
        for term in old.keys() | new.keys():
            if old.get(term) != new.get(term):
                yield term, (one, new.get(term))


def _edited(text: str, changes: Mapping[str, Mapping[str, Iterable[Change]]]) -> str:
    lines = {_head(line): line for line in text.split("\n")[1:] if line}
    for head, all_ in changes.items():
        found = _read(lines.get(head, ""))
        for rest, some in all_.items():
            weights = postings.decode(found.pop(rest, ""))
            weights |= {one: weight for one, weight in some if weight is not None}
            for gone in [one for one, weight in some if weight is None]:
                del weights[gone]
            if weights:
                found[rest] = postings.encode(weights)
        lines[head] = _line(head, found) if found else ""
    return _marked(lines[head] for head in sorted(lines) if lines[head])


def _cut(term: str) -> tuple[str, str]:
    """Return by what the line of *term* is found, and what of *term* is in it."""
    return (term[0], term[1]) if letters.is_solid(term) else (term, "")


def _head(line: str) -> str:
    return line[0] if letters.is_solid(line) else line.partition(" ")[0]


def _line(head: str, found: Mapping[str, str]) -> str:
    if letters.is_solid(head):
        return head + "".join(rest + found[rest] for rest in sorted(found))
    return f"{head} {found['']}"


def _read(line: str) -> dict[str, str]:
    if not line:
        return {}
    if letters.is_solid(line):
        return dict(SECOND.findall(line, 1))
    return {"": line.partition(" ")[2]}


MARK = 6
"""Letters of a mark: two texts in sixteen million have the same."""


def mark(shard: str) -> str:
    """Return by which a *shard* is known from what it was."""
    return shard[:MARK]


def _marked(lines: Iterable[str]) -> str:
    text = "\n".join(["", *lines])
    return f"{stamps.of_text(text).hex()[:MARK]}{text}"
