"""
How long an author waits: our builds and Hugo's in turns, cold and after edits.

The bar is Hugo with templates of ours, which make the same pages of the same parts.
With doks it makes fewer; plain Material converts the same texts and shows nothing else.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from measure import Figure, Site, mebibytes
from peers import doks, hugo, material, ours, serving
from peers import texts as corpus
from peers.installing import MissingError
from peers.peer import Peer
from peers.racer import Racer, race, ready
from peers.texts import Texts

BARS = {
    "cold": 1.0,
    "plain": 1.2,
    "edit": 1.2,
    "share": 1 / 6,
    "price": 1.5,
    "served": 0.5,
    "memory": 600,
}
SHOWN = re.compile(r"products/(thing-\d+)/")
PAGES = 30
"""A price is changed that about so many pages show."""


def figures(site: Site) -> Iterator[Figure]:
    """Build in turns with Hugo and plain Material; then change a price."""
    texts = corpus.read(site.shop)
    racers: dict[Peer, Racer] = {}
    for peer in (ours.PEER, hugo.PEER, doks.PEER, material.PEER):
        yield from _entered(racers, peer, texts, site)
    race(list(racers.values()), site.runs)
    own = racers[ours.PEER]
    yield from _told(own, racers)
    yield repriced(own, site.runs)
    most = max(mebibytes(run.memory) for run in own.runs["cold"])
    yield Figure.below("peak memory", most, BARS["memory"], "MB")


def _entered(
    racers: dict[Peer, Racer], peer: Peer, texts: Texts, site: Site
) -> Iterator[Figure]:
    try:
        racers[peer] = ready(peer, texts, site.shop)
    except MissingError as why:
        yield Figure(peer.title, f"not installed: {why}", fine=False)


def _told(own: Racer, racers: dict[Peer, Racer]) -> Iterator[Figure]:
    """Tell seconds and ratios of each phase."""
    others = [racer for racer in racers.values() if racer is not own]
    for other in (own, *others):
        yield Figure(f"cold: {other.peer.title}", _seconds(other, "cold"))
    bars = {hugo.PEER: BARS["cold"], material.PEER: BARS["plain"]}
    for other in others:
        title, found = f"cold: ours ÷ {other.peer.title}", ratio(own, other, "cold")
        bar = bars.get(other.peer)
        shown = Figure(title, f"{found:.2f} ×")
        yield Figure.below(title, found, bar, "×", digits=2) if bar else shown
    yield Figure("nothing changed", _seconds(own, "again"))
    edit = median(run.seconds for run in own.runs["edit"])
    yield Figure.below("after one edit", edit, BARS["edit"], "s", digits=2)
    if other := racers.get(hugo.PEER):
        title, share = "… ours ÷ Hugo", ratio(own, other, "edit")
        yield Figure(f"… {other.peer.title}", _seconds(other, "edit"))
        yield Figure.below(title, share, BARS["share"], "×", digits=2)


def _seconds(racer: Racer, phase: str) -> str:
    return f"{median(run.seconds for run in racer.runs[phase]):.2f} s"


def ratio(one: Racer, other: Racer, phase: str) -> float:
    """Return how often *other* fits into *one*: the middle of the ratios by turn."""
    turns = zip(one.runs[phase], other.runs[phase], strict=True)
    return median(first.seconds / second.seconds for first, second in turns)


def repriced(own: Racer, runs: int) -> Figure:
    """Change a product's price; every page that shows it must show the new one."""
    output = own.root / own.peer.output
    product = shown(output)
    path = next(own.root.glob(f"products/*/{product}.yml"))
    text = path.read_text(encoding="utf-8")
    for turn in range(runs):
        price = f"{7001 + turn}.37"
        path.write_text(re.sub(r"(?m)^price: .*$", f"price: {price}", text), "utf-8")
        own.build("price")
        pages = count(output, lambda page, price=price: f'"{price}"' in page)
        if not pages:
            sys.exit(f"{product}: no page shows {price}")
    title = f"a price changes, on {pages} pages"
    seconds = median(run.seconds for run in own.runs["price"])
    return Figure.below(title, seconds, BARS["price"], "s", digits=2)


def shown(output: Path) -> str:
    """Return the product, sold in one variant, that about `PAGES` pages speak of."""
    times: Counter[str] = Counter()
    for path in output.rglob("*.html"):
        times.update(set(SHOWN.findall(path.read_text(encoding="utf-8"))))
    # Those of even numbers have one price, which is the one that is shown.
    single = {one: seen for one, seen in times.items() if one[-1] in "02468"}
    return min(single, key=lambda one: (abs(single[one] - PAGES), one))


def count(output: Path, wanted: Callable[[str], bool]) -> int:
    """Return how many pages are *wanted*."""
    pages = output.rglob("*.html")
    return sum(wanted(path.read_text(encoding="utf-8")) for path in pages)


def served(site: Site) -> Iterator[Figure]:
    """Save a text while our server runs, until it shows it."""
    racer = ready(ours.PEER, corpus.read(site.shop), site.shop)
    racer.cold()
    found = median(serving.seconds(racer, site.runs))
    yield Figure.below("save → served", found, BARS["served"], "s", digits=2)
