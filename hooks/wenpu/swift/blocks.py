"""
Block processors that search a block only if it holds a sign of what they look for.

`(?:^|…)!!! ?…` is tried at each character of each paragraph; a look for `!!!` is not.
What a processor does with what it finds, and in which order they are asked, stays.
"""

import re
from collections.abc import Iterator
from typing import Any

from markdown import Markdown
from markdown.util import Registry

from wenpu.swift.signs import signs

SEARCHED = {
    "markdown.blockprocessors.BlockQuoteProcessor": "RE",
    "markdown.blockprocessors.HashHeaderProcessor": "RE",
    "markdown.blockprocessors.HRProcessor": "SEARCH_RE",
    "markdown.blockprocessors.ReferenceProcessor": "RE",
    "markdown.extensions.abbr.AbbrBlockprocessor": "RE",
    "markdown.extensions.admonition.AdmonitionProcessor": "RE",
    "markdown.extensions.def_list.DefListProcessor": "RE",
    "markdown.extensions.footnotes.FootnoteBlockProcessor": "RE",
    "pymdownx.details.DetailsProcessor": "START",
    "pymdownx.tabbed.TabbedProcessor": "START",
}
"""Expressions that are only asked to `search`, to `match`, or for all they find."""


def quicken(md: Markdown) -> None:
    """Make the block processors of *md* glance first; their classes stay."""
    registry: Any = md.parser.blockprocessors
    for one in registry:
        name = SEARCHED.get(f"{type(one).__module__}.{type(one).__qualname__}", "")
        expression = getattr(one, name, None) if name else None
        if isinstance(expression, re.Pattern) and (needed := signs(expression)):
            setattr(one, name, Glance(expression, sorted(needed)))
    if type(registry) is Registry:
        registry.__class__ = QuickRegistry


class Glance:
    """An expression that is tried only on a text with one of its signs."""

    def __init__(self, expression: re.Pattern[str], needed: list[str]) -> None:
        self.expression, self.needed = expression, needed

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """Return the first match, as the expression does."""
        for sign in self.needed:
            if sign in text:
                return self.expression.search(text, *span)
        return None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self.expression, name)


class QuickRegistry(Registry[Any]):
    """Puts its processors in order when one comes or goes, not for each block."""

    order: list[Any] | None = None

    def __iter__(self) -> Iterator[Any]:
        if self.order is None:
            self.order = list(super().__iter__())
        return iter(self.order)

    def register(self, item: Any, name: str, priority: float) -> None:  # noqa: ANN401
        """Take in *item*."""
        self.order = None
        super().register(item, name, priority)

    def deregister(self, name: str, strict: bool = True) -> None:  # noqa: FBT001, FBT002 (theirs)
        """Let the item called *name* go."""
        self.order = None
        super().deregister(name, strict)
