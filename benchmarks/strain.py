"""
What a telephone's main thread does until a page is there, in milliseconds of its time.

    python benchmarks/strain.py [--runs N] SITE [SITE …]

Each SITE is a built folder; with several of them, they take turns. Time that the thread
waited for a processor is left out, so a busy machine blurs this less than it blurs what
Lighthouse says. Medians; the last column counts elements.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any

from lighthouse import PAGES, QUIET, served
from playwright.sync_api import Browser, sync_playwright

Event = Mapping[str, Any]
KINDS = {
    **dict.fromkeys(("UpdateLayoutTree", "ParseAuthorStyleSheet"), "style"),
    **dict.fromkeys(("EvaluateScript", "FunctionCall"), "script"),
    **dict.fromkeys(("PrePaint", "Paint", "Layerize", "Commit"), "paint"),
    "Layout": "layout",
    "ParseHTML": "parse",
}
SHOWN = ("layout", "style", "parse", "script", "paint", "all", "longest", "elements")
RECORDED = ("devtools.timeline", "disabled-by-default-devtools.timeline", "loading")
PHONE: Mapping[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "service_workers": "block",
}


def main() -> None:
    """Open each page of each site in turns, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    found: dict[tuple[str, Path], list[dict[str, float]]] = defaultdict(list)
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=QUIET.split()
        )
        stack.enter_context(browser)
        at = {one: stack.enter_context(served(one)) for one in given.sites}
        for run in range(given.runs + 1):
            for name, url in PAGES.items():
                for site, address in at.items():
                    strain = measured(browser, f"{address}{url}")
                    found[name, site] += [strain] if run else []  # The first warms up.
    print(f"{'':40}", *(f"{name:>8}" for name in SHOWN))
    for (name, site), runs in found.items():
        sums = (median(one.get(what, 0.0) for one in runs) for what in SHOWN)
        print(f"{name:8} {str(site)[-30:]:31}", *(f"{one:8.1f}" for one in sums))


def measured(browser: Browser, url: str) -> dict[str, float]:
    """Open one page as a new reader; return milliseconds by kind."""
    events: list[Event] = []
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        told: list[Event] = []

        def ended(event: Event) -> None:  # Playwright marks it: `append` cannot be.
            told.append(event)

        tools.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
        tools.on("Tracing.tracingComplete", ended)
        wanted = {"includedCategories": [*RECORDED, "toplevel"]}
        tools.send("Tracing.start", {"traceConfig": wanted})
        page.goto(url, wait_until="load")
        page.wait_for_timeout(500)
        elements = page.evaluate("document.querySelectorAll('*').length")
        tools.send("Tracing.end")
        while not told:
            page.wait_for_timeout(20)
    return {**sums(events, url), "elements": elements}


def sums(events: list[Event], url: str) -> dict[str, float]:
    """Add up what the thread did that parsed *url*; nothing is counted twice."""
    parsed = next(
        one
        for one in events
        if one["name"] == "ParseHTML" and one["args"]["beginData"]["url"] == url
    )
    ours = [one for one in events if "tdur" in one and one["tid"] == parsed["tid"]]
    ours = [one for one in ours if one["pid"] == parsed["pid"]]
    found: dict[str, float] = defaultdict(float)
    for kind, spent in alone(ours):
        found[kind] += spent
    tasks = [one["tdur"] / 1000 for one in ours if one["name"] == "RunTask"]
    return {**found, "all": sum(tasks), "longest": max(tasks)}


def alone(events: list[Event]) -> Iterator[tuple[str, float]]:
    """Yield what each event took, without those of our kinds that lie within it."""
    known = [one for one in events if one["name"] in KINDS]
    around: list[Event] = []
    for one in sorted(known, key=lambda event: (event["ts"], -event["dur"])):
        while around and around[-1]["ts"] + around[-1]["dur"] <= one["ts"]:
            around.pop()
        spent = one["tdur"] / 1000
        yield KINDS[one["name"]], spent
        if around:
            yield KINDS[around[-1]["name"]], -spent
        around.append(one)


if __name__ == "__main__":
    main()
