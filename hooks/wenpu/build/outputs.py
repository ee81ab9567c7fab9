"""
The published folder: what is there, what is to be there, and nothing else.

Files are written to a hidden folder beside their places, and renamed when all of them
are made: at no moment can half a page be read, and a build that fails, or breaks off
before that, leaves the site as it was. What a build wrote is known by its size and its
time; where these say something else than they did, as on another machine, what is in
the file decides.
"""

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from wenpu import stamps

PART = ".wenpu-part"
"""The folder within the published one in which files wait."""


class Output(NamedTuple):
    """A published file: the stamp of all it was made from, and how it was left."""

    key: bytes
    stamp: bytes
    size: int
    time: int


class Found(NamedTuple):
    """How a file lies there: bytes, and nanoseconds of whatever clock."""

    size: int
    time: int


class Outputs(Struct, dict=True):
    """The published *folder*, and how the build before left it."""

    folder: Path
    before: Mapping[str, Output]
    apart: tuple[str, ...] = ()
    """Folders in it that are published by others, each with its `/`."""
    kept: dict[str, Output] = field(default_factory=dict)
    written: int = 0
    waiting: dict[str, Path] = field(default_factory=dict)
    """What is made, and where it waits for the others."""
    folders: dict[str, bool] = field(default_factory=dict)
    """Those that are there for it, and whether nothing was there before."""

    @cached_property
    def found(self) -> dict[str, Found]:
        """
        What lies in the folder.

        Of what is hidden by a dot only that is ours which was put there by us.
        """
        if not self.folder.is_dir():
            return {}
        hidden = {name.partition("/")[0] for name in self.before if name[0] == "."}
        there = _files(self.folder, hidden, self.apart)
        return {
            name: one for name, one in there if name[0] != "." or name in self.before
        }

    def keep(self, name: str, key: bytes) -> bool:
        """Keep the file *name* if it was made from *key* and is as it was left."""
        before, here = self.before.get(name), self.found.get(name)
        if not before or not here or before.key != key:
            return False
        if here.size != before.size or here.time != before.time:
            if here.size != before.size or self._stamp(name) != before.stamp:
                return False
            before = before._replace(time=here.time)
        self.kept[name] = before
        return True

    def write(self, name: str, data: bytes, key: bytes) -> None:
        """Let *data*, made from *key*, be in the place of the file *name*."""
        stamp, here = stamps.of_bytes(data), self.found.get(name)
        if here and here.size == len(data) and self._stamp(name) == stamp:
            self.kept[name] = Output(key, stamp, *here)
            return
        part = self._stage / str(self.written)
        part.write_bytes(data)
        self.waiting[name] = part
        self.written += 1
        made = part.stat()
        self.kept[name] = Output(key, stamp, made.st_size, made.st_mtime_ns)

    @cached_property
    def _stage(self) -> Path:
        """Where files wait until all of them are made; it is ours alone."""
        folder = self.folder / PART
        shutil.rmtree(folder, ignore_errors=True)  # A build may have broken off.
        folder.mkdir(parents=True)
        return folder

    def settle(self) -> None:
        """Put what is made in its place, and take away what is not to be there."""
        for name, part in self.waiting.items():
            part.replace(self._ready(name))
        for path in self.apart:  # Others would follow such a way out.
            _clear(self.folder, self.folder / path)
        self._sweep()
        self.drop()

    def drop(self) -> None:
        """Forget what waits: the folder stays as it was."""
        self.waiting.clear()
        shutil.rmtree(self.folder / PART, ignore_errors=True)
        with suppress(OSError):  # It is not empty, as a rule.
            self.folder.rmdir()

    def _sweep(self) -> None:
        gone = self.found.keys() - self.kept.keys()
        for name in gone:
            with suppress(IsADirectoryError, NotADirectoryError):  # It has become one.
                (self.folder / name).unlink(missing_ok=True)
        for parent in sorted(
            {(self.folder / one).parent for one in gone}, reverse=True
        ):
            self._prune(parent)

    def _prune(self, parent: Path) -> None:
        while parent != self.folder:
            try:
                parent.rmdir()
            except OSError:  # Something else is in it.
                return
            parent = parent.parent

    def _ready(self, name: str) -> Path:
        """Return the path of *name*; its folder is there, and no folder is it."""
        path = self.folder / name
        known = name in self.found or self._is_new(name.rpartition("/")[0])
        if not known and path.is_dir():
            shutil.rmtree(path)
        return path

    def _is_new(self, folder: str) -> bool:
        """See that *folder* is there, and leads nowhere else; tell if it was not."""
        if folder not in self.folders:
            path = self.folder / folder
            fresh = bool(folder) and self._is_new(folder.rpartition("/")[0])
            if not fresh:
                _clear(self.folder, path)
            if fresh or not path.is_dir():
                path.mkdir(
                    exist_ok=True
                )  # Some disks know no difference between a and A.
                fresh = True
            self.folders[folder] = fresh
        return self.folders[folder]

    def _stamp(self, name: str) -> bytes:
        return stamps.of_bytes((self.folder / name).read_bytes())


def straighten(folder: Path) -> None:
    """Take away what leads out of *folder*, or elsewhere in it: all of it is ours."""
    for here, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(here, name)
            if path.is_symlink():
                path.unlink()


def _clear(top: Path, parent: Path) -> None:
    """Take away what stands where a folder has to be: a file, or a way elsewhere."""
    for path in reversed([parent, *parent.parents]):
        if top in path.parents and (path.is_symlink() or path.is_file()):
            path.unlink()


def _files(
    top: Path, hidden: Collection[str], apart: Collection[str]
) -> Iterator[tuple[str, Found]]:
    """
    Return the files below *top*, but for the folders *apart*.

    Of what begins with a dot there, only the *hidden* are returned.
    """
    folders = [("", str(top))]
    while folders:
        prefix, folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if not prefix and entry.name[0] == "." and entry.name not in hidden:
                    continue
                name = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if f"{name}/" not in apart:
                        folders.append((f"{name}/", entry.path))
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield name, Found(found.st_size, found.st_mtime_ns)
