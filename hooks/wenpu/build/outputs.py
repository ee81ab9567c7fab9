"""
The published folder: what is there, what is to be there, and nothing else.

A file is written beside its place and then renamed, so that at no moment half a page
can be read. What a build wrote is known by its size and its time; where these say
something else than they did, as on another machine, what is in the file decides.
"""

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wenpu import stamps

PART = ".wenpu-part"


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


@dataclass
class Outputs:
    """The published *folder*, and how the build before left it."""

    folder: Path
    before: Mapping[str, Output]
    kept: dict[str, Output] = field(default_factory=dict)
    written: int = 0

    @cached_property
    def found(self) -> dict[str, Found]:
        """
        What lies in the folder.

        Of what is hidden by a dot only that is ours which was put there by us.
        """
        if not self.folder.is_dir():
            return {}
        hidden = {name.partition("/")[0] for name in self.before if name[0] == "."}
        there = _files(self.folder, "", hidden)
        return {
            name: one for name, one in there if name[0] != "." or name in self.before
        }

    def keep(self, name: str, key: bytes) -> bool:
        """Keep the file *name* if it was made from *key* and is as it was left."""
        before, here = self.before.get(name), self.found.get(name)
        if not before or not here or before.key != key:
            return False
        if here != Found(before.size, before.time):
            if here.size != before.size or self._stamp(name) != before.stamp:
                return False
            before = before._replace(time=here.time)
        self.kept[name] = before
        return True

    def write(self, name: str, data: bytes, key: bytes) -> None:
        """Put *data*, made from *key*, in the place of the file *name*."""
        stamp, here = stamps.of_bytes(data), self.found.get(name)
        if not (here and here.size == len(data) and self._stamp(name) == stamp):
            path = self._ready(name)
            part = path.with_name(f"{path.name}{PART}")
            part.write_bytes(data)
            part.replace(path)
            self.written += 1
        self._note(name, key, stamp)

    def copy(self, name: str, source: Path, key: bytes) -> None:
        """Put a copy of *source*, whose content has the stamp *key*, in its place."""
        path = self._ready(name)
        part = path.with_name(f"{path.name}{PART}")
        shutil.copyfile(source, part)
        part.replace(path)
        self.written += 1
        self._note(name, key, key)

    def sweep(self) -> None:
        """Take away what is not to be there, and the folders that are left empty."""
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
        if name not in self.found:
            if path.is_dir():
                shutil.rmtree(path)
            _clear(self.folder, path.parent)
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _note(self, name: str, key: bytes, stamp: bytes) -> None:
        here = (self.folder / name).stat()
        self.kept[name] = Output(key, stamp, here.st_size, here.st_mtime_ns)

    def _stamp(self, name: str) -> bytes:
        return stamps.of_bytes((self.folder / name).read_bytes())


def _clear(top: Path, parent: Path) -> None:
    """Take away what stands where a folder has to be: a file, or a way elsewhere."""
    for path in reversed([parent, *parent.parents]):
        if top in path.parents and (path.is_symlink() or path.is_file()):
            path.unlink()


def _files(
    folder: Path | str, prefix: str, hidden: Collection[str] = ()
) -> Iterator[tuple[str, Found]]:
    """Return the files in *folder*; of what begins with a dot on top, the *hidden*."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not prefix and entry.name[0] == "." and entry.name not in hidden:
                continue
            name = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{name}/")
            else:
                found = entry.stat(follow_symlinks=False)
                yield name, Found(found.st_size, found.st_mtime_ns)
