"""Where the time of a build goes: by phase, by room and library, by function."""

import os
import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from measure import program

LIBRARY = re.compile(r"lib/python[^/]*/(?:site-packages/)?([^/]+)")
ROOM = re.compile(r"(?:hooks/|site-packages/)(wenpu/[^/.]+)")
MOST = 30

PHASES = {
    "imports": ("<frozen importlib._bootstrap>", "_find_and_load"),
    "configuration": ("mkdocs/config/base.py", "load_config"),
    "reading the folder": ("wenpu/site.py", "load"),
    "cross-linking": ("wenpu/links/__init__.py", "graph"),
    "looking for broken links": ("wenpu/site.py", "broken"),
    "values for the templates": ("wenpu/pages/__init__.py", "make"),
    "setting Markdown up": ("markdown/core.py", "__init__"),
    "converting Markdown": ("markdown/core.py", "convert"),
    "… of it blocks": ("markdown/blockparser.py", "parseDocument"),
    "… of it inline patterns": ("markdown/treeprocessors.py", "run"),
    "… of it colours of code": ("pymdownx/highlight.py", "highlight"),
    "… of it our own extension": ("wenpu/markdown.py", "run"),
    "templates": ("jinja2/environment.py", "render"),
    "… of it compiling them": ("jinja2/environment.py", "compile"),
    "writing pages": ("wenpu/build/works.py", "_publish"),
    "other files": ("wenpu/build/works.py", "_publish_files"),
    "putting away": ("wenpu/build/store.py", "save"),
}
"""A function in which all of a phase happens. A profiler slows all down, unevenly."""


def on_one_core() -> None:
    """Keep all work in the process that is watched."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def show(root: Path) -> None:
    """Build the site at *root* under the profiler; print its summary."""
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        path = Path(folder, "profile")
        command = [sys.executable, "-m", "cProfile", "-o", str(path)]
        build = [program("wenpu"), "-C", str(root), "build", "--clean"]
        subprocess.run([*command, *build], check=True, preexec_fn=on_one_core)
        found = pstats.Stats(str(path))
    rows = found.stats.items()  # type: ignore[attr-defined]
    total = sum(row[2] for _, row in rows)
    table("phase", phases(rows), total)
    table("room or library, itself", rooms(rows), total)
    found.sort_stats(pstats.SortKey.TIME).print_stats(MOST)
    found.sort_stats(pstats.SortKey.CUMULATIVE).print_stats("wenpu", MOST)


def phases(rows: Iterable) -> Counter[str]:  # type: ignore[type-arg]
    """Return the time of each phase, all that it calls included."""
    times: Counter[str] = Counter()
    for (path, _, function), row in rows:
        for name, (end, wanted) in PHASES.items():
            if path.endswith(end) and function == wanted:
                times[name] = max(times[name], row[3])
    return times


def rooms(rows: Iterable) -> Counter[str]:  # type: ignore[type-arg]
    """Return each room's and each library's own time, what it calls left out."""
    times: Counter[str] = Counter()
    for (path, _, _), row in rows:
        times[place(path)] += row[2]
    return times


def place(path: str) -> str:
    """Return the room, or the library, that a file belongs to."""
    if found := ROOM.search(path):
        return found[1]
    if found := LIBRARY.search(path):
        return found[1]
    if path.endswith(".html"):  # As Jinja names what it compiles.
        return "templates"
    return "built in" if path == "~" else Path(path).name


def table(head: str, times: Counter[str], total: float) -> None:
    """Print *times*, the longest first."""
    print(f"\n{head:<28}{'s':>7}{'%':>6}")
    for name, seconds in times.most_common(MOST):
        print(f"{name:<28}{seconds:7.2f}{100 * seconds / total:6.1f}")
