"""
What a reader's phone fetches for an article before its pictures.

Counted from the page itself: its HTML, the style sheets and scripts that it names, and
what those style sheets name. Sizes are as `gzip -6` sends them, which is what most
hosts of static sites do.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
NAMED = re.compile(r"url\(\s*['\"]?(?!data:)([^)'\"]+)|@import\s+['\"]([^'\"]+)")


@dataclass(frozen=True)
class Weight:
    """One page: *size* in compressed bytes, and how many *requests* bring it."""

    url: str
    size: int
    requests: int


class References(HTMLParser):
    """Gathers what a browser fetches by itself, pictures and frames left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of a style sheet, an icon, a script."""
        values = {name: value or "" for name, value in attrs}
        fetched = tag == "link" and FETCHED & set(values.get("rel", "").split())
        if address := values.get(
            "href" if fetched else "src" if tag == "script" else ""
        ):
            self.found.append(address)


def articles(site: Path) -> list[Weight]:
    """Weigh each page below *site*/articles that is an article's."""
    pages = sorted((site / "articles").rglob("index.html"))
    texts = ((path, path.read_text(encoding="utf-8")) for path in pages)
    return [weigh(site, path, text) for path, text in texts if "kind-article" in text]


def weigh(site: Path, page: Path, text: str) -> Weight:
    """Weigh one *page* of *site*."""
    url = page.parent.relative_to(site).as_posix() + "/"
    wanted = {urljoin(f"/{url}", one) for one in References(text).found}
    sizes = {name: size for one in wanted for name, size in fetched(site, one)}
    return Weight(url, packed(page) + sum(sizes.values()), 1 + len(sizes))


@cache
def fetched(site: Path, address: str) -> tuple[tuple[str, int], ...]:
    """Return *address* and all that it needs in turn, each with its size."""
    parts = urlsplit(address)
    if parts.scheme == "data":
        return ()
    if parts.netloc:
        raise ValueError(f"{address}: a page asks another host")
    path = site / unquote(parts.path).lstrip("/")
    more = inside(path, address) if path.suffix == ".css" else []
    below = [one for other in more for one in fetched(site, other)]
    return ((address, packed(path)), *below)


def inside(path: Path, address: str) -> list[str]:
    """Return what a style sheet names."""
    named = NAMED.findall(path.read_text(encoding="utf-8"))
    return [urljoin(address, first or second) for first, second in named]


def packed(path: Path) -> int:
    """Return the size of a file as it is sent."""
    return len(gzip.compress(path.read_bytes(), 6))
