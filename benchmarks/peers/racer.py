"""
One generator and its copy of the site: what it is put through, and what it must show.

A build that makes nothing is the fastest of all. So the pages of articles are counted
after a cold build, and after an edit the new sentence must be in the article's page.
"""

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from measure import Run, timed

from peers.installing import ensure
from peers.peer import SAID, Peer
from peers.texts import Texts

KEPT = ".kept"
"""Where programs keep what they would keep at home, so that a cold build is cold."""


@dataclass
class Racer:
    """*peer* at *root*, and what its builds have taken so far."""

    peer: Peer
    root: Path
    articles: list[str]
    edits: int = 0
    runs: dict[str, list[Run]] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str]:
        """Return what its programs are told: to keep things here, too."""
        return {**SAID, "XDG_CACHE_HOME": str(self.root / KEPT)}

    @property
    def edited(self) -> str:
        """Return the article that is edited: the one in the middle."""
        return self.articles[len(self.articles) // 2]

    def cold(self) -> None:
        """Build with neither a page nor a cache from before."""
        for name in (self.peer.output, KEPT, *self.peer.caches):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).unlink(missing_ok=True)
        self.build("cold")
        made = sum(self.peer.page(self.root, one).is_file() for one in self.articles)
        if made != len(self.articles):
            said = f"made {made} of {len(self.articles)} articles' pages"
            sys.exit(f"{self.peer.title}: {said}")

    def again(self) -> None:
        """Build when nothing has changed."""
        self.build("again")

    def edit(self) -> None:
        """Build when one article has a new sentence."""
        said = self.write()
        self.build("edit")
        page = self.peer.page(self.root, self.edited)
        if said not in page.read_text(encoding="utf-8"):
            sys.exit(f"{self.peer.title}: {page} does not show the edit")

    def write(self) -> str:
        """Append a sentence to an article; return what its page must show."""
        self.edits += 1
        said = f"The jar was turned {self.edits} times and then some."
        path = self.root / self.peer.source.format(self.edited)
        with path.open("a", encoding="utf-8") as text:
            text.write(f"\n{said}\n")
        return said

    def build(self, phase: str) -> None:
        """Build, and keep what it took under the name of *phase*."""
        command = self.peer.command(self.peer.build, self.root)
        self.runs.setdefault(phase, []).append(
            timed(*command, settings=self.settings, folder=self.root)
        )

    @property
    def pages(self) -> int:
        """Return how many pages the last build has made."""
        return sum(1 for _ in (self.root / self.peer.output).rglob("*.html"))


def ready(peer: Peer, texts: Texts, shop: Path) -> Racer:
    """Install *peer* and lay out its site beside *shop*; it may be missing."""
    ensure(peer.home, peer.pins, peer.install)
    root = shop.with_name(f"race-{peer.name}")
    shutil.rmtree(root, ignore_errors=True)
    peer.write(texts, root, shop)
    if peer.packages:
        peer.packages(peer.home, root)
    return Racer(peer, root, [story.name for story in texts.stories])


def race(racers: list[Racer], runs: int) -> None:
    """Let all build in turns, so that a busy minute is shared by everybody."""
    for _ in range(runs):
        for step in (Racer.cold, Racer.again, Racer.edit):
            for racer in racers:
                step(racer)
