"""
Where each offer is paid for, as of the last `apply`: `checkout.lock.yml`.

A build reads it and never asks the payment service, so it needs no key and no network.
Each mode has a section of its own, and nobody writes into another's. One offer is one
line, in order, so that git merges two people's work by itself. Everything in it can be
found again at the service, except the day on which something was replaced.
"""

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import yaml
from msgspec import Struct, field
from msgspec.structs import asdict, replace

from wenpu import source
from wenpu.patterns import later
from wenpu.problems import ContentError, Problem, Spot

NAME = "checkout.lock.yml"
HEAD = "# Written by `wenpu apply`; commit it. Where each offer is paid for, by mode.\n"
VERSION = 1
MODES = ("live", "test", "sandbox")
TEST = "/test_"
"""What the address of a link says that takes no real money."""

MARKS = ("<<<<<<<", "=======", ">>>>>>>")
AGAIN = "Delete the file, and look with  wenpu plan : Stripe knows all of it again."


class Entry(Struct, frozen=True):
    """
    What is known of one sku at the service.

    *amount* is its price in words. *stock* is what its file said, *left* how many of
    that could still be bought. *closed* says why its link is off, *seen* is what was
    last applied, as hashes: whatever differs from both was changed at the service.
    """

    link: str = ""
    url: str = ""
    price: str = ""
    amount: str = ""
    stock: int | None = None
    limit: int | None = None
    left: int | None = None
    closed: str = ""
    seen: str = ""


class Replaced(Struct, frozen=True):
    """A link that another has taken the place of, on the day *at*."""

    sku: str
    link: str
    at: date


class Section(Struct, frozen=True):
    """The lock of one mode. *account* is whose links they are, "" if nobody said."""

    shop: str = ""
    account: str = ""
    offers: Mapping[str, Entry] = field(default_factory=dict)
    replaced: Mapping[str, Replaced] = field(default_factory=dict)
    """By the link that was replaced."""


Sections = Mapping[str, Section]


def read(path: Path) -> dict[str, Section]:
    """Return the sections of the lock at *path*; none of them if there is no file."""
    return parsed(source.read_text(path.parent, path)) if path.exists() else {}


