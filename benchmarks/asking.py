"""
What readers ask, and how well it was answered: the same of every search.

Phrases are taken out of what a site says, so all pages that have one are known.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from urllib.parse import unquote

from measure import Figure

from wenpu.search import letters

QUERIES = 50
FEW = 10
"""A phrase that more texts have says little of where the right one is."""

PHRASE = re.compile(f"[{letters.SOLID}]{{4,7}}")


@dataclass(frozen=True)
class Question:
    """A phrase, the page it was taken from, and all pages that have it."""

    phrase: str
    source: str
    pages: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """
    What came of one question: shares, a place from 1 (0: none), kilobytes, ms.

    *listed* is how many pages were found in all, *recall_of_all* their share of those
    that are right, where more can be found than are looked at.
    """

    recall: float
    precision: float
    rank: int
    kilobytes: float
    cold: float
    warm: float
    listed: int
    recall_of_all: float


def judged(
    one: Question, found: list[str], size: int, took: tuple[float, float], most: int = 0
) -> Answer:
    """
    Say how well *one* was answered by the pages *found*, best first.

    It took *size* bytes, and so many milliseconds at first and again. Who shows more
    than fit on a screen is judged by the first *most*.
    """
    seen = found[:most] if most else found
    right = one.pages & {*seen}
    return Answer(
        recall=len(right) / len(one.pages),
        precision=len(right) / len(seen) if seen else 0.0,
        rank=seen.index(one.source) + 1 if one.source in seen else 0,
        kilobytes=size / 1024,
        cold=took[0],
        warm=took[1],
        listed=len(found),
        recall_of_all=len(one.pages & {*found}) / len(one.pages),
    )


def rows(
    name: str, all_: list[Answer], recall: float = 0, size: float = 0
) -> Iterator[Figure]:
    """Say how well the questions were answered, and what that took; bars if not 0."""
    first = sum(one.rank == 1 for one in all_)
    listed = sum(one.rank > 0 for one in all_)
    found = 100 * mean(one.recall for one in all_)
    right = 100 * mean(one.precision for one in all_)
    where = f"{first} first, {listed} among the first {FEW}, of {len(all_)}"
    most = max(one.kilobytes for one in all_)
    usual = median(one.kilobytes for one in all_)
    cold, warm = median(one.cold for one in all_), median(one.warm for one in all_)
    recalled, heaviest = f"{name}: recall", f"{name}: first query, at most"
    if recall:
        yield Figure.above(recalled, found, recall, "%")
    else:
        yield Figure(recalled, f"{found:.0f} %")
    yield Figure(f"{name}: precision", f"{right:.0f} %")
    yield Figure(f"{name}: the page a phrase is from", where)
    yield Figure(f"{name}: first query, usually", f"{usual:.0f} KB")
    if size:
        yield Figure.below(heaviest, most, size, "KB")
    else:
        yield Figure(heaviest, f"{most:.0f} KB")
    yield Figure(f"{name}: answered in", f"{cold:.0f} ms, then {warm:.0f} ms")


def texts(site: Path) -> dict[str, list[str]]:
    """Return title, names and words of each thing that can be found, by its address."""
    meta = json.loads((site / "search/meta.json").read_text("utf-8"))
    found = {}
    for side in (meta["a"], meta["p"]):
        for url, title in zip(side["u"], side["t"], strict=True):
            whole = f"{side['b']}{url}"
            path = site / f"search/t/{unquote(whole).rstrip('/')}.json"
            slip = json.loads(path.read_text("utf-8"))
            found[whole] = [title, slip["k"], slip["t"]]
    return found


def questions(said: Mapping[str, list[str]]) -> list[Question]:
    """Take phrases out of titles and texts, the same each time."""
    dice = random.Random(7)  # noqa: S311 (nothing is to be kept secret)
    plain = {url: letters.normal("\n".join(all_)) for url, all_ in said.items()}
    found: dict[str, Question] = {}
    for _ in range(100 * QUERIES):
        url = dice.choice(sorted(said))
        part = said[url][dice.choice((0, 2))]
        start = dice.randrange(max(1, len(part)))
        taken = PHRASE.match(part, start)
        if not taken or len(found) == QUERIES:
            continue
        pages = frozenset(
            one for one in plain if letters.normal(taken[0]) in plain[one]
        )
        if len(pages) <= FEW:
            found[taken[0]] = Question(taken[0], url, pages)
    return list(found.values())


def weight(site: Path, name: str) -> int:
    """Return what a file weighs as it is sent; what is packed stays so."""
    path = site / unquote(name.partition("?")[0])
    if not path.is_file():
        return 0
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data)))
