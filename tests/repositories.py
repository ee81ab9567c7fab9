"""Repositories of git whose commits are the same on every machine and in every year."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

WHO = {"NAME": "An author", "EMAIL": "author@example.com"}
SAYS = {
    f"GIT_{role}_{key}": it
    for role in ("AUTHOR", "COMMITTER")
    for key, it in WHO.items()
}
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""Nothing that a machine is set up to do plays a part."""


def git(root: Path, *words: str, at: str = "2026-11-01T12:00:00+00:00") -> str:
    """Let git do something in *root* at that time; return what it says."""
    times = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        [
            str(shutil.which("git")),
            "-c",
            "init.defaultBranch=main",
            "-c",
            "protocol.file.allow=always",
            *words,
        ],
        cwd=root,
        env={**os.environ, **ALONE, **SAYS, **times},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def begin(root: Path) -> None:
    """Make *root* a repository without a commit."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet")


def commit(root: Path, at: str | datetime, *paths: str) -> None:
    """Commit what lies at *paths* in *root*, or all, even if nothing has changed."""
    when = at.isoformat() if isinstance(at, datetime) else at
    git(root, "add", "--all", "--", *(paths or ["."]))
    git(root, "commit", "--quiet", "--allow-empty", "--message", "so", at=when)


def write(root: Path, files: Mapping[str, str | None]) -> None:
    """Write *files* below *root*; none takes one away."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
