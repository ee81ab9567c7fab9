"""
From the one colour an author names to all that it takes: by day and by night.

The author's own colour is kept wherever it can be read. Where it cannot, it is moved in
lightness, never in hue.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from wenpu.look.colour import BLACK, WHITE, Colour, Shade, contrast, least, readable
from wenpu.look.legible import AA, EDGE, GROUNDS
from wenpu.look.tokens import Tokens

CALM = 0.11
"""As much chroma as a colour on a dark page can have without glowing."""

INKY = 0.2
"""The lightness of dark letters on a light button."""

NEARLY = 3.5
"""What white words can nearly be read on is darkened a little: red wants white."""

PRESSED = 0.08
"""So much lighter or darker is a button under a pointer."""


class Paints(Struct, frozen=True):
    """The author's colours, and the *tokens* they are painted over, of one mode."""

    tokens: Tokens
    accent: Colour | None = None
    buy: Colour | None = None

    def values(self) -> dict[str, str]:
        """Return the tokens that change."""
        return dict(self._values())

    def _values(self) -> Iterator[tuple[str, str]]:
        if self.accent:
            # Where a page stands on Material, its words have Material's colours.
            yield "accent", f"var(--md-typeset-a-color, {self.words(self.accent)})"
            yield from _sealed(self.pressable(self._ground(self.accent), "seal"))
        if button := self.button():
            letters = on(button)
            yield "buy", str(button)
            yield "buy-hover", str(pressed(button, letters))
            yield "on-buy", str(letters)

    def words(self, colour: Colour) -> Colour:
        """Return *colour* as words have it that stand on any of the grounds."""
        grounds = self.grounds
        if self.tokens.mode == "dark" and least(colour, grounds) < AA:
            colour = self._lifted(colour, "accent")
        return readable(colour, grounds, AA)

    def button(self) -> Colour | None:
        """Return the Buy button's colour: its own, or else that of the words."""
        if self.buy:
            return self.pressable(self.buy)
        return self.pressable(self._ground(self.accent)) if self.accent else None

    def _ground(self, accent: Colour) -> Colour:
        """Return *accent* as letters stand on it: by day it is that of the words."""
        return accent if self.tokens.mode == "dark" else self.words(accent)

    def pressable(self, colour: Colour, like: str = "buy") -> Colour:
        """Return *colour* as a button has it, which may be as pale as it likes."""
        unseen = least(colour, self.grounds[:1]) < EDGE
        if self.tokens.mode == "dark" and unseen:
            colour = self._lifted(colour, like)
        if contrast(colour, WHITE) >= NEARLY:
            return readable(colour, [WHITE], AA)
        return colour

    @property
    def grounds(self) -> Sequence[Colour]:
        """What words stand on: the page, what is raised above it, what is sunk in."""
        return [one for name in GROUNDS if (one := self.tokens.colour(name))]

    def _lifted(self, colour: Colour, like: str) -> Colour:
        """Return *colour*, as light as the palette's own colour *like*."""
        own = self.tokens.colour(like)
        if not own:
            return colour
        shade, wanted = Shade.of(colour), Shade.of(own).lightness
        chroma = min(shade.chroma, CALM)
        return replace(shade, lightness=wanted, chroma=chroma).colour()


def _sealed(stone: Colour) -> Iterator[tuple[str, str]]:
    yield "seal", str(stone)
    yield "on-seal", str(on(stone))


def on(ground: Colour) -> Colour:
    """Return the colour of letters on *ground*: white, or nearly black, or black."""
    shade = Shade.of(ground)
    inky = replace(shade, lightness=INKY, chroma=min(shade.chroma, 0.03)).colour()
    good = [one for one in (WHITE, inky) if contrast(one, ground) >= AA]
    return good[0] if good else BLACK  # What white is faint on, black is not.


def pressed(button: Colour, letters: Colour) -> Colour:
    """Return *button* under a pointer: farther from its *letters* if it can be."""
    shade = Shade.of(button)
    away = -PRESSED if letters == WHITE else PRESSED
    farther = 0 <= shade.lightness + away <= 1
    lightness = shade.lightness + (away if farther else -away)
    return readable(replace(shade, lightness=lightness).colour(), [letters], AA)


def sheet(day: Mapping[str, str], night: Mapping[str, str]) -> str:
    """Return tokens as a style sheet."""
    rules = [f":root {{\n{_lines(day)}}}\n"] if day else []
    if night:
        rule = f":root {{\n{_lines(night)}}}\n"
        rules.append(f"@media (prefers-color-scheme: dark) {{\n{rule}}}\n")
    return "".join(rules)


def _lines(values: Mapping[str, str]) -> str:
    return "".join(f"  --wenpu-{name}: {value};\n" for name, value in values.items())
