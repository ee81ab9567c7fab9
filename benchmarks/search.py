"""What a reader finds in a built site, how fast, and how many bytes that takes."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import corpora
from asking import Answer, Question, judged, questions, rows, texts, weight
from measure import Figure, Site, timed
from peers.installing import MissingError

sys.path.insert(0, str(Path(__file__).parents[1]))

import lunr
from playwright.sync_api import Browser, Page, Request
from tools.looks import browser

BYTES = 60.0
"""Kilobytes of the first query, as they are sent."""

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


def figures(site: Site) -> Iterator[Figure]:
    """Search the made-up site, then what other people wrote, if that is there."""
    timed("wenpu", "-C", str(site.shop), "build")
    yield from compared("made up", site.shop, BYTES)
    posts = corpora.CORPORA / corpora.FOLDERS["zh-blog"]
    if not posts.is_dir():
        yield Figure("search, zh-blog", f"none in {corpora.CORPORA}")
        return
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        root = Path(folder) / "zh-blog"
        corpora.lay_out(posts, root)
        timed("wenpu", "-C", str(root), "build")
        yield from compared("zh-blog", root)


def compared(name: str, shop: Path, bar: float = 0) -> Iterator[Figure]:
    """Ask ours, Pagefind and Material's own the same questions, on the same texts."""
    site = shop / "site"
    asked = questions(texts(site))
    with browser.chromium() as chromium:
        with browser.served(site) as address:
            ours = list(answered(chromium, f"{address}search/", FIND, asked, site))
            yield from rows(f"search, {name}", ours, recall=100, size=bar)
            if why := indexed(site):
                yield Figure(f"Pagefind, {name}", why)
            else:
                theirs = list(answered(chromium, address, PAGEFIND, asked, site))
                yield from rows(f"Pagefind, {name}", theirs)
        yield from _by_lunr(f"lunr, {name}", chromium, asked, shop)


def _by_lunr(
    name: str, chromium: Browser, asked: list[Question], shop: Path
) -> Iterator[Figure]:
    try:
        site = lunr.built(shop, shop.with_name("lunr"))
    except MissingError as why:
        yield Figure(name, f"not installed: {why}")
        return
    answers = list(lunr.answers(chromium, asked, site))
    yield from rows(name, answers)
    yield lunr.whole(name, answers)


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
        yield judged(one, found, size, (told["cold"], told["warm"]))


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


def indexed(site: Path) -> str:
    """Let Pagefind index the articles and products of *site*; return why it did not."""
    program = shutil.which("pagefind_extended") or shutil.which("pagefind")
    if not program:
        return "not installed: pip install 'pagefind[extended]'"
    glob = "{articles,products}/**/*.html"
    command = [program, "--site", str(site), "--glob", glob, "--root-selector", "main"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"stopped: {done.stderr[-80:]}"
