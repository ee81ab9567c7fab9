"""
What is photographed, and the looks that were accepted: `tests/browser/looks/`.

Each thing has one sheet there, a quarter as large as the screens.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from PIL import Image
from playwright.sync_api import Browser

from . import camera, likeness, sheet, specimens
from .sheet import Screen, Shots

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests/browser/looks"
PAGES = yaml.safe_load(Path(__file__).with_name("pages.yml").read_text("utf-8"))
COMPONENTS = "components"
SPECIMEN = ".specimen"


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


def components(browser: Browser, address: str) -> Iterator[tuple[Subject, Shots]]:
    """Photograph every component of the page at *address*."""
    with camera.opened(browser, address) as page:
        found = camera.parts(page, "", SPECIMEN)
    for name, shots in found.items():
        yield Subject(COMPONENTS, name), shots


def page(browser: Browser, address: str, subject: Subject) -> Shots:
    """Photograph a page of the site at *address*."""
    # The demo's photographs are its own affair, and not how the shop looks.
    with camera.opened(browser, address, flat=subject.of == "demo") as found:
        return camera.whole(found, PAGES[subject.of][subject.name])


def keep(subject: Subject, shots: Shots) -> None:
    """Accept how it looks."""
    small = {screen: likeness.small(shot) for screen, shot in shots.items()}
    subject.path.parent.mkdir(parents=True, exist_ok=True)
    picture = sheet.laid_out(small, likeness.SCALE)
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


def difference(subject: Subject, shots: Shots) -> Difference | None:
    """Compare *shots* with the look that was accepted."""
    small = {screen: likeness.small(shot) for screen, shot in shots.items()}
    wanted = Image.open(subject.path).convert("RGB")
    were = sheet.cut(wanted, likeness.SCALE)
    marked = {one: likeness.marks(were[one], small[one]) for one in small}
    screens = [one for one in small if not likeness.alike(were[one], small[one])]
    shown = {one: likeness.shown(small[one], marked[one]) for one in small}
    pictures = {
        "wanted": wanted,
        "found": sheet.laid_out(shots),
        "differs": sheet.laid_out(shown, likeness.SCALE),
    }
    return Difference(screens, pictures) if screens else None
