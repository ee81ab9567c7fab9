"""Read `content/authors.yml`: who writes, by the word that articles call them."""

from collections.abc import Iterable
from pathlib import Path

from wenpu import addresses, pictures, source
from wenpu.fields import Field, Found, MapOf, PicturePath, Prose, Reading, Record, Sheet
from wenpu.fields import Text as Line
from wenpu.fields import Url
from wenpu.model import Author, Picture, Settings
from wenpu.problems import ContentError, Problem

NAME = "authors.yml"

FIELDS = (
    Field("name", Line(), "The name that readers see.", "阿岚", required=True),
    Field("bio", Prose(), "A sentence or two about them.", "在清徐住了一年。"),
    Field("picture", PicturePath(), "A portrait, beside this file or below.", "lan.webp"),
    Field("website", Url(), "Where else they can be found.", "https://lan.example/"),
)
FILE = Field("authors", MapOf(Record(FIELDS), "阿岚"), "All who write.", "{lan: {name: 阿岚}}")


def read(root: Path, settings: Settings) -> tuple[dict[str, Author], list[Problem]]:
    """Return the authors by key, none without such a file, and what is wrong in it."""
    path = root / settings.content_dir / NAME
    shown = f"{settings.content_dir}/{NAME}"
    if not path.is_file():
        return {}, []
    reading = Reading(shown)
    try:
        node = source.compose(source.read_text(root, path), shown)
    except ContentError as error:
        return {}, error.problems
    found = FILE.read(node, reading) if node else None
    sheets = found.value if found else {}
    authors = {
        key: _author(root, settings, key, one.value, reading)
        for key, one in _whole(sheets.items())
    }
    return authors, reading.problems


def _whole(items: Iterable[tuple[str, Found]]) -> Iterable[tuple[str, Found]]:
    """Leave out those without a name; their author has been told."""
    return [(key, one) for key, one in items if one.value.text("name")]


def _author(
    root: Path, settings: Settings, key: str, sheet: Sheet, reading: Reading
) -> Author:
    return Author(
        id=addresses.slug(key),
        name=sheet.text("name"),
        bio=sheet.text("bio").strip(),
        picture=_portrait(root, settings, sheet, reading),
        website=sheet.text("website"),
        spot=sheet.spot,
    )


def _portrait(
    root: Path, settings: Settings, sheet: Sheet, reading: Reading
) -> Picture | None:
    written = sheet.text("picture")
    if not written:
        return None
    within = settings.content_dir
    try:
        return pictures.read(root, written, sheet.at("picture"), within=within, media="")
    except ContentError as error:
        reading.problems += error.problems
        return None
