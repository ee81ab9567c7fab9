"""What all generators have in common: how one is had, what it reads, how it is run."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peers.texts import Texts

HOME = Path(__file__).parents[1] / ".peers"
"""Each generator is installed in a folder of its own below this one."""

ENVIRONMENT = Path(sys.executable).parent
SAID = {
    "ASTRO_TELEMETRY_DISABLED": "1",
    "DO_NOT_TRACK": "1",
    "NO_COLOR": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "NO_UPDATE_NOTIFIER": "1",
    "PATH": f"{ENVIRONMENT}{os.pathsep}{os.environ['PATH']}",
}
"""What every one of them is told: nobody is to be asked, and nobody told."""


@dataclass(frozen=True)
class Peer:
    """
    One generator.

    *pins* are the packages that it comes in, *install* fetches them into a folder,
    *write* lays the texts out in its shape. In *build* and *serve*, `{home}` is that
    folder, `{env}` the one of this environment's programs, `{root}` the site's and
    `{port}` where to serve. *output* holds the pages of a build, *caches* what a cold
    build must not find, *source* an article. *packages* lets a site find what was
    installed, where the program does not by itself.
    """

    name: str
    title: str
    pins: tuple[str, ...]
    install: Callable[[Path, tuple[str, ...]], None]
    write: Callable[[Texts, Path, Path], None]
    build: tuple[str, ...]
    serve: tuple[str, ...] = ()
    output: str = "site"
    caches: tuple[str, ...] = ()
    source: str = "content/articles/{}/index.md"
    packages: Callable[[Path, Path], None] | None = None

    @property
    def home(self) -> Path:
        """Return the folder that this one is installed in."""
        return HOME / self.name

    def command(self, parts: tuple[str, ...], root: Path, port: int = 0) -> list[str]:
        """Return what to run, with everything that is known filled in."""
        known = {"home": self.home, "env": ENVIRONMENT, "root": root, "port": port}
        return [part.format(**known) for part in parts]

    def page(self, root: Path, article: str) -> Path:
        """Return the file that holds the page of *article* after a build."""
        return root / self.output / "articles" / article / "index.html"
