"""What a text is about, in its own words."""

import re
from collections.abc import Iterator

from msgspec import Struct

from wenpu.patterns import later
from wenpu.prose.characters import BREAK, HOLE
from wenpu.prose.cuts import STOP, boundary
from wenpu.prose.reading import Reading, read
from wenpu.prose.spans import filled
from wenpu.prose.words import NOT_SEEN, one_line, words_of

PARAGRAPH = later(r"(?:^(?=[^\n]*[^\s\x01])[^\n]*(?:\n|\Z))+", re.MULTILINE)
QUOTE_OR_ITEM = later(r"\s*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])")
ROW = later(r"\s*\||.*\|[ \t]*$|[^\n|]*(?: \| [^\n|]*)+\n\x01", re.MULTILINE)
SAYS_ENOUGH = 6  # Letters outside of links; “Editor's note” is no summary.


def summary(body: str, most: int = 120) -> str:
    """
    Return what *body* is about in at most *most* characters, from its own words.

    That is what stands before `<!-- more -->`, else the first paragraph; a quotation
    or a list serves only when there is no paragraph, a row of links or a table last.
    """
    reading = read(body)
    best: _Paragraph | None = None
    before: list[str] = []
    for one in _paragraphs(body, reading):
        if one.rank == 0 and one.end <= reading.more:
            before.append(one.words)
        if best is None or one.rank < best.rank:
            best = one
        if best.rank == 0 and one.start > reading.more:
            break
    words = before or ([best.words] if best else [])
    return _shorten(one_line("\n".join(words)), most)


class _Paragraph(Struct, frozen=True):
    """One paragraph in plain *words*; the smaller *rank*, the better a summary."""

    start: int
    end: int
    words: str
    rank: int


def _paragraphs(body: str, reading: Reading) -> Iterator[_Paragraph]:
    flat = filled(body, [(one.start, one.end) for one in reading.blocks], BREAK)
    for found in PARAGRAPH.finditer(flat):
        start, end = found.span()
        shown = NOT_SEEN.sub("", found[0])
        if words := words_of(shown, reading.known):
            rank = _rank(found[0], reading.masked[start:end])
            yield _Paragraph(start, end, words, rank)


def _rank(text: str, masked: str) -> int:
    says = sum(map(len, re.findall(r"[^\W_]+", masked)))
    if ROW.match(text) or not says or (HOLE in masked and says < SAYS_ENOUGH):
        return 2
    return 1 if QUOTE_OR_ITEM.match(text) or says < SAYS_ENOUGH else 0


def _shorten(text: str, most: int) -> str:
    """Cut *text* after a sentence if that leaves enough, else after a word."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in STOP.finditer(text, 0, most + 2)]
    ends = [end for end in ends if end <= most and text[end - 1] != "；"]
    if ends and ends[-1] >= most * 0.6:
        return text[: ends[-1]]
    return text[: boundary(text, most - 1)].rstrip(" ，、；：,;:（(") + "…"
