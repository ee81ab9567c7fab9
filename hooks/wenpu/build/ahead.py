"""
Reading ahead: copies of this process read parts of a site that nobody has read yet.

What is found in a text is remembered, so a part is read there just as all is read here,
and what is remembered of it comes back. Then all is read as if it had been known. Where
nothing is remembered, or nobody can be copied, it is read here, and the same is found.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from wenpu import articles, catalog, links, memory, prose, search, words
from wenpu import site as sites
from wenpu.build import copies
from wenpu.darkroom import cores
from wenpu.memory import Memory, Rooms, added
from wenpu.model import Print, Settings

WORTH_IT = 200
"""So many articles that nobody knows pay for workers."""

PARTS = 4
"""So many for each worker: who has got short texts takes one more."""


class Part(Struct, frozen=True):
    """What workers read parts of: a site, as `sites.load` is asked for it."""

    root: Path
    settings: Settings
    files: Mapping[str, str]
    """All that is published, and where it lies."""
    album: Mapping[str, Print]
    known: Rooms

    def learnt(self, texts: Sequence[str]) -> Rooms:
        """Read those *texts*; return what is remembered of them."""
        apart = Memory(self.known)
        with memory.opened(apart):
            files = {k: at for k, at in self.files.items() if not _is_text(k)}
            files |= {name: self.files[name] for name in texts}
            site = sites.load(self.root, self.settings, files)
            for one in site.articles.values():
                prose.minutes(one.body, one.said)
            links.read(site)
            told = replace(site, products={}, album=self.album)
            search.read(told, words.read(self.settings.language))
        return apart.fresh


def read(
    root: Path,
    settings: Settings,
    files: Mapping[str, str],
    album: Mapping[str, Print],
) -> None:
    """Have all texts among *files* read that nobody knows, if they are many."""
    found = memory.opened_now()
    texts = sorted(filter(_is_text, files))
    if not found or not _are_many(texts, found) or not copies.may_fork():
        return
    catalog.read(root, settings)  # Once, and not by each of them.
    known = added(found.known, found.used)
    at_work[:] = [Part(root, settings, files, album, known)]
    number = PARTS * cores()
    chunks = [texts[at::number] for at in range(number)]
    try:
        with copies.pool() as pool:
            for rooms in pool.map(_learnt, chunks):
                found.learn(rooms)
    except BrokenProcessPool:  # Somebody has stopped one of them.
        return
    finally:
        at_work.clear()


def _is_text(name: str) -> bool:
    return name.endswith(articles.MARKDOWN)


def _are_many(texts: Sequence[str], found: Memory) -> bool:
    known = found.known.get("articles", {})
    return len(texts) - len(known) >= WORTH_IT


at_work: list[Part] = []
"""What a forked worker finds; nothing is sent to it."""


def _learnt(texts: Sequence[str]) -> Rooms:
    return at_work[0].learnt(texts)
