"""Which files of `products/` are products and which are shelves; all else is let be."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from wenpu.catalog.form import ID
from wenpu.problems import Problem, Spot

ENDINGS = {".yml", ".yaml"}
DEEPEST = 2
TABLES = {"shipping": "how things are sent", "promotions": "what takes off"}
"""Files right below `products/` that are no products, and what they say."""


class File(Struct, frozen=True):
    """One YAML file: its *path* from the site's root, and what it is called."""

    path: PurePosixPath
    shelf: str

    @property
    def id(self) -> str:
        """The product's id: the name of the file."""
        return self.path.stem

    @property
    def is_shelf(self) -> bool:
        """Whether it describes the shelf it lies on."""
        return self.path.stem == "shelf"

    @property
    def is_table(self) -> bool:
        """Whether it is called like one that holds what the whole shop has."""
        return self.path.stem in TABLES


def files(root: Path, folder: str) -> Iterator[File]:
    """Yield the YAML files of *folder*, by path; hidden ones say nothing."""
    for path in sorted((root / folder).rglob("*")):
        found = file(folder, path.relative_to(root / folder).as_posix())
        if found and path.is_file():
            yield found


def file(folder: str, below: str) -> File | None:
    """Return the file at the path *below* the *folder*, if it is called like ours."""
    inner = PurePosixPath(below)
    if any(part.startswith((".", "_")) for part in inner.parts):
        return None
    if inner.suffix.lower() not in ENDINGS:
        return None
    shelf = inner.parts[0] if len(inner.parts) > 1 else ""
    return File(PurePosixPath(folder) / inner, shelf)


def misplaced(file: File, folder: str) -> Iterator[Problem]:
    """Say what is wrong with where *file* lies and how it is called."""
    inner = file.path.relative_to(folder)
    spot = Spot(file.path.as_posix())
    if len(inner.parts) > DEEPEST:
        fix = f"Move it to  {folder}/{file.shelf}/{inner.name}"
        yield Problem(spot, "a folder inside a shelf; shelves hold only products.", fix)
    elif file.is_shelf and not file.shelf:
        fix = f"Move it into the folder of the shelf, as in  {folder}/tea/shelf.yml"
        yield Problem(spot, "describes a shelf, but lies on none.", fix)
    elif file.is_table and file.shelf:
        what = f"no product can be called {file.id!r}:"
        says = f"{folder}/{file.id}.yml says {TABLES[file.id]}."
        yield Problem(spot, f"{what} {says}", "Rename it, or move it there.")
    if file.shelf and not ID.fullmatch(file.shelf):
        yield _renamed(spot, file.shelf, "folder", "")
    if not ID.fullmatch(file.id):
        yield _renamed(spot, file.path.name, "file", ".yml")


def _renamed(spot: Spot, name: str, kind: str, ending: str) -> Problem:
    good = _small(name.removesuffix(PurePosixPath(name).suffix if ending else ""))
    what = f"the {kind} {name!r} cannot become an address."
    good = good if ID.fullmatch(good) else ""
    way = "Rename it to" if good else "Rename it with a-z, 0-9 and hyphens, as in"
    return Problem(spot, what, f"{way}  {good or 'aged-vinegar'}{ending}")


def _small(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
