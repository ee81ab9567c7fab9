"""
Pictures: found where they are named, measured, and never decoded.

Only headers and endings are read, so a thousand photographs cost little; yet what is no
picture, or only half of one, is told here and not by a grey box in somebody's phone.
What becomes of them is the affair of the darkroom.
"""

import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from PIL import Image, UnidentifiedImageError

from wenpu import census
from wenpu.model import Picture
from wenpu.patterns import later
from wenpu.problems import ContentError, Problem, Spot, closest

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""What every browser shows; Pillow's other readers are never tried on a file."""

MOST_PIXELS = 80_000_000
HALF = "only the first part of a picture: its end is missing."
ORIENTATION = 0x0112
TURNED = {5, 6, 7, 8}
"""Values of EXIF's orientation by which width and height change places."""

REMOTE = later(r"[A-Za-z][A-Za-z0-9+.-]*:|//")

SVG_HEAD = 64_000
SVG = later(rb"<svg(?P<attributes>\s[^>]*)?>")
UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
UNITS |= {"in": 96.0, "em": 16.0, "rem": 16.0, "q": 96 / 101.6}


def read(root: Path, written: str, spot: Spot, *, within: str, media: str) -> Picture:
    """
    Return the picture that the file of *spot* calls *written*.

    It lies in the folder *within* of *root*, and is published below the address *media*
    as it lies there. Raise `ContentError` when that cannot be.
    """
    path = find(root, written, spot, within=within)
    try:
        width, height = size(root, root / path)
    except ContentError as error:
        told = [
            Problem(spot, f"{written}: {one.what}", one.fix) for one in error.problems
        ]
        raise ContentError(told) from error
    url = quote(f"{media}/{path.relative_to(within)}".lstrip("/"))
    return Picture(path.as_posix(), url, width, height)


def named(root: Path, option: str, written: str, spot: Spot, within: str) -> Picture:
    """
    Return the picture that an *option* of the site names, from the folder *within* on.

    Raise `ContentError` when there is none.
    """
    path = f"{within}/{written}"
    if not (root / path).is_file():
        fix = f"Write it from  {within}/  on, as in  {option}: images/{option}.svg"
        raise _refused(spot, f"{option}: there is no picture {path!r}.", fix)
    return read(root, path, spot, within=within, media="")


def find(root: Path, written: str, spot: Spot, *, within: str) -> PurePosixPath:
    """Return the path from *root* of the picture *written* in the file of *spot*."""
    if REMOTE.match(written):
        fix = "Copy the picture beside this file and write its name."
        raise _refused(spot, f"{written!r} lies elsewhere.", fix)
    if written.startswith("/") or "\\" in written:
        fix = "Write it from the folder of this file, as in  photos/tea.webp"
        raise _refused(spot, f"{written!r} is no path that works everywhere.", fix)
    folder = PurePosixPath(spot.path).parent
    path = PurePosixPath(os.path.normpath(folder / written).replace(os.sep, "/"))
    _keep_inside(root, path, spot, written, within)
    if not (root / path).is_file():
        fix = _nearest(root / path)
        raise _refused(spot, f"there is no picture {written!r}.", fix)
    return path


def size(root: Path, path: Path | str) -> tuple[int, int]:
    """
    Return width and height in pixels as the picture at *path* is seen.

    Raise `ContentError`, with the path of the picture, when it is none.
    """
    name = os.path.join(root, path)  # noqa: PTH118 (a Path takes longer to make)
    try:
        drawn = name.lower().endswith(".svg")
        return census.recall("sizes", [name], drawn, partial(_measured, name))
    except (ValueError, OSError) as error:
        inner = Path(name).relative_to(root).as_posix()
        raise ContentError([refused(Spot(inner), error)]) from error


def _measured(name: str) -> tuple[int, int]:
    measure = _svg if name.lower().endswith(".svg") else _photo
    with Path(name).open("rb") as file, quiet():
        return measure(file)


def refused(spot: Spot, error: ValueError | OSError) -> Problem:
    """Tell of the picture at *spot*, which is none or which the disk does not give."""
    if isinstance(error, ValueError):
        fix = "Save it again as JPEG, PNG, GIF, WebP, AVIF or SVG."
        return Problem(spot, str(error), fix)
    what = f"the picture cannot be read: {error.strerror or error}."
    return Problem(spot, what, "See that it is there, and whole.")


def _keep_inside(
    root: Path, path: PurePosixPath, spot: Spot, written: str, within: str
) -> None:
    """Refuse a path, or what its links lead to, that is out of bounds."""
    fix = f"Copy the picture into  {within}/  and write its name."
    if not path.is_relative_to(within):
        raise _refused(spot, f"{written!r} leaves the folder {within}/.", fix)
    try:
        real = (root / path).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise _refused(spot, f"{written!r} leads nowhere.", fix) from error
    if not real.is_relative_to(root.resolve()):
        what = f"{written!r} is a link that leaves the site's folder."
        raise _refused(spot, what, fix)


