"""
Material's own search, on the same texts: lunr, with jieba cutting Chinese into words.

A reader's browser fetches one index of everything; a worker of its makes lunr's out of
that, then answers. We type into its search box and listen to what that worker says.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import mean, median

import yaml
from asking import FEW, Answer, Question, judged, weight
from corpus import CARD
from measure import Figure, timed
from peers import installing, peer
from playwright.sync_api import Browser, Page
from tools.looks import browser

CONFIG = """\
site_name: Benchmark
docs_dir: content
not_in_nav: "*"
theme: {name: material, language: zh, font: false}
plugins: [search: {lang: [zh, en]}]
markdown_extensions: [tables, footnotes, toc, pymdownx.superfences]
"""
HOME = peer.HOME / "lunr"
PINS = ("mkdocs-material==9.8.2", "jieba==0.42.1")
PATIENCE = 120_000
"""So many milliseconds its index may take."""

BOX = "[data-md-component=search-query]"
ASKED, READY, ANSWERED = 2, 1, 3
"""What its script and its worker call what they say to each other."""

LISTEN = f"""
window.heard = {{ready: 0, asked: 0, took: 0, query: "", found: null}};
window.Worker = class extends Worker {{
    constructor(...all) {{
        super(...all);
        this.addEventListener("message", ({{data: {{type, data}}}}) => {{
            const now = performance.now();
            if (type === {READY}) heard.ready = now;
            if (type !== {ANSWERED}) return;
            heard.took = now - heard.asked;
            heard.found = data.items.map(([one]) => one.location.split("#")[0]);
        }});
    }}
    postMessage(said, ...all) {{
        if (said.type === {ASKED}) {{
            heard.asked = performance.now();
            heard.query = said.data;
            heard.found = null;
        }}
        super.postMessage(said, ...all);
    }}
}};
"""
HEARD = "(query) => heard.query === query && heard.found"
BEGAN = """() => Math.min(...performance.getEntriesByType("resource")
    .filter((one) => /search_index/.test(one.name)).map((one) => one.startTime))"""


def built(shop: Path, root: Path) -> Path:
    """Build the texts of *shop* at *root* with plain Material; return its site."""
    installing.ensure(HOME, PINS, installing.pip)
    lay_out(shop, root)
    timed(str(HOME / "bin/mkdocs"), "build", "-q", folder=root)
    return root / "site"


def lay_out(shop: Path, root: Path) -> None:
    """Write articles and products of *shop* as Material reads them, under `content`."""
    for path in sorted((shop / "content").rglob("*.md")):
        text = CARD.sub(r"\1", path.read_text(encoding="utf-8"))
        _write(root / path.relative_to(shop), text)
    for path in sorted((shop / "products").rglob("*.yml")):
        head = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == "shelf.yml":
            continue
        said = (f"# {head['name']}", head.get("summary"), head.get("description"))
        text = "\n\n".join(filter(None, said))
        _write(root / f"content/products/{path.stem}.md", text)
    home = root / "content/index.md"
    if not home.exists():  # That is where a reader begins.
        _write(home, "# Home\n")
    _write(root / "mkdocs.yml", CONFIG)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def answers(chromium: Browser, asked: list[Question], site: Path) -> Iterator[Answer]:
    """Ask each question in a browser that knows nothing yet."""
    with browser.served(site) as address:
        for one in asked:
            with chromium.new_context() as context:
                context.add_init_script(LISTEN)
                page = context.new_page()
                page.goto(address, wait_until="domcontentloaded")
                yield answered(page, one, fetched(site))


def fetched(site: Path) -> int:
    """Return what a reader's browser fetches before the first answer, in bytes."""
    scripts = site / "assets/javascripts"
    lunr = (f"min/lunr.{one}.min.js" for one in ("stemmer.support", "zh", "multi"))
    parts = (scripts.glob("workers/*.js"), (scripts / "lunr" / one for one in lunr))
    files = [site / "search/search_index.json", *chain(*parts)]
    return sum(weight(site, str(path.relative_to(site))) for path in files)


def whole(name: str, all_: list[Answer]) -> Figure:
    """Tell of all pages that it lists, not of the first ones only."""
    found = 100 * mean(one.recall_of_all for one in all_)
    number = median(one.listed for one in all_)
    value = f"{found:.0f} % of {number:.0f} pages, usually"
    return Figure(f"{name}: recall, all that is listed", value)


def answered(page: Page, one: Question, size: int) -> Answer:
    """Type one question, and once more when all is there; *size* is what it takes."""
    found = typed(page, one.phrase)
    loaded = page.evaluate("() => heard.ready") - page.evaluate(BEGAN)
    first = page.evaluate("() => heard.took")
    page.locator(BOX).fill("")
    page.keyboard.press("End")
    typed(page, one.phrase)
    again = page.evaluate("() => heard.took")
    return judged(one, found, size, (loaded + first, again), FEW)


def typed(page: Page, phrase: str) -> list[str]:
    """Type *phrase* into the search box; return all pages found, best first."""
    page.locator(BOX).focus()
    page.keyboard.insert_text(phrase)
    page.keyboard.press("End")  # It looks when a key is let go.
    told = page.wait_for_function(HEARD, arg=phrase, timeout=PATIENCE)
    found: list[str] = told.json_value()
    return found
