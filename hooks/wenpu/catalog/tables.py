"""The files of `products/` that hold no product: what is one for the whole shop."""

from collections.abc import Iterable
from pathlib import Path

import yaml
from msgspec import Struct

from wenpu import source
from wenpu.catalog.draft import Shop
from wenpu.catalog.folder import File, misplaced
from wenpu.fields import Field, Found, Reading
from wenpu.problems import ContentError, Spot


class Table(Struct, frozen=True):
    """
    One such file: what it says, and what is wrong with it so far.

    *is_there* tells whether there is a file, *is_read* whether it could be read.
    """

    reading: Reading
    node: yaml.MappingNode | None = None
    is_there: bool = True
    is_read: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """All names that stand in it, those with mistakes as well."""
        rows = self.node.value if self.node else ()
        return tuple(str(key.value) for key, _ in rows)

    def rows(self, option: Field) -> dict[str, Found]:
        """Return what it says by name, as the map of *option* reads it."""
        if self.node is None or self._is_product(option.name):
            return {}
        found = option.read(self.node, self.reading)
        return dict(found.value) if found else {}

    def _is_product(self, name: str) -> bool:
        """Tell its author if it is a product, which may not be called so."""
        if not {"name", "price"} <= {*self.names}:
            return False
        what = f"a product cannot be called {name!r}: this file is the whole shop's."
        self.reading.say(Spot(self.reading.path), what, "Rename the file.")
        return True


def opened(shop: Shop, found: Iterable[File], name: str) -> Table:
    """Return the table called *name*, empty if no file of those *found* is it."""
    folder = shop.settings.products_dir
    files = [file for file in found if file.is_table and file.id == name]
    reading = Reading(f"{folder}/{name}.yml")
    for file in files:
        reading.problems += misplaced(file, folder)
    ours = [file for file in files if not file.shelf]
    if not ours:
        return Table(reading, is_there=False, is_read=False)
    first, *more = ours
    for file in more:
        what = f"{name!r} a second time; the first is {first.path}."
        reading.say(Spot(file.path.as_posix()), what, "Make one file of the two.")
    reading.path = first.path.as_posix()
    try:
        text = source.read_text(shop.root, Path(first.path))
        return Table(reading, source.compose(text, reading.path))
    except ContentError as error:
        reading.problems += error.problems
        return Table(reading, is_read=False)
