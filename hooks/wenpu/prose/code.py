"""Code and formulas within a line."""

from bisect import bisect_left

from wenpu.patterns import later
from wenpu.prose.escapes import ESCAPED
from wenpu.prose.scan import PAUSE, Scan

MATH = later(
    r"\$\$(?:[^$\n]|\$(?!\$)|\n(?![ \t]*\n))++\$\$|\\\((?:[^\\\n]|\\(?![()]))++\\\)"
)
TICKS = later("`+")


def on_backslash(scan: Scan, at: int) -> int:
    """Go over a formula, or over what is to be read as it is."""
    if found := MATH.match(scan.text, at):
        end = found.end()
        scan.found.holes.append((at, end))
        scan.found.edits += [(at, at + 1, ""), (end - 2, end - 1, "")]
        return end
    if not ESCAPED.match(scan.text, at):
        return at + 1
    scan.found.edits.append((at, at + 1, ""))
    return at + 2


def on_dollar(scan: Scan, at: int) -> int:
    """Go over a formula."""
    found = MATH.match(scan.text, at)
    if not found:
        return at + 2 if scan.text.startswith("$$", at) else at + 1
    scan.found.holes.append(found.span())
    return found.end()


def on_tick(scan: Scan, at: int) -> int:
    """Go over code."""
    size = _run_of_ticks(scan, at)
    end = _closing_ticks(scan, at + size, size)
    if end < 0:
        return at + size
    inner = (at + size, end - size)
    scan.found.codes.append(inner)
    scan.found.holes.append((at, end))
    scan.found.edits += [(at, inner[0], ""), (inner[1], end, "")]
    return end


def _run_of_ticks(scan: Scan, at: int) -> int:
    found = TICKS.match(scan.text, at)
    return len(found[0]) if found else 0


def _closing_ticks(scan: Scan, at: int, size: int) -> int:
    """Return the end of the code that began before *at*, -1 if it has none."""
    if scan.ticks is None:
        scan.ticks = {}
        for run in TICKS.finditer(scan.text):
            scan.ticks.setdefault(len(run[0]), []).append(run.start())
    places = scan.ticks.get(size, [])
    index = bisect_left(places, at)
    if index == len(places) or PAUSE.search(scan.text, at, places[index]):
        return -1
    return places[index] + size
