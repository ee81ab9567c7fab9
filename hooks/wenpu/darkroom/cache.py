"""
What has been made once, kept beside `mkdocs.yml`; never an answer that is not whole.

Each file bears its name, which says what it was made from and how, and the check sum of
what is in it: what broke off or rotted is not found, and made again. A file appears
under its name only when all of it is written.

Nothing is kept for ever: what a build has not used, and what is older than a month,
goes. Until then another branch, or last week's draft, costs nothing.
"""

import os
import shutil
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import get_ident
from zlib import crc32

from wenpu import census
from wenpu.patterns import later
from wenpu.problems import CommandError

FOLDER = ".cache/wenpu"
NAMED = later(r"([^.]+)\.[0-9a-f]{8}\.([^.]+)")
"""A name, and within it the check sum."""

MONTH = 30 * 24 * 60 * 60
LEFT_ALONE = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
}
"""So git, and programs that save copies, know: there is nothing here to keep."""


class Cache:
    """The files of the folder *root*, as they are when it is opened."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        self.known = self._known()
        self.used: set[Path] = set()

    def get(self, name: str) -> bytes | None:
        """Return what is kept as *name*, if it is whole."""
        path = self.known.get(name)
        with suppress(OSError):
            if path and (data := path.read_bytes()) and path.name == _full(name, data):
                self.used.add(path)
                return data
        return None

    def find(self, name: str) -> Path | None:
        """Return where *name* is kept, if it is whole."""
        path = self.known.get(name)
        with suppress(OSError):
            if path and census.recall("whole", [path], (), partial(_is_whole, path)):
                self.used.add(path)
                return path
        return None

    def put(self, name: str, data: bytes) -> Path:
        """Keep *data* as *name*; raise `CommandError` where that cannot be."""
        path = self.folder / _full(name, data)
        part = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.part")
        try:
            self._prepare()
            part.write_bytes(data)
            if path.is_dir():  # Nobody but us has business under that name.
                shutil.rmtree(path)
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            what = f"{FOLDER}: no picture can be kept there: {error.strerror or error}."
            fix = "Make room on the disk, and let Wenpu write to that folder."
            raise CommandError(f"{what}\n  {fix}") from error
        self.known[name] = path
        self.used.add(path)
        return path

    def prune(self, *, older_than: float = MONTH) -> None:
        """Take away what this build has not used and what is older, in seconds."""
        last = time.time() - older_than
        for path in self._files():
            with suppress(OSError):  # Another build may have been here.
                if path not in self.used and path.stat().st_mtime < last:
                    path.unlink()

    def _known(self) -> dict[str, Path]:
        paths = sorted(self._files(), key=lambda one: one.name)
        found = ((NAMED.fullmatch(path.name), path) for path in paths)
        return {f"{name[1]}.{name[2]}": path for name, path in found if name}

    def _files(self) -> list[Path]:
        try:
            found = list(self.folder.iterdir())
        except OSError:  # Whatever it is, it is told when something is to be kept.
            return []
        return [path for path in found if path.name not in LEFT_ALONE]

    def _prepare(self) -> None:
        if self.folder.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in LEFT_ALONE.items():
            (self.folder / name).write_text(text, encoding="ascii")


def _is_whole(path: Path) -> bool:
    """Tell whether *path* holds what its name says."""
    found, data = NAMED.fullmatch(path.name), path.read_bytes()
    return bool(data and found and path.name == _full(f"{found[1]}.{found[2]}", data))


def _full(name: str, data: bytes) -> str:
    """Put the check sum of *data* into *name*: `tea.webp` is `tea.1c291ca3.webp`."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{crc32(data):08x}.{ending}"
