"""
Let Lighthouse judge the demo's pages as a slow phone meets them.

The site is served as hosts of static sites serve it: compressed, and with the style
sheet to keep. Each page is judged thrice, because a busy machine is taken for a slow
page; the middle one counts.
"""

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import environ
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from measure import Figure, timed

HERE = Path(__file__).parent
JUDGE = HERE / "node_modules/lighthouse/cli/index.js"
PAGES = {
    "home": "",
    "article": "articles/vinegar-year/",
    "product": "products/aged-vinegar/",
}
BARS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
PACE = {
    "largest-contentful-paint": ("LCP", 1300, "ms"),
    "total-blocking-time": ("TBT", 20, "ms"),
    "cumulative-layout-shift": ("CLS", 0, ""),
}
"""What a reader waits for, and what it may be: Lighthouse's slow 4G, slow processor."""

TRIES = 3
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
TEXTS = {".html", ".css", ".js", ".svg", ".xml", ".json", ".txt"}


@dataclass(frozen=True)
class Verdict:
    """What Lighthouse says of one page, in the order of `BARS` and of `PACE`."""

    scores: tuple[int, ...]
    pace: tuple[float, ...] = ()

    @property
    def fine(self) -> bool:
        """Tell whether no bar is missed."""
        pairs = zip(self.scores, BARS.values(), strict=True)
        return all(score >= bar for score, bar in pairs)

    def __str__(self) -> str:
        return " / ".join(map(str, self.scores))


class Host(SimpleHTTPRequestHandler):
    """Sends files as a host of static sites does, several through one connection."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        """Send one file, texts compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXTS or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Let a browser keep what has its content in its name."""
        kept = "/assets/" in self.path
        age = "max-age=31536000, immutable" if kept else "max-age=600"
        self.send_header("Cache-Control", age)
        super().end_headers()


class Server(ThreadingHTTPServer):
    """Minds no reader who leaves before a file is there."""

    def handle_error(self, *_: object) -> None: ...


def figures() -> Iterator[Figure]:
    """Build the demo, and tell what Lighthouse says of its pages."""
    if not JUDGE.is_file():
        yield Figure("Lighthouse", "not installed:  make bench", fine=False)
        return
    with TemporaryDirectory(prefix="wenpu-lighthouse-") as folder:
        site = Path(folder) / "site"
        timed("wenpu", "-C", str(HERE.parent), "build", "--site-dir", str(site))
        with served(site) as address:
            for name, url in PAGES.items():
                found = verdict(f"{address}{url}", Path(folder) / "said.json")
                bar = str(Verdict(tuple(BARS.values())))
                title = f"Lighthouse, mobile: {name}"
                yield Figure(title, str(found), f"at least {bar}", found.fine)
                yield from waits(name, found)


def waits(name: str, found: Verdict) -> Iterator[Figure]:
    """Tell how long a reader of the page *name* waits, and whether anything jumps."""
    for value, (what, bar, unit) in zip(found.pace, PACE.values(), strict=True):
        digits = 0 if unit else 3
        yield Figure.below(f"{what}, {name}", value, bar, unit, digits=digits)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve *site* for a while; yield its address."""
    handler = partial(Host, directory=str(site))
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def verdict(address: str, said: Path) -> Verdict:
    """Return the middle score of each category, and the middle time of each wait."""
    found = [judged(address, said) for _ in range(TRIES)]
    scores = zip(*(one.scores for one in found), strict=True)
    pace = zip(*(one.pace for one in found), strict=True)
    return Verdict(
        tuple(round(median(one)) for one in scores),
        tuple(median(one) for one in pace),
    )


def judged(address: str, said: Path) -> Verdict:
    """Ask Lighthouse once."""
    node = Path(sys.executable).with_name("node")
    asked = [node, JUDGE, address, "--quiet", "--output=json", f"--output-path={said}"]
    done = subprocess.run(
        [*asked, f"--chrome-flags={QUIET}"],
        env={**environ, "CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"Lighthouse failed on {address}:\n{done.stderr[-2000:]}")
    told = json.loads(said.read_text(encoding="utf-8"))
    scores = (round(100 * told["categories"][name]["score"]) for name in BARS)
    pace = (float(told["audits"][name]["numericValue"]) for name in PACE)
    return Verdict(tuple(scores), tuple(pace))
