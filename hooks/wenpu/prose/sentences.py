"""The sentence that a word stands in."""

from collections.abc import Iterator

from wenpu.patterns import later
from wenpu.prose.characters import BREAK, HOLE
from wenpu.prose.cuts import STOP, boundary
from wenpu.prose.reading import read
from wenpu.prose.spans import Span
from wenpu.prose.words import words_of

HALF_BOLD = later(r"\*\*+")
ITEM = later(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|\d{1,9}[.)])[ \t]+")
FARTHEST = 400  # No sentence is looked for beyond so many characters.


def sentence(body: str, masked: str, start: int, end: int, most: int = 140) -> str:
    """
    Return the plain sentence around `body[start:end]`, which it contains.

    *masked* is `mask(body)`: a full stop inside of a link ends nothing. A longer one
    is trimmed on both sides of the span, with `…`.
    """
    left, right = _around(masked, start, end)
    words, whole = _words(body, start, end), _words(body, left, right)
    places = list(_places(words, whole))
    if not places:  # Such as a mention across the edge of a piece of code.
        return words
    at = places[0]
    if len(places) > 1:
        before = len(_words(body, left, start))
        at = min(places, key=lambda place: abs(place - before))
    return _trim(whole, at, at + len(words), most)


def _words(body: str, start: int, end: int) -> str:
    return HALF_BOLD.sub("", words_of(body[start:end], read(body).known))


def _places(words: str, whole: str) -> Iterator[int]:
    at = whole.find(words)
    while at >= 0:
        yield at
        at = whole.find(words, at + max(1, len(words)))


def _around(masked: str, start: int, end: int) -> Span:
    """Return the span of the sentence that holds the span from *start* to *end*."""
    left, right = _left(masked, start), _right(masked, end)
    left, right = _cell(masked, left, right, start, end)
    for found in STOP.finditer(masked, left, start):
        left = found.end()
    found_end = STOP.search(masked, end, right)
    return left, found_end.end() if found_end else right


def _left(masked: str, start: int) -> int:
    """Go up to where the paragraph or the list item begins."""
    at = masked.rfind("\n", 0, start) + 1
    while at and not ITEM.match(masked, at) and start - at < FARTHEST:
        before = masked.rfind("\n", 0, at - 1) + 1
        if _ends_passage(masked[before : at - 1]):
            break
        at = before
    at = max(at, start - FARTHEST, masked.rfind(BREAK, at, start) + 1)
    if item := ITEM.match(masked, at, start):
        at = item.end()
    while at < start and masked[at] == HOLE and masked[at - 1 : at] == HOLE:
        at += 1  # Not into the middle of a link.
    return at


def _right(masked: str, end: int) -> int:
    """Go down to where the paragraph or the list item ends."""
    at = _line_end(masked, end)
    while at < len(masked) and at - end < FARTHEST:
        after = _line_end(masked, at + 1)
        if _ends_passage(masked[at + 1 : after]) or ITEM.match(masked, at + 1):
            break
        at = after
    stop = masked.find(BREAK, end, at)
    at = min(at, end + FARTHEST, stop if stop >= 0 else at)
    while end < at < len(masked) and masked[at] == HOLE and masked[at - 1] == HOLE:
        at -= 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _ends_passage(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(BREAK)


def _cell(masked: str, left: int, right: int, start: int, end: int) -> Span:
    """Narrow a span to the cell of the table, if it is in one."""
    first = masked.rfind("\n", 0, start) + 1
    last = _line_end(masked, end)
    row = masked[first:last].strip(f" \t{HOLE}")
    border = "|" if row.startswith("|") or row.endswith("|") else " | "
    if border not in row:
        return left, right
    before, after = masked.rfind(border, first, start), masked.find(border, end, last)
    left = before + len(border) if before >= 0 else first
    return left, after if after >= 0 else last


def _trim(text: str, start: int, end: int, most: int) -> str:
    """Cut *text* on both sides so that about *most* characters remain."""
    if len(text) <= most:
        return text
    room = max(0, most - (end - start) - 2)
    left = max(0, start - max(room // 2, room - (len(text) - end)))
    right = min(len(text), end + room - (start - left))
    left = min(start, boundary(text, left)) if left else 0
    right = max(end, boundary(text, right)) if right < len(text) else right
    before = "…" if left else ""
    return before + text[left:right].strip() + ("…" if right < len(text) else "")
