"""Templates in less time: an environment of MkDocs that takes the short ways."""

import os
import sys
from pathlib import Path

from jinja2 import Environment

from wenpu.build import cellar
from wenpu.swift import codes, rendering

NAME = "wenpu/templates"


def quickened(env: Environment, folder: Path | None) -> None:
    """
    Make *env* quick, and let it keep what it compiles in *folder*, if there is one.

    Call it before the first template is asked for. What is rendered stays the same. Who
    can write to *folder* can run programs as whoever builds: see `own`.
    """
    rendering.quicken(env)
    if folder and env.bytecode_cache is None:
        env.bytecode_cache = codes.Codes(folder, cellar.code().hex())


def own() -> Path | None:
    """Return the folder for what programs keep that only this user writes to."""
    try:
        return _caches() / NAME
    except RuntimeError:  # Nobody's home, as in some containers.
        return None


def _caches() -> Path:
    if said := os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"):
        return Path(said)
    home = Path.home()
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
