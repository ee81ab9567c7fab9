"""
Notes of what is read while something is made.

A page is made of a few out of many things. Each time one is asked for by its key, in a
`Noted` mapping, that is noted; later, if nothing of all that was noted has changed, the
page would come out the same. Nobody has to list what a page depends on, so nobody can
forget to: what was read is all that it can have been made of.

What has changed is told for each mapping at once: by one stamp of all that is read of
it, and only where that is another one, by a stamp for each key.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar, runtime_checkable

from msgspec import Struct, field

from wenpu import stamps

Leaf: TypeAlias = str
"""
The name of a mapping, and a key in it, or `ALL` of it: see `leaf`.

There are millions, and each is looked for after each edit: of a text, Python remembers
where to look.
"""

ALL = "*all*"
BETWEEN = "\0"

Key = TypeVar("Key")
Value = TypeVar("Value")
Cell: TypeAlias = tuple[Value, frozenset[Leaf]]
Stamp = Callable[[Any], bytes]


def leaf(name: str, key: str) -> Leaf:
    """Return what is noted when *key* is asked for in the mapping *name*."""
    return f"{name}{BETWEEN}{key}"


class Notes(Struct):
    """What has been read since somebody began to take notes."""

    read: set[Leaf] = field(default_factory=set)

    @contextmanager
    def taken(self) -> Iterator[set[Leaf]]:
        """Note apart what is read within."""
        before, self.read = self.read, set()
        found = self.read
        try:
            yield found
        finally:
            self.read = before

    def kept(
        self, cells: dict[Key, Cell[Value]], key: Key, make: Callable[[], Value]
    ) -> Value:
        """Return what *make* made once for *key*; who takes it has read all it read."""
        cell = cells.get(key)
        if cell is None:
            with self.taken() as found:
                value = make()
            cell = cells[key] = (value, frozenset(found))
        self.read |= cell[1]
        return cell[0]


@runtime_checkable
class Marked(Protocol):
    """A mapping that knows the stamps of its values without making them."""

    @property
    def marks(self) -> Mapping[str, bytes]:
        """The stamp of what each key leads to."""
        ...


class Mark(NamedTuple):
    """
    A mapping as it was: the stamp of all that was read of it, and of each key.

    *origin* is the stamp of what it was made of, if that is known.
    """

    whole: bytes
    each: Mapping[str, bytes]
    origin: bytes


class Signs(NamedTuple):
    """
    By what a mapping is told apart from what it was: by all that its values say.

    *stamp* makes the stamp of a value, or of a list of them. *marks* are the stamps of
    its values, and *origin* is that of what all of it is made of, if they are known.
    """

    stamp: Stamp = stamps.of
    marks: Mapping[str, bytes] | None = None
    origin: bytes = stamps.NONE


SAID = Signs()
NEW = Mark(stamps.NONE, {}, stamps.NONE)


class Noted(Mapping[str, Value]):
    """
    The mapping *inner*, each reading of which is noted under *name*.

    Its order counts only for who reads all of it. *before* is how it was when it was
    noted last.
    """

    def __init__(
        self,
        name: str,
        inner: Mapping[str, Value],
        notes: Notes,
        signs: Signs,
        before: Mark | None = None,
    ) -> None:
        self.name, self.inner, self.notes, self.before = name, inner, notes, before
        self._signs, self._start = signs, leaf(name, "")
        self._stamps: dict[str, bytes] = {}

    def __getitem__(self, key: str) -> Value:
        self.notes.read.add(self._start + key)
        return self.inner[key]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 (as a Mapping's)
        """Return what *key* leads to, or *default*."""
        self.notes.read.add(self._start + key)
        return self.inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.notes.read.add(f"{self._start}{key}")
        return key in self.inner

    def __iter__(self) -> Iterator[str]:
        self.notes.read.add(self._start + ALL)
        return iter(self.inner)

    def __len__(self) -> int:
        self.notes.read.add(self._start + ALL)
        return len(self.inner)

    def stamp(self, key: str) -> bytes:
        """Return the stamp of what *key* leads to, `NONE` if that is nothing."""
        if key == ALL:  # Where a key is called so, all counts for it: that is enough.
            return self._whole
        if key not in self._stamps:
            self._stamps[key] = self._made(key)
        return self._stamps[key]

    @cached_property
    def _whole(self) -> bytes:
        names = [one.encode("utf-8", "surrogatepass") for one in self.inner]
        made = [
            self._made(one) if one == ALL else self.stamp(one) for one in self.inner
        ]
        both = zip(names, made, strict=True)
        return stamps.of_bytes(b"\0".join(part for pair in both for part in pair))

    @cached_property
    def changed(self) -> frozenset[str]:
        """The keys of all that was read before and is not as it was, `ALL` included."""
        before, origin = self.before, self._signs.origin
        if not before or (origin and origin == before.origin):
            return frozenset()
        if before.whole == self._whole_of(before.each):
            return frozenset()
        known = before.each.items()
        return frozenset(key for key, stamp in known if self.stamp(key) != stamp)

    def marked(self, keys: AbstractSet[str]) -> Mark:
        """Return how all is that was read of it: the *keys*, and what was before."""
        before, origin = self.before or NEW, self._signs.origin
        if not self.changed and before.each.keys() >= keys:
            return before._replace(origin=origin) if origin != before.origin else before
        known = {} if self.changed else before.each
        # Whoever has read what is gone was made anew, and has read other things.
        gone = {key for key in self.changed - keys if not self.stamp(key)}
        every = sorted({*keys, *before.each} - gone)
        each = {key: known.get(key) or self.stamp(key) for key in every}
        return Mark(self._whole_of(each), each, origin)

    def _whole_of(self, keys: Collection[str]) -> bytes:
        if self._signs.marks is not None:
            return stamps.of([self.stamp(key) for key in keys])
        get = self.inner.get
        said: list[Any] = [get(key, stamps.NONE) for key in keys]
        if ALL in keys:
            said += [list(self.inner), list(self.inner.values())]
        return self._signs.stamp(said)

    def _made(self, key: str) -> bytes:
        if self._signs.marks is not None:
            return self._signs.marks.get(key, stamps.NONE)
        if key not in self.inner:
            return stamps.NONE
        return self._signs.stamp(self.inner[key])


class Ledger(Struct):
    """Every noted mapping by its name: it can tell whether what was read is changed."""

    ground: bytes
    """What all that is made rests on: settings, words, our own code."""
    before: Mapping[str, Mark] = field(default_factory=dict)
    """How each mapping was when all that is known was made of them."""
    changed: set[Leaf] = field(default_factory=set)
    rooms: dict[str, Noted[Any]] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    _stamps: dict[Leaf, bytes] = field(default_factory=dict)
    _leaves: dict[Leaf, Leaf] = field(default_factory=dict)

    def noted(
        self,
        name: str,
        inner: Mapping[str, Value],
        signs: Signs = SAID,
    ) -> Noted[Value]:
        """Return *inner* as a mapping whose readings are noted."""
        room = Noted(name, inner, self.notes, signs, self.before.get(name))
        self.rooms[name] = room
        self.changed |= {leaf(name, key) for key in room.changed}
        return room

    def kept(self, read: Iterable[Leaf]) -> tuple[Leaf, ...]:
        """Return what was *read*, in order; each leaf is one object, and kept once."""
        leaves = sorted(read)
        return tuple(map(self._leaves.setdefault, leaves, leaves))

    def is_same(self, read: Iterable[Leaf]) -> bool:
        """Tell whether all that was *read* when it was made is as it was."""
        return self.changed.isdisjoint(read)

    def marks(self, reads: Iterable[Iterable[Leaf]]) -> dict[str, Mark]:
        """Return how all is that was read: the *reads*, and what was known before."""
        keys: dict[str, set[str]] = defaultdict(set)
        for one in set[Leaf]().union(*reads):
            name, _, key = one.partition(BETWEEN)
            keys[name].add(key)
        return {
            name: room.marked(keys[name])
            for name, room in self.rooms.items()
            if keys[name] or room.before
        }

    def stamp(self, read: Sequence[Leaf]) -> bytes:
        """Return the stamp of all that was *read*, as it is now."""
        known = self._stamps
        for one in read:
            if one not in known:
                name, _, key = one.partition(BETWEEN)
                known[one] = self.rooms[name].stamp(key)
        found = map(known.__getitem__, read)
        return stamps.of_bytes(b"\0".join([self.ground, *found]))
