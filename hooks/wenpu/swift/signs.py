"""
What must stand in a text before a regular expression can match anywhere in it.

A link needs a `[`, an entity a `&`: to look for one character is many times as fast as
to try the expression. This is read off the expression itself, so that it holds for
those of extensions that we have never seen; where nothing can be read off, nothing is
claimed.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

PARSER: Any = import_module("re._parser")  # Python's own; its stubs leave it out.
MOST = 16
"""More signs than these take longer to look for than the expression itself."""

Signs = frozenset[str]
NOTHING: Signs = frozenset()


@cache
def signs(expression: re.Pattern[str]) -> Signs:
    """Return texts of which each match holds at least one; none if none is known."""
    if expression.flags & re.IGNORECASE:
        return NOTHING
    return _lightest(_of_all(PARSER.parse(expression.pattern, expression.flags)))


def _of_all(items: Iterable[tuple[Any, Any]]) -> Signs:
    """Return the signs of what follows one another: those of the rarest part."""
    found: list[Signs] = []
    run: Signs = NOTHING  # What stands side by side is one sign: `=/=`, `1st`.
    for kind, value in items:
        exact = _exact(kind.name, value)
        if exact and len(run) * len(exact) <= MOST:
            run = frozenset(one + more for one in run or {""} for more in exact)
            continue
        found += [run, _of(kind.name, value)]
        run = exact
    return min([*found, run], key=_rank)


def _exact(kind: str, value: Any) -> Signs:  # noqa: ANN401
    """Return all that one part can be, if that is letter by letter known."""
    match kind, value:
        case "LITERAL", int(code):
            return frozenset({chr(code)})
        case "IN", [*choices]:
            return _of_class(choices)
        case "MAX_REPEAT", (least, most, inside) if 0 < least == most <= MOST:
            [(inner, code), *more] = inside
            if inner.name == "LITERAL" and not more:
                return frozenset({chr(code) * least})
    return NOTHING


def _rank(some: Signs) -> tuple[bool, bool, int, int]:
    """Put first what is rarest in prose: marks before words, long before many."""
    unknown = not 0 < len(some) <= MOST or "" in some
    shortest = min(map(len, some), default=0)
    return unknown, any(map(str.isalpha, some)), -shortest, len(some)


def _lightest(some: Signs) -> Signs:
    """Drop what holds another sign; it says nothing more."""
    if _rank(some)[0]:
        return NOTHING
    return frozenset(
        one for one in some if not any(other in one for other in some - {one})
    )


def _of(kind: str, value: Any) -> Signs:  # noqa: ANN401
    """Return the signs of one part; what is not listed here may be anything."""
    match kind, value:
        case "IN", [*choices]:
            return _of_class(choices)
        case "BRANCH", (_, ways):
            return _of_each(map(_of_all, ways))
        case "SUBPATTERN", (_, added, _, inside) if not added & re.IGNORECASE:
            return _of_all(inside)
        case "ATOMIC_GROUP", inside:
            return _of_all(inside)
        case "ASSERT", (_, inside):  # Before or behind, but in the text.
            return _of_all(inside)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT", (least, _, inside):
            return _of_all(inside) if least else NOTHING
    return NOTHING


def _of_each(ways: Iterable[Signs]) -> Signs:
    """Return the signs of a choice: those of every way, if every way has some."""
    found = list(ways)
    if any(_rank(way)[0] for way in found):
        return NOTHING
    return frozenset().union(*found)


def _of_class(choices: Iterable[tuple[Any, Any]]) -> Signs:
    found = list(choices)
    names = {kind.name for kind, _ in found}
    if not names <= {"LITERAL", "RANGE"}:
        return NOTHING
    spans = [value if kind.name == "RANGE" else (value, value) for kind, value in found]
    if sum(last - first for first, last in spans) > MOST:
        return NOTHING
    return frozenset(
        chr(code) for first, last in spans for code in range(first, last + 1)
    )
