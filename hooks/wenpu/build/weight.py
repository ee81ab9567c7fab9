"""
What a reader's phone fetches for a page before its pictures, and whether that is light.

Counted from the page itself: its HTML, the style sheets, scripts and icons that it
names, and what those style sheets name. Sizes are as `gzip -6` sends them, which is
what most hosts of static sites do. What comes from another host is counted as a
request; nobody here knows its size.

`weigh_page()` looks at one page and nothing else, so that it can be done wherever pages
are made, and be remembered. `verdict()` puts all of them together.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from html import unescape
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct, field

from wenpu import memory, stamps
from wenpu.budgets import KINDS
from wenpu.model import Budgets, Settings
from wenpu.patterns import later
from wenpu.problems import Level, Problem

KILO = 1024
FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
ELEMENT = later(rb"<(?:link|script)\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = later(r"\b(rel|href|src|as)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
KIND = later(rb"<body\b[^>]*\bkind-([a-z_]+)")
NAMED = later(r"url\(\s*['\"]?(?!data:)([^)'\"]+)|@import\s+['\"]([^'\"]+)")
PAGE = "the page itself"


class PageWeight(NamedTuple):
    """
    One page: its *kind*, the compressed bytes of its HTML, and what it asks for.

    The addresses are as the page writes them.
    """

    kind: str
    html: int
    fetched: tuple[str, ...] = ()


class Scales(Protocol):
    """Weigh what pages ask for."""

    def __call__(self, address: str) -> Sequence[tuple[str, int]]:
        """Return *address* and all that it needs in turn, each with its size."""


class Rest(Struct, frozen=True, dict=True):
    """What a page brings besides its HTML: *parts* are sizes by address."""

    parts: Mapping[str, int]

    @cached_property
    def size(self) -> int:
        """Compressed bytes."""
        return sum(self.parts.values())

    @cached_property
    def scripts(self) -> int:
        """Those of them that are scripts."""
        return sum(size for name, size in self.parts.items() if _is_script(name))


class Sum(NamedTuple):
    """All that brings the page at *url*: its *html*, and the *rest*."""

    url: str
    html: int
    rest: Rest

    @property
    def size(self) -> int:
        """Compressed bytes."""
        return self.html + self.rest.size

    @property
    def requests(self) -> int:
        """How many files they are."""
        return 1 + len(self.rest.parts)

    @property
    def heaviest(self) -> str:
        """What weighs most, and how much."""
        parts = {PAGE: self.html, **self.rest.parts}
        name = max(parts, key=lambda one: (parts[one], one))
        return f"{name}, {kilobytes(parts[name])} KB"

    def of(self, limited: str) -> float:
        """Return what is *limited*, in the unit of its budget."""
        if limited == "requests":
            return self.requests
        return (self.rest.scripts if limited == "scripts" else self.size) / KILO


class Verdict(Struct, frozen=True):
    """One line for each type of page, and what is too heavy."""

    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def weigh_page(html: bytes) -> PageWeight:
    """Weigh one page; its kind is in its first tags, "" if it is none of ours."""
    found = KIND.search(html)
    kind = found[1].decode() if found else ""
    asked = (_address(found.decode("utf-8", "replace")) for found in _elements(html))
    # What a page holds within itself is in its HTML.
    fetched = tuple(one for one in dict.fromkeys(asked) if one[:5] not in {"", "data:"})
    return PageWeight(kind, packed(html), fetched)


def packed(data: bytes) -> int:
    """Return the size of *data* as it is sent."""
    return len(gzip.compress(data, 6, mtime=0))


def _elements(html: bytes) -> Iterable[bytes]:
    return ELEMENT.findall(html)


def _address(element: str) -> str:
    """Return what *element* lets a browser fetch by itself, pictures left out."""
    found = ATTRIBUTE.findall(element)
    said = {name: unescape(a or b or c).strip() for name, a, b, c in found}
    if element[1:7].lower() == "script":
        return said.get("src", "")
    wanted = FETCHED & set(said.get("rel", "").lower().split())
    return said.get("href", "") if wanted and said.get("as") != "image" else ""


def total(url: str, page: PageWeight, scales: Scales) -> Sum:
    """Return all that brings *page*, which stands at *url*."""
    return Sum(url, page.html, Rest(_parts(url, page.fetched, scales)))


def _parts(url: str, fetched: Iterable[str], scales: Scales) -> dict[str, int]:
    wanted = {urljoin(f"/{url}", one): None for one in fetched}
    return {name: size for one in wanted for name, size in scales(one)}


class _Sums(Struct, frozen=True):
    """Adds up; pages of one depth that ask for the same things get the same ones."""

    scales: Scales
    known: dict[tuple[str, tuple[str, ...]], Rest] = field(default_factory=dict)

    def of(self, url: str, page: PageWeight) -> Sum:
        up = "../" * url.count("/")
        shared = all(one.startswith(up) for one in page.fetched)
        key = (up if shared else url, page.fetched)
        if key not in self.known:
            self.known[key] = Rest(_parts(url, page.fetched, self.scales))
        return Sum(url, page.html, self.known[key])


def verdict(
    weights: Mapping[str, PageWeight], scales: Scales, budgets: Budgets
) -> Verdict:
    """
    Put the *weights* of pages, by their address, to the *budgets*.

    A page that is none of ours, as one of Material's, has no budget.
    """
    found: dict[str, list[Sum]] = defaultdict(list)
    sums = _Sums(scales)
    for url, page in weights.items():
        if page.kind in KINDS:
            found[KINDS[page.kind]].append(sums.of(url, page))
    lines: list[str] = []
    problems: list[Problem] = []
    for name, limit in budgets.limits.items():
        pages = found.get(name) or ([] if name in KINDS.values() else _all(found))
        if pages and limit:
            heaviest = max(pages, key=lambda one: (one.of(name), one.url))
            lines += [_line(name, heaviest, limit)] if name in found else []
            problems += _problems(name, pages, heaviest, budgets)
    return Verdict(tuple(lines), tuple(problems))


def _all(found: Mapping[str, Iterable[Sum]]) -> list[Sum]:
    return [one for pages in found.values() for one in pages]


def _line(name: str, heaviest: Sum, limit: int) -> str:
    where = heaviest.url or "/"
    return f"{name}: {kilobytes(heaviest.size)} of {limit} KB at most, {where}"


def _problems(
    name: str, pages: Sequence[Sum], worst: Sum, budgets: Budgets
) -> Iterator[Problem]:
    """Tell of the worst of *pages*, and how many others are over the budget."""
    limit = budgets.limits[name]
    others = sum(one.of(name) > limit for one in pages) - 1
    if others < 0:
        return
    spot = budgets.lines.get(name, budgets.spot)
    more = f" {others} more are too heavy." if others else ""
    what = f"{worst.url or 'The home page'} {_excess(name, worst, limit)}.{more}"
    need = -int(-worst.of(name) // 1)
    fix = f"Most of it: {worst.heaviest}. Take some out, or allow it, as in"
    fix = f"{fix}  budgets: {{{name}: {need}}}"
    yield Problem(spot, what, fix, Level.WARNING)


def _excess(name: str, worst: Sum, limit: int) -> str:
    if name == "requests":
        return f"takes {worst.requests} requests, and {limit} are allowed"
    what = "of scripts" if name == "scripts" else "without its pictures"
    size = kilobytes(round(worst.of(name) * KILO))
    return f"weighs {size} KB {what}, and {limit} are allowed"


def kilobytes(size: int) -> str:
    """Return a size as people say it."""
    return f"{size / KILO:.1f}"


def _is_script(address: str) -> bool:
    return urlsplit(address).path.endswith((".js", ".mjs"))


class Folder(Struct, frozen=True):
    """
    Scales for what is published in the folder *site*; each file is weighed once.

    *base* is where on its host the site stands: pages for lost readers say it.
    """

    site: Path
    base: str = "/"
    known: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def __call__(self, address: str) -> Sequence[tuple[str, int]]:
        """Return *address* and all that it needs in turn, each with its size."""
        if address not in self.known:
            self.known[address] = ()  # A sheet that names itself needs nothing more.
            self.known[address] = tuple(self._weighed(address))
        return self.known[address]

    def _weighed(self, address: str) -> Iterator[tuple[str, int]]:
        parts = urlsplit(address)
        if parts.scheme == "data":
            return
        name = parts.path.removeprefix(self.base).lstrip("/")
        path = self.site / unquote(name)
        if parts.netloc or not path.is_file():
            yield address, 0
            return
        data = path.read_bytes()
        size = memory.recall("packed", stamps.of_bytes(data), partial(packed, data))
        yield name, size
        if path.suffix == ".css":
            for first, second in NAMED.findall(data.decode("utf-8", "replace")):
                yield from self(urljoin(address, first or second))


ROOM = "weights"
UNKNOWN: Mapping[str, bytes] = {}


def of_site(
    site: Path, wanted: Settings, known: Mapping[str, bytes] = UNKNOWN
) -> Verdict:
    """
    Weigh every page that is published in the folder *site*.

    Of the files whose stamps are *known*, those that were weighed before are not read.
    """
    if not any(wanted.budgets.limits.values()):
        return Verdict()
    scales = Folder(site, urlsplit(wanted.url).path or "/")
    names = known or {one.relative_to(site).as_posix() for one in site.rglob("*.html")}
    weights = {
        name.removesuffix("index.html"): _weighed(site, name, known.get(name))
        for name in sorted(names)
        if name.endswith(".html")
    }
    return verdict(weights, scales, wanted.budgets)


def _weighed(site: Path, name: str, stamp: bytes | None) -> PageWeight:
    """Weigh the page *name*, unless one with its *stamp* was weighed before."""

    def weigh() -> PageWeight:
        return weigh_page((site / name).read_bytes())

    return memory.recall(ROOM, stamp, weigh) if stamp else weigh()


def remember(html: bytes, found: PageWeight) -> None:
    """Remember that *html* was weighed, perhaps elsewhere, and *found* to be so."""
    memory.recall(ROOM, stamps.of_bytes(html), lambda: found)
