"""All that one text says, read once for the many questions that are asked about it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from wenpu import memory, stamps
from wenpu.patterns import later
from wenpu.prose import templates
from wenpu.prose.block import Block, Kind
from wenpu.prose.blocks import blocks_of
from wenpu.prose.characters import BREAK, HOLE
from wenpu.prose.definitions import Definitions, definitions
from wenpu.prose.elements import raw_links
from wenpu.prose.inline import for_mask
from wenpu.prose.link import Link
from wenpu.prose.spans import Span, filled

MORE = later(r"<!--\s*more\s*-->", re.IGNORECASE)
MARKED = later(
    r"<(script|style)\b.*?</\1\s*>|</?[A-Za-z][^<>]*>|\{\{.*?\}\}|\{%.*?%\}"
    r"|\{:?[ ]?[.#\w][^{}\n]*\}|\bhttps?://[^\s<>()\[\]\"，。；）]+",
    re.DOTALL | re.IGNORECASE,
)
"""Tags, scripts, template marks, lists of attributes and bare addresses."""

SAID = later(r"\b(?:alt|title|aria-label)\s*=\s*[\"\']([^\"\']*)", re.IGNORECASE)
TEXTS = 1 << 14
"""So many are kept: with fewer than a site has, each question would read them again."""


def mask(body: str) -> str:
    """
    Return *body* with all that is not running prose blotted out.

    It keeps its length and its lines, so a position in one is a position in the other.
    `HOLE` and `BREAK` stand for what is gone; no name contains them, so none is found
    across a link, a piece of code or the border of a paragraph.
    """
    return read(body).masked


def links(body: str) -> list[Link]:
    """Return every link and image outside of code and comments, in order."""
    found = memory.recall(
        "links", lambda: stamps.of_text(body), lambda: tuple(read(body).links)
    )
    return list(found)


def literal(body: str) -> list[Span]:
    """
    Return what is no words, in order: code, comments, mark-up, where links lead.

    Of a tag, what its `alt`, `title` and `aria-label` say is words; of a destination
    the part after `#` is, as headings are.
    """
    found = read(body)
    hidden = {Kind.CODE, Kind.COMMENT}
    spans = [(one.start, one.end) for one in found.blocks if one.kind in hidden]
    spans += found.codes
    for mark in MARKED.finditer(body):
        at = mark.start()
        for said in SAID.finditer(body, at, mark.end()):
            spans.append((at, said.start(1)))
            at = said.end(1)
        spans.append((at, mark.end()))
    for link in found.links:
        to = body[link.dest_start : link.dest_end].partition("#")[0]
        spans.append((link.dest_start, link.dest_start + len(to)))
    apart: list[Span] = []
    for start, end in sorted(spans):
        first = max(start, apart[-1][1] if apart else 0)
        if first < end:
            apart.append((first, end))
    return apart


def headings(body: str, stamp: bytes = stamps.NONE) -> list[str]:
    """Return each heading of *body*, with its marks; *stamp* is its, if known."""

    def found() -> list[str]:
        return [one.of(body) for one in read(body).blocks if one.kind is Kind.HEADING]

    key = stamp or stamps.of_text(body)
    return list(memory.recall("headings", key, found))


def shortcodes(body: str) -> list[tuple[str, int]]:
    """Return name and position of each opening template mark outside of code."""
    return list(read(body).shortcodes)


class Reading(Struct, frozen=True):
    """All that was found in one text."""

    blocks: list[Block]
    known: Definitions
    links: list[Link]
    codes: list[Span]
    shortcodes: list[tuple[str, int]]
    masked: str
    more: int


@lru_cache(maxsize=TEXTS)
def read(body: str) -> Reading:
    """Return all that was found in *body*."""
    blocks = list(blocks_of(body))
    headings, others = _spans(blocks)
    text = filled(body, others, BREAK)
    known = definitions(body, blocks)
    found = for_mask(text, known)
    for block in blocks:
        found.shortcodes += templates.in_block(body, block)
        if block.kind is Kind.HTML:
            found.links += raw_links(body, block.start, block.end)
    return Reading(
        blocks,
        known,
        sorted(found.links, key=lambda link: (link.start, -link.end)),
        found.codes,
        sorted(found.shortcodes, key=lambda one: one[1]),
        masked=filled(filled(text, found.holes, HOLE), headings, BREAK),
        more=_more(body, blocks, found.codes),
    )


def _spans(blocks: Iterable[Block]) -> tuple[list[Span], list[Span]]:
    """Return the spans of headings, and those of all others."""
    headings: list[Span] = []
    others: list[Span] = []
    for one in blocks:
        spans = headings if one.kind is Kind.HEADING else others
        spans.append((one.start, one.end))
    return headings, others


def _more(body: str, blocks: Iterable[Block], codes: Iterable[Span]) -> int:
    """Return where the author's `more` stands, -1 if nowhere or only in code."""
    fences = ((one.start, one.end) for one in blocks if one.kind is Kind.CODE)
    hidden = [*codes, *fences]
    places = (found.start() for found in MORE.finditer(body))
    free = (at for at in places if not any(start <= at < end for start, end in hidden))
    return next(free, -1)
