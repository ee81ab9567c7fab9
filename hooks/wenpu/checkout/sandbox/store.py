"""
All that the stand-in knows, in memory or in a file; the two modes share nothing.

The file is a diary of JSON lines: each says what one call changed, so a call costs the
same however much is known, and one that was cut off in the middle never happened. It
may be shared: whoever has his turn reads first what others wrote meanwhile. When most
of it is of no interest any more it is written anew, and replaced as a whole.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import IO

from msgspec import Struct, field

from wenpu.checkout.sandbox.answers import Plain

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


Change = tuple[str, str, Plain | None]
"""A noun, an id, and what is known of it now: nothing, when it is gone."""

REPLIES = "replies"

FEW = 1000
"""So many lines are no burden, however little they say."""


class Books(Struct):
    """What is known in one mode: objects by noun and id, oldest first; old replies."""

    objects: dict[str, dict[str, Plain]] = field(default_factory=dict)
    replies: dict[str, Plain] = field(default_factory=dict)
    made: int = 0
    changes: list[Change] = field(default_factory=list)
    before: list[Change] = field(default_factory=list)
    """What was known of each that changed, for the case that nothing comes of it."""

    def shelf(self, noun: str) -> dict[str, Plain]:
        """Return all objects of *noun* by their ids; replies, by their keys."""
        return self.replies if noun == REPLIES else self.objects.setdefault(noun, {})

    def put(self, noun: str, name: str, one: Plain | None) -> None:
        """Keep *one*, in place of what is known; or forget that."""
        self.before.append((noun, name, self.shelf(noun).get(name)))
        self.changes.append((noun, name, one))
        self._set(noun, name, one)

    def _set(self, noun: str, name: str, one: Plain | None) -> None:
        if one is None:
            self.shelf(noun).pop(name, None)
        else:
            self.shelf(noun)[name] = one

    def learn(self, made: int, changes: list[Change]) -> None:
        """Take over what others did."""
        self.made = made
        for change in changes:
            self._set(*change)

    def settle(self) -> None:
        """Let all changes stand."""
        self.changes.clear()
        self.before.clear()

    def undo(self) -> None:
        """Let no change stand."""
        for change in reversed(self.before):
            self._set(*change)
        self.settle()

    def all(self) -> list[Change]:
        """Return everything, as if all of it had changed."""
        nouns = [*self.objects.items(), (REPLIES, self.replies)]
        return [(noun, name, one) for noun, all_ in nouns for name, one in all_.items()]


class Store:
    """The books of both modes, and the file they are kept in."""

    def __init__(self, path: Path | None, seed: str) -> None:
        self.path, self.lock = path, RLock()
        self.seed = seed or secrets.token_hex(8)
        self.books = {"test": Books(), "live": Books()}
        self.file, self.read, self.lines = 0, 0, 0
        """Which file was read, up to which byte, how many lines."""

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one at a time read and write; what fails half-way has changed nothing."""
        with self.lock, self._alone():
            try:
                yield
                self._keep()
            except BaseException:
                for books in self.books.values():
                    books.undo()
                raise
            for books in self.books.values():
                books.settle()

    def _keep(self) -> None:
        if self.path:
            self._write(self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes away, once what they wrote has been read."""
        if not self.path:
            yield
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(f"{self.path.name}.lock").open("wb") as file:
            _lock(file)  # It ends when the file is closed.
            self._catch_up(self.path)
            yield

    def _catch_up(self, path: Path) -> None:
        if not path.exists():
            self._replace(path)
            return
        found = path.stat()
        if found.st_ino != self.file or found.st_size < self.read:
            self.books = {mode: Books() for mode in self.books}
            self.file, self.read, self.lines = found.st_ino, 0, 0
        if found.st_size > self.read:
            self._read(path)

    def _read(self, path: Path) -> None:
        """Read what is new; a line without an end was cut off, and never happened."""
        with path.open("rb") as file:
            file.seek(self.read)
            whole, end, _ = file.read().rpartition(b"\n")
        for line in whole.splitlines():
            said = json.loads(line)
            self.seed = said.pop("seed", self.seed)
            for mode, books in said.items():
                self.books[mode].learn(**books)
            self.lines += 1
        self.read += len(whole + end)

    def _write(self, path: Path) -> None:
        said = {
            mode: {"made": books.made, "changes": books.changes}
            for mode, books in self.books.items()
            if books.changes
        }
        if not said:
            return
        line = _line(said)
        with path.open("r+b") as file:
            file.seek(self.read)
            file.truncate()
            file.write(line)
        self.read += len(line)  # Not before: the disk may be full when it is closed.
        self.lines += 1
        if self.lines % FEW == 0 and self.lines > 4 * self._size():
            with suppress(OSError):  # All of it is written; it only could be shorter.
                self._replace(path)

    def _size(self) -> int:
        """Return how many things are known."""
        return sum(len(books.all()) for books in self.books.values())

    def _replace(self, path: Path) -> None:
        """Write all that is known as one line, into a new file."""
        part = path.with_name(f"{path.name}.part")
        said = {
            mode: {"made": books.made, "changes": books.all()}
            for mode, books in self.books.items()
        }
        try:
            read = part.write_bytes(_line({"seed": self.seed, **said}))
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
        self.read, self.file, self.lines = read, path.stat().st_ino, 1


def _line(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
