"""The stand-in behind an address: the API at `/v1/…`, the pay page at `/pay/…`."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from wenpu.checkout.sandbox import page
from wenpu.checkout.sandbox.service import NOWHERE, Sandbox

HTML = "text/html; charset=utf-8"
MOST = 1_000_000
"""No form of ours is longer, in bytes."""

PATIENCE = 0.05
"""So long may it take to notice that it is over, in seconds."""

SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """Serves until it is closed."""

    daemon_threads = True

    @property
    def address(self) -> str:
        """Where it is, as a base for the real client and for pay links."""
        host = str(self.server_address[0])
        return f"http://{host}:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Mind no one who leaves before the answer is there; tell of all else."""
        if not isinstance(sys.exception(), ConnectionError):
            traceback.print_exc()


@contextmanager
def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> Iterator[Server]:
    """
    Serve *sandbox* for a while; a free port is found where none is given.

    Where the sandbox was not told where its pay page is, it is here.
    """
    with Server((host, port), partial(Handler, sandbox)) as server:
        if sandbox.pay == NOWHERE:
            sandbox.pay = server.address
        Thread(target=server.serve_forever, args=(PATIENCE,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the stand-in, and its answer back."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body in one piece: else each answer waits for the network.
    disable_nagle_algorithm = True

    def __init__(self, sandbox: Sandbox, *rest: object) -> None:
        self.sandbox = sandbox
        super().__init__(*rest)  # type: ignore[arg-type] # They are handed through.

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer what is asked for."""
        self._serve("GET")

    def do_POST(self) -> None:
        """Do what a form says."""
        self._serve("POST")

    def do_DELETE(self) -> None:
        """Delete."""
        self._serve("DELETE")

    def _serve(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST:
            self.close_connection = True
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "", {})
            return
        body = self.rfile.read(length).decode("utf-8", "replace")
        if urlsplit(self.path).path.startswith("/v1/"):
            self._api(method, body)
        else:
            self._page(method, body)

    def _api(self, method: str, body: str) -> None:
        parts = urlsplit(self.path)
        headers = dict(self.headers.items())
        reply = self.sandbox.request(method, parts.path, parts.query, body, headers)
        named = {"Content-Type": "application/json", **reply.headers}
        self._send(HTTPStatus(reply.status), reply.body, named)

    def _page(self, method: str, body: str) -> None:
        accepted = self.headers.get("Accept-Language", "")
        form = dict(parse_qsl(body, keep_blank_values=True))
        with self.sandbox.store.turn():
            desk = self.sandbox.desk(live="/test_" not in self.path)
            if method == "POST":
                found = page.submit(desk, self.path, accepted, form)
            else:
                found = page.show(desk, self.path, accepted)
        headers = {"Content-Type": HTML, **SAFE}
        if found.location:
            headers["Location"] = found.location
        self._send(found.status, found.body, headers)

    def _send(self, status: HTTPStatus, body: str, headers: dict[str, str]) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
