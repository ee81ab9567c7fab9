"""Folders of `products/` become shelves, called as their `shelf.yml` says."""

from collections.abc import Iterable
from pathlib import Path

from wenpu import source
from wenpu.catalog.draft import Shop
from wenpu.catalog.folder import File, misplaced
from wenpu.catalog.form import SHELF
from wenpu.fields import Reading, Sheet
from wenpu.model import Shelf
from wenpu.problems import ContentError, Problem, Spot


def read(
    shop: Shop, found: Iterable[File], problems: list[Problem]
) -> dict[str, Shelf]:
    """Return the shelves that hold one of the files *found*, in their order."""
    files: dict[str, File | None] = {}
    for file in found:
        if file.is_shelf:
            problems += misplaced(file, shop.settings.products_dir)
        if file.shelf:
            files[file.shelf] = file if file.is_shelf else files.get(file.shelf)
    shelves = [_shelf(shop, name, file, problems) for name, file in files.items()]
    return {one.id: one for one in sorted(shelves, key=lambda one: (one.order, one.id))}


def _shelf(shop: Shop, name: str, file: File | None, problems: list[Problem]) -> Shelf:
    folder = Spot(f"{shop.settings.products_dir}/{name}")
    sheet = _sheet(shop, file, problems) if file else Sheet(folder, {}, {})
    return Shelf(
        id=name,
        name=sheet.text("name", name.replace("-", " ").capitalize()),
        summary=sheet.text("summary"),
        description=sheet.text("description"),
        order=sheet.number("order") or 0,
        spot=Spot(sheet.spot.path),
    )


def _sheet(shop: Shop, file: File, problems: list[Problem]) -> Sheet:
    reading = Reading(file.path.as_posix(), problems)
    try:
        text = source.read_text(shop.root, Path(file.path))
        if node := source.compose(text, reading.path):
            return SHELF.sheet(node, reading)
    except ContentError as error:
        problems += error.problems
    return Sheet(Spot(reading.path), {}, {})
