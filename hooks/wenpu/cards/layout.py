"""
How a card is laid out, read from `theme/cards/<name>.yml`: boxes on a sheet, in pixels.

What stands in a box is named by a word; what it says is somebody else's affair.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from wenpu import source
from wenpu.fields import Field, Integer, ListOf, OneOf, Reading, Record, Sheet
from wenpu.problems import ContentError, Problem, Spot

NAMES = ("wide", "square", "poster")
"""The cards of every article and product, as their files are named."""

FOLDER = "cards"
PICTURES = ("fill", "cover", "qr", "seal")
TEXTS = (
    *("title", "summary", "label", "by", "price", "was", "site", "address"),
    "scan",
)
WHEN = ("cover", "no_cover", "article", "product", "price", "summary")
ALIGN = ("start", "center", "end")
FACES = ("title", "text")
MOST = 4096
"""Pixels of a side: more is no card."""

SHAPE = ListOf(Integer(0, MOST), "0")


def box(colors: Collection[str]) -> Record:
    """Return what may be said of a box; *colors* are the tokens that are colours."""
    fields = (
        Field(
            "show",
            OneOf((*PICTURES, *TEXTS)),
            "What stands in it.",
            "title",
            required=True,
        ),
        Field(
            "at",
            SHAPE,
            "Left, top, width, height.",
            "[60, 780, 960, 264]",
            required=True,
        ),
        Field("after", Integer(0, MOST), "So far below the box before it.", "24"),
        Field(
            "when", ListOf(OneOf(WHEN), "cover"), "Only where there is that.", "cover"
        ),
        Field("color", OneOf(colors), "A colour, by its token.", "ink"),
        Field("size", Integer(8, 600), "How high letters are.", "60"),
        Field("pitch", Integer(8, 900), "From one line to the next.", "84"),
        Field("face", OneOf(FACES), "Letters of titles, or of texts.", "title"),
        Field("align", OneOf(ALIGN), "Where in its width a text stands.", "center"),
        Field("round", Integer(0, MOST), "How round its corners are.", "12"),
    )
    return Record(fields)


def fields(colors: Collection[str]) -> tuple[Field, ...]:
    """Return what a layout may say."""
    boxes = ListOf(box(colors), "{show: title, at: [60, 780, 960, 264]}")
    return (
        Field("size", SHAPE, "Width and height.", "[1080, 1620]", required=True),
        Field("ground", OneOf(colors), "The colour of the sheet.", "paper"),
        Field("weight", Integer(10, 5000), "Kilobytes at most.", "500"),
        Field("boxes", boxes, "What is on it.", "[]", required=True),
    )


class Box(Struct, frozen=True):
    """One thing on a card, and the conditions on which it is there."""

    show: str
    at: tuple[int, int, int, int]
    after: int | None = None
    when: tuple[str, ...] = ()
    color: str = "ink"
    size: int = 32
    pitch: int = 48
    face: str = "text"
    align: str = "start"
    round: int = 0


class Layout(Struct, frozen=True):
    """A sheet of *width* and *height*, *weight* kilobytes at most."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ground: str = "paper"
    weight: int = 300


def paths(dirs: Sequence[Path]) -> list[Path]:
    """Return where each layout lies in *dirs*: the author's is before ours."""
    every = [[one / FOLDER / f"{name}.yml" for one in dirs] for name in NAMES]
    return [next(path for path in found if path.is_file()) for found in every]


def opened(
    dirs: Sequence[Path], root: Path, colors: Collection[str]
) -> tuple[dict[str, Layout], list[Problem]]:
    """
    Return the layouts in *dirs*, the author's before ours, and what is wrong with them.

    Paths are told from *root*, where they lie below it.
    """
    found: dict[str, Layout] = {}
    problems: list[Problem] = []
    for name, path in zip(NAMES, paths(dirs), strict=True):
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        layout, wrong = read(
            source.read_text(path.parent, Path(path.name)), shown.as_posix(), colors
        )
        problems += wrong
        if layout:
            found[name] = layout
    return found, problems


def read(
    text: str, path: str, colors: Collection[str]
) -> tuple[Layout | None, list[Problem]]:
    """Return the layout that *text*, the file at *path*, is; none with errors."""
    reading = Reading(path)
    try:
        node = source.compose(text, path)
    except ContentError as error:
        return None, list(error.problems)
    if not isinstance(node, yaml.MappingNode):
        fix = "Begin with  size: [1080, 1620]  and  boxes:"
        return None, [Problem(Spot(path), "a layout is a mapping of fields.", fix)]
    sheet = Record(fields(colors)).sheet(node, reading)
    size = _numbers(sheet, "size", 2, reading)
    boxes = [_box(one.value, reading) for one in sheet.entries("boxes")]
    if reading.problems:
        return None, reading.problems
    more: Mapping[str, Any] = _said(sheet, ("ground", "weight"))
    return Layout(size[0], size[1], tuple(boxes), **more), []


def _box(sheet: Sheet, reading: Reading) -> Box:
    at = _numbers(sheet, "at", 4, reading)
    names = ("after", "color", "size", "pitch", "face", "align", "round")
    more: Mapping[str, Any] = _said(sheet, names)
    left, top, width, height = at
    return Box(
        sheet.text("show"),
        (left, top, width, height),
        when=sheet.texts("when"),
        **more,
    )


def _said(sheet: Sheet, names: Sequence[str]) -> dict[str, object]:
    """Return what is written of *names*; the rest is as it is for every box."""
    return {name: sheet.values[name].value for name in names if name in sheet.values}


def _numbers(sheet: Sheet, name: str, many: int, reading: Reading) -> list[int]:
    """Return the *many* numbers of *name*; say so if there are not as many."""
    found = [int(one.value) for one in sheet.entries(name)]
    if name in sheet.values and len(found) != many and not reading.problems:
        example = {2: "[1080, 1620]", 4: "[60, 780, 960, 264]"}[many]
        what = f"{name} has not {many} numbers, but {len(found)}."
        reading.say(sheet.at(name), what, f"Write it as in  {name}: {example}")
    if name in sheet.values and not all(found[-2:]) and not reading.problems:
        what = f"{name} has a width or a height of 0."
        reading.say(sheet.at(name), what, "Write how many pixels it has.")
    return (found + [0] * many)[:many]
