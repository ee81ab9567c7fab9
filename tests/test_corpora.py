"""
Folders that other people wrote build as they are: nothing leaks, nothing is lost.

They lie beside the repository, and tests that need one are skipped without it. A
sample is taken of each; WENPU_WHOLE=1 takes all, as `make bench` does.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

CORPORA = Path(__file__).parents[2] / "shared/corpus"
FOLDERS = {
    "zh-blog": "zh-blog/hugo/content/blog",
    "en-notes": "en-notes/til",
    "hexo-unit-test": "hexo-unit-test/source/_posts",
}
LANGUAGES = {"zh-blog": "zh", "en-notes": "en", "hexo-unit-test": "en"}
PRODUCTS = "spree-products/products"
SAMPLE = 60
WENPU = Path(sys.executable).with_name("wenpu")
TODAY = {"SOURCE_DATE_EPOCH": "1795305600"}
CONFIG = """\
site_name: Corpus
site_url: https://corpus.example/
docs_dir: content
theme: {{name: material, language: {language}, font: false}}
plugins: [{{wenpu: {{currency: USD}}}}]
markdown_extensions: [tables, footnotes, toc, pymdownx.superfences]
"""

LEAKS = re.compile(r"\{\{|\{%|^---|\s---\s|\btitle:|^\+\+\+")
DAY = re.compile(r"^date:\s*[\"']?(\d{4})-(\d{1,2})-(\d{1,2})", re.M)
HEAD = re.compile(r"\A(?:---[ \t]*\r?\n)?(.*?)^---[ \t]*$", re.M | re.S)
TOLD = re.compile(r"(?m)^wenpu: (\S.*?):(\d+): (.*)\n  \S")
QUOTED = re.compile(r"the (?:link|picture) (['\"])(.*)\1 (?:is|leads) .*")

OURS = ("product-link", "card", "buy-button", "alternative", "picture")
"""Classes of what our own code puts into an author's prose."""

pytestmark = pytest.mark.xdist_group("corpora")  # Each is built once.


class Reader(HTMLParser):
    """Reads one page: what is said around its prose, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.meta: dict[str, str] = {}
        self.ids: set[str] = set()
        self.ours: list[str] = []
        self.prose: list[str] = []
        self.days: list[str] = []
        self.texts: dict[str, str] = {"title": "", "h1": ""}
        self.inside, self.quiet, self.open = False, False, ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inside |= tag == "wenpu-prose"
        self.quiet |= tag in {"script", "style"}
        self.ids.add(values.get("id", ""))
        if tag in self.texts and not self.inside:
            self.open = tag
        if tag == "meta":
            name = values.get("name") or values.get("property", "")
            self.meta[name] = values.get("content", "")
        if tag == "time" and not self.inside:
            self.days.append(values["datetime"])
        made = not self.inside or values.get("class", "").startswith(OURS)
        for name in ("href", "src"):
            if name in values:
                (self.ours if made else self.prose).append(values[name])

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "wenpu-prose"
        self.quiet &= tag not in {"script", "style"}
        self.open = "" if tag == self.open else self.open

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open] += data
        if not self.inside and not self.quiet and data.strip():
            self.said.append(data.strip())


@dataclass
class Built:
    """One corpus as a site: its folder, what its author was told, its pages."""

    root: Path
    code: int
    told: str
    pages: dict[str, Reader] = field(default_factory=dict)

    @cached_property
    def files(self) -> set[str]:
        site = self.root / "site"
        paths = (path.relative_to(site) for path in site.rglob("*") if path.is_file())
        return {path.as_posix() for path in paths}

    @property
    def sources(self) -> list[Path]:
        """The files that are articles: Hugo's words above a list are none."""
        found = sorted((self.root / "content").rglob("*.md"))
        return [path for path in found if path.stem != "_index" and _shown(path)]

    def page(self, source: Path) -> Reader:
        """Return the page made of *source*."""
        path = source.relative_to(self.root / "content").with_suffix("")
        path = path.parent if path.name in {"index", "README"} else path
        return self.pages[f"{path.as_posix()}/"]

    def misses(self, url: str, links: list[str]) -> Iterator[str]:
        """Return those of *links* on the page at *url* that lead nowhere."""
        for link in links:
            parts = urlsplit(urljoin(f"/{url}", link))
            path = unquote(parts.path).lstrip("/")
            if urlsplit(link).scheme or urlsplit(link).netloc:
                continue
            page = self.pages.get(path if path.endswith("/") or not path else f"{path}/")
            if not page and path not in self.files:
                yield link
            elif page and parts.fragment and unquote(parts.fragment) not in page.ids:
                yield link


