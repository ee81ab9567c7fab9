"""What an author most likely did where YAML stopped understanding, and the mending."""

import re
from collections.abc import Iterator

import yaml

from wenpu.patterns import later
from wenpu.problems import Problem, Spot

PAIR = later(r"(?P<before>\s*(?:- +)*(?P<field>[^\s:'\"][^:'\"]*): +)(?P<text>.*)")
NO_SPACE = later(r"\s*(?:- +)*[\w-]+(?::(?=\S)|：)")
OPENED_ABOVE = ("quoted scalar", "flow sequence", "flow mapping", "simple key")
CLOSES = {"[": "]", "{": "}", '"': '"', "'": "'"}
Said = tuple[int, str, str]


def slip(text: str, path: str, error: Exception) -> Problem:
    """Return the *error* that YAML found in *text* as something to mend."""
    lines = text.split("\n")
    line, column, what = _place(error, len(lines))
    said = (
        _tab(lines, line, column)
        or _missing_space(lines, line, what)
        or _colon(lines, line, what)
        or _sign(lines, line, column)
        or _unclosed(lines, line, column, what)
        or _no_colon(lines, line, what)
        or (
            line,
            "not YAML.",
            "Write  field: value  on each line, odd values in quotes.",
        )
    )
    return Problem(Spot(path, said[0] + 1), said[1], said[2])


def _place(error: Exception, count: int) -> tuple[int, int, str]:
    """Return line and column, from 0, of what is wrong, and what the parser says."""
    if not isinstance(error, yaml.MarkedYAMLError) or not error.problem_mark:
        return 0, 0, ""
    mark, context = error.problem_mark, error.context or ""
    if error.context_mark and any(word in context for word in OPENED_ABOVE):
        mark = error.context_mark
    words = f"{context}: {error.problem}"
    return min(mark.line, count - 1), mark.column, words


def _tab(lines: list[str], line: int, column: int) -> Said | None:
    text = lines[line]
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" not in indent + text[column : column + 1]:
        return None
    return line, "a tab where spaces belong.", "Indent with two spaces for each step."


def _missing_space(lines: list[str], line: int, what: str) -> Said | None:
    """Find `name:x`; YAML complains of the line after it."""
    if "mapping values" not in what and "simple key" not in what:
        return None
    for at in (line, *_above(lines, line)):
        if PAIR.match(lines[at]) is None and (found := NO_SPACE.match(lines[at])):
            rest = lines[at][found.end() :].strip()
            good = f"{found[0].strip().rstrip(':：')}: {rest}"
            return at, "no colon with a space after the field.", f"Write  {good}"
    return None


def _above(lines: list[str], line: int) -> Iterator[int]:
    """Yield the nearest line above that says something, if there is one."""
    return iter([at for at in range(line) if lines[at].strip()][-1:])


def _colon(lines: list[str], line: int, what: str) -> Said | None:
    """Find a colon inside a text: the commonest slip of all."""
    found = PAIR.fullmatch(lines[line])
    if not found or "mapping values" not in what:
        return None
    if ":" in found["text"]:
        return line, "a colon inside a text that is not in quotes.", _quoted(found)
    fix = f"Begin  {found['field']}:  right below the field above it."
    return line, f"{found['field']!r} is indented deeper than what it belongs to.", fix


def _quoted(found: re.Match[str]) -> str:
    value = found["text"].strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'Write  {found["before"].strip()} "{value}"'


def _sign(lines: list[str], line: int, column: int) -> Said | None:
    """Find a text that begins with what is a sign of YAML's own."""
    found = PAIR.fullmatch(lines[line])
    if not found or found["text"][:1] not in set("@`%*&!|>,"):
        return None
    if not found.end("before") <= column <= found.end("before") + 2:
        return None
    what = f"a text may not begin with  {found['text'][0]}  without quotes."
    return line, what, _quoted(found)


def _unclosed(lines: list[str], line: int, column: int, what: str) -> Said | None:
    opened = lines[line][column : column + 1]
    if opened not in CLOSES or not any(word in what for word in OPENED_ABOVE[:3]):
        return None
    if "escape" in what:
        fix = "Write  \\\\  for a backslash, or use single quotes."
        return line, "a backslash that means nothing in double quotes.", fix
    fix = f"Close it with  {CLOSES[opened]}  and mind quotes inside the text."
    return line, f"a  {opened}  that is not closed rightly.", fix


def _no_colon(lines: list[str], line: int, what: str) -> Said | None:
    if "simple key" not in what:
        return None
    found = lines[line].strip()[:40]
    fix = "Write  field: value ,  or indent a text that goes on from above."
    return line, f"{found!r} is no field with a value.", fix
