"""Read `content/authors.yml`: who writes, by the word that articles call them."""

from pathlib import Path

from wenpu import addresses, pictures, source
from wenpu.fields import Field, MapOf, PicturePath, Prose, Reading, Record, Sheet, Url
from wenpu.fields import Text as Line
from wenpu.model import Author, Picture, Settings
from wenpu.problems import ContentError, Problem

NAME = "authors.yml"

FIELDS = (
    Field("name", Line(), "The name that readers see.", "阿岚", required=True),
    Field("bio", Prose(), "A sentence or two about them.", "在清徐住了一年。"),
    Field(
        "picture", PicturePath(), "A portrait, beside this file or below.", "lan.webp"
    ),
    Field("place", Line(), "Where they live and work.", "山西清徐"),
    Field("website", Url(), "Where else they can be found.", "https://lan.example/"),
)
PEOPLE = MapOf(Record(FIELDS), "阿岚")
FILE = Field("authors", PEOPLE, "All who write.", "{lan: {name: 阿岚}}")


def read(root: Path, settings: Settings) -> tuple[dict[str, Author], list[Problem]]:
    """
    Return the authors by key, none without such a file, and what is wrong in it.

    A language may say of some of them what the first does not.
    """
    folders = dict.fromkeys([settings.first_dir, settings.content_dir])
    sheets: dict[str, tuple[str, Sheet]] = {}
    readings = [Reading(f"{folder}/{NAME}") for folder in folders]
    for folder, reading in zip(folders, readings, strict=True):
        people = _people(root, reading)
        sheets.update({key: (folder, sheet) for key, sheet in people.items()})
    ids = addresses.slugs(sheets)
    authors = {
        key: _author(root, folder, ids[key], sheet, readings[[*folders].index(folder)])
        for key, (folder, sheet) in sheets.items()
    }
    return authors, [problem for one in readings for problem in one.problems]


def _people(root: Path, reading: Reading) -> dict[str, Sheet]:
    """Return what a file says of each; those without a name are told, and left out."""
    path = root / reading.path
    if not path.is_file():
        return {}
    try:
        node = source.compose(source.read_text(root, path), reading.path)
    except ContentError as error:
        reading.problems += error.problems
        return {}
    found = FILE.read(node, reading) if node else None
    people = {key: one.value for key, one in found.value.items()} if found else {}
    return {key: sheet for key, sheet in people.items() if sheet.text("name")}


def _author(
    root: Path, within: str, slug: str, sheet: Sheet, reading: Reading
) -> Author:
    return Author(
        id=slug,
        name=sheet.text("name"),
        bio=sheet.text("bio").strip(),
        picture=_portrait(root, within, sheet, reading),
        website=sheet.text("website"),
        place=sheet.text("place"),
        spot=sheet.spot,
    )


def _portrait(
    root: Path, within: str, sheet: Sheet, reading: Reading
) -> Picture | None:
    written = sheet.text("picture")
    if not written:
        return None
    try:
        spot = sheet.at("picture")
        return pictures.read(root, written, spot, within=within, media="")
    except ContentError as error:
        reading.problems += error.problems
        return None
