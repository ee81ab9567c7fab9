"""What tells whether something must be made again: stamps, notes and memories."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from wenpu import memory, stamps
from wenpu.memory import Memory
from wenpu.notes import ALL, Ledger, Mark, Noted, Signs, leaf
from wenpu.stamps import NONE


@dataclass(frozen=True)
class Thing:
    """A value that holds others."""

    name: str
    parts: tuple[Any, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


PLAIN = st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.binary()
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
        | st.builds(Thing, st.text(max_size=4), st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=12,
)


def fresh(value: object) -> object:
    """Return *value* built of new parts, of which no two are one object."""
    if isinstance(value, list):
        return [fresh(one) for one in value]
    if isinstance(value, tuple):
        return tuple(fresh(one) for one in value)
    if isinstance(value, dict):
        return {fresh(key): fresh(one) for key, one in value.items()}
    if isinstance(value, Thing):
        return Thing(*map(fresh, (value.name, value.parts, value.more)))  # type: ignore[arg-type]
    if isinstance(value, str):
        return "".join([value[:1], value[1:]])
    return value


def typed(value: object) -> object:
    """Return *value* so that what is only equal, as 1 and True, is told apart."""
    if isinstance(value, list | tuple):
        return type(value), [typed(one) for one in value]
    if isinstance(value, dict):
        return [(key, typed(one)) for key, one in value.items()]
    if isinstance(value, Thing):
        return Thing, value.name, typed(value.parts)
    return type(value), value


@given(VALUES)
def test_a_stamp_knows_no_objects(value: object) -> None:
    """Whether parts of a value are one object, or several alike, is nothing to it."""
    assert stamps.of(fresh(value)) == stamps.of(value)
    assert stamps.of([value, value]) == stamps.of([value, fresh(value)])


@given(VALUES, VALUES)
def test_other_values_have_other_stamps(one: object, other: object) -> None:
    """Two values share a stamp if, and only if, they say the same."""
    assert (stamps.of(one) == stamps.of(other)) == (typed(one) == typed(other))


SCRIPT = """
import json, sys
from datetime import date
from wenpu import stamps
from wenpu.model import Money, Kind, Settings, Look
look = Look(theme_color={"light": "a", "dark": "b"})
values = [{"b": 1, "a": (2, "x")}, Money(1250, "EUR"), Kind.GOODS, date(2026, 1, 2)]
values.append(Settings("shop", date(2026, 1, 1), look=look))
print(json.dumps([stamps.of(one).hex() for one in values]))
"""


def test_a_stamp_is_the_same_in_every_process() -> None:
    """Whatever order that process keeps its sets in."""

    def told(seed: str) -> object:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        args = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(args, env=env, capture_output=True, text=True, check=True)
        found: list[str] = json.loads(done.stdout)
        return found

    assert told("1") == told("2")


KEYS = st.sampled_from(("a", "b", "c", ALL, "\ud800"))  # A tag may be called so.
ROOMS = st.dictionaries(KEYS, st.integers(0, 3))


ASK: dict[str, Callable[[Noted[int], str], object]] = {
    "get": lambda room, key: room.get(key),
    "in": lambda room, key: key in room,
    "item": lambda room, key: key in room and room[key],
    "all": lambda room, _: list(room.items()),
    "size": lambda room, _: len(room),
}
ASKED = st.lists(st.tuples(st.sampled_from(sorted(ASK)), KEYS))


@given(ROOMS, ROOMS, ASKED)
def test_what_was_read_and_is_as_it_was_gives_the_same(
    before: dict[str, int], after: dict[str, int], asked: list[tuple[str, str]]
) -> None:
    """Where the stamp of all that was read is the same, each answer is."""
    one, other = Ledger(NONE), Ledger(NONE)
    room, later = one.noted("room", before), other.noted("room", after)

    with one.notes.taken() as read:
        answers = [ASK[how](room, key) for how, key in asked]

    if one.stamp(sorted(read)) == other.stamp(sorted(read)):
        assert [ASK[how](later, key) for how, key in asked] == answers


@given(ROOMS, ASKED)
def test_what_nobody_asked_for_counts_for_nothing(
    before: dict[str, int], asked: list[tuple[str, str]]
) -> None:
    """Another key with another value leaves the stamp of what was read alone."""
    one, other = Ledger(NONE), Ledger(NONE)
    room = one.noted("room", before)
    other.noted("room", {**before, "other": 9})

    with one.notes.taken() as read:
        answers = [ASK[how](room, key) for how, key in asked]

    whole = leaf("room", ALL) in read
    assert len(answers) == len(asked)
    assert (one.stamp(sorted(read)) == other.stamp(sorted(read))) is not whole


SIGNS: dict[str, Callable[[dict[str, int]], Signs]] = {
    "said": lambda _: Signs(),
    "marks": lambda room: Signs(marks={key: stamps.of(room[key]) for key in room}),
    "origin": lambda room: Signs(origin=stamps.of_text(repr(list(room.items())))),
}


# Who found nothing is asked again when something comes, days after others were.
@example([{"a": 1}, {}, {"c": 1}], [[("in", "a")], [("in", "c")]], "said")
@given(
    st.lists(ROOMS, min_size=1, max_size=6),
    st.lists(ASKED, max_size=4),
    st.sampled_from(sorted(SIGNS)),
)
def test_who_is_not_asked_again_would_say_the_same(
    days: list[dict[str, int]], readers: list[list[tuple[str, str]]], signs: str
) -> None:
    """From day to day, whatever comes, goes, and comes back; `ALL` is no mark."""
    marks: dict[str, Mark] = {}
    known: dict[int, tuple[Any, list[object]]] = {}
    for day in days:
        room = {key: one for key, one in day.items() if signs != "marks" or key != ALL}
        ledger, new = Ledger(NONE, marks), []
        noted = ledger.noted("room", room, SIGNS[signs](room))
        for place, asked in enumerate(readers):
            plain = [ASK[how](room, key) for how, key in asked]  # type: ignore[arg-type]
            if place in known and ledger.is_same(known[place][0]):
                assert known[place][1] == plain
                continue
            with ledger.notes.taken() as read:
                assert [ASK[how](noted, key) for how, key in asked] == plain
            known[place] = (ledger.kept(read), plain)
            new.append(read)
        marks = ledger.marks(new)


def test_nothing_is_made_anew_where_nothing_has_changed() -> None:
    """Rooms that are as they were keep their marks, as the very same objects."""
    one = Ledger(NONE)
    room = one.noted("room", {"a": 1, "b": [2]})
    with one.notes.taken() as read:
        assert (room["a"], room.get("c")) == (1, None)
    marks = one.marks([read])

    other = Ledger(NONE, marks)
    other.noted("room", {"a": 1, "b": [3]})

    assert other.is_same(read)
    assert other.marks([])["room"] is marks["room"]


def test_who_takes_what_is_kept_has_read_what_it_was_made_of() -> None:
    """However deep: a tile in a row in a page."""
    ledger = Ledger(NONE)
    room, notes = ledger.noted("room", {"a": 1, "b": 2}), ledger.notes
    tiles: dict[str, Any] = {}
    rows: dict[str, Any] = {}

    def row() -> object:
        return notes.kept(tiles, "tile", lambda: room["a"]) + room["b"]

    with notes.taken() as first:
        made = notes.kept(rows, "row", row)
    with notes.taken() as second:
        again = notes.kept(rows, "row", row)
    with notes.taken() as third:
        notes.kept(tiles, "tile", lambda: 0)

    assert made == again == 3
    assert first == second == {leaf("room", "a"), leaf("room", "b")}
    assert third == {leaf("room", "a")}


def test_what_fails_is_not_kept() -> None:
    """Who asks again gets it made again, and what is noted apart stays apart."""
    ledger = Ledger(NONE)
    room, notes = ledger.noted("room", {"a": 1}), ledger.notes
    cells: dict[str, Any] = {}

    def fails() -> int:
        return room["a"] + room["z"]

    with notes.taken() as read:
        try:
            notes.kept(cells, "one", fails)
        except KeyError:
            made = notes.kept(cells, "one", lambda: room["a"])

    assert made == 1
    assert read == {leaf("room", "a")}


RUNS = st.lists(st.sets(st.binary(max_size=2), max_size=5), min_size=1, max_size=5)


@given(RUNS)
def test_a_memory_is_as_large_as_what_was_used_last(runs: list[set[bytes]]) -> None:
    """It makes what it does not know, once, and forgets what nobody has asked for."""
    known: dict[str, dict[bytes, Any]] = {}
    for keys in runs:
        made: list[bytes] = []
        with memory.opened(Memory(known)) as now:
            for key in [*sorted(keys), *sorted(keys)]:
                memory.recall("room", key, partial(made.append, key))
        assert set(made) == keys - known.get("room", {}).keys()
        assert len(made) == len(set(made))
        assert now.is_new == (keys != set(known.get("room", {})))
        known = now.used
        assert set(known.get("room", {})) == keys


def test_nothing_is_remembered_while_no_memory_is_open() -> None:
    """Who calls one function gets what it makes, each time anew."""
    made: list[date] = []

    for _ in range(2):
        memory.recall("room", b"key", lambda: made.append(date(2026, 1, 1)))

    assert len(made) == 2
