"""
No key of a payment service is ever published.

Texts are looked through before anything is written, so that the line can be told; what
was published is looked through once more at the end, whoever has put it there.
"""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from wenpu import census
from wenpu.patterns import later
from wenpu.problems import ContentError, Problem, Spot

KEY = later(
    rb"\b(?:(?:sk|rk)_(?:live|test)_|whsec_)(?=[A-Za-z0-9]*[0-9])[A-Za-z0-9]{16,}"
)
SIGNS = (b"_live_", b"_test_", b"whsec_")
"""One of these is in every key, and looking for them is quick."""

TEXTS = (
    *(".css", ".csv", ".htm", ".html", ".js", ".json", ".markdown", ".md", ".mjs"),
    *(".svg", ".toml", ".txt", ".xml", ".yaml", ".yml"),
)
FIX = "Take it out and make the key invalid at the service: it may have been read."


def written(root: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """Report the keys in those of *paths*, below *root*, that are texts."""
    top = f"{root}{os.sep}"
    for path in sorted(set(paths)):
        if path.lower().endswith(TEXTS):
            shown = path.removeprefix(top).replace(os.sep, "/")
            look = partial(_read, path, shown)
            yield from census.recall("secrets", [path], shown, look)


def _read(path: str, shown: str) -> tuple[Problem, ...]:
    file = Path(path)
    return tuple(found(file.read_bytes(), shown)) if file.is_file() else ()


def published(folder: Path) -> None:
    """Take back each file of *folder* that holds a key; raise `ContentError` then."""
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (keys := list(found(path.read_bytes(), str(path)))):
            path.unlink()
            problems += keys
    if problems:
        raise ContentError(problems)


def found(data: bytes, shown: str) -> Iterator[Problem]:
    """Report the keys in *data*, which people know as *shown*."""
    if not any(sign in data for sign in SIGNS):
        return
    for key in KEY.finditer(data):
        line = data.count(b"\n", 0, key.start()) + 1
        # Not the key itself: this is printed, and kept by whoever builds.
        what = f"a secret key stands here ({key[0][:8].decode()}…)."
        yield Problem(Spot(shown, line), what, FIX)