def parsed(text: str) -> dict[str, Section]:
    """Return the sections of the lock that says *text*."""
    _merged(text)
    _doubled(text)
    try:
        found = yaml.load(text, source.LOADER)  # noqa: S506 (a safe loader, the fast one)
        return _sections(found)
    except (yaml.YAMLError, TypeError, ValueError, KeyError, AttributeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise _wrong(line, "this is no lock that Wenpu has written.", AGAIN) from error


def _merged(text: str) -> None:
    """Refuse what git could not merge: two versions, one below the other."""
    for line, content in enumerate(text.splitlines(), 1):
        if content.startswith(MARKS):
            what = "git has left two versions of the lock here, to choose between."
            raise _wrong(line, what, AGAIN)


def _doubled(text: str) -> None:
    """Refuse a line that stands there twice: somebody has taken only the marks out."""
    seen: set[tuple[str, str]] = set()
    room = ""
    for line, content in enumerate(text.splitlines(), 1):
        if not content.startswith("    "):
            # A mode, or one of its two lists.
            room = room + content if content.startswith("  ") else content
        elif found := ROW.match(content):
            if (room, found[1]) in seen:
                what = f"{found[1]} stands here a second time, as after a merge."
                raise _wrong(line, what, AGAIN)
            seen.add((room, found[1]))


ROW = later(r'    ("(?:[^"\\]|\\.)*"):')
"""One offer, or one link that was replaced."""


def _wrong(line: int, what: str, fix: str) -> ContentError:
    return ContentError([Problem(Spot(NAME, line), what, fix)])


def _sections(found: Any) -> dict[str, Section]:  # noqa: ANN401 (whatever YAML says)
    if not found:
        return {}
    if found.get("version") != VERSION:
        raise _wrong(1, "this lock is of another Wenpu.", "Install the newest Wenpu.")
    return {mode: _section(found[mode]) for mode in MODES if mode in found}


def _section(found: Mapping[str, Any]) -> Section:
    offers, replaced = found.get("offers") or {}, found.get("replaced") or {}
    return Section(
        shop=str(found.get("shop", "")),
        account=str(found.get("account", "")),
        offers={str(sku): _entry(one) for sku, one in offers.items()},
        replaced={
            name: Replaced(one["sku"], name, date.fromisoformat(one["at"]))
            for name, one in replaced.items()
        },
    )


_NUMBERS = {"stock", "limit", "left"}


def _entry(found: Mapping[str, Any]) -> Entry:
    names = {*Entry.__struct_fields__}
    known: dict[str, Any] = {
        name: int(value) if name in _NUMBERS else str(value)
        for name, value in found.items()
        if name in names
    }
    return Entry(**known)


def written(sections: Sections) -> str:
    """Return the text of the lock; `read` reads it back."""
    lines = [HEAD, f"version: {VERSION}\n"]
    for mode in MODES:
        if mode in sections:
            lines += [f"{mode}:\n", *_lines(sections[mode])]
    return "".join(lines)


def _lines(one: Section) -> Iterator[str]:
    yield f"  shop: {_quoted(one.shop)}\n"
    if one.account:
        yield f"  account: {_quoted(one.account)}\n"
    yield "  offers:\n" if one.offers else "  offers: {}\n"
    for sku, entry in sorted(one.offers.items()):
        yield _row(sku, entry)
    if one.replaced:
        yield "  replaced:\n"
    for name, gone in sorted(one.replaced.items()):
        row = f"{{sku: {_quoted(gone.sku)}, at: {_quoted(gone.at.isoformat())}}}"
        yield f"    {_quoted(name)}: {row}\n"


@lru_cache(maxsize=100_000)  # It is written anew for each change in it.
def _row(sku: str, entry: Entry) -> str:
    pairs = asdict(entry).items()
    known = [
        f"{name}: {_quoted(value)}" for name, value in pairs if value not in {None, ""}
    ]
    return f"    {_quoted(sku)}: {{{', '.join(known)}}}\n"


UNSAFE = later("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON would print and YAML not take."""


def _quoted(value: str | int) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Book:
    """
    The lock while it is written: each note is on the disk when `note` returns.

    The file is replaced as a whole, so that it is never half there; the other modes'
    sections stay as they are.
    """

    def __init__(self, path: Path, mode: str, shop: str, account: str) -> None:
        self.path, self.mode = path, mode
        self.sections = read(path)
        self.door = threading.Lock()
        before = self.sections.get(mode, Section())
        self._put(replace(before, shop=shop, account=account or before.account))

    @property
    def section(self) -> Section:
        """The section of this mode, as it is now."""
        return self.sections[self.mode]

    def _put(self, section: Section) -> None:
        self.sections = {**self.sections, self.mode: section}

    def open(self) -> None:
        """Write the file as it is: if that is impossible, nothing else is done."""
        write(self.path, written(self.sections))

    def note(
        self,
        offers: Mapping[str, Entry | None],
        replaced: Mapping[str, Replaced | None] | None = None,
    ) -> None:
        """Write down *offers* and what was *replaced*; none takes a line out."""
        with self.door:
            before = self.section
            after = replace(
                before,
                offers=_changed(before.offers, offers),
                replaced=_changed(before.replaced, replaced or {}),
            )
            self._put(after)
            if after != before or not self.path.exists():
                write(self.path, written(self.sections))


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    found = {**before, **after}
    return {key: one for key, one in found.items() if one is not None}


def write(path: Path, text: str) -> None:
    """Put *text* in the place of the file at *path*, whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        what = f"cannot be written: {error.strerror}."
        raise _wrong(
            1, what, "See that it is yours, and that the disk has room."
        ) from error


@contextmanager
def held(
    folder: Path, what: str = "apply", wait: Callable[[], None] = lambda: None
) -> Iterator[bool]:
    """
    Let one who does *what* at a time work in *folder*; say whether one was waited for.

    *wait* is told before it is waited for another.

    Whoever is killed lets go of it: the system holds it, not a file that stays.
    """
    with _opened(folder / f"{what}.lock") as file:
        waited = not _seized(file, wait=False)
        if waited:
            wait()
            _seized(file, wait=True)
        yield waited


def _opened(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+b")
    except OSError as error:
        what = f"the folder {path.parent.name} cannot be written to: {error.strerror}."
        raise _wrong(1, what, "See that it is a folder, and yours.") from error


def _seized(file: Any, *, wait: bool) -> bool:  # noqa: ANN401 (a file)
    try:
        import fcntl  # noqa: PLC0415 (Windows has none)
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
