"""
Problems: what an author wrote that cannot be built, and how to mend it.

* WenpuError          the base of all; the CLI and the plugin catch only this
  x ContentError      one or more Problems found while reading files
  x CommandError      a command that cannot be carried out as it was typed
"""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    """How much it matters: to every build, to a strict one, to nobody but you."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Spot(Struct, frozen=True, order=True):
    """A place in the author's files: *path* from the site's root, *line* from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Problem(Struct, frozen=True):
    """One thing to mend: where it is, what is wrong, what to write instead."""

    spot: Spot
    what: str
    fix: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        return f"{self.spot}: {self.what}\n  {self.fix}"


class WenpuError(Exception):
    """Anything a person can mend. Everything else is a bug and keeps its trace."""


class ContentError(WenpuError):
    """Files that cannot be built; carries every problem, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


class CommandError(WenpuError):
    """A command that cannot be carried out as it was typed."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return *problems* by file and line, each once."""
    return sorted(dict.fromkeys(problems), key=lambda one: (one.spot, one.what))


def errors(problems: Iterable[Problem], *, strict: bool = False) -> list[Problem]:
    """Return the *problems* that stop a build; a *strict* one stops at warnings too."""
    stops = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return [problem for problem in problems if problem.level in stops]


def closest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Say which of *known* the author may have meant, or *otherwise*."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"Did you mean  {found[0]}  ?" if found else otherwise
