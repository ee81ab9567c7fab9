"""The words for people: problems as text, as JSON, as annotations of a pull request."""

import json
from collections import Counter
from collections.abc import Sequence

from wenpu.problems import Level, Problem

MARKS = {Level.ERROR: "✗", Level.WARNING: "!", Level.NOTICE: "·"}
GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTICE: "notice"}


def text(problems: Sequence[Problem]) -> str:
    """Return *problems* as an author reads them on a terminal."""
    return "\n".join(f"{MARKS[one.level]} {one}" for one in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """Return *problems* for other programs."""
    rows = [
        {
            "path": one.spot.path,
            "line": one.spot.line,
            "level": one.level.value,
            "what": one.what,
            "fix": one.fix,
        }
        for one in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def github(problems: Sequence[Problem]) -> str:
    """Return *problems* as GitHub's workflow commands: it shows them in the diff."""
    return "\n".join(
        f"::{GITHUB[one.level]} file={_property(one.spot.path)},line={one.spot.line}"
        f"::{_data(f'{one.what} {one.fix}')}"
        for one in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are of each level, as one line."""
    counts = Counter(one.level for one in problems)
    said = [_plural(counts[level], level) for level in Level if counts[level]]
    return ", ".join(said) if said else "Nothing is wrong."


def _plural(number: int, level: Level) -> str:
    return f"{number} {level}" + ("s" if number > 1 else "")
