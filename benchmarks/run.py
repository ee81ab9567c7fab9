"""
Measure what Wenpu promises, in one run: time, memory, the weight of a page.

    python benchmarks/run.py [build] [serve] [growth] [links] [weight] [till]
                             [lighthouse] [corpora] [search] [peers]

Without names: all of them. Seconds of two machines cannot be compared, so the time of
a cold build is a ratio to Hugo's, taken in turns with it. Ends with 1 if a bar is
missed. `peers` is a table of its own; `--peers hugo,astro` leaves the others out.
"""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median

import builds
import corpora
import corpus
import growth
import lighthouse
import linking
import profiling
import search
import till
import weight
from measure import Figure, Site, timed
from peers import table

BARS = {"links": 2.0, "weight": 30, "requests": 6}
HEAD = "| figure | is | at most | |\n| --- | ---: | ---: | --- |"
PACKAGES = ("wenpu", "mkdocs", "mkdocs-material", "markdown", "jinja2")


def build(site: Site) -> Iterator[Figure]:
    """Build ours, Hugo's and the plain one in turns, cold and after edits."""
    yield from builds.figures(site)


def serve(site: Site) -> Iterator[Figure]:
    """Save a text while the preview runs."""
    yield from builds.served(site)


def grow(site: Site) -> Iterator[Figure]:
    """Build ten times as much."""
    yield from growth.figures(site)


def links(site: Site) -> Iterator[Figure]:
    """Time cross-linking alone, on a site that is already read."""
    found = [linking.seconds(site.shop) for _ in range(site.runs)]
    yield Figure.below("cross-linking", median(found), BARS["links"], "s", digits=2)


def weigh(site: Site) -> Iterator[Figure]:
    """Weigh every article page, and tell of the heaviest."""
    if not (site.shop / "site").is_dir():
        timed("wenpu", "-C", str(site.shop), "build")
    pages = weight.articles(site.shop / "site")
    heaviest = max(pages, key=lambda page: page.size)
    most = max(page.requests for page in pages)
    kilobytes = heaviest.size / 1024
    yield Figure(
        "the usual article page", f"{median(p.size for p in pages) / 1024:.1f} KB"
    )
    yield Figure.below("the heaviest", kilobytes, BARS["weight"], "KB", digits=1)
    yield Figure.below("its requests", most, BARS["requests"], "")


def sell(site: Site) -> Iterator[Figure]:
    """Plan and apply a shop of a thousand offers, with a service that has limits."""
    yield from till.figures(site.shop.with_name("till"))


def judge(_: Site) -> Iterator[Figure]:
    """Ask Lighthouse of the demo's home, of an article and of a product."""
    yield from lighthouse.figures()


def real(_: Site) -> Iterator[Figure]:
    """Build what other people wrote, and put it to the tests."""
    yield from corpora.figures()


def look_up(site: Site) -> Iterator[Figure]:
    """Search the site for phrases whose pages are known."""
    yield from search.figures(site)


PARTS: dict[str, Callable[[Site], Iterator[Figure]]] = {
    "build": build,
    "serve": serve,
    "growth": grow,
    "links": links,
    "weight": weigh,
    "till": sell,
    "lighthouse": judge,
    "corpora": real,
    "search": look_up,
}


def main() -> int:
    """Do what was asked; return the exit code."""
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        shop, _ = corpus.make(Path(folder), wanted.articles, wanted.products)
        if wanted.profile:
            profiling.show(shop)
            return 0
        print(machine(wanted), flush=True)
        peers = tuple(filter(None, wanted.peers.split(",")))
        site = Site(shop, wanted.articles, wanted.runs, peers)
        missed = measured(wanted.names or [*PARTS, "peers"], site)
    print(f"Missed: {', '.join(missed)}." if missed else "Every bar is kept.")
    return 1 if missed else 0


def measured(names: list[str], site: Site) -> list[str]:
    """Do all parts; return the names of the bars that are missed."""
    parts = [name for name in names if name in PARTS]
    if parts:
        print(HEAD)
    figures = [one for name in parts for one in told(name, site)]
    if "peers" in names:
        for line in table.compare(site):
            print(line, flush=True)
    return [one.name for one in figures if not one.fine]


def told(name: str, site: Site) -> Iterator[Figure]:
    """Say each figure as soon as it is known: a run takes minutes."""
    for one in PARTS[name](site):
        print(one, flush=True)
        yield one


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"{', '.join(PARTS)}, peers"
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--products", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3, help="each figure is a median")
    parser.add_argument("--peers", default="", help="only these: a,b")
    parser.add_argument("--profile", action="store_true", help="say where time goes")
    found = parser.parse_args()
    if unknown := set(found.names) - {*PARTS, "peers"}:
        parser.error(f"no part {min(unknown)!r}; there are {', '.join(PARTS)}, peers")
    if unknown := set(filter(None, found.peers.split(","))) - set(table.PEERS):
        parser.error(f"no peer {min(unknown)!r}; there are {', '.join(table.PEERS)}")
    return found


def machine(wanted: argparse.Namespace) -> str:
    """Return what the figures depend on."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    size = f"{wanted.articles} articles, {wanted.products} products"
    where = f"{cpu_count()} cores, Python {platform.python_version()}"
    return f"{size}; median of {wanted.runs}; {where}; {packages}\n"


if __name__ == "__main__":
    sys.exit(main())
