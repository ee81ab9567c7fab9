"""Find what is no prose as a whole, from line to line."""

import re
from collections.abc import Iterator

from wenpu.patterns import later
from wenpu.prose.block import Block, Kind
from wenpu.prose.elements import BLOCK_TAG, ends
from wenpu.prose.starts import STARTS

LINE = later(
    r"(?P<indent>[ \t]*)"
    r"(?P<marks>(?:(?:>|(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]))[ \t]*)*+)"
)
UNDERLINE = later(r"(?:=+|-{2,})[ \t]*$", re.MULTILINE)
HOLDS = later(r"!!!|\?\?\?|===|\[\^")  # Indented lines below these are theirs.
LETS_MARKDOWN_IN = later(r"\smarkdown(?:\s|=|\Z)", re.IGNORECASE)
BLANK = later(r"\n[ \t]*(?:\n|\Z)")
MEANS = frozenset({*STARTS, *" \t\n>-*+"})
"""With one of these, or a digit, begins whatever is not simply a line of prose."""


def blocks_of(body: str) -> Iterator[Block]:
    """Yield what is no prose as a whole, line by line."""
    walk = _Walk(body)
    while walk.at < len(body):
        first = body[walk.at]
        if first == "\n":  # As every other line is.
            walk.rest()
        elif first not in MEANS and not first.isdecimal():  # Nearly all others.
            walk.plain()
        else:
            yield from walk.step()


class _Walk:
    """
    A walk down the lines of a text.

    *depth* says how many lists and notes are open, hence how far a line may be
    indented and be prose. *start* is where the paragraph began if one line of it has
    been seen: only that can be underlined and so become a heading.
    """

    def __init__(self, body: str) -> None:
        self.body = body
        self.at = 0
        self.depth = 0
        self.blank = True
        self.start = -1
        self.ends = ends(body)

    def rest(self) -> None:
        """Go over an empty line."""
        self.at, self.blank, self.start = self.at + 1, True, -1

    def plain(self) -> None:
        """Go over a line of prose without indent: all that `step` would do."""
        self.depth = 0 if self.blank else self.depth
        self.start = self.at if self.blank else -1
        self.blank = False
        self._skip()

    def step(self) -> Iterator[Block]:
        """Go over one line, or over the block that begins on it."""
        line = LINE.match(self.body, self.at)
        if not line:  # It matches anything, the empty line included.
            raise ValueError(self.at)
        begin, self.at = self.at, line.end()
        first = self.body[self.at : self.at + 1]
        if first in {"", "\n"} and not line["marks"]:
            self.rest()
        elif self.blank and self._level(line) > self.depth:
            yield Block(Kind.CODE, begin, self._skip())
        elif first in STARTS and (found := self._block(begin, first)):
            yield found
        else:
            self._prose(begin, line)

    def _prose(self, begin: int, line: re.Match[str]) -> None:
        self._open(line)
        self.start = begin if self.blank else -1
        self.blank = False
        self._skip()

    def _open(self, line: re.Match[str]) -> None:
        level = self._level(line)
        if self.blank:
            self.depth = min(self.depth, level)
        if line["item"]:
            self.depth = level + 1

    def _block(self, begin: int, first: str) -> Block | None:
        at = self.at
        if self.start >= 0 and UNDERLINE.match(self.body, at):
            start, self.start, self.blank = self.start, -1, True
            return Block(Kind.HEADING, start, self._skip())
        if first == "<" and (end := self._html()):
            self._go(end)
            return Block(Kind.HTML, at, end)
        for kind, rule in STARTS[first]:
            if found := rule.match(self.body, at):
                self._after(begin, found)
                return Block(kind, at, self.at)
        return None

    def _after(self, begin: int, found: re.Match[str]) -> None:
        line = LINE.match(self.body, begin)
        if line:
            self._open(line)
            if HOLDS.match(found[0]):
                self.depth = self._level(line) + 1
        self._go(found.end())

    def _go(self, end: int) -> None:
        """Go on after a block; what follows on its last line still belongs to it."""
        self.at, self.start = end, -1
        self.blank = self.body[end : end + 1] in {"", "\n"}

    def _html(self) -> int:
        """Return the end of the HTML that begins here, 0 if none does."""
        found = BLOCK_TAG.match(self.body, self.at)
        if not found or LETS_MARKDOWN_IN.search(found["rest"]):
            return 0
        if found["close"] or found.start() in self.ends:
            return self.ends.get(found.start(), found.end())
        blank = BLANK.search(self.body, found.end())
        return blank.start() if blank else len(self.body)

    @staticmethod
    def _level(line: re.Match[str]) -> int:
        indent = line["indent"]
        return len(indent.expandtabs(4)) // 4 if indent else 0

    def _skip(self) -> int:
        """Go on to the next line; return where this one ends."""
        end = self.body.find("\n", self.at)
        end = len(self.body) if end < 0 else end
        self.at = end + 1
        return end
