"""
Icons of pixels, for telephones that take no drawings: of the logo, or of the seal.

A logo that is itself a drawing is not made into pixels, which takes a library of its
own: there the seal stands for it.
"""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from wenpu import census
from wenpu.leaflets import Leaflet, Tools
from wenpu.letters import Face
from wenpu.look import seal
from wenpu.model import Picture, Settings, Sign

SIZES = (192, 512)
ROUND = 512
"""The icon that a telephone cuts to its own shape: its middle is what matters."""

INNER = 0.62
"""So much of it is sure to be seen, whatever the shape."""

TOUCH = 180
"""What an iPhone asks for, and rounds by itself: its corners are filled."""

CLEAR = (0, 0, 0, 0)
LETTER, CORNER = 22 / 32, 6 / 32
"""How high a seal's letter is, how round its corners, as in a browser's tab."""

TWICE = 2
"""Drawn so much larger, edges are smooth."""


def leaflets(root: Path, settings: Settings) -> Iterator[Leaflet]:
    """Return the icons of the logo, if it is made of pixels, else those of the seal."""
    look = settings.look
    if look.logo and look.is_pictured:
        yield from _of_logo(root, settings, look.logo)
    elif look.sign and (face := seal.face(root, look.sign.letter)):
        yield from _of_seal(look.sign, face, alone=not look.logo)


def _of_logo(root: Path, settings: Settings, logo: Picture) -> Iterator[Leaflet]:
    path, ground = root / logo.path, settings.look.theme_color.get("light", "#ffffff")
    try:
        given = (census.stamp(path), ground)
    except OSError:  # It is told where the look is read.
        return
    for size, share in ((TOUCH, 0.8), *((size, 1.0) for size in SIZES)):
        made = partial(_drawn, path, size, share, ground)
        yield Leaflet(f"icon-{size}.png", made, (*given, share))
    made = partial(_drawn, path, ROUND, INNER, ground)
    yield Leaflet(f"icon-{ROUND}-round.png", made, given)


def _drawn(path: Path, size: int, share: float, ground: str, _: Tools) -> bytes:
    """Return a square picture of the logo at *path*, which fills a *share* of it."""
    from PIL import Image, ImageOps  # noqa: PLC0415 (few builds draw an icon)

    with Image.open(path) as found:
        upright = ImageOps.exif_transpose(found).convert("RGBA")
    inner = round(size * share)
    logo = ImageOps.contain(upright, (inner, inner), Image.Resampling.LANCZOS)
    icon = Image.new("RGBA", (size, size), CLEAR if share == 1 else ground)
    place = (size - logo.width) // 2, (size - logo.height) // 2
    icon.alpha_composite(logo, place)
    into = BytesIO()
    icon.save(into, "PNG", optimize=True)
    return into.getvalue()


def _of_seal(sign: Sign, face: Face, *, alone: bool) -> Iterator[Leaflet]:
    """Return the icons of *sign*; only that of iPhones where it is not *alone*."""
    every = [(f"icon-{TOUCH}.png", TOUCH, 1.0, 0.0)]
    if alone:
        every += [(f"icon-{size}.png", size, 1.0, CORNER) for size in SIZES]
        every.append((f"icon-{ROUND}-round.png", ROUND, INNER, 0.0))
    for name, size, share, corner in every:
        made = partial(_cut, sign, face, size, share, corner)
        given = (sign, face.said, size, share, corner)
        # The font lies on this machine, and perhaps on no other.
        yield Leaflet(name, made, given, at_hand=True)


def _cut(
    sign: Sign, face: Face, size: int, share: float, corner: float, _: Tools
) -> bytes:
    """Return *sign* as a square; its letter is a *share* as high as in a tab."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 (few builds draw an icon)

    side, high = size * TWICE, round(size * TWICE * LETTER * share)
    icon = Image.new("RGBA", (side, side), CLEAR if corner else sign.ground)
    pen, font = ImageDraw.Draw(icon), face.at(high)
    edge = (0, 0, side - 1, side - 1)
    pen.rounded_rectangle(edge, round(side * corner), sign.ground)
    # Centred by what is seen: a font's own middle is a little too low.
    x0, y0, x1, y1 = font.getbbox(sign.letter)
    at = (round((side - x1 - x0) / 2), round((side - y1 - y0) / 2))
    stroke = max(1, high // 48) if face.bold else 0
    pen.text(at, sign.letter, sign.ink, font, stroke_width=stroke)
    small = icon.reduce(TWICE)  # Finer ways leave rings, and twice as many bytes.
    into = BytesIO()
    (small if corner else small.convert("RGB")).save(into, "PNG", optimize=True)
    return into.getvalue()
