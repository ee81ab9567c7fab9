"""A phone, held by a visitor of the demo; it reaches nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.rulers import PATIENCE, screen_at
from tools.looks import browser

WENPU = Path(sys.executable).with_name("wenpu")
DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
STATES = Path(__file__).with_name("states")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    """One element of a page: its attributes, and all text within it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class Markup(HTMLParser):
    """A page as a browser without scripts reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements called *tag* that have *attributes*."""
        wanted = attributes.items()
        return [
            e for e in self.elements if e.tag == tag and wanted <= e.attributes.items()
        ]


@dataclass
class Published:
    """A built site: its folder, and its pages by their address from its root."""

    folder: Path
    pages: dict[str, Markup] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Published":
        """Parse every page below *folder*."""
        files = sorted(folder.rglob("*.html"))
        texts = {file: file.read_text(encoding="utf-8") for file in files}
        names = {file: file.relative_to(folder).as_posix() for file in files}
        return cls(
            folder,
            {names[f].removesuffix("index.html"): Markup(texts[f]) for f in files},
        )


expect.set_options(timeout=PATIENCE)

Builder = Callable[[Path], Published]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """The command, as an author has it."""

    def run(root: Path) -> Published:
        folder = tmp_path_factory.mktemp("site")
        args: list[str | Path] = [WENPU, "-C", root, "build", "--site-dir", folder]
        day = {"SOURCE_DATE_EPOCH": DAY, **os.environ}
        done = subprocess.run(
            args, env=day, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return Published.read(folder)

    return run


@pytest.fixture(scope="session")
def site(demo: Path, build: Builder) -> Published:
    """The demo shop, built once."""
    return build(demo)


@pytest.fixture(scope="session")
def address(site: Published) -> Iterator[str]:
    """Where the demo shop is served."""
    with browser.served(site.folder) as found:
        yield found


@pytest.fixture(scope="session")
def states(build: Builder) -> Published:
    """A shop that shows every state there is, built once."""
    return build(STATES)


@pytest.fixture(scope="session")
def states_address(states: Published) -> Iterator[str]:
    """Where that shop is served."""
    with browser.served(states.folder) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(
    chromium: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A screen 360 pixels wide, once with JavaScript and once without."""
    with screen_at(chromium, address, java_script_enabled=request.param) as page:
        yield page


@pytest.fixture
def screen(chromium: Browser, address: str) -> Iterator[Page]:
    """The same screen, with JavaScript only: for what a script measures."""
    with screen_at(chromium, address) as page:
        yield page
