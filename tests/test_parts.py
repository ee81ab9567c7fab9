"""Each case hides a part, and says where it was."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from wenpu import shop
from wenpu.look import PARTS
from wenpu.model import Look, Settings
from wenpu.pages import GeneratedPage

Folder = Callable[[Mapping[str, Any]], Path]

CASES = Path(__file__).with_name("parts")
SITE = {
    "content/authors.yml": "lan: {name: 阿岚}\nwen: {name: 老温}\n",
    "content/articles/one.md": "---\ntitle: 一\ndate: 2026-01-01\nauthors: lan\n"
    "tags: 茶\nseries: 四季\ncode: A1\n---\n今天喝青茶。",
    "content/articles/two.md": "---\ntitle: 二\ndate: 2026-02-02\ntags: 茶\n"
    "series: 四季\n---\n今天喝青茶，明天喝红茶。",
    "content/articles/three.md": "---\ntitle: 三\ndate: 2026-03-03\ntags: 茶\n"
    "---\n先温壶。",
    "products/tea.yml": "name: 青茶\nprice: 20\nmaker: wen\ntags: 茶\ncode: T1\n"
    "channels: {email: 'mailto:tea@example.com'}\n",
    "products/white.yml": "name: 白茶\nprice: 40\ntags: 茶\n"
    "channels: {email: 'mailto:tea@example.com'}\n",
    "products/red.yml": "name: 红茶\nprice: 30\ntags: 茶\n"
    "channels: {email: 'mailto:tea@example.com'}\n",
}


def pages(root: Path, hidden: set[str]) -> dict[str, GeneratedPage]:
    """Return the pages by their address, without what is *hidden*."""
    look = Look(hidden=frozenset(hidden))
    found = shop.load(
        root, Settings("Tea", date(2026, 11, 22), "https://tea.example/", look=look)
    ).pages
    both = (*found.written.values(), *found.generated.values())
    return {unquote(page.url): page for page in both}


def at(page: GeneratedPage, path: str) -> Any:  # noqa: ANN401
    """Return what the template of *page* finds at `a.b`."""
    value: Any = page.meta["wenpu"]
    for name in path.split("."):
        value = value[name]
    return value


def test_hides_what_the_case_says(case: dict[str, Any], folder: Folder) -> None:
    """What was there is empty, and of the same kind; nothing else has to be asked."""
    root = folder(SITE)
    before, after = pages(root, set()), pages(root, {case["hide"]})

    for url, paths in case.get("empty", {}).items():
        for path in paths:
            was, is_now = at(before[url], path), at(after[url], path)
            assert was, f"{url}: {path} was empty before"
            assert is_now == type(was)(), f"{url}: {path}"
    assert {*case.get("gone", [])} <= before.keys() - after.keys()
    assert {*case.get("stays", [])} <= after.keys()


def test_templates_know_what_is_hidden(case: dict[str, Any], folder: Folder) -> None:
    """All parts are named; those that are shown are true."""
    found = pages(folder(SITE), {case["hide"]})

    parts = at(found[""], "site.parts")
    assert parts == {name: name != case["hide"] for name in PARTS}


def test_every_part_has_a_case() -> None:
    """But for the feed, which nobody makes yet."""
    cases = [yaml.safe_load(path.read_text("utf-8")) for path in CASES.glob("*.yml")]

    assert {case["hide"] for case in cases} == {*PARTS} - {"feed"}


@pytest.mark.parametrize("hidden", [set(), {*PARTS}], ids=["nothing", "everything"])
def test_no_link_leads_to_what_is_hidden(hidden: set[str], folder: Folder) -> None:
    """A site without any of its parts is whole."""
    look = f"{{look: {{hide: [{', '.join(sorted(hidden))}]}}}}"
    config = f"site_name: T\ndocs_dir: content\nplugins: [wenpu: {look}]\n"
    theme = "theme: {name: material, language: zh}\n"
    root = folder({**SITE, "mkdocs.yml": config + theme})

    wenpu = Path(sys.executable).with_name("wenpu")
    words: list[str | Path] = [wenpu, "build", "--strict"]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert list(lost(root / "site")) == []


def lost(site: Path) -> list[str]:
    """Return the links of the built *site* that lead nowhere."""
    found = []
    for page in site.rglob("*.html"):
        here = f"/{page.relative_to(site).as_posix().removesuffix('index.html')}"
        for link in re.findall(r'<a [^>]*href="([^"]*)"', page.read_text("utf-8")):
            parts = urlsplit(unquote(urljoin(here, link)))
            target = site / parts.path.lstrip("/")
            there = target.is_file() or (target / "index.html").is_file()
            if not parts.scheme and not there:
                found.append(f"{here}: {link}")
    return found
