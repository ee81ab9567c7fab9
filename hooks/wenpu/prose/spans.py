"""Spans of a text: blotted out, or with something else in their place."""

from collections.abc import Iterable

Span = tuple[int, int]

Edit = tuple[int, int, str]
"""A span, and what is to stand there instead."""


def filled(text: str, spans: Iterable[Span], filler: str) -> str:
    """Return *text* with *filler* for each character of *spans*, except line ends."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        first = max(start, at)
        lines = text[first:end].split("\n")
        pieces += [text[at:first], "\n".join(filler * len(line) for line in lines)]
        at = end
    return "".join([*pieces, text[at:]])


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* with each span replaced; of overlapping ones the outer counts."""
    pieces, at = [], 0
    for start, end, instead in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start >= at:
            pieces += [text[at:start], instead]
            at = end
    return "".join([*pieces, text[at:]])
