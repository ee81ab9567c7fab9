"""A phone, held by a visitor of the demo; it reaches nothing else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

WENPU = Path(sys.executable).with_name("wenpu")
DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
QUIET = (
    "--no-sandbox",  # CI runs as root.
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
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


PATIENCE = 10_000
"""So many milliseconds may anything take: a busy machine is no fault of the page."""
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


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and the site's own page for lost readers, without a word."""

    def log_message(self, *_: object) -> None: ...

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Minds no reader who leaves before a page is there."""

    def handle_error(self, *_: object) -> None: ...


@pytest.fixture(scope="session")
def address(site: Published) -> Iterator[str]:
    """Where the demo shop is served."""
    handler = partial(Quiet, directory=str(site.folder))
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "No Chromium. Install it:  apt-get install chromium"
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=QUIET) as browser,
    ):
        yield browser


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(
    chromium: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A screen 360 pixels wide, once with JavaScript and once without."""
    yield from _screen(chromium, address, script=request.param)


@pytest.fixture
def screen(chromium: Browser, address: str) -> Iterator[Page]:
    """The same screen, with JavaScript only: for what a script measures."""
    yield from _screen(chromium, address, script=True)


def _screen(chromium: Browser, address: str, *, script: bool) -> Iterator[Page]:
    with chromium.new_context(
        base_url=address,
        viewport={"width": 360, "height": 740},
        java_script_enabled=script,
        reduced_motion="reduce",
    ) as context:
        context.set_default_timeout(PATIENCE)
        context.route(lambda url: not url.startswith((address, "data:")), Route.abort)
        yield context.new_page()
