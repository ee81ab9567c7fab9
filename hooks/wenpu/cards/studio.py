"""Where cards are drawn: with which letters, in which colours, in which order."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import PIL
from msgspec import Struct, field
from PIL import features

from wenpu import census, letters, look, stamps
from wenpu.cards import layout
from wenpu.cards.drawing import Inks
from wenpu.cards.layout import Layout
from wenpu.letters import HOW, Face, Wish
from wenpu.look import tokens
from wenpu.model import Cards, Settings
from wenpu.problems import Level, Problem, Spot

PARTS = ("jpg", "freetype2", "zlib")


class Studio(Struct, frozen=True, dict=True):
    """
    All that cards are made with, on this machine.

    Without *faces*, nothing can be written on them, and there are none.
    """

    on: bool = False
    root: Path = Path()
    faces: Mapping[str, Face] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def inks(self) -> Inks:
        """Letters and colours."""
        return Inks(self.faces, self.colors)

    @cached_property
    def stamp(self) -> bytes:
        """The stamp of all that is seen of it on a card."""
        if not self.on:
            return stamps.NONE
        faces = sorted((name, one.said) for name, one in self.faces.items())
        said = (faces, sorted(self.colors.items()), sorted(self.layouts.items()))
        return stamps.of((recipe(), said))


NO_STUDIO = Studio()


@cache
def recipe() -> str:
    """Name the tools that draw, and this room itself."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), Path(letters.__file__)]
    room = [path.read_bytes() for path in files]
    tools = [PIL.__version__, version("segno"), *map(features.version, PARTS)]
    return sha256(repr((tools, room)).encode()).hexdigest()


def opened(settings: Settings, root: Path, dirs: Sequence[Path]) -> Studio:
    """Return the studio that *settings* ask for; layouts and colours lie in *dirs*."""
    asked = settings.cards
    if not asked.on or asked.problems:
        return Studio(problems=asked.problems)
    if not settings.address:
        what = "cards: without  site_url  there are no pictures to share, and no codes."
        fix = "Write the site's address, as in  site_url: https://shop.example/"
        told = Problem(asked.spot, what, fix, Level.NOTICE)
        return Studio(problems=(told,))
    day = _day(settings, dirs)
    colors = {name: str(one) for name in day.values if (one := day.colour(name))}
    drawn, wrong = _layouts(dirs, root, colors)
    drawn = {name: one for name, one in drawn.items() if name in (asked.only or drawn)}
    faces, odd = _faces(settings, root, day.text("font-title"))
    problems = (*wrong, *odd)
    return Studio(not wrong, root, faces, colors, drawn, problems)


def _day(settings: Settings, dirs: Sequence[Path]) -> tokens.Tokens:
    """Return the tokens by day: a card is looked at on whatever ground."""
    wardrobe = look.opened(dirs)
    own = [one.text for one in wardrobe.own]
    sheets = [*(one.text for one in wardrobe.tokens), settings.look.css, *own]
    return tokens.read(sheets)[0]


def _layouts(
    dirs: Sequence[Path], root: Path, colors: Mapping[str, str]
) -> tuple[Mapping[str, Layout], list[Problem]]:
    names = sorted(colors)
    return census.recall(
        "layouts",
        layout.paths(dirs),
        (str(root), *names),
        lambda: layout.opened(dirs, root, names),
    )


def _faces(
    settings: Settings, root: Path, stack: str
) -> tuple[Mapping[str, Face], list[Problem]]:
    """Return the letters of titles and of texts; none, and why, if one is not there."""
    asked, sample = settings.cards, letters.sample(settings.language[:2].lower())
    with_serifs = "serif" in stack.replace("sans-serif", "").lower()
    titles = "serif" if with_serifs else "sans"
    wishes = {
        "title": Wish(asked.title_font, titles, True, *_line(asked, "title_font")),  # noqa: FBT003
        "text": Wish(asked.font, "sans", False, *_line(asked, "font")),  # noqa: FBT003
    }
    found = {key: letters.find(one, root, sample) for key, one in wishes.items()}
    problems = [one for _, told in found.values() for one in told]
    faces = {key: face for key, (face, _) in found.items() if face}
    if "title" not in faces and "text" in faces and not asked.title_font:
        faces["title"] = faces["text"]
    if len(faces) == len(wishes):
        title, text = faces["title"], faces["text"]
        # What one of them lacks the other may have: better that than no card.
        together = {
            "title": title.before(*title.behind, text),
            "text": text.before(*text.behind, title),
        }
        return together, problems
    if not problems:
        what = (
            "cards: no font is there to write with, so there are no pictures to share."
        )
        problems = [Problem(asked.spot, what, HOW, Level.NOTICE)]
    return {}, problems


def _line(asked: Cards, option: str) -> tuple[Spot, str]:
    """Return where *option* is written, or that which it follows; and which that is."""
    written = option if option in asked.lines or "font" not in asked.lines else "font"
    return asked.lines.get(written, asked.spot), written
