"""The words that all shapes share: a field, a file being read, what was found in it."""

import json
from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import source
from wenpu.problems import Level, Problem, Spot

Schema = dict[str, Any]


class Found(Struct, frozen=True):
    """A value and where it stands."""

    value: Any
    spot: Spot


class Reading(Struct):
    """One file while it is read: its path, and all that is wrong with it so far."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def found(self, node: yaml.Node, value: object) -> Found:
        """Return *value* together with the place of *node*."""
        return Found(value, source.spot(self.path, node))

    def wrong(self, node: yaml.Node, what: str, fix: str) -> None:
        """Note that something is wrong with *node*."""
        self.say(source.spot(self.path, node), what, fix)

    def say(self, spot: Spot, what: str, fix: str, level: Level = Level.ERROR) -> None:
        """Note a problem at *spot*."""
        self.problems.append(Problem(spot, what, fix, level))


class Shape(Struct, frozen=True):
    """What a value has to look like."""

    @abstractmethod
    def read(self, node: yaml.Node, field: "Field", reading: Reading) -> Found | None:
        """Return the value of *node*, or none once *reading* knows what is wrong."""

    @abstractmethod
    def schema(self) -> Schema:
        """Return what JSON Schema says of such a value."""

    def empty(self, field: "Field") -> str:  # noqa: ARG002 (others say more)
        """Say what to do with a field that has no value."""
        return "Write a value after it, or delete the line."


class Field(Struct, frozen=True):
    """One line that an author may write: its name, shape, meaning, and an example."""

    name: str
    shape: Shape
    words: str
    example: str
    required: bool = False
    bullet: bool = False

    def read(self, node: yaml.Node, reading: Reading) -> Found | None:
        """Read *node* as the value of this field."""
        if isinstance(node, yaml.ScalarNode) and source.misread(node) == "nothing":
            fix = self.shape.empty(self)
            reading.wrong(node, f"{self.name!r} has no value.", fix)
            return None
        return self.shape.read(node, self, reading)

    def schema(self) -> Schema:
        """Return the schema of the value, with words and example for an editor."""
        plain = json.loads(json.dumps(yaml.safe_load(self.example), default=str))
        return {"description": self.words, **self.shape.schema(), "examples": [plain]}

    def as_in(self) -> str:
        """Say how to write it."""
        return f"Write it as in  {self.line(self.example)}"

    def line(self, value: str) -> str:
        """Return the line that an author would write for *value*."""
        return f"- {value}" if self.bullet else f"{self.name}: {value}"

    def entry(self, example: str) -> "Field":
        """Return the same field for one entry of its list."""
        return replace(self, bullet=True, example=example)


class Sheet(Struct, frozen=True):
    """
    The fields of one mapping as values.

    *lines* has every field that was written, *values* those that could be read: what
    is in one and not in the other is wrong, and its author has been told.
    """

    spot: Spot
    lines: Mapping[str, Spot]
    values: Mapping[str, Found]

    def __contains__(self, name: str) -> bool:
        """Tell whether the field *name* is written, rightly or not."""
        return name in self.lines

    def at(self, name: str) -> Spot:
        """Return where the field *name* stands, or else where it should."""
        return self.lines.get(name, self.spot)

    def text(self, name: str, otherwise: str = "") -> str:
        """Return the text of *name*, or *otherwise*."""
        return str(self._value(name, otherwise))

    def number(self, name: str) -> int | None:
        """Return the whole number of *name*, if there is one."""
        value = self._value(name, None)
        return value if isinstance(value, int) else None

    def day(self, name: str) -> date | None:
        """Return the day of *name*, if there is one."""
        value = self._value(name, None)
        return value if isinstance(value, date) else None

    def flag(self, name: str) -> bool:
        """Return whether *name* is written and true."""
        return self._value(name, otherwise=False) is True

    def sheet(self, name: str) -> "Sheet | None":
        """Return the fields below *name*, if there are any."""
        value = self._value(name, None)
        return value if isinstance(value, Sheet) else None

    def entries(self, name: str) -> tuple[Found, ...]:
        """Return the list of *name*, each entry with its place."""
        value = self._value(name, ())
        return value if isinstance(value, tuple) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the list of texts of *name*, each once."""
        return tuple(dict.fromkeys(str(one.value) for one in self.entries(name)))

    def named(self, name: str) -> dict[str, Found]:
        """Return the map of *name*, each entry with its place."""
        value = self._value(name, {})
        return value if isinstance(value, dict) else {}

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the map of *name* as pairs of texts."""
        return tuple((key, str(one.value)) for key, one in self.named(name).items())

    def _value(self, name: str, otherwise: object) -> object:
        found = self.values.get(name)
        return otherwise if found is None else found.value
