"""
What no font can draw, told with its character and the line that it stands on.

All of it in one run, and before anything is drawn.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from wenpu.cards import drawing
from wenpu.cards.drawing import Said
from wenpu.cards.studio import Studio
from wenpu.letters import FORWARD
from wenpu.model import Graph, Site
from wenpu.problems import Level, Problem, Spot
from wenpu.source import read_text

Told = tuple[str, Spot, Said]
"""The key of a page, its file, and what its cards say."""

OURS = {"site", "address", "seal"}
"""What comes from `mkdocs.yml`."""

THEIRS = {"by", "label"}
"""What may come from the file of a person, a shelf."""

ELSE = "write it otherwise, or  cards: false  on this page, which then has a code only."
FONT = "Name a font that has it,  cards: {font: …} , "
LATIN = "\u0590"
"""What comes before is read from left to right."""

MANY = 6
"""So many characters of one line are named."""


def problems(
    site: Site, graph: Graph, studio: Studio, told: Sequence[Told]
) -> list[Problem]:
    """Return what cannot be written on the cards of the pages that are *told*."""
    if not studio.faces:
        return []
    every = {char for _, _, said in told for char in drawing.letters(said)}
    lost = {char for face in studio.faces.values() for char in face.lacks(every)}
    if not lost - {" "}:
        return []
    found: dict[Spot, dict[str, None]] = {}
    read = cache(partial(_text, studio.root))
    for key, spot, said in told:
        if lost.isdisjoint(drawing.letters(said)):
            continue
        for char, name in _lacking(studio, said):
            files = _files(site, graph, key, spot, name)
            spots = (_line(read(one), one, char) for one in files)
            where = next(filter(None, spots), spot)
            found.setdefault(where, {})[char] = None
    return [_problem(spot, list(chars)) for spot, chars in found.items()]


def is_backward(said: Said) -> bool:
    """Tell whether some of *said* is read from right to left, which is not set."""
    chars = (char for char in drawing.letters(said) if char > LATIN)
    return any(unicodedata.bidirectional(char) in FORWARD for char in chars)


def _lacking(studio: Studio, said: Said) -> dict[tuple[str, str], None]:
    """Return each character that is lacking, with the text it stands in, once."""
    return dict.fromkeys(
        each
        for layout in studio.layouts.values()
        for each in drawing.lacking(layout, said, studio.inks)
    )


def _files(site: Site, graph: Graph, key: str, spot: Spot, name: str) -> Iterator[str]:
    """Return the files where the text *name* of a page may stand, the likely first."""
    ours = site.settings.cards.spot.path
    if name in OURS:
        yield ours
    if name in THEIRS:
        yield from _others(site, key)
    yield spot.path
    for mention in graph.products.get(key, ()):
        yield site.articles[mention.article].spot.path
    yield from _others(site, key)
    yield ours


def _others(site: Site, key: str) -> Iterator[str]:
    article, product = site.articles.get(key), site.products.get(key)
    people = [*(article.authors if article else ()), product.maker if product else ""]
    yield from (site.authors[one].spot.path for one in people if one in site.authors)
    if product and product.shelf in site.shelves:
        yield site.shelves[product.shelf].spot.path


def _text(root: Path, path: str) -> str:
    return read_text(root, root / path) if (root / path).is_file() else ""


def _line(text: str, path: str, char: str) -> Spot | None:
    """Return the first line of *path* on which *char* stands, for who looks for it."""
    before, found, _ = text.partition(char)
    return Spot(path, before.count("\n") + 1) if found else None


def _problem(spot: Spot, chars: Sequence[str]) -> Problem:
    names = [f"{char!r} (U+{ord(char):04X})" for char in chars[:MANY]]
    more = f" and {len(chars) - MANY} more" if len(chars) > MANY else ""
    said = f"{', '.join(names)}{more}"
    if all(unicodedata.bidirectional(char) in FORWARD for char in chars):
        what = f"cards cannot set what is read from right to left: {said}."
        fix = f"{ELSE[0].upper()}{ELSE[1:]}"
        return Problem(spot, what, fix, Level.WARNING)
    return Problem(spot, f"no font of cards can draw {said}.", f"{FONT}{ELSE}")
