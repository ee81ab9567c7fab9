"""Where the time of a build goes: by room and library, then by function."""

import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from measure import program

LIBRARY = re.compile(r"lib/python[^/]*/(?:site-packages/)?([^/]+)")
ROOM = re.compile(r"(?:hooks/|site-packages/)(wenpu/[^/.]+)")
MOST = 30


def show(root: Path) -> None:
    """Build the site at *root* under the profiler; print its summary."""
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        path = Path(folder, "profile")
        command = [sys.executable, "-m", "cProfile", "-o", str(path)]
        subprocess.run(
            [*command, program("wenpu"), "-C", str(root), "build"], check=True
        )
        found = pstats.Stats(str(path))
    rooms(found)
    found.sort_stats(pstats.SortKey.TIME).print_stats(MOST)
    found.sort_stats(pstats.SortKey.CUMULATIVE).print_stats("wenpu", MOST)


def rooms(found: pstats.Stats) -> None:
    """Print each room's and each library's own time, what it calls left out."""
    times: Counter[str] = Counter()
    for (path, _, _), row in found.stats.items():  # type: ignore[attr-defined]
        times[place(path)] += row[2]
    total = sum(times.values())
    print(f"{'room or library':<28}{'s':>7}{'%':>6}")
    for name, seconds in times.most_common(MOST):
        print(f"{name:<28}{seconds:7.2f}{100 * seconds / total:6.1f}")


def place(path: str) -> str:
    """Return the room, or the library, that a file belongs to."""
    if found := ROOM.search(path):
        return found[1]
    if found := LIBRARY.search(path):
        return found[1]
    return "built in" if path == "~" else Path(path).name
