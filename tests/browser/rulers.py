"""What measures a page: a screen to see it on, and scripts that tell what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
)

PATIENCE = 10_000
"""So many milliseconds may anything take: a busy machine is no fault of the page."""

WIDTHS = (320, 360, 768, 1280)
HEIGHT = 740


BLOCKED = "Service Worker registration blocked by Playwright"


@contextmanager
def screen_at(chromium: Browser, address: str, **more: Any) -> Iterator[Page]:  # noqa: ANN401
    """Hold a screen 360 pixels wide that reaches the site at *address* only."""
    with visitor_of(chromium, address, **more) as visitor:
        yield visitor.new_page()


@contextmanager
def visitor_of(
    chromium: Browser,
    address: str,
    **more: Any,  # noqa: ANN401
) -> Iterator[BrowserContext]:
    """
    Come to the site at *address* with such a screen, for many pages.

    Nothing is kept for a time without a line, unless *more* says so.
    """
    with chromium.new_context(
        base_url=address,
        viewport={"width": 360, "height": HEIGHT},
        reduced_motion="reduce",
        **{"service_workers": "block", **more},
    ) as context:
        context.set_default_timeout(PATIENCE)
        context.route(lambda url: not url.startswith((address, "data:")), _refuse)
        yield context


def _refuse(route: Route) -> None:
    route.abort()


def heard(page: Page) -> list[str]:
    """Return a list that takes down what the console says, and what did not come."""
    said: list[str] = []

    def told(message: ConsoleMessage) -> None:
        if message.text != BLOCKED:  # Our own doing: see `visitor_of`.
            said.append(message.text)

    page.on("console", told)
    page.on("pageerror", lambda error: said.append(str(error)))

    def failed(request: Request) -> None:
        # A wider screen asks for a larger copy, and lets go of the one under way.
        if request.failure != "net::ERR_ABORTED":
            said.append(request.url)

    page.on("requestfailed", failed)
    return said


def overflows(page: Page, width: int) -> bool:
    """Tell whether a page is wider than a screen of *width*."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    html = "document.documentElement"
    return bool(page.evaluate(f"{html}.scrollWidth > {html}.clientWidth"))


def letters(page: Page, times: float) -> None:
    """Make letters larger as a reader does in the settings of the browser."""
    devtools = page.context.new_cdp_session(page)
    sizes = {"standard": round(16 * times), "fixed": round(13 * times)}
    devtools.send("Page.setFontSizes", {"fontSizes": sizes})


COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def barriers(page: Page) -> list[str]:
    """Return what shuts somebody out by day, and what is too faint by night."""
    by_day = Axe().run(page)
    page.emulate_media(color_scheme="dark")
    by_night = Axe().run(page, options=COLOURS)  # Only colours change at night.
    found = (by_day, by_night)
    return [one.generate_report() for one in found if one.violations_count]


SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""
# Two frames: what a step has moved is painted, and told to the observer.
READ_TO_THE_END = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let at = 0; at < document.body.scrollHeight; at += innerHeight / 2) {
        scrollTo(0, at);
        await frame();
        await frame();
        await Promise.all([...document.images].map((one) => {
            const box = one.getBoundingClientRect();
            const seen = box.bottom > 0 && box.top < innerHeight;
            if (seen && one.checkVisibility()) return one.decode();
        }));
    }
    await frame();
    await frame();
    return window.shifts;
}"""

LARGER_LETTERS = """(times) => {
    const all = [...document.body.querySelectorAll("*")];
    const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
    all.forEach((one, n) =>
        one.style.setProperty("font-size", `${sizes[n] * times}px`, "important"));
}"""
"""Letters alone, as a chat's browser does it: nothing else on the page knows of it."""

ILLEGIBLE = Path(__file__).with_name("illegible.js").read_text("utf-8")

COVERED = """() => {
    const rows = new Set(), seen = {visibilityProperty: true};
    for (const one of document.querySelectorAll("body *")) {
        if (getComputedStyle(one).position !== "fixed") continue;
        if (!one.checkVisibility(seen)) continue;
        const {top, bottom} = one.getBoundingClientRect();
        const [from, to] = [Math.max(0, top), Math.min(innerHeight, bottom)];
        for (let row = Math.round(from); row < to; row++) rows.add(row);
    }
    return rows.size / innerHeight;
}"""
"""How much of the screen's height is behind what never moves."""
