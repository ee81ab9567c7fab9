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
    """Return the authors by key, none without such a file, and what is wrong in it."""
    folder = folder_of(root, settings)
    path, shown = root / folder / NAME, f"{folder}/{NAME}"
    if not path.is_file():
        return {}, []
    reading = Reading(shown)
    try:
        node = source.compose(source.read_text(root, path), shown)
    except ContentError as error:
        return {}, error.problems
    found = FILE.read(node, reading) if node else None
    people = {key: one.value for key, one in found.value.items()} if found else {}
    # Those without a name are left out; their author has been told.
    named = {key: sheet for key, sheet in people.items() if sheet.text("name")}
    ids = addresses.slugs(named)
    authors = {
        key: _author(root, folder, ids[key], sheet, reading)
        for key, sheet in named.items()
    }
    return authors, reading.problems


def folder_of(root: Path, settings: Settings) -> str:
    """Return where the file lies: that of a language, or one for all of them."""
    own = settings.content_dir
    shared = settings.shared_dir and not (root / own / NAME).is_file()
    return settings.shared_dir if shared else own


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
