"""Marks of templates and of attributes: what stands in braces."""

import re
from collections.abc import Iterator

from wenpu.patterns import later
from wenpu.prose.block import Block, Kind
from wenpu.prose.scan import Scan

TEMPLATE = later(
    r"\{\{[<%-]?(?P<hugo>(?:[^{}\"`]|\"[^\"]*\"|`[^`]*`)*+)\}\}"
    r"|\{%-?(?P<liquid>(?:[^%]|%(?!\}))*+)%\}|\{#(?:[^#]|#(?!\}))*+#\}"
)
TEMPLATE_NAME = later(r"\s*(?!end)[.$]*(\w[\w./-]*)")
ATTRIBUTES = later(r"\{ ?[:#.][^{}\n]*\}")


def on_brace(scan: Scan, at: int) -> int:
    """Go over a mark."""
    if found := TEMPLATE.match(scan.text, at):
        scan.found.shortcodes += _named(found)
        return scan.drop(*found.span())
    if found := ATTRIBUTES.match(scan.text, at):
        return scan.drop(*found.span())
    return at + 1


def in_block(body: str, block: Block) -> Iterator[tuple[str, int]]:
    """Yield the marks in an author's HTML, and the one that a piece of code begins."""
    if block.kind is Kind.HTML:
        for found in TEMPLATE.finditer(body, block.start, block.end):
            yield from _named(found)
    elif block.kind is Kind.CODE and (mark := TEMPLATE.match(body, block.start)):
        yield from _named(mark)


def _named(mark: re.Match[str]) -> Iterator[tuple[str, int]]:
    if name := TEMPLATE_NAME.match(mark["hugo"] or mark["liquid"] or ""):
        yield name[1], mark.start()