def _shown(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return not re.search(r"^(draft: true|published: false)$", text, re.M)


def lay_out(root: Path, name: str, most: int | None) -> Path:
    """Copy at most so many posts of a corpus as they are, and its shop."""
    source, products = CORPORA / FOLDERS[name], CORPORA / PRODUCTS
    if not source.is_dir() or not products.is_dir():
        pytest.skip(f"there is no {source}")
    target = root / "content/articles"
    shutil.copytree(source, target)
    shutil.copytree(products, root / "products")
    config = CONFIG.format(language=LANGUAGES[name])
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    posts = sorted(target.rglob("*.md"))
    step = -(-len(posts) // most) if most else 1
    for number, post in enumerate(posts):
        if number % step:
            post.unlink()
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run our command as an author does."""
    return subprocess.run(  # noqa: S603 (our own)
        [WENPU, "-C", root, *arguments],
        env={**os.environ, **TODAY},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module", params=FOLDERS)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    name = request.param
    most = None if os.environ.get("WENPU_WHOLE") else SAMPLE
    root = lay_out(tmp_path_factory.mktemp(name), name, most)
    done = run(root, "build")
    site = root / "site"
    pages = {
        path.parent.relative_to(site).as_posix() + "/": Reader(
            path.read_text(encoding="utf-8")
        )
        for path in site.rglob("index.html")
    }
    pages[""] = pages.pop("./", Reader(""))
    return Built(root, done.returncode, done.stderr, pages)


def test_builds_a_page_with_a_title_for_each_file(built: Built) -> None:
    """A folder of posts needs no change to become a shop."""
    assert built.code == 0, built.told
    for source in built.sources:
        page = built.page(source)
        assert page.texts["h1"].strip(), source
        assert page.texts["title"].startswith(page.texts["h1"].strip()), source


def test_each_page_says_what_it_is_about(built: Built) -> None:
    """A summary is the author's, or the first paragraph; machines get the same."""
    for source in built.sources:
        page = built.page(source)
        assert page.meta["description"].strip(), source
        assert page.meta["og:description"] == page.meta["description"], source


def test_a_date_that_was_written_is_shown(built: Built) -> None:
    """The day is the one its author's clock showed."""
    for source in built.sources:
        head = HEAD.match(source.read_text(encoding="utf-8"))
        if head and (found := DAY.search(head[1])):
            year, month, day = found.groups()
            assert f"{year}-{month:0>2}-{day:0>2}" in built.page(source).days, source


def test_no_mark_up_leaks_into_titles_summaries_and_cards(built: Built) -> None:
    """Around an author's prose, on every page, stand plain words only."""
    leaks = [
        (url, text)
        for url, page in built.pages.items()
        for text in [*page.said, *page.meta.values(), page.texts["title"]]
        if LEAKS.search(text)
    ]
    assert leaks == []


def test_every_link_of_ours_leads_somewhere(built: Built) -> None:
    """Menus, cards, lists, neighbours, pictures: pages, files and places in pages."""
    lost = {url: list(built.misses(url, page.ours)) for url, page in built.pages.items()}

    assert {url: links for url, links in lost.items() if links} == {}


def test_every_broken_link_of_a_text_was_told(built: Built) -> None:
    """With its file and line, so that its author finds it."""
    told = {
        (path, int(line)): what
        for path, line, what in TOLD.findall(built.told)
    }
    for (path, line), what in told.items():
        lines = (built.root / path).read_text(encoding="utf-8").splitlines()
        if found := QUOTED.fullmatch(what.rstrip(".")):
            assert found[1] in lines[line - 1]
