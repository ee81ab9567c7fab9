"""The labels under which a text keeps the destinations of its links."""

import re
from collections.abc import Iterable, Mapping

from wenpu.patterns import later
from wenpu.prose.block import Block, Kind
from wenpu.prose.escapes import unescape

Definitions = Mapping[str, tuple[str, int, int]]
"""The destination of each label, and where it stands."""

DEFINITION = (
    r"\[(?!\^)(?P<label>[^\[\]\n]{1,300})\]:[ \t]*\n?[ \t]*"
    r"(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s<]\S*))"
    r"(?:[ \t]*\n?[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
LABELLED = later(DEFINITION, re.MULTILINE)


def definitions(body: str, blocks: Iterable[Block]) -> Definitions:
    """Return the destination of each label and where it stands; the first counts."""
    known: dict[str, tuple[str, int, int]] = {}
    for block in blocks:
        found = LABELLED.match(body, block.start)
        if block.kind is Kind.DEFINITION and found:
            group = "angle" if found["angle"] is not None else "bare"
            place = (unescape(found[group]), *found.span(group))
            known.setdefault(label(found["label"]), place)
    return known


def label(text: str) -> str:
    """Return what two ways to write the same label have in common."""
    return " ".join(text.split()).casefold()
