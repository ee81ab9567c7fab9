"""
Colours as people see them: contrast (WCAG 2), and lightness apart from hue (OKLCH).

Own lines, because a library of colours takes longer to import than a small site to
build. The numbers are those of the sRGB standard and of Björn Ottosson's Oklab.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Self

from msgspec import Struct
from msgspec.structs import replace
from PIL import ImageColor

OPAQUE = 3
"""So many channels has a colour that nothing shines through."""

FINE = 500
"""So many steps are there from black to white when lightness is moved."""

STEADY = 16
"""So many halvings find the strongest chroma that a screen can show."""

SLACK = 1e-4
"""So much is light changed by rounding."""

FAINT, DARK = 0.04045, 0.0031308
"""Where sRGB ceases to be a straight line: as it is written, and as light."""


class Colour(Struct, frozen=True):
    """A colour of a screen: red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read a colour as style sheets write it: `#1d5c4a`, `teal`, `hsl(160, 52%, 24%)`.

        Raise `ValueError` for what is none, and for what is transparent.
        """
        channels = ImageColor.getrgb(text.strip())
        if len(channels) != OPAQUE:
            raise ValueError(text)
        return cls(*channels)

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def light(self) -> tuple[float, float, float]:
        """How much light each channel sends out, from 0 to 1."""
        return _lit(self.red), _lit(self.green), _lit(self.blue)

    @property
    def luminance(self) -> float:
        """How bright it is to the eye, from 0 to 1."""
        red, green, blue = self.light
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


class Shade(Struct, frozen=True):
    """A colour by its lightness from 0 to 1, its chroma, and the angle of its hue."""

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def of(cls, colour: Colour) -> Self:
        """Return what *colour* is to the eye."""
        red, green, blue = colour.light
        long = math.cbrt(
            0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue
        )
        mid = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        short = math.cbrt(
            0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue
        )
        lightness = 0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short
        return cls(lightness, math.hypot(a, b), math.atan2(b, a))

    def colour(self) -> Colour:
        """Return the nearest colour that a screen can show, by taking off chroma."""
        low, high = 0.0, self.chroma
        if _shows(self.light):
            return _coloured(self.light)
        for _ in range(STEADY):
            middle = (low + high) / 2
            shown = _shows(replace(self, chroma=middle).light)
            low, high = (middle, high) if shown else (low, middle)
        return _coloured(replace(self, chroma=low).light)

    @property
    def light(self) -> tuple[float, float, float]:
        """How much light each channel would have to send out, on any screen."""
        a, b = self.chroma * math.cos(self.hue), self.chroma * math.sin(self.hue)
        long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        mid = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
        )


def contrast(one: Colour, other: Colour) -> float:
    """Return how well one can be read on the other, from 1 to 21."""
    dark, bright = sorted([one.luminance, other.luminance])
    return (bright + 0.05) / (dark + 0.05)


def least(colour: Colour, grounds: Iterable[Colour]) -> float:
    """Return the contrast of *colour* to that of *grounds* it is faintest on."""
    return min((contrast(colour, ground) for ground in grounds), default=math.inf)


def at(lightness: float, colour: Colour) -> Colour:
    """Return *colour* made lighter or darker, its hue kept."""
    return replace(Shade.of(colour), lightness=lightness).colour()


def readable(colour: Colour, grounds: Iterable[Colour], wanted: float) -> Colour:
    """
    Return *colour*, moved the least in lightness that it is read on all *grounds*.

    Where no lightness will do for all of them, black or white does best.
    """
    grounds = list(grounds)
    for one in _nearest(colour):
        if least(one, grounds) >= wanted:
            return one
    return max(BLACK, WHITE, key=lambda one: least(one, grounds))


def _nearest(colour: Colour) -> Iterator[Colour]:
    """Return *colour*, then lighter and darker ones, ever farther away."""
    yield colour
    start = Shade.of(colour).lightness
    for step in range(1, FINE + 1):
        for lightness in (start - step / FINE, start + step / FINE):
            if 0 <= lightness <= 1:
                yield at(lightness, colour)


def _lit(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= FAINT else ((part + 0.055) / 1.055) ** 2.4


def _channel(light: float) -> int:
    light = min(1.0, max(0.0, light))
    part = light * 12.92 if light <= DARK else 1.055 * light ** (1 / 2.4) - 0.055
    return round(part * 255)


def _coloured(light: tuple[float, float, float]) -> Colour:
    return Colour(*map(_channel, light))


def _shows(light: tuple[float, float, float]) -> bool:
    """Tell whether a screen has such light, but for what rounding takes or adds."""
    return all(-SLACK <= one <= 1 + SLACK for one in light)
