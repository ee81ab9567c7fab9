"""A block, and what it is."""

from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a block is that is no prose."""

    CODE = auto()
    COMMENT = auto()
    HTML = auto()
    HEADING = auto()
    DEFINITION = auto()  # [label]: destination
    MARK = auto()  # It only tells how to show what follows.


SAID = {Kind.HEADING, Kind.HTML}
"""These are no running prose, but a reader sees their words."""


class Block(NamedTuple):
    """A span of a text that is no prose as a whole."""

    kind: Kind
    start: int
    end: int

    def of(self, body: str) -> str:
        """Return what is written there."""
        return body[self.start : self.end]
