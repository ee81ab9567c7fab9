"""
What was worked out once is not worked out again, in this run or in a later one.

`recall()` is for what takes long and depends on nothing but its key: who speaks of whom
in a text, what a front matter says. What a run has not used is forgotten at its end, so
that the memory is as large as the site. Nothing is remembered until it is opened:
whoever calls one function has no use for it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar, cast

from msgspec import Struct, field

Room: TypeAlias = dict[Any, Any]
Rooms: TypeAlias = Mapping[str, Mapping[Any, Any]]
Value = TypeVar("Value")


class Memory(Struct):
    """What is known from before, and what of all was used since, by room and key."""

    known: Rooms = field(default_factory=dict)
    used: dict[str, Room] = field(default_factory=dict)

    def recall(self, room: str, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what *make* returned for *key* some time ago, or returns now."""
        used = self.used.setdefault(room, {})
        if key in used:
            return cast("Value", used[key])
        known = self.known.get(room, {})
        used[key] = known[key] if key in known else make()
        return cast("Value", used[key])

    def knows(self, room: str, key: Hashable) -> bool:
        """Tell whether `recall` has an answer, and needs no work."""
        known = self.known.get(room)
        return bool(known and key in known) or key in self.used.get(room, ())

    def before(self, room: str, key: Hashable) -> Any:  # noqa: ANN401 (as it was kept)
        """Return what was kept under *key* last, none if nothing was."""
        return self.used.get(room, {}).get(key, self.known.get(room, {}).get(key))

    def keep(self, room: str, key: Hashable, value: object) -> None:
        """Remember *value* under *key* for the next time."""
        self.used.setdefault(room, {})[key] = value

    def learn(self, rooms: Rooms) -> None:
        """Use what somebody else has found out, who knows no more than this one."""
        for name, room in rooms.items():
            self.used.setdefault(name, {}).update(room)

    @property
    def fresh(self) -> Rooms:
        """What was not known before."""
        return {
            name: {key: one for key, one in room.items() if key not in known}
            for name, room in self.used.items()
            for known in [self.known.get(name, {})]
        }

    @property
    def is_new(self) -> bool:
        """Whether it is not just what it was before."""
        if self.used.keys() != self.known.keys():
            return True
        return any(_differ(room, self.known[name]) for name, room in self.used.items())


def added(rest: Rooms, more: Rooms) -> Rooms:
    """Return what is in either; where both know something, what is in *more*."""
    both = {*rest, *more}
    return {name: {**rest.get(name, {}), **more.get(name, {})} for name in both}


def _differ(room: Room, known: Mapping[Any, Any]) -> bool:
    """Tell whether anything in *room* was not taken from what was *known*."""
    if room.keys() != known.keys():
        return True
    return any(known[key] is not value for key, value in room.items())


_open: list[Memory] = []


def recall(
    room: str, key: Hashable | Callable[[], Hashable], make: Callable[[], Value]
) -> Value:
    """
    Return what *make* returns, remembered under *key* while a memory is open.

    A *key* that takes work is made only then.
    """
    if not _open:
        return make()
    return _open[-1].recall(room, key() if callable(key) else key, make)


def before(room: str, key: Hashable) -> Any:  # noqa: ANN401 (as it was kept)
    """
    Return what was kept under *key* last, none if nothing was.

    What is made with its help must be what would be made without: it only costs less.
    """
    return _open[-1].before(room, key) if _open else None


def keep(room: str, key: Hashable, value: object) -> None:
    """Remember *value* under *key* while a memory is open."""
    if _open:
        _open[-1].keep(room, key, value)


def opened_now() -> Memory | None:
    """Return the memory that is open, if one is."""
    return _open[-1] if _open else None


@contextmanager
def opened(memory: Memory) -> Iterator[Memory]:
    """Remember in *memory* all that is worked out within."""
    _open.append(memory)
    try:
        yield memory
    finally:
        _open.remove(memory)
