"""
Inline patterns, tried only on texts that hold a sign of theirs.

Python-Markdown tries each of its patterns on each text; with the usual extensions
these are twenty-seven tries, nearly all in vain, and half the time of a page. The
order, the index and the outcome of those that remain are the library's.
"""

import re
from collections.abc import Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from wenpu.swift.signs import NOTHING, signs

HANDLE: Final = "_InlineProcessor__handleInline"
APPLY: Final = "_InlineProcessor__applyPattern"

Seen = tuple[Pattern, re.Pattern[str] | None]
"""A pattern, and the expression that it searches with, if that is known."""


def quicken(md: Markdown) -> None:
    """Make *md* skip what cannot match; the library's classes stay as they are."""
    if not (hasattr(InlineProcessor, HANDLE) and hasattr(InlineProcessor, APPLY)):
        return  # A version that goes about it otherwise goes at its own pace.
    for one in md.treeprocessors:
        if type(one) is InlineProcessor:
            one.__class__ = Quick


class Quick(InlineProcessor):
    """
    The library's processor, with a glance at each text before the first try.

    Sets of patterns are numbers: bit 3 stands for the fourth pattern. That is what
    makes a glance cheaper than the tries that it saves.
    """

    known: Sequence[Seen] = ()
    """The patterns in their order."""

    always = 0
    """Those that must be tried on every text: nobody knows what they need."""

    by_sign: Sequence[tuple[str, int]] = ()
    """Which are worth a try once this sign stands in a text."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns that there are now to *tree*."""
        patterns: Any = self.inlinePatterns  # Its stubs take them for our own kind.
        found: list[Seen] = [(one, _expression(one)) for one in patterns]
        if found != self.known:
            self._learn(found)
        if self._worth("".join(tree.itertext())):
            return super().run(tree, ancestors)
        self.stashed_nodes = {}  # As if it had gone from text to text, and found none.
        return tree

    def _learn(self, found: Sequence[Seen]) -> None:
        """Take in what the patterns *found* need."""
        self.known, self.always = found, 0
        bits: dict[str, int] = {}
        for at, (_, expression) in enumerate(found):
            needed = signs(expression) if expression else NOTHING
            self.always |= 0 if needed else 1 << at
            for sign in sorted(needed):
                bits[sign] = bits.get(sign, 0) | 1 << at
        self.by_sign = tuple(bits.items())

    def _InlineProcessor__handleInline(  # noqa: N802 (the name that the library calls)
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803 (so does the library)
    ) -> str:
        """Put what *data* holds into the stash, as the library does."""
        if isinstance(data, AtomicString):
            return data
        waiting = self._worth(data) >> patternIndex << patternIndex
        while waiting:
            at = (waiting & -waiting).bit_length()  # One behind the first that waits.
            tried = self._tried(at - 1, data)
            if tried is not data:
                data, waiting = tried, self._worth(tried)
            waiting = waiting >> at << at
        return data

    def _worth(self, data: str) -> int:
        """Return the patterns that could match somewhere in *data*."""
        found = self.always
        for sign, patterns in self.by_sign:
            if sign in data:
                found |= patterns
        return found

    def _tried(self, at: int, data: str) -> str:
        """Let the pattern at *at* take from *data* all that it finds."""
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        pattern, start, matched = self.known[at][0], 0, True
        while matched:
            data, matched, start = apply(pattern, data, at, start)
        return data


def _expression(pattern: Pattern) -> re.Pattern[str] | None:
    """Return what *pattern* searches with; none if it says so anew at each text."""
    if type(pattern).getCompiledRegExp is not Pattern.getCompiledRegExp:
        return None
    return getattr(pattern, "compiled_re", None)
