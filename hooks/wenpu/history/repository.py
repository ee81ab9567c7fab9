"""
The git repository that a site lies in: at which commit it is, what was there before.

Each build asks where it is, so that is read from git's own files; git is started only
to tell what was committed. Nothing is fetched, and nothing is written.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from wenpu.problems import WenpuError

LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What git sets for a hook, and would lead it to another place than the site's."""

ALONE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # Older ones know nothing of the first.
    "LC_ALL": "C",
}
"""A build is offline: what a partial clone has not fetched is not there."""

SETTINGS = ("log.follow=false", "log.showRoot=true", "log.showSignature=false")
PLAIN = ("--literal-pathspecs", *(word for one in SETTINGS for word in ("-c", one)))
FILES = {"100644", "100755"}
"""What git calls files: all but links, folders, other repositories."""

COMMIT = "\x01"


class GitError(WenpuError):
    """Why git says nothing: in its own words."""


class Step(NamedTuple):
    """What one commit made of one file: its *path*, its blobs, "" for none."""

    path: str
    before: str
    after: str


class Commit(NamedTuple):
    """Its id, when it was committed, in seconds since 1970, and what it changed."""

    id: str
    when: int
    steps: tuple[Step, ...]


class Repository(Struct, frozen=True):
    """*own* is what git keeps of the working tree around *root*, *common* all else."""

    root: Path
    own: Path
    common: Path

    @property
    def head(self) -> str:
        """Something that is another one after each commit; "" before the first."""
        said = _text(self.own / "HEAD")
        name = said.removeprefix("ref: ")
        if name == said:
            return said
        loose = _text(self.common / name)
        return (
            loose or self._packed(name) or _text(self.common / "reftable/tables.list")
        )

    @property
    def cut(self) -> str:
        """The commits that history begins with here, "" if all of it was fetched."""
        return _text(self.common / "shallow")

    def commits(self, paths: Sequence[str], since: int) -> list[Commit]:
        """
        Return what has changed of the files at *paths*, from the site's root.

        The oldest comes first, and none is older than *since*. Of a branch that was
        merged only the merge counts: by it readers have heard of what was done there.
        """
        how = ("--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames")
        which = ("--format=%x01%H %ct", f"--since={since}", "--relative", "HEAD")
        told = self._asked("log", *how, *which, "--", *paths)
        found = told.decode("utf-8", "replace")
        return [*_commits(found.split("\0"))][::-1]

    def blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Return what is in each blob of those *names* that is there."""
        asked = "".join(f"{name}\n" for name in names).encode()
        if not asked:
            return
        data, at = self._asked("cat-file", "--batch", said=asked), 0
        while at < len(data):
            end = data.index(b"\n", at)
            name, *rest = data[at:end].decode().split(" ")
            at = end + 1
            if len(rest) == 2:  # noqa: PLR2004 (its kind and size; else it is missing)
                size = int(rest[1])
                yield name, data[at : at + size]
                at += size + 1

    def _packed(self, name: str) -> str:
        lines = _text(self.common / "packed-refs").splitlines()
        return next((one for one in lines if one.endswith(f" {name}")), "")

    def _asked(self, *words: str, said: bytes = b"") -> bytes:
        git = shutil.which("git")
        if not git:
            raise GitError("git is not installed here")
        around = {key: one for key, one in os.environ.items() if key not in LOCAL}
        done = subprocess.run(  # noqa: S603 (git itself, and no word of anybody else's)
            [git, *PLAIN, *words],
            cwd=self.root,
            env={**around, **ALONE},
            input=said,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GitError(told[0] if told else f"git ended with {done.returncode}")
        return done.stdout


def found(root: Path) -> Repository | None:
    """Return the repository that the folder *root* lies in, if it lies in one."""
    for folder in (root, *root.parents):
        path = folder / ".git"
        if path.is_dir():
            return Repository(root, path, path)
        if said := _text(path):  # A working tree beside others, or a part of another.
            own = folder / said.removeprefix("gitdir: ")
            common = _text(own / "commondir")
            return Repository(root, own, own / common if common else own)
    return None


def _text(path: Path) -> str:
    with suppress(OSError):
        return path.read_text("utf-8", "replace").strip()
    return ""


def _commits(words: Iterable[str]) -> Iterator[Commit]:
    found: list[tuple[str, list[Step]]] = []
    words = iter(words)
    for word in words:
        if word.startswith(COMMIT):
            found.append((word[1:], []))
        elif word.strip():
            found[-1][1].append(_step(word.strip(), next(words)))
    for said, steps in found:
        name, when = said.split(" ")
        yield Commit(name, int(when), tuple(steps))


def _step(said: str, path: str) -> Step:
    """Read what git *said*: `:100644 100644 <blob> <blob> M`."""
    old, new, before, after, _ = said.removeprefix(":").split(" ")
    return Step(path, before if old in FILES else "", after if new in FILES else "")
