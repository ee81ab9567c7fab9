"""
Which versions of each product's file there were, told from what commits changed.

A product is followed by its id, the name of its file: on another shelf it is the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from wenpu.catalog import folder
from wenpu.history.repository import Commit


class Version(NamedTuple):
    """A product's file from a commit on: *when*, 0 for before all that is known."""

    when: int
    blob: str
    config: str
    """The blob of `mkdocs.yml` when it began, "" for today's file."""
    lock: str
    """The blob of the lock when it ended, "" if that is not known."""


def told_apart(
    commits: Sequence[Commit], products: str, config: str, lock: str
) -> dict[str, tuple[Version, ...]]:
    """
    Return the versions of each product that has several, by its id; the oldest first.

    *products*, *config* and *lock* are paths. What was taken away begins anew.
    """
    every: dict[str, list[Version]] = defaultdict(list)
    set_up, sold = _at_first(commits, config), _at_first(commits, lock)
    for commit in commits:
        before, left = set_up, sold
        steps = {step.path: step.after for step in commit.steps}
        set_up, sold = steps.get(config, set_up), steps.get(lock, sold)
        for name, (old, new) in _moves(commit, products).items():
            chain = every[name]
            if old and not chain:
                chain.append(Version(0, old, before, ""))
            if chain:
                chain[-1] = chain[-1]._replace(lock=left)
            if new:
                chain.append(Version(commit.when, new, set_up, ""))
            else:
                chain.clear()
    return {name: tuple(all_) for name, all_ in every.items() if len(all_) > 1}


def _at_first(commits: Sequence[Commit], path: str) -> str:
    """Return the blob of the file at *path* before all of *commits*, if one says so."""
    steps = (step for one in commits for step in one.steps if step.path == path)
    return next((step.before for step in steps), "")


def _moves(commit: Commit, products: str) -> dict[str, tuple[str, str]]:
    """Return the blobs of each product before and after *commit*, wherever it lay."""
    moves: dict[str, tuple[str, str]] = {}
    for step in commit.steps:
        below = step.path.removeprefix(f"{products}/")
        file = folder.file(products, below) if below != step.path else None
        if file and not file.is_shelf and not file.is_table:
            old, new = moves.get(file.id, ("", ""))
            moves[file.id] = old or step.before, new or step.after
    return moves
