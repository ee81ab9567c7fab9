"""What a look is chosen from: palettes and tokens, ours and the author's."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from wenpu.look.form import PAPER

TOKENS = "assets/tokens.css"
PALETTES = "palettes"


class Cloth(Struct, frozen=True):
    """One style sheet of tokens: where it lies, and what it says."""

    path: Path
    text: str

    def line(self, token: str) -> int:
        """Return the line on which *token* is written, 0 if it is not."""
        before, found, _ = self.text.partition(f"--wenpu-{token}:")
        return before.count("\n") + 1 if found else 0


class Wardrobe(Struct, frozen=True):
    """
    Style sheets by what they are for.

    *palettes* are by their name. *tokens* come before the palette, and *own* after it:
    there an author has the last word.
    """

    palettes: Mapping[str, Cloth]
    tokens: Sequence[Cloth] = ()
    own: Sequence[Cloth] = ()

    @property
    def names(self) -> list[str]:
        """The palettes there are; that of the tokens themselves has no file."""
        return sorted({PAPER, *self.palettes})

    def worn(self, palette: str) -> list[Cloth]:
        """Return the one sheet of *palette*, if it has any."""
        return [self.palettes[palette]] if palette in self.palettes else []


def opened(dirs: Sequence[Path]) -> Wardrobe:
    """Return what lies in *dirs*: the author's folder, if there is one, before ours."""
    palettes = {
        path.stem: _cloth(path)
        for folder in reversed(dirs)
        for path in sorted(folder.glob(f"{PALETTES}/*.css"))
    }
    tokens = [_cloth(path) for one in dirs if (path := one / TOKENS).is_file()]
    return Wardrobe(palettes, tokens[-1:], tokens[:-1])


def _cloth(path: Path) -> Cloth:
    return Cloth(path, path.read_text(encoding="utf-8"))