def _nearest(path: Path) -> str:
    """Say which picture of the same folder may be meant."""
    otherwise = "Put the picture beside this file, or correct its name."
    if not path.parent.is_dir():
        return otherwise
    known = [
        one.name for one in path.parent.iterdir() if one.suffix not in {".yml", ".md"}
    ]
    return closest(path.name, sorted(known), otherwise)


def _refused(spot: Spot, what: str, fix: str) -> ContentError:
    return ContentError([Problem(spot, what, fix)])


def _photo(file: BinaryIO) -> tuple[int, int]:
    """Measure a picture made of pixels; its header has the size."""
    return seen(photo(file))


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Pillow from warning of small flaws; what matters is told as a problem."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def photo(file: BinaryIO) -> Image.Image:
    """
    Return the picture in *file*, its header read, its pixels not yet.

    Raise `ValueError` with what is wrong, if it cannot be one that readers see. It is
    for the caller to keep Pillow `quiet`: several threads cannot.
    """
    image = _opened(file)
    if image.width * image.height > MOST_PIXELS:
        pixels = f"{image.width} × {image.height} pixels"
        raise ValueError(f"{pixels} are far too many for a page.")
    if not _is_whole(file, str(image.format)):
        raise ValueError(HALF)
    return image


def seen(image: Image.Image) -> tuple[int, int]:
    """Return the width and height of *image* as it is seen: turned, if EXIF says so."""
    turned = orientation(image) in TURNED
    return (image.height, image.width) if turned else (image.width, image.height)


def _opened(file: BinaryIO) -> Image.Image:
    """Let Pillow read the header; what it can fail with is many things."""
    try:
        return Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ValueError("far too many pixels for a page.") from error
    except (UnidentifiedImageError, SyntaxError, EOFError, OverflowError) as error:
        raise ValueError("not a picture, whatever its name says.") from error
    except OSError as error:
        if error.errno:  # The disk's word; else it is a decoder's.
            raise
        raise ValueError(HALF) from error


def orientation(image: Image.Image) -> int:
    """Return how EXIF says that *image* is to be turned; 1 is not at all."""
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        return int(exif.get(ORIENTATION, 1))
    except (SyntaxError, ValueError, TypeError, OSError, KeyError):
        return 1  # Odd EXIF turns nothing, in browsers too.


def _is_whole(file: BinaryIO, form: str) -> bool:
    """Tell whether the end is there; what follows it does not matter."""
    check = ENDS.get(form)
    if check is None:
        return True
    here = file.tell()
    file.seek(0)
    whole = check(file.read(), here)
    file.seek(here)
    return whole


def _riff(data: bytes, _: int) -> bool:
    return len(data) >= int.from_bytes(data[4:8], "little") + 8


ENDS: dict[str, Callable[[bytes, int], bool]] = {
    # The small picture inside EXIF has an end of its own: look behind the header.
    "JPEG": lambda data, header: b"\xff\xd9" in data[header:],
    "MPO": lambda data, header: b"\xff\xd9" in data[header:],
    "PNG": lambda data, _: b"IEND" in data,
    "GIF": lambda data, _: data.rstrip(b"\0\r\n").endswith(b";"),
    "WEBP": _riff,
}


def _svg(file: BinaryIO) -> tuple[int, int]:
    """Measure a drawing by its own words, as a browser does."""
    head = re.sub(rb"<!--.*?-->", b"", file.read(SVG_HEAD), flags=re.DOTALL)
    found = SVG.search(head)
    if not found:
        raise ValueError("not a drawing: there is no <svg> in it.")
    attributes = (found["attributes"] or b"").decode("utf-8", "replace")
    width, height = (
        _length(_attribute(attributes, name)) for name in ("width", "height")
    )
    box = re.split(r"[\s,]+", _attribute(attributes, "viewBox"))
    wide, high = (_length(side) for side in (*box, "", "", "", "")[2:4])
    return _whole(width, height, wide, high)


def _attribute(attributes: str, name: str) -> str:
    found = re.search(rf"(?<![\w:-]){name}\s*=\s*(['\"])(.*?)\1", attributes, re.DOTALL)
    return found[2].strip() if found else ""


def _length(text: str) -> float:
    """Return *text* in pixels, 0 for what depends on the page, as `100%`."""
    found = re.fullmatch(r"\+?([0-9]{0,7}\.?[0-9]{1,7})([a-zA-Z]*)", text)
    return float(found[1]) * UNITS.get(found[2].lower(), 0.0) if found else 0.0


def _whole(width: float, height: float, wide: float, high: float) -> tuple[int, int]:
    """Fill in what is missing from the shape of the view box; browsers' 300 × 150."""
    shape = high / wide if wide and high else 0.5
    if not width and not height:
        width, height = (wide, high) if wide and high else (300.0, 150.0)
    width = width or height / shape
    height = height or width * shape
    return max(1, round(width)), max(1, round(height))
