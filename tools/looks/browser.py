"""A browser, and a server for the folder it visits: for tests and for tools."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from wenpu.build.ranges import ASKED, bounds

QUIET = (
    "--no-sandbox",  # CI runs as root.
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, which keeps to itself."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "No Chromium. Install it:  apt-get install chromium"  # noqa: S101
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=QUIET) as browser,
    ):
        yield browser


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site; give its address."""
    server = Server(("127.0.0.1", 0), quiet(folder))
    with running(server):
        yield f"http://127.0.0.1:{server.server_port}/"


@contextmanager
def running(server: "Server") -> Iterator[None]:
    """Let *server* answer, and close its door in the end."""
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def quiet(folder: Path) -> "partial[Quiet]":
    """Return what answers with the files of *folder*."""
    return partial(Quiet, directory=str(folder))


class Server(ThreadingHTTPServer):
    """Minds no reader who leaves before a page is there."""

    def handle_error(self, *_: object) -> None: ...


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and the site's own page for lost readers, without a word."""

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        """Send a file, or the part of it that a player goes to."""
        path = Path(self.translate_path(self.path))
        asked = ASKED.fullmatch(self.headers.get("Range", ""))
        if not asked or not path.is_file():
            super().do_GET()
            return
        data = path.read_bytes()
        part = bounds(asked[1], asked[2], len(data)) or (0, len(data) - 1)
        first, last = part
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(data[first : last + 1])

    def send_error(self, code: int, *_: object) -> None:
        page = Path(self.directory, "404.html")
        body = page.read_bytes() if page.is_file() else b""
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
