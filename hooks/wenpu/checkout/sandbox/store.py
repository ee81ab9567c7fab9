"""
All that the stand-in knows, in memory or in a file; the two modes share nothing.

The file is JSON, appears whole or not at all, and may be shared: whoever has his turn
reads it anew if another has written it meanwhile.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import IO

from wenpu.checkout.sandbox.answers import Plain

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


@dataclass
class Books:
    """What is known in one mode: objects by noun and id, oldest first; old replies."""

    objects: dict[str, dict[str, Plain]] = field(default_factory=dict)
    replies: dict[str, Plain] = field(default_factory=dict)
    made: int = 0

    def shelf(self, noun: str) -> dict[str, Plain]:
        """Return all objects of *noun* by their ids."""
        return self.objects.setdefault(noun, {})


class Store:
    """The books of both modes, and the file they are kept in."""

    def __init__(self, path: Path | None, seed: str) -> None:
        self.path, self.lock = path, RLock()
        self.seed = seed or secrets.token_hex(8)
        self.books = {"test": Books(), "live": Books()}
        self.seen: tuple[int, ...] = ()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one at a time read and write; what was written is kept in the end."""
        with self.lock:
            if not self.path:
                yield
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.with_name(f"{self.path.name}.lock").open("wb") as file:
                _lock(file)  # It ends when the file is closed.
                self._read(self.path)
                before = self._marks()
                yield
                if self._marks() != before:
                    self._write(self.path)

    def touch(self) -> None:
        """Say that something was changed that no new id and no reply tells of."""
        self.changes += 1

    changes = 0

    def _marks(self) -> tuple[int, ...]:
        return (self.changes, *(one.made for one in self.books.values()))

    def _read(self, path: Path) -> None:
        if not path.exists():
            return
        seen = _signature(path)
        if seen != self.seen:
            kept = json.loads(path.read_text(encoding="utf-8"))
            self.seed = kept["seed"]
            self.books = {mode: Books(**kept[mode]) for mode in self.books}
            self.seen = seen

    def _write(self, path: Path) -> None:
        part = path.with_name(f"{path.name}.part")
        whole = {"seed": self.seed, **{m: vars(b) for m, b in self.books.items()}}
        part.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        part.replace(path)
        self.seen = _signature(path)


def _signature(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return (found.st_ino, found.st_mtime_ns, found.st_size)
