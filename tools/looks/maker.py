"""
What drew the accepted looks: `made-with.json` beside them.

With other fonts every line breaks elsewhere, and nothing can be compared. Another
Chromium mostly draws the same; where it does not, that is told.
"""

import json
from typing import NamedTuple

from playwright.sync_api import Browser

from . import camera
from .album import KEPT, SPECIMEN

MADE_WITH = KEPT / "made-with.json"
WORDS = f"{SPECIMEN} :is(h1, h2, h3, p, a, li, dd, blockquote)"


class Maker(NamedTuple):
    """What draws a page: its major version, and the fonts it finds."""

    chromium: int
    fonts: list[str]


def here(browser: Browser, address: str) -> Maker:
    """Tell what draws the components at *address*."""
    with camera.opened(browser, address) as page:
        page.goto("")
        return Maker(int(browser.version.split(".")[0]), camera.fonts(page, WORDS))


def kept() -> Maker:
    """Tell what drew the looks that are kept."""
    return Maker(**json.loads(MADE_WITH.read_text("utf-8")))


def keep(found: Maker) -> None:
    """Remember what drew the looks that are kept from now on."""
    text = json.dumps(found._asdict(), indent=2, ensure_ascii=False)
    MADE_WITH.write_text(f"{text}\n", "utf-8")
