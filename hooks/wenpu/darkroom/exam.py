"""
One look at a picture, pixels and all: what it is, and what is to be done with it.

It costs a tenth of making its copies. So what is broken is told with all other
mistakes, and its colour is known, before anything is made.
"""

import json
from enum import StrEnum
from io import BytesIO
from typing import Self

from msgspec import Struct
from msgspec.structs import asdict
from PIL import Image

from wenpu import pictures
from wenpu.darkroom import pixels, sizes
from wenpu.darkroom.strip import stripped

FEW = 256
"""A PNG of so few colours is drawn, or to be scanned: it stays sharp, and as it is."""


THUMB = 64
"""So many pixels are enough to know a colour; a JPEG is read no larger."""


class Own(StrEnum):
    """What is published at the picture's own address."""

    AS_IT_IS = "as it is"
    STRIPPED = "stripped"
    """The same pixels, without notes of the place and the day."""

    ANEW = "anew"
    """Turned, or smaller, or in colours that browsers know."""


class Exam(Struct, frozen=True):
    """What was found: the size that is published, the colour, "" for none."""

    form: str
    width: int
    height: int
    color: str
    own: Own
    copied: bool
    """Whether readers get copies of other sizes to choose from."""

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Read what `text` writes."""
        values = json.loads(text)
        return cls(**{**values, "own": Own(values["own"])})

    @property
    def text(self) -> bytes:
        """The same as JSON, to be kept."""
        return json.dumps(asdict(self)).encode()


def examined(data: bytes) -> Exam:
    """Return what there is to know of *data*; `ValueError` if it is no picture."""
    header, image = pictures.photo(BytesIO(data)), pixels.opened(data, THUMB)
    form = "JPEG" if header.format == "MPO" else str(header.format)
    moves = form != "JPEG" and bool(getattr(header, "is_animated", False))
    stays = moves or form == "GIF" or (form == "PNG" and _is_drawn(image))
    width, height = header.size if moves else pictures.seen(header)
    if not stays:
        width, height = sizes.fitted(width, height)
    right = moves or ((width, height) == header.size and _is_right(header))
    own = _own(data, form, header) if right else Own.ANEW
    color = "" if moves else _color(image)
    return Exam(form, width, height, color, own, copied=not stays)


def _is_drawn(image: Image.Image) -> bool:
    photographic = image.mode in {"RGB", "RGBA"}
    return not photographic or image.getcolors(FEW) is not None


def _is_right(header: Image.Image) -> bool:
    """Tell whether every browser shows the picture as it is meant."""
    return pictures.orientation(header) not in pixels.TURNS and header.mode != "CMYK"


def _own(data: bytes, form: str, header: Image.Image) -> Own:
    bare = stripped(data, form, pixels.notes(header))
    if bare is None:
        return Own.ANEW if form in pixels.WELL else Own.AS_IT_IS
    return Own.AS_IT_IS if bare == data else Own.STRIPPED


def _color(image: Image.Image) -> str:
    """Return the colour that holds the place of *image*, none for what is clear."""
    if image.mode.startswith("I"):  # More shades than a colour can be told from.
        return ""
    small = pixels.plain(image)
    return pixels.color(small) if small.mode == "RGB" else ""
