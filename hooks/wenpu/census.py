"""
What is in a file, by its stamp: each is read once, and again only if it was touched.

A file is as it was if its size, its number on the disk and both its times are; the
system sets the second of these whatever anybody does. A file that was touched just
before it was read may be touched again within the same tick of its clock: it is read
the next time as well.
"""

import os
import time
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from wenpu import memory, stamps
from wenpu.memory import Memory

ROOM = "census"
TICK = 2 * 10**9
"""Nanoseconds. No disk counts time in longer steps."""


Value = TypeVar("Value")


class Entry(NamedTuple):
    """A file as it was read: how it lay there, and the stamp of what was in it."""

    size: int
    number: int
    written: int
    touched: int
    stamp: bytes
    settled: bool


def stamp(path: Path | str) -> bytes:
    """Return the stamp of what is in the file at *path*; raise `OSError` without it."""
    found = memory.opened_now()
    name = str(path)
    if not found:
        return _read(name)
    now = found.used.setdefault(ROOM, {})
    if name not in now:
        now[name] = _entry(name, found.known.get(ROOM, {}).get(name))
    entry: Entry = now[name]
    return entry.stamp


def recall(
    room: str, paths: Sequence[Path | str], told: Hashable, make: Callable[[], Value]
) -> Value:
    """
    Return what *make* makes of the files at *paths* and of what it is *told* besides.

    It is remembered, unless one of the files was touched while it was read.
    """
    found = memory.opened_now()
    if not found:
        return make()
    try:
        key = _key(paths, told)
    except OSError:  # It is for *make* to say so.
        return make()
    knew = found.knows(room, key)
    value = found.recall(room, key, make)
    if not knew and not all(_is_still(found, str(path)) for path in paths):
        del found.used[room][key]
    return value


def is_known(room: str, path: Path | str, told: Hashable) -> bool:
    """Tell whether `recall` has an answer for the file at *path*, and needs no work."""
    found = memory.opened_now()
    if not found:
        return False
    try:
        key = _key([path], told)
    except OSError:
        return False
    return key in found.known.get(room, {})


def _key(paths: Sequence[Path | str], told: Hashable) -> Hashable:
    read = b"".join([stamp(path) for path in paths])
    return (read if len(paths) == 1 else stamps.of_bytes(read)), told


def _is_still(found: Memory, name: str) -> bool:
    """Tell whether the file at *name* lies there as it did when it was read."""
    entry: Entry = found.used[ROOM][name]
    try:
        return entry[:4] == _seen(name)
    except OSError:
        return False


def _entry(name: str, known: Entry | None) -> Entry:
    seen = _seen(name)
    if known and known.settled and known[:4] == seen:
        return known
    settled = max(seen[2:]) < time.time_ns() - TICK
    return Entry(*seen, _read(name), settled)


def _seen(name: str) -> tuple[int, int, int, int]:
    here = os.stat(name)  # noqa: PTH116 (a Path takes as long to make as all else)
    return here.st_size, here.st_ino, here.st_mtime_ns, here.st_ctime_ns


def _read(name: str) -> bytes:
    return stamps.of_bytes(Path(name).read_bytes())
