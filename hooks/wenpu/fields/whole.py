"""Shapes that hold other shapes: lists, maps, records."""

from collections.abc import Iterator

import yaml

from wenpu import source
from wenpu.fields.shape import Field, Found, Reading, Schema, Shape, Sheet
from wenpu.problems import closest


class ListOf(Shape, frozen=True):
    """A list of one *shape*; *example* shows an entry."""

    shape: Shape
    example: str

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take each entry that can be read; one that stands alone is a list of one."""
        alone = not isinstance(node, yaml.SequenceNode)
        entries = (
            [node]
            if isinstance(node, yaml.MappingNode | yaml.ScalarNode)
            else node.value
        )
        entry = Field(field.name, self.shape, "", self.example, bullet=not alone)
        found = [entry.read(one, reading) for one in entries]
        return reading.found(node, tuple(one for one in found if one is not None))

    def schema(self) -> Schema:
        """Say that one may stand alone."""
        one = self.shape.schema()
        return {"anyOf": [{"type": "array", "items": one}, one]}


class Key(Field, frozen=True):
    """What the names of a map have to look like: a field that stands before a colon."""

    def line(self, value: str) -> str:
        """Return how an author would begin the line of the name *value*."""
        return f"{value}: …"


class MapOf(Shape, frozen=True):
    """A map from names that the author chooses, as *names* allows, to one *shape*."""

    shape: Shape
    example: str
    names: Key | None = None

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take each entry that can be read, in the order written."""
        if not isinstance(node, yaml.MappingNode):
            reading.wrong(node, f"{field.name!r} is no map of names.", field.as_in())
            return None
        values = dict(self._entries(node, reading))
        return reading.found(node, {key: one for key, one in values.items() if one})

    def _entries(
        self, node: yaml.MappingNode, reading: Reading
    ) -> Iterator[tuple[str, Found | None]]:
        for key, value in node.value:
            name = str(key.value).strip()
            if found := source.misread(key):
                fix = f'Write it in quotes:  "{name}": …'
                reading.wrong(key, f"YAML reads {name} as {found}.", fix)
            elif not name:
                reading.wrong(
                    key, "a name that is empty.", f"Write  name: {self.example}"
                )
            elif self._is_allowed(key, reading):
                entry = Field(name, self.shape, "", self.example)
                yield name, entry.read(value, reading)

    def _is_allowed(self, key: yaml.Node, reading: Reading) -> bool:
        """Tell whether *key* is a name such as is wanted; if not, say so."""
        return self.names is None or self.names.read(key, reading) is not None

    def schema(self) -> Schema:
        """Say which names are allowed: all, if nothing else is said."""
        names = self.names.shape.schema() if self.names else {"pattern": r"\S"}
        shape = self.shape.schema()
        return {"type": "object", "propertyNames": names, "additionalProperties": shape}


class Record(Shape, frozen=True):
    """Fields with names that we know; of those in *some*, one at least is there."""

    fields: tuple[Field, ...]
    some: tuple[str, ...] = ()

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take each field that can be read; say of the others what is wrong."""
        if not isinstance(node, yaml.MappingNode):
            what = f"{field.name!r} has no fields of its own, and some are wanted."
            reading.wrong(node, what, field.as_in())
            return None
        return reading.found(node, self.sheet(node, reading))

    def sheet(self, node: yaml.MappingNode, reading: Reading) -> Sheet:
        """Return what is written in *node*."""
        known = {one.name: one for one in self.fields}
        lines, values = {}, {}
        for key, value in node.value:
            lines[key.value] = source.spot(reading.path, key)
            if key.value not in known:
                self._unknown(key, reading)
            elif found := known[key.value].read(value, reading):
                values[key.value] = found
        sheet = Sheet(source.spot(reading.path, node), lines, values)
        self._missing(sheet, reading)
        return sheet

    def _unknown(self, key: yaml.Node, reading: Reading) -> None:
        names = [one.name for one in self.fields]
        fix = closest(key.value, names, f"Write one of: {', '.join(names)}.")
        if str(key.value).isdecimal():  # {price: 6,50} is two fields in YAML.
            fix = "If it ends an amount, write a point before it, as in  price: 6.50"
        reading.wrong(key, f"unknown field {key.value!r}.", fix)

    def _missing(self, sheet: Sheet, reading: Reading) -> None:
        for one in self.fields:
            if one.required and one.name not in sheet:
                fix = f"Add a line  {one.line(one.example)}"
                reading.say(sheet.spot, f"no {one.name!r}.", fix)
        if self.some and not any(name in sheet for name in self.some):
            examples = [
                one.line(one.example) for one in self.fields if one.name in self.some
            ]
            what = f"neither {' nor '.join(map(repr, self.some))}."
            reading.say(sheet.spot, what, f"Add  {'  or  '.join(examples)}")

    def schema(self) -> Schema:
        """Say which fields there are and which must be there; there are no others."""
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {one.name: one.schema() for one in self.fields},
        }
        if required := [one.name for one in self.fields if one.required]:
            schema["required"] = required
        if self.some:
            schema["anyOf"] = [{"required": [name]} for name in self.some]
        return schema


class Either(Shape, frozen=True):
    """One value, or a *record* that says more."""

    plain: Shape
    record: Record

    def read(self, node: yaml.Node, field: Field, reading: Reading) -> Found | None:
        """Take fields as the record, everything else as the plain value."""
        shape = self.record if isinstance(node, yaml.MappingNode) else self.plain
        return shape.read(node, field, reading)

    def schema(self) -> Schema:
        """Say that both will do."""
        return {"anyOf": [self.plain.schema(), self.record.schema()]}
