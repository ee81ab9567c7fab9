"""
What one build knows of those before it: its memory, and the edition it renews.

After one edit nearly all is as it was. So what is new is put away beside the rest,
which is written again only when that has become much.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct, field

from wenpu import stamps
from wenpu.build import cellar
from wenpu.build.cellar import MORE, Cellar
from wenpu.build.works import Edition
from wenpu.memory import Memory, Rooms, added

MEMORY = "memory"
MUCH = 400
"""So many new things are put beside the rest; with more, all is put away anew."""

NOTHING: Rooms = {}


class Store(Struct, dict=True):
    """What is kept of the site at *root*; *clean* builds take nothing out of it."""

    root: Path
    clean: bool = False
    editions: dict[str, Edition] = field(default_factory=dict)
    """Those that were renewed."""
    before: dict[str, Edition] = field(default_factory=dict)
    """Those that were taken out and not renewed so far: one object, whoever asks."""
    rest: dict[str, Rooms] = field(default_factory=dict)
    """What lies in the larger files, by their name."""

    def __post_init__(self) -> None:
        self.cellar = Cellar(self.root, cellar.code())
        self.memory = Memory(self._taken(MEMORY))

    def edition(self, name: str) -> Edition:
        """Return what is known of the edition called *name*."""
        if name in self.editions:
            return self.editions[name]
        if name not in self.before:
            found = self._taken(name)
            rooms = (found.get(room, {}) for room in Edition.ROOMS)
            self.before[name] = Edition(*rooms)
        return self.before[name]

    def keep(self, name: str, edition: Edition) -> None:
        """Keep *edition* as *name* for the next build of this process."""
        self.editions[name] = edition
        self.before.pop(name, None)

    def turn(self) -> None:
        """Forget what the last build has not used, before the next one."""
        self.memory = Memory(self.memory.used)

    def turn_back(self) -> None:
        """Forget nothing: the last build was stopped before it could use all."""
        self.memory = Memory(added(self.memory.known, self.memory.used))

    def save(self) -> None:
        """Put all away for other processes."""
        for name, edition in self.editions.items():
            self._put(name, edition.rooms)
        # Between two builds of one process all that was used is what is known.
        self._put(MEMORY, self.memory.used or self.memory.known)

    def _taken(self, name: str) -> Rooms:
        if self.clean:
            return NOTHING
        rest = _rooms(self.cellar.get(name))
        if not rest:
            return NOTHING
        self.rest[name] = rest
        of, *more = self.cellar.get(f"{name}{MORE}") or [None]
        return added(rest, _rooms(more)) if of == self.cellar.stamp(name) else rest

    def _put(self, name: str, rooms: Rooms) -> None:
        rest = self.rest.get(name, NOTHING)
        more = {room: _new(all_, rest.get(room, {})) for room, all_ in rooms.items()}
        if rest and sum(map(len, more.values())) <= MUCH:
            self.cellar.put(f"{name}{MORE}", [self.cellar.stamp(name), *more.items()])
        else:
            self.cellar.put(name, ((room, dict(all_)) for room, all_ in rooms.items()))


def _rooms(parts: Sequence[Any]) -> Rooms:
    """Return rooms that were put away one by one; none if that is something else."""
    whole = all(isinstance(one, tuple) and isinstance(one[1], dict) for one in parts)
    return dict(parts) if whole else NOTHING


def _new(now: Mapping[Any, Any], before: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return what was not taken from what was there *before*."""
    return {key: one for key, one in now.items() if before.get(key) is not one}


def named(root: Path, config: MkDocsConfig, options: Any) -> str:  # noqa: ANN401
    """Return what the edition is called that *config* and our *options* ask for."""
    folder = Path(config.site_dir).resolve()
    inside = folder.is_relative_to(root)
    where = folder.relative_to(root).as_posix() if inside else str(folder)
    return f"edition-{stamps.of((where, options.mode, options.drafts)).hex()}"
