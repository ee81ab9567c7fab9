"""
Folders that other people wrote build as they are: nothing leaks, nothing is lost.

They lie beside the repository, and are for testing only; a test that needs one is
skipped without it. A sample is taken of each: WENPU_WHOLE=1 takes everything, as
`make bench` does. A small site of the benchmarks stands in the same row: its texts
speak of products, which those of others do not.
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
PRODUCTS = CORPORA / "spree-products/products"
FOLDERS = {
    "zh-blog": ("zh", "zh-blog/hugo/content/blog"),
    "en-notes": ("en", "en-notes/til"),
    "hexo-unit-test": ("en", "hexo-unit-test/source/_posts"),
}
MADE_UP = "made-up"
SAMPLE = 60
WENPU = Path(sys.executable).with_name("wenpu")
CONFIG = """\
site_name: Corpus
site_url: https://corpus.example/
docs_dir: content
theme: {{name: material, language: {language}, font: false}}
plugins: [{{wenpu: {{currency: USD}}}}]
markdown_extensions: [tables, footnotes, toc, pymdownx.superfences]
"""

LEAKS = re.compile(r"\{\{|\{%|^---|\s---\s|\btitle:|^\+\+\+|<!--")
DAY = re.compile(r"^date:\s*[\"']?(\d{4})-(\d{1,2})-(\d{1,2})", re.MULTILINE)
TITLE = re.compile(r"^title: *([\"']?)(\w.*?)\1 *$", re.MULTILINE)
HEAD = re.compile(r"\A(?:---[ \t]*\n)?(.*?)^---[ \t]*$", re.MULTILINE | re.DOTALL)
TOLD = re.compile(r"(?m)^(?:wenpu: )?(content/.*?|products/.*?):(\d+): (.*)\n  \S")
DESTINATION = re.compile(r"the (?:link|picture) (['\"])(.*)\1 (?:is|leads) .*")

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
        self.texts = {"title": "", "h1": ""}
        self.inside, self.quiet, self.open = False, False, ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inside |= tag == "wenpu-prose"
        self.quiet |= tag in {"script", "style"}
        self.ids.add(values.get("id", ""))
        if not self.inside:
            self._around(tag, values)
        made = not self.inside or values.get("class", "").startswith(OURS)
        links = [values[name] for name in ("href", "src") if name in values]
        (self.ours if made else self.prose).extend(links)

    def _around(self, tag: str, values: dict[str, str]) -> None:
        if tag in self.texts:
            self.open = tag
        elif tag == "time":
            self.days.append(values["datetime"])
        elif tag == "meta":
            name = values.get("name") or values.get("property", "")
            self.meta[name] = values.get("content", "")

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
    """One corpus as a site: its folder, how the build ended, its pages by address."""

    root: Path
    code: int
    told: str
    pages: dict[str, Reader] = field(default_factory=dict)

    @property
    def sources(self) -> Iterator[tuple[Path, Reader]]:
        """Each file that is an article, with its page; Hugo's `_index` is none."""
        content = self.root / "content"
        for path in sorted(content.glob("articles/**/*.md")):
            address = path.relative_to(content).with_suffix("")
            if address.name in {"index", "README"}:
                address = address.parent
            if path.stem != "_index" and address != Path("articles"):
                yield path, self.pages[f"{address.as_posix()}/"]

    @cached_property
    def files(self) -> set[str]:
        site = self.root / "site"
        paths = (path.relative_to(site) for path in site.rglob("*") if path.is_file())
        return {path.as_posix() for path in paths}

    @cached_property
    def destinations(self) -> dict[tuple[str, int], set[str]]:
        """What the author was told leads nowhere, by file and line."""
        found: dict[tuple[str, int], set[str]] = {}
        for path, line, what in TOLD.findall(self.told):
            if link := DESTINATION.fullmatch(what):
                found.setdefault((path, int(line)), set()).add(link[2])
        return found

    def misses(self, url: str, links: list[str]) -> Iterator[str]:
        """Return those of *links* on the page at *url* that lead nowhere."""
        for link in links:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc:
                path = unquote(urljoin(f"/{url}", parts.path)).lstrip("/")
                if not self._leads(path, unquote(parts.fragment)):
                    yield link

    def _leads(self, path: str, place: str) -> bool:
        page = self.pages.get(f"{path.rstrip('/')}/".removeprefix("/"))
        return place in {"", *page.ids} if page else path in self.files


