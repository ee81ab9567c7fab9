"""One of the author's pictures, and all that is wanted of it. Nothing is made here."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import PIL
from msgspec import Struct
from PIL import features

from wenpu.darkroom import pixels, sizes
from wenpu.darkroom.exam import Exam, Own
from wenpu.model import Copy, Print

COPIES = {"avif": "AVIF", "webp": "WEBP"}
"""As what copies are written. The lightest is first: browsers take what they know."""

CODECS = ("avif", "webp", "jpg", "zlib", "littlecms2")


@cache
def recipe() -> str:
    """Name all that decides how pictures come out: the tools, and this room itself."""
    room = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    tools = [PIL.__version__, *map(features.version, CODECS)]
    return sha256(repr((tools, *room)).encode()).hexdigest()


class Wanted(Struct, frozen=True):
    """One file to be published at *uri*; *width* is 0 for the picture itself."""

    uri: str
    name: str
    form: str
    width: int = 0


class Negative(Struct, frozen=True):
    """Where a picture lies, from the site's root, and is published; what it is."""

    path: str
    uri: str
    digest: str
    exam: Exam

    @property
    def print(self) -> Print:
        """How readers get it."""
        exam = self.exam
        copies = tuple(
            Copy(quote(uri), width, f"image/{ending}")
            for uri, width, ending in self._copies()
        )
        return Print(exam.width, exam.height, exam.color, copies)

    @property
    def wanted(self) -> Iterator[Wanted]:
        """The files to be made of it."""
        made_from = key(self.digest)
        if self.exam.own is not Own.AS_IT_IS:
            name = f"{made_from}.{self.exam.form.lower()}"
            yield Wanted(self.uri, name, self.exam.form)
        for uri, width, ending in self._copies():
            name = f"{made_from}-{width}.{ending}"
            yield Wanted(uri, name, COPIES[ending], width)

    def _copies(self) -> Iterator[tuple[str, int, str]]:
        exam = self.exam
        widths = sizes.widths(exam.width, exam.height) if exam.copied else ()
        for ending in filter(can_write, COPIES):
            for width in widths:
                uri = sizes.address(self.path, self.digest, width, ending)
                yield uri, width, ending


def can_write(ending: str) -> bool:
    """Tell whether copies of this kind can be made on this machine."""
    return pixels.writes(COPIES[ending])


def digest(data: bytes) -> str:
    """Name the picture *data* by what is in it."""
    return sha256(data).hexdigest()


def key(named: str) -> str:
    """Name what is made of the picture of this digest by all that it depends on."""
    return sha256(f"{named} {recipe()}".encode()).hexdigest()[:24]
