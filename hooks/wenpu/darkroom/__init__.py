"""
The darkroom: what an author lays beside a text becomes what a phone can bear.

`look()` examines the pictures of a site, cheaply, and says how they will be published:
sizes, colours, addresses. These follow from what is in a file and from nothing else, so
pages can be made of them. `develop()` then makes what is not in the cache yet, on all
cores: smaller copies as AVIF and WebP, and each picture without notes of where it was
taken.

Threads do the work: Pillow lets them run side by side, and unlike processes they cost
nothing to start. All of them have ended when a function returns, as the press may fork.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from PIL import Image

from wenpu import census, pictures
from wenpu.darkroom.cache import Cache
from wenpu.darkroom.exam import Exam, examined
from wenpu.darkroom.negative import COPIES, Negative, Wanted, can_write, digest, key
from wenpu.darkroom.plate import Plate
from wenpu.model import Print
from wenpu.problems import ContentError, Problem, Spot

ENDINGS = (".apng", ".avif", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".webp")
"""Names of what the darkroom takes in."""

UNSHOWN = (".heic", ".heif")
"""What telephones write and browsers do not show; it tells all readers where it was."""

MANY = 8
"""More pictures than this are never in memory at once."""

One = TypeVar("One")
Other = TypeVar("Other")


class Album(Struct, frozen=True, dict=True):
    """The pictures of a site as they will be, by their path from its root."""

    root: Path
    cache: Cache
    negatives: Sequence[Negative]
    problems: Sequence[Problem]

    @cached_property
    def prints(self) -> Mapping[str, Print]:
        """How readers get each picture."""
        return {one.path: one.print for one in self.negatives}


def look(root: Path, files: Mapping[str, str]) -> Album:
    """
    Examine the pictures among *files* of the site at *root*.

    Files are given by the address at which they are published, as paths from the root.
    """
    known = Cache(root)
    taken = [one for one in files.items() if one[1].lower().endswith(ENDINGS)]
    unshown = [path for path in files.values() if path.lower().endswith(UNSHOWN)]

    def examine(one: tuple[str, str]) -> Negative | Problem:
        return _examined(root, known, *one)

    found = _on_all_cores(
        examine,
        taken,
        lambda one: census.is_known("pictures", f"{root}/{one[1]}", ()),
    )
    negatives = [one for one in found if isinstance(one, Negative)]
    problems = [one for one in found if isinstance(one, Problem)]
    return Album(root, known, negatives, [*problems, *map(_unshown, unshown)])


def develop(album: Album, each: Callable[[], None] = lambda: None) -> dict[str, Path]:
    """
    Make what the cache lacks; return which file is published at which address.

    What is published as it lies is not in the answer. *each* is called after each
    picture. Raise `ContentError` when one turns out to be broken.
    """

    def make(negative: Negative) -> dict[str, Path] | Problem:
        made = _developed(album, negative)
        each()
        return made

    found = _on_all_cores(make, album.negatives, partial(_is_made, album))
    if problems := [one for one in found if isinstance(one, Problem)]:
        raise ContentError(problems)
    album.cache.prune()
    made = [one for one in found if not isinstance(one, Problem)]
    return {uri: path for files in made for uri, path in files.items()}


def named(negative: Negative) -> str:
    """Name a picture by what is in it, and by how it is read."""
    return key(negative.digest)


def pixels_of(album: Album, path: str) -> Image.Image:
    """
    Return the picture at *path* as browsers show it, for who draws something with it.

    Raise `ContentError` when it is broken, or has changed since it was looked at.
    """
    negative = next(one for one in album.negatives if one.path == path)
    try:
        return Plate(album.root, negative).image
    except (ValueError, OSError) as error:
        raise ContentError([pictures.refused(Spot(path), error)]) from error


def lacking() -> list[str]:
    """Return the kinds of copies that the Pillow of this machine cannot write."""
    return [ending for ending in COPIES if not can_write(ending)]


def _unshown(path: str) -> Problem:
    what = "browsers do not show HEIC, and it would tell where it was taken."
    return Problem(Spot(path), what, "Save it as JPEG, and take this file away.")


def _examined(root: Path, known: Cache, uri: str, path: str) -> Negative | Problem:
    try:
        file = f"{root}/{path}"
        named, found = census.recall(
            "pictures", [file], (), partial(_exam, known, file)
        )
    except (ValueError, OSError) as error:
        return pictures.refused(Spot(path), error)
    return Negative(path, uri, named, found)


def _exam(known: Cache, file: str) -> tuple[str, Exam]:
    data = Path(file).read_bytes()
    named = digest(data)
    name = f"{key(named)}.json"
    if text := known.get(name):
        return named, Exam.read(text)
    found = examined(data)
    known.put(name, found.text)
    return named, found


def _developed(album: Album, negative: Negative) -> dict[str, Path] | Problem:
    plate = Plate(album.root, negative)
    try:
        return {one.uri: _made(album.cache, plate, one) for one in negative.wanted}
    except (ValueError, OSError) as error:
        return pictures.refused(Spot(negative.path), error)


def _made(known: Cache, plate: Plate, wanted: Wanted) -> Path:
    return known.find(wanted.name) or known.put(wanted.name, plate.made(wanted))


def _is_made(album: Album, negative: Negative) -> bool:
    """Tell whether all that is wanted of *negative* is there."""
    return all(album.cache.find(one.name) for one in negative.wanted)


def _on_all_cores(
    work: Callable[[One], Other],
    them: Iterable[One],
    is_done: Callable[[One], bool] = lambda _: False,
) -> list[Other]:
    """
    Return what *work* makes of each of *them*, in their order.

    Where it *is_done* already, nobody is called for it.
    """
    asked = [(one, is_done(one)) for one in them]
    if all(done for _, done in asked):
        return [work(one) for one, _ in asked]
    Image.init()  # Its readers are found once, by one thread.
    pool = ThreadPoolExecutor(min(cores(), MANY))
    try:
        with pictures.quiet():
            return list(pool.map(work, (one for one, _ in asked)))
    finally:
        pool.shutdown(cancel_futures=True)  # Who gives up does not wait for the rest.


def cores() -> int:
    """Return how many cores this process may use."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    return able or os.cpu_count() or 1
