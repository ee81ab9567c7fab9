"""Run a command and tell its time and memory; print a figure beside its bar."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

DAY = "1795305600"
"""2026-11-22, so that each run builds the same pages."""


@dataclass(frozen=True)
class Site:
    """The made-up site, how many articles it has, how often things are measured."""

    shop: Path
    articles: int
    runs: int
    peers: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Return where the other sites of this run are made."""
        return self.shop.parent


@dataclass(frozen=True)
class Run:
    """
    What one command took.

    *memory* is its most, in bytes; *work* what it computed, in seconds, waiting left
    out; *answer* and *said* are what it wrote to stdout and stderr.
    """

    seconds: float
    memory: int
    said: str
    work: float = 0.0
    answer: str = ""


@dataclass(frozen=True)
class Figure:
    """One row of the table."""

    name: str
    value: str
    bar: str = ""
    fine: bool = True

    @classmethod
    def below(
        cls, name: str, value: float, bar: float, unit: str, *, digits: int = 0
    ) -> Self:
        """Return a figure that must not be above *bar*."""
        shown = f"{value:.{digits}f} {unit}".strip()
        return cls(name, shown, f"{round(bar, 3):g} {unit}".strip(), value <= bar)

    @classmethod
    def above(cls, name: str, value: float, bar: float, unit: str) -> Self:
        """Return a figure that must not be below *bar*."""
        return cls(
            name, f"{value:.0f} {unit}", f"at least {bar:g} {unit}", value >= bar
        )

    def __str__(self) -> str:
        mark = ("ok" if self.fine else "MISSED") if self.bar or not self.fine else ""
        return f"| {self.name} | {self.value} | {self.bar} | {mark} |"


def program(name: str) -> str:
    """Return where the command *name* is: in this environment, unless it is a path."""
    return name if os.sep in name else str(Path(sys.executable).with_name(name))


def timed(
    name: str,
    *arguments: str,
    codes: Collection[int] = (0,),
    settings: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Run:
    """Run a command, in *folder*; stop if it ends with none of *codes*."""
    fixed = {"SOURCE_DATE_EPOCH": DAY, "NO_MKDOCS_2_WARNING": "1"}
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as answer, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [program(name), *arguments],
            cwd=folder,
            env={**os.environ, **fixed, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=errors,
        )
        # Popen.wait() forgets what the kernel counted; wait4 tells it of this child.
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        text, said = written(answer), written(errors)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        sys.exit(f"{name} {' '.join(arguments)} failed:\n{said}{text[-2000:]}")
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(seconds, memory, said, used.ru_utime + used.ru_stime, text)


def written(file: IO[str]) -> str:
    """Return all that is in *file*."""
    file.seek(0)
    return file.read()


def mebibytes(count: int) -> float:
    """Return bytes as people say them."""
    return count / 1024**2
