"""The magazine's seal: the outlines of two characters, carved out of red."""

from pathlib import Path

from art.prints import CHINESE, FONT
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection

WORDS = "晋味"
RED = "#a02c1c"
PLATE = "M12 5.5Q48 3.6 84 5.2q6.6.6 7 7Q92.8 48 91 84q-.6 6.6-7 7Q48 92.6 12 90.8q-6.4-.6-6.8-7Q3.6 48 5.2 12.4 5.6 6 12 5.5z"


def write(path: Path) -> None:
    """Write the seal as SVG: one red plate, its letters cut out as paths."""
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img" aria-label="晋味">'
        f'<path fill="{RED}" d="{PLATE}"/><path fill="#fbf6ea" d="{letters()}"/></svg>\n',
        encoding="utf-8",
    )


def letters() -> str:
    """Return both letters, one below the other, as one path."""
    font = TTCollection(FONT).fonts[CHINESE]
    names, glyphs = font.getBestCmap(), font.getGlyphSet()
    pen = SVGPathPen(
        glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip(".")
    )
    for word, (left, base) in zip(WORDS, ((13, 44), (13, 84.2)), strict=True):
        wide, high = 0.07, -0.0425
        glyphs[names[ord(word)]].draw(TransformPen(pen, (wide, 0, 0, high, left, base)))
    return pen.getCommands()
