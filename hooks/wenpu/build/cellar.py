"""
What a build leaves in `.wenpu/cache/` for the next one.

Each file begins with the stamp of the code that wrote it and with the check sum of what
follows: what is older, half there, rotten or not for us is as good as not there, and
the build does the work. It holds no times and no paths but those within the site, so it
may come from another machine. A file is written beside, and then renamed.
"""

import gc
import io
import os
import pickle
import platform
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from wenpu import stamps
from wenpu.patterns import later

FOLDER = Path(".wenpu/cache")
EDITIONS = 6
"""So many editions of a site are kept: what is live, a preview, one for tests…"""

MORE = ".more"
"""How the name of a file ends that adds to another."""

EDITION = later("edition-[^.]+")

LIBRARIES = (
    *("babel", "jinja2", "markdown", "mkdocs", "mkdocs-material", "msgspec"),
    *("pillow", "pygments", "pymdown-extensions", "pyyaml", "segno"),
)
SOURCES = (".py", ".yml", ".html", ".xml", ".css", ".js", ".svg")
PLAIN = {
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta")),
    *(("datetime", "timezone"), ("decimal", "Decimal")),
    *(("builtins", name) for name in ("set", "frozenset", "bytearray", "complex")),
}
"""What values are made of, besides our own and what needs no name."""


class Cellar(Struct, frozen=True):
    """The folder of the site at *root*; *code* is the stamp of whoever writes here."""

    root: Path
    code: bytes

    def get(self, name: str) -> list[Any]:
        """Return the parts that were put away as *name*, none if they are not there."""
        with suppress(OSError):
            return self._read((self.root / FOLDER / name).read_bytes())
        return []

    def _read(self, data: bytes) -> list[Any]:
        body = io.BytesIO(data)  # What is in it may be large: nothing is copied.
        body.seek(2 * stamps.SIZE)
        head = self.code + stamps.of_bytes(memoryview(data)[2 * stamps.SIZE :])
        if not data.startswith(head):
            return []
        collects = gc.isenabled()
        gc.disable()  # All that is made here stays: there is no garbage to look for,
        found = []
        try:
            while body.tell() < len(data):
                found.append(_Plain(body).load())
        except Exception:  # noqa: BLE001 (a pickle can fail with anything)
            return []
        else:
            return found
        finally:
            gc.freeze()  # neither now nor later.
            if collects:
                gc.enable()

    def stamp(self, name: str) -> bytes:
        """Return what tells the file *name* from every other, nothing without one."""
        with suppress(OSError), (self.root / FOLDER / name).open("rb") as file:
            return file.read(2 * stamps.SIZE)
        return b""

    def put(self, name: str, parts: Iterable[object]) -> None:
        """Put *parts* away as *name*; where that is impossible, nothing is kept."""
        path = self.root / FOLDER / name
        part = path.with_name(f"{name}.{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / ".gitignore").write_text("*\n", encoding="ascii")
            with part.open("wb") as file:
                self._write(file, parts)
            if path.is_dir():  # Nobody's but ours is the place.
                shutil.rmtree(path)
            part.replace(path)
        with suppress(OSError):
            self._tidy()

    def _write(self, file: BinaryIO, parts: Iterable[object]) -> None:
        """Write *parts* one by one: they may be large, and all else is still here."""
        file.write(bytes(2 * stamps.SIZE))
        body = stamps.Sealed(file)
        for one in parts:
            pickle.Pickler(body, pickle.HIGHEST_PROTOCOL).dump(one)
        file.seek(0)
        file.write(self.code + body.stamp)

    def _tidy(self) -> None:
        """Keep the editions that were written last; take away what broke off."""
        found = [one for one in (self.root / FOLDER).iterdir() if one.is_file()]
        editions = [one for one in found if EDITION.fullmatch(one.name)]
        editions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        broken = [one for one in found if one.suffix == ".part"]
        for path in (*editions[EDITIONS:], *broken):
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}{MORE}").unlink(missing_ok=True)


class _Plain(pickle.Unpickler):
    """Reads values, and calls nothing else: a file may come from anywhere."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 (a class)
        if (module, name) in PLAIN:
            return super().find_class(module, name)
        if module.startswith("wenpu.") and name.isidentifier():
            found = super().find_class(module, name)
            # Not what a room of ours has only taken in, such as a way to run programs.
            if getattr(found, "__module__", "") == module and _is_value(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_value(found: object) -> bool:
    """Tell whether *found* is made of what it says, and does nothing as it is made."""
    if not isinstance(found, type):
        return False
    acts = hasattr(found, "__post_init__")
    return issubclass(found, Struct | Enum | tuple) and not acts


@cache
def code() -> bytes:
    """Return the stamp of all that makes pages: our code, our theme, the libraries."""
    tops = [str(resources(name)) for name in ("wenpu", "wenpu.theme")]
    texts = [
        (path[len(top) :].replace(os.sep, "/"), Path(path).read_bytes())
        for top in tops
        for path in sorted(_sources(top))
    ]
    return stamps.of((texts, versions()))


def versions() -> dict[str, str]:
    """Return which version of each library is at work here, "" for none."""
    found = {name: _version(name) for name in ("wenpu", *LIBRARIES)}
    return {**found, "python": platform.python_version()}


def _sources(top: str) -> Iterator[str]:
    for folder, _, names in os.walk(top):
        yield from (f"{folder}{os.sep}{one}" for one in names if one.endswith(SOURCES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # It runs from its sources.
        return ""
