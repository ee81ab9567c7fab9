"""Pixels: read, turned upright, given the colours of the web, written."""

import struct
import zlib
from functools import cache
from importlib import import_module
from io import BytesIO
from math import ceil, log
from typing import Any

from PIL import Image, ImageCms

from wenpu import pictures

Turn = Image.Transpose
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}
"""What EXIF's orientation asks for."""

BROKEN = (
    *(OSError, SyntaxError, EOFError, ValueError, KeyError, IndexError, TypeError),
    *(RuntimeError, struct.error, zlib.error),
)
"""What Pillow's readers fail with, in the middle of a picture that began well."""

QUALITY = {"AVIF": (56, 48, 42, 36, 32), "WEBP": (76, 68, 58, 48, 38, 28)}
"""How well a copy is written: the first that is light enough, else the last."""

STEP = 1.5
"""At most so much lighter is a picture of the next quality."""

HOW: dict[str, dict[str, Any]] = {
    # One thread for each: pictures are made side by side, and bytes never differ.
    "AVIF": {"speed": 8, "max_threads": 1, "autotiling": False},
    "WEBP": {"method": 4},
    "JPEG": {"progressive": True, "optimize": True},
    "PNG": {},
}
WELL: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 70},
    "WEBP": {"quality": 85},
    "JPEG": {"quality": 85},
    "PNG": {},
}
"""How well a picture is written that takes the place of the author's own file."""

WEIGHT = 54
"""Bytes that a copy may have for each pixel of its width: at 1080, less than 60 KB."""

UPRIGHT = 1.5
"""What is higher than this for its width may weigh more, as it shows more."""


def opened(data: bytes, width: int) -> Image.Image:
    """Return the picture *data*, at least *width* wide; a JPEG is read no larger."""
    image = pictures.photo(BytesIO(data))
    if image.format in {"JPEG", "MPO"}:
        image.draft(None, _drafted(image, width))
    try:
        image.load()
    except BROKEN as error:
        raise ValueError(f"the picture cannot be read to its end: {error}.") from error
    return image


def _drafted(image: Image.Image, width: int) -> tuple[int, int]:
    """Return the least size of *image*, as it lies, that is seen *width* wide."""
    share = width / pictures.seen(image)[0]
    return ceil(image.width * share), ceil(image.height * share)


def notes(image: Image.Image) -> list[bytes]:
    """Return the notes that Pillow has found in *image*."""
    found = (image.info.get("exif", b""), image.info.get("xmp", b""))
    return [note if isinstance(note, bytes) else note.encode() for note in found]


def upright(image: Image.Image) -> Image.Image:
    """Return *image* turned as EXIF asks for."""
    turn = TURNS.get(pictures.orientation(image))
    return image.transpose(turn) if turn is not None else image


def plain(image: Image.Image) -> Image.Image:
    """Return *image* in RGB, or RGBA where it lets something through, without notes."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    found = _matched(image, mode)
    if mode == "RGBA" and found.getchannel("A").getextrema() == (255, 255):
        found = found.convert("RGB")
    found.info = {}
    return found


def _matched(image: Image.Image, mode: str) -> Image.Image:
    """Return *image* in *mode*, its colours those that its profile means."""
    profile = image.info.get("icc_profile")
    gray = image.mode == "L" and mode == "RGB"
    source = image if gray or image.mode == "CMYK" else image.convert(mode)
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            web = ImageCms.createProfile("sRGB")
            if found := ImageCms.profileToProfile(source, meant, web, outputMode=mode):
                return found
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # A profile that says nothing: browsers show it without, too.
    return source.convert(mode)


def resized(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return *image* in another size."""
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS)


def light(image: Image.Image, form: str) -> bytes:
    """Return *image* written as *form*, as well as a phone's line allows."""
    higher = max(1.0, image.height / image.width / UPRIGHT)
    most, qualities = WEIGHT * image.width * higher, list(QUALITY[form])
    while True:
        data = written(image, form, quality=qualities.pop(0))
        if len(data) <= most or not qualities:
            return data
        # What is far too heavy will not be light enough at the next quality either.
        leap = max(1, int(log(len(data) / most, STEP)))
        del qualities[: min(leap, len(qualities)) - 1]


def written(image: Image.Image, form: str, **how: Any) -> bytes:  # noqa: ANN401
    """Return *image* written as *form*."""
    into = BytesIO()
    image.save(into, form, **HOW[form], **how)
    return into.getvalue()


PARTS = {"AVIF": "PIL.AvifImagePlugin", "WEBP": "PIL.WebPImagePlugin"}


@cache
def writes(form: str) -> bool:
    """Tell whether this Pillow can write *form*."""
    try:
        import_module(PARTS[form])  # Else Pillow takes up all its parts to find it.
        return bool(written(Image.new("RGB", (1, 1)), form))
    except (ImportError, KeyError, OSError, ValueError, RuntimeError):
        return False


def color(image: Image.Image) -> str:
    """Return the colour there is most of in *image*, as `#aabbcc`."""
    small = image.resize((24, 24), Image.Resampling.BOX).quantize(5)
    counts: Any = small.getcolors()
    _, most = max(counts)
    palette = small.getpalette() or [0, 0, 0]
    red, green, blue = palette[3 * most : 3 * most + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
