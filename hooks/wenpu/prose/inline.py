"""
Find links, pictures, code and tags, from special character to special character.

Each `on_…` is called with the place of its character and returns where to go on.
"""

import html
import re
from collections.abc import Callable, Mapping

from wenpu.patterns import later
from wenpu.prose.brackets import on_bang, on_close, on_open
from wenpu.prose.characters import BREAK
from wenpu.prose.code import on_backslash, on_dollar, on_tick
from wenpu.prose.definitions import Definitions
from wenpu.prose.emphasis import on_emphasis, on_pause
from wenpu.prose.escapes import ENTITY
from wenpu.prose.scan import Found, Scan
from wenpu.prose.tags import on_angle
from wenpu.prose.templates import on_brace

PLAIN_SPECIAL = later(r"[\\`<\[\]{$:!\n\x01&*_~=]")
MASK_SPECIAL = later(r"[\\`<\[\]{$:!]")
SCHEME = later(r"(?<![A-Za-z])(?:https?|ftp)\Z", re.IGNORECASE)
ADDRESS = later(r"://[!#-'+-;=?-Z\\^_a-z|}~]*(?<![.,;:!?'])")


def for_mask(text: str, known: Definitions) -> Found:
    """Return what is no prose in *text*."""
    return _scanned(text, known, MASK_SPECIAL)


def for_words(text: str, known: Definitions) -> Found:
    """Return what is no plain word in *text*."""
    return _scanned(text, known, PLAIN_SPECIAL)


def _scanned(text: str, known: Definitions, special: re.Pattern[str]) -> Found:
    scan, at, search = Scan(text, known), 0, special.search
    while found := search(text, at):
        at = found.start()
        at = ACTIONS[text[at]](scan, at)
    return scan.found


def on_colon(scan: Scan, at: int) -> int:
    """Leave alone an address in running text: its marks are none of Markdown's."""
    found = ADDRESS.match(scan.text, at)
    scheme = SCHEME.search(scan.text, max(0, at - 6), at) if found else None
    if not found or not scheme:
        return at + 1
    scan.found.holes.append((scheme.start(), found.end()))
    return found.end()


def on_entity(scan: Scan, at: int) -> int:
    """Read `&amp;` as the character that it is."""
    found = ENTITY.match(scan.text, at)
    if not found:
        return at + 1
    scan.found.edits.append((*found.span(), html.unescape(found[0])))
    return found.end()


Action = Callable[[Scan, int], int]
ACTIONS: Mapping[str, Action] = {
    "\\": on_backslash,
    "$": on_dollar,
    "`": on_tick,
    "<": on_angle,
    "{": on_brace,
    ":": on_colon,
    "!": on_bang,
    "[": on_open,
    "]": on_close,
    "&": on_entity,
    "\n": on_pause,
    BREAK: on_pause,
    **dict.fromkeys("*_~=", on_emphasis),
}
