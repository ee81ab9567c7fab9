"""What a reader finds in a built site, how fast, and how many bytes that takes."""

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any
from urllib.parse import unquote

import corpora
from measure import Figure, Site, timed

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, Request
from tools.looks import browser

from wenpu.search import letters

QUERIES = 50
FEW = 10
"""A phrase that more texts have says little of where the right one is."""

BYTES = 60.0
"""Kilobytes of the first query, as they are sent."""

PHRASE = re.compile(f"[{letters.SOLID}]{{4,7}}")
FIND = """async (query) => {
    const all = document.querySelector("wenpu-search");
    all.files.clear();
    all.input.value = query;
    const start = performance.now();
    await all.look();
    const cold = performance.now() - start;
    const again = performance.now();
    await all.look();
    const warm = performance.now() - again, files = [...all.files.keys()];
    while (!all.more.hidden) await all.show(true);
    const near = all.near ? [] : [...all.list.querySelectorAll("a")];
    return {
        cold, warm, files,
        found: near.map((one) => new URL(one.href).pathname.slice(1)),
    };
}"""
PAGEFIND = """async (query) => {
    const start = performance.now();
    const pagefind = await import("/pagefind/pagefind.js");
    const answer = await pagefind.search(query);
    const all = await Promise.all(answer.results.slice(0, 10).map((one) => one.data()));
    return {
        cold: performance.now() - start, warm: 0, files: [],
        found: all.map((one) => one.url.slice(1)),
    };
}"""


@dataclass(frozen=True)
class Question:
    """A phrase, the page it was taken from, and all pages that have it."""

    phrase: str
    source: str
    pages: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """What came of one question: shares, a place from 1 (0: none), kilobytes, ms."""

    recall: float
    precision: float
    rank: int
    kilobytes: float
    cold: float
    warm: float


def figures(site: Site) -> Iterator[Figure]:
    """Search the made-up site, then what other people wrote, if that is there."""
    timed("wenpu", "-C", str(site.shop), "build")
    yield from compared("made up", site.shop / "site")
    posts = corpora.CORPORA / corpora.FOLDERS["zh-blog"]
    if not posts.is_dir():
        yield Figure("search, zh-blog", f"none in {corpora.CORPORA}")
        return
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        root = Path(folder)
        shutil.copytree(posts, root / "content/articles")
        shutil.copytree(corpora.CORPORA / "spree-products/products", root / "products")
        (root / "mkdocs.yml").write_text(corpora.CONFIG, encoding="utf-8")
        timed("wenpu", "-C", folder, "build")
        yield from compared("zh-blog", root / "site")


def compared(name: str, site: Path) -> Iterator[Figure]:
    """Ask the same questions of ours and of Pagefind on the same pages."""
    asked = questions(texts(site))
    with browser.served(site) as address, browser.chromium() as chromium:
        ours = list(answered(chromium, f"{address}search/", FIND, asked, site))
        yield from rows(f"search, {name}", ours, BYTES)
        if why := indexed(site):
            yield Figure(f"Pagefind, {name}", why)
            return
        theirs = list(answered(chromium, address, PAGEFIND, asked, site))
        yield from rows(f"Pagefind, {name}", theirs, 0)


def rows(name: str, all_: list[Answer], bar: float) -> Iterator[Figure]:
    """Say how well the questions were answered, and what that took."""
    first = sum(one.rank == 1 for one in all_)
    listed = sum(one.rank > 0 for one in all_)
    recall = 100 * mean(one.recall for one in all_)
    least = [Figure.above(f"{name}: recall", recall, 100, "%")]
    yield from least if bar else [Figure(f"{name}: recall", f"{recall:.0f} %")]
    yield Figure(
        f"{name}: precision", f"{100 * mean(one.precision for one in all_):.0f} %"
    )
    where = f"{first} first, {listed} among the first {FEW}, of {len(all_)}"
    yield Figure(f"{name}: the page a phrase is from", where)
    most = max(one.kilobytes for one in all_)
    usual = f"{median(one.kilobytes for one in all_):.0f} KB"
    yield Figure(f"{name}: first query, usually", usual)
    heaviest = f"{name}: first query, at most"
    yield (
        Figure.below(heaviest, most, bar, "KB")
        if bar
        else Figure(heaviest, f"{most:.0f} KB")
    )
    cold, warm = median(one.cold for one in all_), median(one.warm for one in all_)
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


def answered(
    chromium: Browser, address: str, script: str, asked: list[Question], site: Path
) -> Iterator[Answer]:
    """Ask each question in a browser that knows nothing yet."""
    for one in asked:
        with opened(chromium, address) as (page, sent):
            told: dict[str, Any] = page.evaluate(script, one.phrase)
            names = [f"search/{name}" for name in told["files"]] or sent
            size = sum(weight(site, name) for name in names)
        found = [url.removesuffix("index.html") for url in told["found"]]
        right = one.pages & {*found}
        yield Answer(
            recall=len(right) / len(one.pages),
            precision=len(right) / len(found) if found else 0.0,
            rank=found.index(one.source) + 1 if one.source in found else 0,
            kilobytes=size / 1024,
            cold=told["cold"],
            warm=told["warm"],
        )


@contextmanager
def opened(chromium: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a page; with it comes a list that takes down what is asked for after it."""
    with chromium.new_context() as context:
        page, sent = context.new_page(), list[str]()
        page.goto(address)
        page.wait_for_load_state("networkidle")

        def asked(request: Request) -> None:
            sent.append(request.url.split("/", 3)[3])

        context.on("request", asked)
        yield page, sent


def weight(site: Path, name: str) -> int:
    """Return what a file weighs as it is sent; what is packed stays so."""
    path = site / unquote(name.partition("?")[0])
    if not path.is_file():
        return 0
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data)))


def indexed(site: Path) -> str:
    """Let Pagefind index the articles and products of *site*; return why it did not."""
    program = shutil.which("pagefind_extended") or shutil.which("pagefind")
    if not program:
        return "not installed: pip install 'pagefind[extended]'"
    glob = "{articles,products}/**/*.html"
    command = [program, "--site", str(site), "--glob", glob, "--root-selector", "main"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"stopped: {done.stderr[-80:]}"