def lay_out(root: Path, name: str, *, whole: bool) -> Path:
    """Copy the posts of a corpus as they are, or a sample of them, and a shop."""
    language, folder = FOLDERS[name]
    if not (CORPORA / folder).is_dir() or not PRODUCTS.is_dir():
        pytest.skip(f"there is no {CORPORA / folder}")
    shutil.copytree(CORPORA / folder, root / "content/articles")
    shutil.copytree(PRODUCTS, root / "products")
    config = CONFIG.format(language=language)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    posts = sorted((root / "content").rglob("*.md"))
    step = 1 if whole else -(-len(posts) // SAMPLE)
    for number, post in enumerate(posts):
        if number % step:
            post.unlink()
    return root


def make_up(root: Path) -> Path:
    """Return a site that sells what it writes about, with one mistake in it."""
    maker = Path(__file__).parents[1] / "benchmarks/corpus.py"
    command = [sys.executable, str(maker), str(SAMPLE), "30", str(root)]
    subprocess.run(command, check=True)
    post = root / "shop/content/articles/mistake.md"
    post.write_text(
        "# 错\n\n这里少一张图。\n\n![没有这张](gone.png)\n", encoding="utf-8"
    )
    return root / "shop"


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run our command as an author does."""
    return subprocess.run(
        [WENPU, "-C", root, *arguments],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795305600"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module", params=[*FOLDERS, MADE_UP])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    whole = "WENPU_WHOLE" in os.environ
    name, root = request.param, tmp_path_factory.mktemp(request.param)
    root = make_up(root) if name == MADE_UP else lay_out(root, name, whole=whole)
    done = run(root, "build")
    assert done.returncode == 0, done.stderr
    site = root / "site"
    pages = {
        f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./"): Reader(
            path.read_text(encoding="utf-8")
        )
        for path in site.rglob("index.html")
    }
    return Built(root, done.returncode, done.stderr, pages)


def test_each_file_becomes_a_page_with_a_title(built: Built) -> None:
    """A folder of posts needs no change to become a magazine."""
    for source, page in built.sources:
        head = HEAD.match(source.read_text(encoding="utf-8"))
        written = TITLE.search(head[1]) if head else None
        title = page.texts["h1"].strip()
        assert title, source
        assert title == (written[2].strip() if written else title), source
        assert page.texts["title"].startswith(title), source


def test_each_page_says_what_it_is_about(built: Built) -> None:
    """A summary is the author's, or the first paragraph; machines get the same."""
    for source, page in built.sources:
        assert page.meta["description"].strip(), source
        assert page.meta["og:description"] == page.meta["description"], source


def test_a_date_that_was_written_is_shown(built: Built) -> None:
    """The day is the one that its author's clock showed."""
    for source, page in built.sources:
        head = HEAD.match(source.read_text(encoding="utf-8"))
        if head and (found := DAY.search(head[1])):
            year, month, day = found.groups()
            assert f"{year}-{month:0>2}-{day:0>2}" in page.days, source


def test_no_mark_up_leaks_into_titles_summaries_and_cards(built: Built) -> None:
    """Around an author's prose, on every page, stand plain words only."""
    leaks = [
        (url, text)
        for url, page in built.pages.items()
        for text in [*page.said, *page.meta.values()]
        if LEAKS.search(text)
    ]

    assert leaks == []


def test_every_link_of_ours_leads_somewhere(built: Built) -> None:
    """Menus, cards, lists, neighbours, pictures: to pages, files, places in pages."""
    lost = {
        url: list(built.misses(url, page.ours)) for url, page in built.pages.items()
    }

    assert {url: links for url, links in lost.items() if links} == {}


def test_every_broken_link_of_a_text_was_told(built: Built) -> None:
    """What a reader's click would miss, its author knows of."""
    told: dict[str, set[str]] = {}
    for (path, _), links in built.destinations.items():
        told.setdefault(path, set()).update(unquote(link) for link in links)
    addresses = {id(page): url for url, page in built.pages.items()}

    for source, page in built.sources:
        path = source.relative_to(built.root).as_posix()
        for link in built.misses(addresses[id(page)], page.prose):
            if place := unquote(urlsplit(link).path):
                assert place in told.get(path, ()), path


def test_what_was_told_stands_where_it_was_said_to(built: Built) -> None:
    """The line named is the line to mend."""
    for (path, number), links in built.destinations.items():
        lines = (built.root / path).read_text(encoding="utf-8").splitlines()
        for link in links:
            assert link in lines[number - 1], f"{path}:{number}"


def test_a_strict_build_stops_and_writes_nothing(built: Built, tmp_path: Path) -> None:
    """Warnings are errors then, every one of them is said, and no page is written."""
    done = run(built.root, "build", "--strict", "--site-dir", str(tmp_path / "site"))

    warnings = [
        f"{path}:{line}: {what}" for path, line, what in TOLD.findall(built.told)
    ]
    assert done.returncode == 1
    assert warnings
    assert [one for one in warnings if one not in done.stderr] == []
    assert not (tmp_path / "site").exists()


def test_all_that_is_broken_in_a_real_blog_is_told(tmp_path: Path) -> None:
    """Its 249 relative pictures and links are known one by one: 99 have no file."""
    root = lay_out(tmp_path, "zh-blog", whole=True)

    done = run(root, "check", "--format", "json")

    problems = json.loads(done.stdout)["problems"]
    links = [
        found[2] for one in problems if (found := DESTINATION.fullmatch(one["what"]))
    ]
    pictures = [
        one["what"] for one in problems if one["what"].startswith("the picture")
    ]
    at_root = [one for one in pictures if one.startswith("the picture '/")]
    assert done.returncode == 0
    assert len(pictures) - len(at_root) == 99
    assert 'pilot-discovery-sequence.svg"' in links  # A stray quote, as it was written.


def test_front_matter_that_does_not_parse_costs_no_page(tmp_path: Path) -> None:
    """Its author is told where; the page is there, made of the text below."""
    root = lay_out(tmp_path, "hexo-unit-test", whole=False)
    post = "---\ntitle: [未闭合\ndate: 2020-01-01\n---\n\n这一篇还在。\n"
    (root / "content/articles/broken.md").write_text(post, encoding="utf-8")

    done = run(root, "build")

    page = Reader(
        (root / "site/articles/broken/index.html").read_text(encoding="utf-8")
    )
    assert done.returncode == 0
    assert "content/articles/broken.md:3: the front matter is not YAML" in done.stderr
    assert page.meta["description"] == "这一篇还在。"
    assert page.texts["h1"] == "Broken"
