"""
Measure what Wenpu promises, in one run: time, memory, the weight of a page.

    python benchmarks/run.py [build] [links] [weight] [till] [lighthouse] [corpora]

Without names: all of them. Seconds of two machines cannot be compared, so the time of
a build is a ratio to plain Material's, taken in turns with it. Ends with 1 if a bar
is missed.
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

import corpora
import corpus
import lighthouse
import linking
import profiling
import till
import weight
from measure import Figure, Run, Site, mebibytes, timed

BARS = {"ratio": 1.2, "links": 2.0, "memory": 600, "weight": 30, "requests": 6}
PACKAGES = ("wenpu", "mkdocs", "mkdocs-material", "markdown", "jinja2")


def build(site: Site) -> Iterator[Figure]:
    """Build ours and the plain one in turns; tell the ratio, and the memory."""
    ours: list[Run] = []
    plain: list[Run] = []
    for _ in range(site.runs):
        ours.append(timed("wenpu", "-C", str(site.shop), "build"))
        plain.append(
            timed("mkdocs", "build", "-q", "-f", str(site.plain / "mkdocs.yml"))
        )
    seconds, base = (
        median(run.seconds for run in ours),
        median(run.seconds for run in plain),
    )
    most = max(mebibytes(run.memory) for run in ours)
    yield Figure("whole build", f"{seconds:.1f} s")
    yield Figure("plain Material, same Markdown", f"{base:.1f} s")
    yield Figure.below("ours ÷ plain", seconds / base, BARS["ratio"], "×", digits=2)
    yield Figure.below("peak memory", most, BARS["memory"], "MB")


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


PARTS: dict[str, Callable[[Site], Iterator[Figure]]] = {
    "build": build,
    "links": links,
    "weight": weigh,
    "till": sell,
    "lighthouse": judge,
    "corpora": real,
}


def main() -> int:
    """Do what was asked; return the exit code."""
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        shop, plain = corpus.make(Path(folder), wanted.articles, wanted.products)
        if wanted.profile:
            profiling.show(shop)
            return 0
        print(machine(wanted))
        site = Site(shop, plain, wanted.runs)
        figures = [one for name in wanted.names or PARTS for one in told(name, site)]
    missed = [one.name for one in figures if not one.fine]
    print(f"Missed: {', '.join(missed)}." if missed else "Every bar is kept.")
    return 1 if missed else 0


def told(name: str, site: Site) -> Iterator[Figure]:
    """Say each figure as soon as it is known: a run takes minutes."""
    for one in PARTS[name](site):
        print(one, flush=True)
        yield one


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--products", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3, help="each figure is a median")
    parser.add_argument("--profile", action="store_true", help="say where time goes")
    found = parser.parse_args()
    if unknown := set(found.names) - set(PARTS):
        parser.error(f"no part {min(unknown)!r}; there are {', '.join(PARTS)}")
    return found


def machine(wanted: argparse.Namespace) -> str:
    """Return what the figures depend on, as one line of a table and its head."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    size = f"{wanted.articles} articles, {wanted.products} products"
    where = f"{cpu_count()} cores, Python {platform.python_version()}"
    head = "| figure | is | at most | |\n| --- | ---: | ---: | --- |"
    return f"{size}; median of {wanted.runs}; {where}; {packages}\n\n{head}"


if __name__ == "__main__":
    sys.exit(main())
