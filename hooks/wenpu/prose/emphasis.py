"""Marks of emphasis, which come in pairs."""

from wenpu.patterns import later
from wenpu.prose.scan import PAUSE, Run, Scan

EMPHASIS = later(r"([*_~=])\1*")


def on_emphasis(scan: Scan, at: int) -> int:
    """Pair a run of marks with an open one, or leave it open for the next."""
    found = EMPHASIS.match(scan.text, at)
    if not found:
        return at + 1
    mark, size, end = found[1], len(found[0]), found.end()
    if mark in "*_" or size == len("~~"):
        before = scan.text[at - 1 : at] or " "
        after = scan.text[end : end + 1] or " "
        left = _shut(scan, mark, at, size) if _shuts(mark, before, after) else size
        if left and _opens(mark, before, after):
            scan.runs.setdefault(mark, []).append(Run(end - left, left))
    return end


def _shut(scan: Scan, mark: str, at: int, size: int) -> int:
    """Pair the marks at *at* with open ones; return how many have no partner."""
    opened = scan.runs.get(mark, [])
    while opened and size:
        run = opened[-1]
        both = min(run.size, size)
        scan.found.edits += [(run.at + run.size - both, run.at + run.size, "")]
        scan.found.edits += [(at, at + both, "")]
        run.size, at, size = run.size - both, at + both, size - both
        if not run.size:
            opened.pop()
    return size


def on_pause(scan: Scan, at: int) -> int:
    """Let no emphasis reach over the end of a paragraph."""
    found = PAUSE.match(scan.text, at)
    if not found:
        return at + 1
    scan.runs.clear()
    # The second line end may begin the next pause.
    return max(at + 1, found.end() - found[0].endswith("\n"))


def _opens(mark: str, before: str, after: str) -> bool:
    """Tell whether *mark* can begin emphasis; `_` cannot within a word."""
    return not after.isspace() and (mark != "_" or not before.isalnum())


def _shuts(mark: str, before: str, after: str) -> bool:
    """Tell whether *mark* can end emphasis."""
    return not before.isspace() and (mark != "_" or not after.isalnum())
