"""What an author asks for, tried on: colours, letters, shape and logo as values."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from wenpu import pictures
from wenpu.fields import Reading, Sheet
from wenpu.look import paint, tokens
from wenpu.look.colour import Colour
from wenpu.look.form import PAPER, SHAPES, STACKS
from wenpu.look.paint import Paints
from wenpu.look.tokens import Tokens
from wenpu.look.wardrobe import Cloth, Wardrobe
from wenpu.model import Picture
from wenpu.problems import ContentError

FONTS = {"font": ("font", "sans"), "title_font": ("font-title", "serif")}
"""Options of letters: the token that each sets, and the stack behind a family."""


class Place(Struct, frozen=True):
    """The site that is dressed: its folder, its name, the file of its options."""

    root: Path
    name: str
    file: str = "mkdocs.yml"
    content_dir: str = "content"


class Fitting(Struct, frozen=True, dict=True):
    """What was *asked* for at a *place*, tried on with what its *wardrobe* holds."""

    place: Place
    wardrobe: Wardrobe
    asked: Sheet

    @cached_property
    def worn(self) -> list[Cloth]:
        """The sheet of the palette, if it has one."""
        return self.wardrobe.worn(self.asked.text("palette", PAPER))

    @cached_property
    def paints(self) -> tuple[Paints, Paints]:
        """The author's colours over those of the palette, by day and by night."""
        under = _tokens([*self.wardrobe.tokens, *self.worn])
        accent, buy = self.colour("accent"), self.colour("buy")
        day, night = (Paints(mode, accent, buy) for mode in under)
        return day, night

    @cached_property
    def sheet(self) -> str:
        """All that comes after the tokens: the palette, and what is asked besides."""
        day, night = (one.values() for one in self.paints)
        changes = paint.sheet({**day, **dict(self._forms())}, night)
        return "\n".join([*(one.text for one in self.worn), changes])

    @cached_property
    def modes(self) -> tuple[Tokens, Tokens]:
        """The tokens as a reader sees them, by day and by night."""
        ours = [one.text for one in self.wardrobe.tokens]
        own = [one.text for one in self.wardrobe.own]
        return tokens.read([*ours, self.sheet, *own])

    def colour(self, name: str) -> Colour | None:
        """Return the colour that the author asks for as *name*."""
        found = self.asked.values.get(name)
        return found.value if found else None

    def _forms(self) -> Iterator[tuple[str, str]]:
        """Return the tokens of letters and of shape."""
        for option, (token, behind) in FONTS.items():
            if family := self.asked.text(option):
                stack = f'"{family}", var(--wenpu-{behind})'
                yield token, f"var(--wenpu-{family})" if family in STACKS else stack
        yield from SHAPES.get(self.asked.text("shape"), {}).items()

    def logo(self, reading: Reading) -> Picture | None:
        """Return the picture of the site's name; what is wrong with it is noted."""
        root, within = self.place.root, self.place.content_dir
        if not (written := self.asked.text("logo")):
            return None
        try:
            return pictures.named(root, "logo", written, self.asked.at("logo"), within)
        except ContentError as error:
            reading.problems += error.problems
            return None


def _tokens(sheets: Iterable[Cloth]) -> tuple[Tokens, Tokens]:
    return tokens.read(one.text for one in sheets)
