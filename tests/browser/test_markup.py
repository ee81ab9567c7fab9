"""The HTML of every page of the demo: valid, and of one shape."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Published

pytestmark = pytest.mark.xdist_group("markup")  # One reading of the site serves all.
HERE = Path(__file__).parent
VALIDATOR = HERE / "node_modules/html-validate/bin/html-validate.mjs"
RULES = HERE / ".htmlvalidate.json"
"""What the HTML standard asks for, and no matter of taste."""


def validate(folder: Path) -> list[str]:
    """Return what the validator says of all pages below *folder*, as file:line."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=path)
    assert node, "No node. Set it up:  make test"
    assert VALIDATOR.is_file(), "No html-validate. Set it up:  make test"
    rules: list[str | Path] = ["--config", RULES, "--formatter", "json"]
    with tempfile.TemporaryFile("w+") as said:  # A pipe would be cut at 64 KB.
        done = subprocess.run(
            [node, VALIDATOR, *rules, folder],
            stdout=said,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        said.seek(0)
        found = said.read()
    assert found, done.stderr
    return [
        f"{Path(file['filePath']).relative_to(folder)}:{one['line']}: {one['message']}"
        for file in json.loads(found)
        for one in file["messages"]
    ]


def test_every_page_is_valid(site: Published) -> None:
    """The validator has nothing to say."""
    assert validate(site.folder) == []


def test_every_state_is_valid(states: Published) -> None:
    """Nor has it where things are sold out, nameless or from right to left."""
    assert validate(states.folder) == []


def test_what_is_not_valid_would_be_seen(tmp_path: Path) -> None:
    """The validator is awake: one bad page, one sentence."""
    (tmp_path / "index.html").write_text("<!DOCTYPE html>\n<p><img></p>")

    assert validate(tmp_path) != []


def test_every_page_has_one_heading_and_a_language(site: Published) -> None:
    """One h1 that says something, a title, the language of its words."""
    odd = {
        url: (titles, [one.text for one in headings])
        for url, page in site.pages.items()
        if len(headings := page.all("h1")) != 1
        or not headings[0].text.strip()
        or not (titles := [one.text for one in page.all("title")])[0].strip()
        or page.all("html")[0].attributes["lang"] != "zh-CN"
    }

    assert odd == {}


def test_no_two_pages_have_one_title(site: Published) -> None:
    """A reader with ten tabs open, and a search engine, can tell pages apart."""
    titles: dict[str, list[str]] = {}
    for url, page in site.pages.items():
        if not page.all("meta", name="robots", content="noindex"):
            titles.setdefault(page.all("title")[0].text, []).append(url)

    assert {title: urls for title, urls in titles.items() if len(urls) > 1} == {}


def test_every_picture_has_its_size_and_its_words(site: Published) -> None:
    """So nothing moves while it loads, and those who hear a page are told."""
    odd = {
        f"{url}: {one.attributes.get('src')}"
        for url, page in site.pages.items()
        for one in page.all("img")
        if not {"width", "height", "alt"} <= one.attributes.keys()
    }

    assert odd == set()
