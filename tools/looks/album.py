"""
What is photographed, and the looks that were accepted: `tests/browser/looks/`.

Each thing has one sheet there, a quarter as large as the screens.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml
from PIL import Image
from playwright.sync_api import Browser

from . import camera, likeness, sheet, specimens
from .camera import Develop
from .sheet import Screen, Shots

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests/browser/looks"
PAGES = yaml.safe_load(Path(__file__).with_name("pages.yml").read_text("utf-8"))
COMPONENTS = "components"
SPECIMEN = ".specimen"
TRIES = 4

Roll = Mapping["Subject", Shots]
"""Some things, as they were photographed."""


class Subject(NamedTuple):
    """One thing that is photographed: of the components, the states or the demo."""

    of: str
    name: str

    def __str__(self) -> str:
        return f"{self.of}/{self.name}"

    @property
    def path(self) -> Path:
        """Where its accepted look is."""
        return KEPT / self.of / f"{self.name}.webp"


def subjects() -> list[Subject]:
    """Return all that is photographed."""
    components = [Subject(COMPONENTS, folder.name) for folder in specimens.FOLDERS]
    return components + [Subject(of, name) for of in PAGES for name in PAGES[of]]


def taken(
    browser: Browser,
    address: str,
    wanted: Collection[Subject],
    develop: Develop = likeness.small,
) -> Roll:
    """Photograph what is *wanted* of the components, or of one site, at *address*."""
    found: dict[Subject, Shots] = {}
    for one in wanted:
        if one.of != COMPONENTS:
            found[one] = _page(browser, address, one, develop)
    if any(one.of == COMPONENTS for one in wanted):
        with camera.opened(browser, address) as page:
            parts = camera.parts(page, "", SPECIMEN, develop)
        found |= {one: parts[one.name] for one in wanted if one.of == COMPONENTS}
    return found


def _page(browser: Browser, address: str, one: Subject, develop: Develop) -> Shots:
    # The demo's photographs are its own affair, and not how the shop looks.
    with camera.opened(browser, address, flat=one.of == "demo") as page:
        return camera.whole(page, PAGES[one.of][one.name], develop)


def steady(take: Callable[[], Roll]) -> Roll:
    """
    Photograph until twice in a row all was the same.

    Now and then a busy Chromium hands out a page of which some fields are not painted.
    """
    before = take()
    for _ in range(TRIES):
        after = take()
        if not any(_unlike(before[one], after[one]) for one in after):
            return after
        before = after
    raise RuntimeError(f"No two shots are alike: {', '.join(map(str, before))}")


def keep(subject: Subject, shots: Shots) -> None:
    """Accept how it looks."""
    subject.path.parent.mkdir(parents=True, exist_ok=True)
    picture = sheet.laid_out(shots, likeness.SCALE)
    picture.save(subject.path, "WEBP", lossless=True, quality=80, method=4)


def forget() -> None:
    """Drop what is kept of things that are no more."""
    for path in strangers():
        path.unlink()


def strangers() -> list[Path]:
    """Return what is kept of things that nobody photographs."""
    return sorted({*KEPT.glob("*/*.webp")} - {one.path for one in subjects()})


class Difference(NamedTuple):
    """How something looks otherwise: on which screens, and what to look at."""

    screens: list[Screen]
    pictures: dict[str, Image.Image]

    def __str__(self) -> str:
        return ", ".join(f"{width} px {scheme}" for scheme, width in self.screens)


def differing(take: Callable[[], Roll]) -> dict[Subject, Difference]:
    """
    Compare with what was accepted; what differs is taken again before it is told.

    Where one thing stands on the page of all, between two points or on one, moves the
    edges of its letters. So each is told only if it was never as it should be.
    """
    found: dict[Subject, Difference] = {}
    for number in range(TRIES):
        roll = take()
        told = {one: difference(one, shots) for one, shots in roll.items()}
        before = found
        found = {
            one: how
            for one, how in told.items()
            if how and (not number or one in before)
        }
        if not found:
            break
    return found


def difference(subject: Subject, shots: Shots) -> Difference | None:
    """Compare *shots* with the look that was accepted."""
    if not subject.path.is_file():
        return Difference([*shots], {"found": sheet.laid_out(shots, likeness.SCALE)})
    wanted = Image.open(subject.path).convert("RGB")
    were = sheet.cut(wanted, likeness.SCALE)
    if not (screens := _unlike(were, shots)):
        return None
    marked = {
        one: likeness.shown(shot, likeness.marks(were[one], shot))
        for one, shot in shots.items()
    }
    pictures = {
        "wanted": wanted,
        "found": sheet.laid_out(shots, likeness.SCALE),
        "differs": sheet.laid_out(marked, likeness.SCALE),
    }
    return Difference(screens, pictures)


def _unlike(wanted: Shots, found: Shots) -> list[Screen]:
    return [one for one in found if not likeness.alike(wanted[one], found[one])]
