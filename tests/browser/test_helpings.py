"""A long page is laid out part by part: none of a telephone's tasks is a long one."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

Event = Mapping[str, Any]
PAGES = {
    "home": "",
    "article": "articles/vinegar-year/",
    "product": "products/aged-vinegar/",
}
SHARE = 0.6
"""So much of a page is laid out at once: half, and what stands around it anew."""


def layouts(page: Page, url: str) -> Iterator[Mapping[str, int]]:
    """Open *url*; yield what was new at each layout of it, and what there was."""
    tools = page.context.new_cdp_session(page)
    events: list[Event] = []
    told: list[Event] = []

    def ended(event: Event) -> None:  # Playwright marks it: `append` cannot be.
        told.append(event)

    tools.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    tools.on("Tracing.tracingComplete", ended)
    wanted = {"includedCategories": ["devtools.timeline"]}
    tools.send("Tracing.start", {"traceConfig": wanted})
    page.goto(url, wait_until="load")
    tools.send("Tracing.end")
    while not told:
        page.wait_for_timeout(20)
    for event in events:
        if event["name"] == "Layout" and "beginData" in event["args"]:
            yield event["args"]["beginData"]


@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES)
def test_no_page_is_laid_out_at_once(url: str, screen: Page) -> None:
    """Its parts are, one after the other, however fast all of it arrives."""
    found = list(layouts(screen, url))
    whole = max(one["totalObjects"] for one in found)

    assert whole > 500
    assert max(one["dirtyObjects"] for one in found) < SHARE * whole
