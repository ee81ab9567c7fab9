"""
Tokens as a browser resolves them: what sheets say at `:root`, by day and by night.

Only what tokens are written with is understood. What is not is left as it is: an author
may use all of CSS, and then has to look at the colours himself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from wenpu.look.colour import Colour
from wenpu.patterns import later

PREFIX = "--wenpu-"
COMMENT = later(r"/\*.*?\*/", re.DOTALL)
BLOCK = later(r"\s*([^{}]*?)\s*\{")
LINE = later(rf"\s*{PREFIX}([\w-]+)\s*:\s*(.+?)\s*", re.DOTALL)
SCHEME = later(r"@media\s*\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)")
NAMED = later(rf"var\(\s*{PREFIX}([\w-]+)\s*(?:,.*)?\)", re.DOTALL)
ELSEWHERE = later(r"var\(\s*--(?!wenpu-)[\w-]+\s*,\s*(.+)\)", re.DOTALL)
"""Somebody else's token, Material's perhaps, with what stands where that is not."""

DEEPEST = 8
"""So many tokens may name one another; a circle names them for ever."""

ROOT = {":root", "html"}
MODES = ("light", "dark")


class Tokens(Struct, frozen=True):
    """The tokens of one mode by their name without `--wenpu-`."""

    mode: str
    values: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return what the token stands for, "" if there is none."""
        value = self.values.get(name, "")
        for _ in range(DEEPEST):
            if found := ELSEWHERE.fullmatch(value):
                value = found[1].strip()
            elif found := NAMED.fullmatch(value):
                value = self.values.get(found[1], "")
        return value

    def colour(self, name: str) -> Colour | None:
        """Return the colour the token stands for, if it is one that we can read."""
        try:
            return Colour.parse(self.text(name))
        except ValueError:
            return None


def read(sheets: Iterable[str]) -> tuple[Tokens, Tokens]:
    """Return the tokens of *sheets* by day and by night; what comes later wins."""
    found: dict[str, dict[str, str]] = {mode: {} for mode in MODES}
    for sheet in sheets:
        for modes, name, value in _declared(COMMENT.sub("", sheet), MODES):
            for mode in modes:
                found[mode][name] = value
    light, dark = (Tokens(mode, found[mode]) for mode in MODES)
    return light, dark


def _declared(
    css: str, modes: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for prelude, body in _blocks(css):
        if media := SCHEME.fullmatch(prelude):
            yield from _declared(body, (media[1],))
        elif ROOT & {one.strip() for one in prelude.split(",")}:
            for line in body.split(";"):
                if found := LINE.fullmatch(line):
                    yield modes, found[1], found[2]


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Return what stands before each block of braces, and what stands within."""
    at = 0
    while found := BLOCK.search(css, at):
        at = _end(css, found.end())
        # `@charset …;` and its like end before a block's own words begin.
        yield found[1].rpartition(";")[2].strip(), css[found.end() : at - 1]


def _end(css: str, start: int) -> int:
    """Return the place behind the brace that closes the one before *start*."""
    depth, at = 1, start
    while depth and at < len(css):
        depth += {"{": 1, "}": -1}.get(css[at], 0)
        at += 1
    return at
