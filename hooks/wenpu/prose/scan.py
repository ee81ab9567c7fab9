"""What a scan of a text knows while it goes from one special character to the next."""

from msgspec import Struct, field

from wenpu.patterns import later
from wenpu.prose.definitions import Definitions
from wenpu.prose.link import Link
from wenpu.prose.spans import Edit, Span

PAUSE = later(r"\n[ \t]*(?:\n|\Z)|\x01+")
"""Nothing reaches over the end of a paragraph."""


class Bracket(Struct):
    """An open `[`, and whether it opens an image."""

    at: int
    image: bool


class Run(Struct):
    """An open run of emphasis marks: *size* of them are still unused."""

    at: int
    size: int


class Found(Struct):
    """What a scan has seen: *edits* turn the text into plain words."""

    holes: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    codes: list[Span] = field(default_factory=list)
    shortcodes: list[tuple[str, int]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)


class Scan(Struct):
    """
    A scan of one text.

    *brackets* and *runs* are open; *ticks* and *closes* are what could end code and
    elements, looked up once they are asked for.
    """

    text: str
    known: Definitions
    found: Found = field(default_factory=Found)
    brackets: list[Bracket] = field(default_factory=list)
    runs: dict[str, list[Run]] = field(default_factory=dict)
    ticks: dict[int, list[int]] | None = None
    closes: dict[str, list[Span]] | None = None

    def drop(self, start: int, end: int, instead: str = "") -> int:
        """Take a span out of the prose and of the plain words; return its end."""
        self.found.holes.append((start, end))
        self.found.edits.append((start, end, instead))
        return end
