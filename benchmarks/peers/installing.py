"""
Fetch a generator in the version that is written down, once.

Programs of the registry's packages come along with them; what would download something
else while it is installed is not allowed to run.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from peers.peer import ENVIRONMENT, SAID

DONE = "installed.txt"
PATIENCE = 600
"""So many seconds a registry may take."""


class MissingError(Exception):
    """A generator cannot be had here; its text says why."""


def ensure(
    home: Path, pins: tuple[str, ...], install: Callable[[Path, tuple[str, ...]], None]
) -> None:
    """Fetch these very versions into *home* unless they are there; raise what fails."""
    mark, wanted = home / DONE, "\n".join(pins)
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return
    home.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    install(home, pins)
    mark.write_text(wanted, encoding="utf-8")


def nothing(home: Path, pins: tuple[str, ...]) -> None:
    """Install nothing: this environment has it."""


def pip(home: Path, pins: tuple[str, ...]) -> None:
    """Fetch Python packages into an environment of their own."""
    run([sys.executable, "-m", "venv", "--clear", str(home)], home)
    run([str(home / "bin/pip"), "install", "--quiet", *pins], home)


def npm(home: Path, pins: tuple[str, ...]) -> None:
    """Fetch packages of Node's, none of which may run a program meanwhile."""
    (home / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    fetch = [str(ENVIRONMENT / "npm"), "install", "--no-audit", "--no-fund"]
    run([*fetch, "--no-package-lock", "--ignore-scripts", "--silent", *pins], home)


def run(command: list[str], folder: Path) -> None:
    """Run *command*; what it says when it fails is why the generator is missing."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **SAID},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        raise MissingError(said[-1])
