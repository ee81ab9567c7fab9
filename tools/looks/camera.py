"""
Takes pictures of pages: each at three widths, by day and by night.

A page is loaded once and holds still: no motion, every picture there before the first
shot. What is asked of another host never goes out.
"""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page, Route

from .sheet import SCREENS, Screen, Shots

HEIGHT = 740
AT_ONCE = 4000
"""So many rows are painted at once; beyond four times as many Chromium loses some."""

Box = tuple[int, int, int, int]
Develop = Callable[[Image.Image], Image.Image]
"""What becomes of a shot: as it is, all of a page would be hundreds of megabytes."""

SETTLE = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    // One file for all widths: another would drop the first while it comes.
    for (const one of document.querySelectorAll("picture source")) one.remove();
    for (const one of document.images) one.loading = "eager";
    // What waits until somebody comes near it is wanted now.
    for (const one of document.querySelectorAll(".later"))
        one.style.contentVisibility = "visible";
    await frame();
    await Promise.all([...document.images].map((one) => one.decode()));
    await document.fonts.ready;
    await frame();
    await frame();
}"""
BOXES = """(all) => Object.fromEntries(all.map((one) => {
    const {left, top, right, bottom} = one.getBoundingClientRect();
    return [one.id, [left, top + scrollY, right, bottom + scrollY].map(Math.round)];
}))"""
FLAT = (
    '<svg xmlns="http://www.w3.org/2000/svg">'
    '<rect width="100%" height="100%" fill="#9a9080"/></svg>'
)
"""Without a size of its own, so it takes the one that the page gives."""


@contextmanager
def opened(browser: Browser, address: str, *, flat: bool = False) -> Iterator[Page]:
    """Open a page of the site at *address*; *flat* paints its photographs over."""
    with browser.new_context(base_url=address, reduced_motion="reduce") as context:
        context.route(lambda url: not url.startswith((address, "data:")), _refuse)
        if flat:
            context.route(lambda url: url.startswith(address), _flatten)
        yield context.new_page()


def _refuse(route: Route) -> None:
    route.abort()


def _flatten(route: Route) -> None:
    if route.request.resource_type == "image":
        route.fulfill(body=FLAT, content_type="image/svg+xml")
    else:
        route.fallback()


def whole(page: Page, url: str, develop: Develop) -> Shots:
    """Return the page at *url* from top to bottom, on each screen."""
    page.goto(url)
    return {screen: develop(shot(page, screen)) for screen in SCREENS}


def parts(page: Page, url: str, selector: str, develop: Develop) -> dict[str, Shots]:
    """Return what *selector* finds on a page, by its id, on each screen."""
    page.goto(url)
    found: dict[str, dict[Screen, Image.Image]] = {}
    for screen in SCREENS:
        all_of_it = shot(page, screen)
        boxes: dict[str, Box] = page.locator(selector).evaluate_all(BOXES)
        for name, box in boxes.items():
            found.setdefault(name, {})[screen] = develop(all_of_it.crop(box))
    return {**found}


def shot(page: Page, screen: Screen, one: str = "") -> Image.Image:
    """Return the page that is open, or only what has the id *one*, on a *screen*."""
    scheme, width = screen
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate(SETTLE)
    if one:
        return _taken(page, page.locator(f"#{one}").evaluate_all(BOXES)[one])
    height = page.evaluate("document.documentElement.scrollHeight")
    return _taken(page, (0, 0, width, height))


def _taken(page: Page, box: Box) -> Image.Image:
    left, top, right, bottom = box
    found = Image.new("RGB", (right - left, bottom - top))
    with _devtools(page) as devtools:
        for start in range(top, bottom, AT_ONCE):
            rows = left, start, right, min(start + AT_ONCE, bottom)
            found.paste(_rows(devtools, rows), (0, start - top))
    return found


def _rows(devtools: CDPSession, box: Box) -> Image.Image:
    """Return some rows of a page. Playwright can do this, too, in twice the time."""
    left, top, right, bottom = box
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    how = {"captureBeyondViewport": True, "optimizeForSpeed": True}
    asked = {**how, "clip": {**clip, "scale": 1}}
    taken = devtools.send("Page.captureScreenshot", asked)
    return Image.open(BytesIO(base64.b64decode(taken["data"]))).convert("RGB")


def fonts(page: Page, selector: str) -> list[str]:
    """Return the names of the fonts that what *selector* finds is drawn with."""
    with _devtools(page) as devtools:
        devtools.send("DOM.enable")
        devtools.send("CSS.enable")
        root = devtools.send("DOM.getDocument")["root"]["nodeId"]
        asked = {"nodeId": root, "selector": selector}
        nodes = devtools.send("DOM.querySelectorAll", asked)["nodeIds"]
        how = "CSS.getPlatformFontsForNode"
        found = [devtools.send(how, {"nodeId": node})["fonts"] for node in nodes]
    return sorted({font["familyName"] for one in found for font in one})


@contextmanager
def _devtools(page: Page) -> Iterator[CDPSession]:
    session = page.context.new_cdp_session(page)
    yield session
    session.detach()
