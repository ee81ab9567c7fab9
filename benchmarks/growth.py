"""How builds grow: ten times as much to read, and what one edit costs there."""

import shutil
from collections.abc import Iterator
from math import log10
from statistics import median

import corpus
from measure import Figure, Site, mebibytes
from peers import ours
from peers import texts as written
from peers.racer import Racer, ready

BARS = {"exponent": 1.05, "edit": 3.0, "memory": 700}
SHARE = 10
"""One product for so many articles."""


def figures(site: Site) -> Iterator[Figure]:
    """Build once, five and ten times as much; edit an article of the largest."""
    small, middle, large = (grown(site, factor) for factor in (1, 5, 10))
    for _ in range(site.runs):
        small.cold()
        large.cold()
    middle.cold()
    yield from _told(small, large)
    memory = mebibytes(middle.runs["cold"][0].memory)
    title = f"peak memory, {size(middle)}"
    yield Figure.below(title, memory, BARS["memory"], "MB")
    for _ in range(site.runs):
        large.edit()
    edit, title = median(run.seconds for run in large.runs["edit"]), "after one edit"
    yield Figure.below(f"{title}, {size(large)}", edit, BARS["edit"], "s", digits=2)


def grown(site: Site, factor: int) -> Racer:
    """Make a site of *factor* times as many articles."""
    number = site.articles * factor
    folder = site.folder / f"times-{factor}"
    shop, plain = corpus.make(folder, number, number // SHARE)
    racer = ready(ours.PEER, written.read(shop), shop)
    for made in (shop, plain):
        shutil.rmtree(made)
    return racer


def _told(small: Racer, large: Racer) -> Iterator[Figure]:
    for one in (small, large):
        yield Figure(f"cold, {size(one)}", f"{_cold(one):.1f} s")
    exponent = log10(_cold(large) / _cold(small))
    yield Figure.below("growth, exponent", exponent, BARS["exponent"], "", digits=2)


def _cold(racer: Racer) -> float:
    return median(run.seconds for run in racer.runs["cold"])


def size(racer: Racer) -> str:
    """Return how large the site of *racer* is."""
    number = len(racer.articles)
    return f"{number:,} + {number // SHARE:,}"
