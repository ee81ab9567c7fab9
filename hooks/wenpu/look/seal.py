"""A site's name as a seal: the sign beside it, and the icon of a browser's tab."""

import re
from html import escape
from pathlib import Path
from urllib.parse import quote

from wenpu import letters, prose
from wenpu.letters import Face, Wish
from wenpu.look.colour import Colour
from wenpu.look.paint import on
from wenpu.model import Sign
from wenpu.problems import Spot

NOBODY = "文"
"""The sign of a name without any letter."""

SAFE = "()+,-./:;="
"""What may stand in such an address as it is."""

SEAL = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<rect width='32' height='32' rx='6' fill='{ground}'/>"
    "<text x='16' y='16' dy='.36em' font-family='serif' font-size='22' "
    "font-weight='700' text-anchor='middle' fill='{letters}'>{sign}</text></svg>"
)


def mark(name: str) -> str:
    """
    Return the sign of the site called *name*: two Han characters, or one letter.

    A name of two has only its first one: its seal stands beside it and says more.
    """
    letters = [char for char in name if char.isalnum()] or [NOBODY]
    if not _is_han(letters[0]):
        return letters[0].upper()
    sign = "".join(char for char in letters[:2] if _is_han(char))
    return sign if len(letters) > len(sign) else sign[0]


def icon(name: str, ground: Colour) -> str:
    """
    Return the address of a picture that is in its address.

    It has one sign: two would be too small to read in a tab.
    """
    sign = escape(mark(name)[0])
    drawn = SEAL.format(sign=sign, ground=ground, letters=on(ground))
    return f"data:image/svg+xml,{quote(drawn, safe=SAFE)}"


def sign(root: Path, name: str, ground: Colour) -> Sign | None:
    """Return the same for who wants pixels, none if no font here has its letter."""
    letter = mark(name)[0]
    return Sign(letter, str(on(ground)), str(ground)) if face(root, letter) else None


def face(root: Path, letter: str) -> Face | None:
    """Return the font in which *letter* is cut on this machine, none if none has it."""
    wish = Wish("", "serif", bold=True, spot=Spot("mkdocs.yml"))
    return letters.find(wish, root, letter)[0]


def _is_han(char: str) -> bool:
    return re.fullmatch(f"[{prose.HAN}]", char) is not None
