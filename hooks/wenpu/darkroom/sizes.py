"""How large pictures are published, and where. Nothing is opened here."""

from pathlib import PurePosixPath

LARGEST = 2000
"""No picture is published wider, in pixels: the widest place of a page, twice over."""

STEPS = (320, 480, 768, 1088, 1600)
"""
Widths of copies: a phone's column is 360 to 412 wide, of one to three pixels each.

Browsers take the first that is no smaller than what they need. So a step lies just
above what many need: 720, 721 (412 × 1.75), 750 and 768; 1080 and 1081 (393 × 2.75).
"""

SMALL = STEPS[0]
GAIN = 1.2
"""A copy must be this much wider than the one before it to be worth its place."""

TALLEST = 16_383
"""No WebP is taller, in pixels."""

FOLDER = "assets/pictures"
LONG = 60
"""Names of files end after 255 bytes: so many letters of it are the author's."""


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size that is published of a picture of this size."""
    return (width, height) if width <= LARGEST else (LARGEST, scaled(width, height))


def scaled(width: int, height: int, to: int = LARGEST) -> int:
    """Return the height of a picture of this size when it is *to* pixels wide."""
    return max(1, round(height * to / width))


def widths(width: int, height: int) -> tuple[int, ...]:
    """Return how wide the copies are of a picture of this size."""
    steps = tuple(step for step in STEPS if step <= width)
    if not steps or height > TALLEST:
        return ()
    own = min(width, STEPS[-1])
    return (*steps, own) if own >= GAIN * steps[-1] else steps


def address(path: str, digest: str, width: int, ending: str) -> str:
    """Return where a copy of the picture at *path* is: it tells what is in it."""
    stem = PurePosixPath(path).stem[:LONG]
    return f"{FOLDER}/{stem}.{digest[:8]}-{width}.{ending}"
