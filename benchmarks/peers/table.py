"""All generators side by side: one table, each figure beside its ratio to ours."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

from measure import Site, mebibytes

from peers import (
    astro,
    doks,
    eleventy,
    hexo,
    hugo,
    material,
    ours,
    pelican,
    serving,
    zensical,
)
from peers import texts as corpus
from peers.installing import MissingError
from peers.peer import Peer
from peers.racer import Racer, race, ready
from peers.texts import Texts

ALL = (ours, hugo, doks, zensical, material, hexo, pelican, eleventy, astro)
PEERS = {module.PEER.name: module.PEER for module in ALL}
PHASES = ("cold", "again", "edit")
COLUMNS = ("cold", "÷", "nothing changed", "÷", "one edit", "÷", "save → served", "÷")
HEAD = f"""
| generator | pages | {" | ".join(COLUMNS)} | memory |
| --- | ---: |{" ---: |" * len(COLUMNS)} ---: |"""


@dataclass(frozen=True)
class Result:
    """What one generator took: medians in seconds by phase, its pages, its memory."""

    title: str
    pages: int
    seconds: dict[str, float]
    memory: int

    def row(self, base: "Result") -> str:
        """Return the row of a table, with ratios to *base*."""
        pairs = [
            beside(self.seconds.get(name), base.seconds.get(name))
            for name in (*PHASES, "served")
        ]
        memory = f"{mebibytes(self.memory):.0f} MB"
        return f"| {' | '.join([self.title, str(self.pages), *pairs, memory])} |"


def beside(took: float | None, base: float | None) -> str:
    """Return seconds and their ratio to *base*; what was waited for in vain is told."""
    if took is None:
        return "not seen | "
    return f"{took:.2f} s | {took / base:.2f}" if base else f"{took:.2f} s | "


def compare(site: Site) -> Iterator[str]:
    """Measure those that are wanted, ours always; yield the lines of a table."""
    texts = corpus.read(site.shop)
    wanted = [PEERS[name] for name in site.peers or PEERS]
    racers: list[Racer] = []
    for peer in dict.fromkeys([ours.PEER, *wanted]):
        yield from entered(racers, peer, texts, site)
    race(racers, site.runs)
    yield HEAD
    base = result(racers[0], site.runs)
    yield base.row(base)
    for racer in racers[1:]:
        yield result(racer, site.runs).row(base)


def entered(racers: list[Racer], peer: Peer, texts: Texts, site: Site) -> Iterator[str]:
    """Add *peer* to *racers*; yield why if it cannot be had."""
    try:
        racers.append(ready(peer, texts, site.shop))
    except MissingError as why:
        yield f"{peer.title}: not installed: {why}"


def result(racer: Racer, runs: int) -> Result:
    """Put a server to the test, and sum up."""
    pages = racer.pages
    found = {name: racer.runs[name] for name in PHASES}
    took = {name: median(run.seconds for run in all_) for name, all_ in found.items()}
    with suppress(TimeoutError):
        took["served"] = median(serving.seconds(racer, runs))
    memory = max(run.memory for run in found["cold"])
    return Result(racer.peer.title, pages, took, memory)
