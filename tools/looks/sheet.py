"""
A sheet: one thing on every screen, on one picture. Values in, values out.

Day is above night, and narrow before wide. A sheet can be cut into its screens again,
at the size of the screen or at that in which it is kept.
"""

from collections.abc import Mapping
from itertools import product
from typing import Literal

from PIL import Image

Scheme = Literal["light", "dark"]
Screen = tuple[Scheme, int]
Shots = Mapping[Screen, Image.Image]

WIDTHS = (360, 768, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SCREENS: tuple[Screen, ...] = tuple(product(SCHEMES, WIDTHS))
GAP = 16
GROUND = "#808080"


def laid_out(shots: Shots, scale: int = 1) -> Image.Image:
    """Return one picture of all *shots*, *scale* times smaller than the screens."""
    tall = max(shot.height for shot in shots.values())
    places = _places(tall, scale)
    ground = Image.new("RGB", places[SCREENS[-1]][2:], GROUND)
    for screen, shot in shots.items():
        ground.paste(shot, places[screen][:2])
    return ground


def cut(picture: Image.Image, scale: int = 1) -> dict[Screen, Image.Image]:
    """Return the shots of a sheet, with the ground below those that are not as tall."""
    tall = (picture.height - GAP // scale) // len(SCHEMES)
    return {screen: picture.crop(box) for screen, box in _places(tall, scale).items()}


def _places(tall: int, scale: int) -> dict[Screen, tuple[int, int, int, int]]:
    found = {}
    for row, scheme in enumerate(SCHEMES):
        left, top = 0, row * (tall + GAP // scale)
        for width in WIDTHS:
            right = left + width // scale
            found[scheme, width] = (left, top, right, top + tall)
            left = right + GAP // scale
    return found
