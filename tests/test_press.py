"""Many texts are converted by workers; the site must be the same to the byte."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WENPU = Path(sys.executable).with_name("wenpu")
ARTICLES = 260  # More than pay for workers.

MKDOCS = """\
site_name: Press
docs_dir: content
site_url: https://press.example/
theme: {name: material, language: en, font: false}
plugins: [{wenpu: {currency: EUR}}]
markdown_extensions: [EXTENSIONS]
"""

ARTICLE = """\
---
date: 2026-01-01
---
# Article NUMBER

## The first

A [tea](product:tea) and[^1] a [neighbour](nNEXT.md), HTML.

![Card](product:tea)

## The first

*[HTML]: HyperText NUMBER

[^1]: A note of NUMBER.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "products").mkdir()
    product = "name: Tea\nprice: 1.00\nchannels: {mail: 'mailto:a@b.example'}\n"
    (tmp_path / "products/tea.yml").write_text(product)
    for number in range(ARTICLES):
        text = ARTICLE.replace("NEXT", str((number + 1) % ARTICLES))
        path = tmp_path / f"content/articles/n{number}.md"
        path.write_text(text.replace("NUMBER", str(number)))
    return tmp_path


def built(site: Path, into: str, begin: Callable[[], None] | None) -> dict[str, bytes]:
    """Build *site* in a process that begins with *begin*; return its files."""
    args = [str(WENPU), "-C", str(site), "build", "--strict", "--site-dir"]
    subprocess.run([*args, str(site / into)], check=True, preexec_fn=begin)
    folder = site / into
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def on_one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def test_workers_and_one_process_make_the_same_site(site: Path) -> None:
    """Whether texts share a converter, or workers, shows in no byte."""
    config = MKDOCS.replace("EXTENSIONS", "abbr, footnotes, toc, tables")
    (site / "mkdocs.yml").write_text(config)

    many = built(site, "many", None)
    one = built(site, "one", on_one_core)

    assert len(many) > ARTICLES
    assert many == one


STRANGE = """\
from markdown import Extension
from markdown.postprocessors import Postprocessor


class Counter(Postprocessor):
    pages = 0

    def run(self, text):
        self.pages += 1
        return f"{text}<p>page {self.pages}</p>"


class Counts(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Counter(md), "counter", 1)


def makeExtension():
    return Counts()
"""


def test_an_extension_that_keeps_something_meets_one_page_only(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that nobody knows may not forget: it gets a converter for each page."""
    (site / "strange.py").write_text(STRANGE)
    monkeypatch.setenv("PYTHONPATH", str(site))
    config = MKDOCS.replace("EXTENSIONS", "toc, strange")
    (site / "mkdocs.yml").write_text(config)

    files = built(site, "site", None)

    pages = [files[f"articles/n{number}/index.html"] for number in range(ARTICLES)]
    counts = {page.partition(b"<p>page ")[2].partition(b"<")[0] for page in pages}
    assert len(counts) == 1  # A shared converter would count on.


def test_nothing_of_one_page_stays_for_the_next(site: Path) -> None:
    """Footnotes, abbreviations and anchors are those of their own page."""
    config = MKDOCS.replace("EXTENSIONS", "abbr, footnotes, toc")
    (site / "mkdocs.yml").write_text(config)

    files = built(site, "site", None)

    for number in (0, 1, ARTICLES - 1):
        html = files[f"articles/n{number}/index.html"].decode()
        assert f'title="HyperText {number}"' in html
        assert f"A note of {number}." in html
        assert html.count('id="the-first"') == html.count('id="the-first_1"') == 1
        assert html.count('class="card"') == 1
