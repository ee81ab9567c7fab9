"""A product while it is made: what its file says, and what is wrong with it so far."""

from pathlib import Path

from msgspec import Struct, field

from wenpu import pictures
from wenpu.catalog.folder import File
from wenpu.fields import Found, Reading, Sheet
from wenpu.model import Channel, Item, Offer, Picture, Settings
from wenpu.problems import ContentError, Level, Spot, errors

MEDIA = "media"
"""The address below which the pictures of `products/` are published."""


class Shop(Struct, frozen=True):
    """What all products have in common: the folder they lie in, the site's settings."""

    root: Path
    settings: Settings


class Draft(Struct):
    """One product's file, read, and what has been made of it."""

    file: File
    shop: Shop
    sheet: Sheet
    reading: Reading
    currency: str = ""
    images: tuple[Picture, ...] = ()
    channels: tuple[Channel, ...] = ()
    offers: list[tuple[Offer, Spot]] = field(default_factory=list)
    waits: bool = False  # For another product's price, in vain.

    @property
    def id(self) -> str:
        """The id of the product."""
        return self.file.id

    @property
    def is_broken(self) -> bool:
        """Whether no product can be made of it; its author has been told why."""
        return self.waits or bool(errors(self.reading.problems))

    def lists(self, name: str) -> bool:
        """Tell whether the list *name* has entries, or had, had they been right."""
        return name in self.sheet and bool(self.sheet.entries(name) or self.is_broken)

    @property
    def items(self) -> list[tuple[Item, Spot]]:
        """What it is made of, if it is a bundle, each with its place."""
        return [(_item(one), one.spot) for one in self.sheet.entries("items")]

    @property
    def extras(self) -> list[tuple[Item, Spot]]:
        """What the checkout offers besides, each with its place."""
        return [(_item(one), one.spot) for one in self.sheet.entries("extras")]

    def wrong(self, spot: Spot, what: str, fix: str) -> None:
        """Note an error at *spot*."""
        self.reading.say(spot, what, fix)

    def notice(self, spot: Spot, what: str, fix: str) -> None:
        """Note what the author may want to know."""
        self.reading.say(spot, what, fix, Level.NOTICE)

    def warning(self, spot: Spot, what: str, fix: str) -> None:
        """Note what stops only a strict build."""
        self.reading.say(spot, what, fix, Level.WARNING)

    def picture(self, found: Found) -> Picture | None:
        """Return the picture that *found* names, or none and why."""
        folder = self.shop.settings.products_dir
        written = str(found.value)
        try:
            return pictures.read(
                self.shop.root, written, found.spot, within=folder, media=MEDIA
            )
        except ContentError as error:
            self.reading.problems += error.problems
            return None

    def pictures(self, sheet: Sheet) -> tuple[Picture, ...]:
        """Return the pictures that *sheet* lists."""
        found = [self.picture(one) for one in sheet.entries("images")]
        return tuple(one for one in found if one)


def _item(found: Found) -> Item:
    written, quantity = found.value, 1
    if isinstance(written, Sheet):
        quantity = written.number("quantity") or 1
        written = written.text("item")
    product, _, variant = str(written).partition("/")
    return Item(product, variant, quantity)
