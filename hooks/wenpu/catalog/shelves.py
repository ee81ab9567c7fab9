"""Folders of `products/` become shelves, called as their `shelf.yml` says."""

from collections.abc import Iterable
from pathlib import Path

from wenpu import pictures, source
from wenpu.catalog.draft import MEDIA, Shop
from wenpu.catalog.folder import File, misplaced
from wenpu.catalog.form import SHELF
from wenpu.catalog.product import texts
from wenpu.fields import Reading, Sheet
from wenpu.model import Picture, Shelf
from wenpu.problems import ContentError, Problem, Spot

ENDINGS = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}


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
        picture=_picture(shop, name, sheet, problems),
        spot=Spot(sheet.spot.path),
        texts=texts(sheet),
    )


def _picture(
    shop: Shop, name: str, sheet: Sheet, problems: list[Problem]
) -> Picture | None:
    """Return what leads a shelf: the picture it names, else one that is called so."""
    folder = shop.settings.products_dir
    written, spot = sheet.text("picture"), sheet.at("picture")
    if "picture" not in sheet:
        written = _called_so(shop.root / folder / name)
        spot = Spot(f"{folder}/{name}/{written}")
    if not written:
        return None
    try:
        return pictures.read(shop.root, written, spot, within=folder, media=MEDIA)
    except ContentError as error:
        problems += error.problems
        return None


def _called_so(folder: Path) -> str:
    found = sorted(path.name for path in folder.glob("shelf.*"))
    return next((name for name in found if Path(name).suffix.lower() in ENDINGS), "")


def _sheet(shop: Shop, file: File, problems: list[Problem]) -> Sheet:
    reading = Reading(file.path.as_posix(), problems)
    try:
        text = source.read_text(shop.root, Path(file.path))
        if node := source.compose(text, reading.path):
            return SHELF.sheet(node, reading)
    except ContentError as error:
        problems += error.problems
    return Sheet(Spot(reading.path), {}, {})
