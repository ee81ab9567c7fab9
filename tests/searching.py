"""The half of searching that a browser does, again in Python: to be compared with."""

from collections.abc import Iterator, Mapping, Sequence

from wenpu.search import letters, postings, shards
from wenpu.search.shards import SECOND, Says

LONG = 8
"""Of a run with more characters, only every other pair is looked up, and the last."""


def cut(query: str) -> list[str]:
    """Return the runs of *query*, each once."""
    return list(dict.fromkeys(letters.runs(letters.normal(query))))


def terms(run: str, *, last: bool) -> list[str]:
    """Return what of a *run* is looked up; `tea*` is how a word begins."""
    if not letters.is_solid(run):
        return [f"{run}*" if last and len(run) > 1 else run]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    if not pairs:
        return [run]
    short = len(pairs) < LONG
    end = len(pairs) - 1
    return [one for at, one in enumerate(pairs) if short or at % 2 == 0 or at == end]


def lookup(all_: Sequence[str], term: str) -> dict[int, int]:
    """Return the documents of *term*, with its weight in each."""
    word = term.removesuffix("*")
    text = all_[letters.shard(word, len(all_))]
    found: dict[int, int] = {}
    for said in _said(text.split("\n")[1:], term):
        for one, weight in postings.decode(said).items():
            found[one] = max(weight, found.get(one, 0))
    return found


def _said(lines: Sequence[str], term: str) -> Iterator[str]:
    word = term.removesuffix("*")
    for line in lines:
        if not line:
            continue
        if letters.is_solid(line) and line[0] == word[0]:
            pairs = SECOND.findall(line, 1)
            yield from (said for second, said in pairs if word[1:] in {"", second})
        elif not letters.is_solid(line):
            name, _, said = line.partition(" ")
            if name == word or (term.endswith("*") and name.startswith(word)):
                yield said


def having(all_: Sequence[str], query: str) -> set[int]:
    """Return the documents that have every term of *query*."""
    runs = cut(query)
    each = [
        set(lookup(all_, term))
        for run in runs
        for term in terms(run, last=run == runs[-1])
    ]
    return set.intersection(*each) if each else set()


def found(all_: Sequence[str], said: Mapping[int, Says], query: str) -> set[int]:
    """Return the documents that a reader is told of: each run stands in a text."""
    runs = cut(query)
    plain = {one: [letters.normal(text) for text in says] for one, says in said.items()}
    return {
        one
        for one in having(all_, query)
        if all(any(run in text for text in plain[one]) for run in runs)
    }


def index(said: Mapping[int, Says], number: int = shards.LEAST) -> list[str]:
    """Return an index of what is *said*."""
    return shards.made(sorted(said.items()), number)
