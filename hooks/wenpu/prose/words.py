"""Plain words: what a reader sees of a fragment."""

import re

from wenpu.patterns import later
from wenpu.prose.block import SAID
from wenpu.prose.blocks import blocks_of
from wenpu.prose.characters import CJK
from wenpu.prose.definitions import Definitions, definitions
from wenpu.prose.inline import for_words
from wenpu.prose.spans import edited

SPECIAL = later(r"[\\`<\[\]{$&*_~=:!>#+-]")
LINE_MARKS = later(r"^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+)++", re.MULTILINE)
UNDERLINES = later(r"^[ \t]*(?:=+|-{2,})[ \t]*$", re.MULTILINE)
NOT_SEEN = later("[\0\1\u200b\u2060\ufeff]")
NO_SPACE = later(rf"(?<=[{CJK}])[ \t]*\n[ \t]*(?=[{CJK}])")


def plain(markdown: str) -> str:
    """
    Return a fragment as its reader sees it, on one line.

    Links become their text; images, code blocks, tags, template marks and footnote
    marks go. A line break between two Chinese characters is nothing, any other a space.
    """
    blocks = list(blocks_of(markdown)) if "\n" in markdown.strip("\n") else []
    gone = [(one.start, one.end, "\n\n") for one in blocks if one.kind not in SAID]
    return words_of(edited(markdown, gone), definitions(markdown, blocks))


def words_of(text: str, known: Definitions) -> str:
    """Return *text*, in which no block is left, as its reader sees it."""
    if SPECIAL.search(text):
        text = UNDERLINES.sub("", LINE_MARKS.sub("", text))
        text = edited(text, for_words(text, known).edits)
    return one_line(text)


def one_line(text: str) -> str:
    """Return *text* with a space for each line end, but between Chinese characters."""
    text = NOT_SEEN.sub("", text)
    text = NO_SPACE.sub("", text) if "\n" in text else text
    return " ".join(text.split())
