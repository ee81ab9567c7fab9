"""
What a build leaves in `.wenpu/cache/` for the next one.

Each file begins with the stamp of the code that wrote it and with the check sum of what
follows: what is older, half there, rotten or not for us is as good as not there, and
the build does the work. It holds no times and no paths but those within the site, so it
may come from another machine. A file is written beside, and then renamed.
"""

import io
import os
import pickle
import platform
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from wenpu import stamps

FOLDER = Path(".wenpu/cache")
EDITIONS = 6
"""So many editions of a site are kept: what is live, a preview, one for tests…"""

LIBRARIES = (
    *("babel", "jinja2", "markdown", "mkdocs", "mkdocs-material", "pillow"),
    *("pygments", "pymdown-extensions", "pyyaml"),
)
SOURCES = {".py", ".yml", ".html", ".css", ".js", ".svg"}
PLAIN = {
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta")),
    *(("datetime", "timezone"), ("decimal", "Decimal")),
    *(("builtins", name) for name in ("set", "frozenset", "bytearray", "complex")),
}
"""What values are made of, besides our own and what needs no name."""


@dataclass(frozen=True)
class Cellar:
    """The folder of the site at *root*; *code* is the stamp of whoever writes here."""

    root: Path
    code: bytes

    def get(self, name: str) -> Any:  # noqa: ANN401 (whatever was put there)
        """Return what was put away as *name*, none if that is not to be had."""
        with suppress(OSError):
            return self._read((self.root / FOLDER / name).read_bytes())
        return None

    def _read(self, data: bytes) -> Any:  # noqa: ANN401 (as above)
        head = self.code + stamps.of_bytes(body := data[2 * stamps.SIZE :])
        if not data.startswith(head):
            return None
        try:
            return _Plain(io.BytesIO(body)).load()
        except Exception:  # noqa: BLE001 (a pickle can fail with anything)
            return None

    def put(self, name: str, value: object) -> None:
        """Put *value* away as *name*; where that is impossible, nothing is kept."""
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        path = self.root / FOLDER / name
        part = path.with_name(f"{name}.{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / ".gitignore").write_text("*\n", encoding="ascii")
            part.write_bytes(self.code + stamps.of_bytes(body) + body)
            part.replace(path)
        self._tidy()

    def _tidy(self) -> None:
        """Keep the editions that were written last; take away what broke off."""
        with suppress(OSError):
            found = [*(self.root / FOLDER).glob("edition-*")]
            found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
            whole = [path for path in found if path.suffix != ".part"]
            mine = f".{os.getpid()}.part"
            broken = [path for path in found if path.suffix == ".part"]
            for path in (*whole[EDITIONS:], *broken):
                if not path.name.endswith(mine):
                    path.unlink(missing_ok=True)


class _Plain(pickle.Unpickler):
    """Reads values and calls nothing: a file may come from anywhere."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 (a class)
        if (module, name) in PLAIN or module.startswith("wenpu."):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


@cache
def code() -> bytes:
    """Return the stamp of all that makes pages: our code, our theme, the libraries."""
    tops = [Path(str(resources(name))) for name in ("wenpu", "wenpu.theme")]
    texts = [path.read_bytes() for top in tops for path in sorted(_sources(top))]
    libraries = [_version(name) for name in (*LIBRARIES, "wenpu")]
    return stamps.of((texts, libraries, platform.python_version()))


def _sources(top: Path) -> list[Path]:
    return [path for path in top.rglob("*") if path.suffix in SOURCES]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # It runs from its sources.
        return ""
