"""What must hold on a page of every kind, for every reader and every screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.browser.rulers import (
    COLOURS,
    READ_TO_THE_END,
    SHIFTS,
    WIDTHS,
    barriers,
    heard,
    overflows,
)

PAGES = {
    "home": "",
    "articles": "articles/",
    "article with a card": "articles/vinegar-year/",
    "article with a table and notes": "articles/qinzhou-millet/",
    "article with something sold out": "articles/knife-noodles/",
    "variants": "products/aged-vinegar/",
    "single": "products/oat-flour/",
    "bundle": "products/shanxi-table/",
    "pre-order": "products/pingyao-beef/",
    "presale": "products/summer-vinegar/",
    "service": "products/noodle-class/",
    "membership": "products/membership/",
    "pay what you want": "products/noodle-book/",
    "last few": "products/noodle-knife/",
    "not yet": "products/toon-sauce/",
    "unlisted": "products/tasting/",
    "sold out": "products/flower-bun-class/",
    "retired": "products/old-label/",
    "shop": "shop/",
    "shelf": "shop/vinegar/",
    "tags": "tags/",
    "tag": "tags/醋/",
    "authors": "authors/",
    "author": "authors/lan/",
    "all series": "series/",
    "series": "series/山西十二味/",
    "new": "new/",
    "search": "search/",
    "search with results": "search/?q=醋",
    "buy": "buy/vinegar-gift/",
    "buy what is sold out": "buy/flower-bun-class/",
    "thanks": "thanks/",
    "missing": "404.html",
    "page": "about/",
    "page with a table": "policies/",
}

every_page = pytest.mark.parametrize("url", PAGES.values(), ids=PAGES)


@every_page
def test_it_fits_and_is_silent(url: str, phone: Page, address: str) -> None:
    """Nothing in the console, nothing from elsewhere, nothing to scroll sideways."""
    said = heard(phone)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    phone.goto(url)
    wide = [width for width in WIDTHS if overflows(phone, width)]

    assert said == []
    assert [one for one in asked if not one.startswith((address, "data:"))] == []
    assert wide == []


@every_page
def test_nobody_is_shut_out(url: str, screen: Page) -> None:
    """Axe finds nothing to object to by day, and no faint colour by night."""
    screen.goto(url)

    assert barriers(screen) == []


@pytest.mark.parametrize(
    "url", ["", "articles/vinegar-year/", "products/aged-vinegar/"]
)
def test_nothing_moves_while_it_loads(url: str, screen: Page) -> None:
    """The sum of all layout shifts is nought, from the top to the very end."""
    screen.add_init_script(SHIFTS)
    screen.goto(url)

    assert screen.evaluate(READ_TO_THE_END) == 0


def test_a_shift_would_be_seen(screen: Page) -> None:
    """The ruler measures: something pushed in on top is told."""
    screen.add_init_script(SHIFTS)
    screen.goto("")
    screen.evaluate("document.body.insertAdjacentHTML('afterbegin', '<hr>'.repeat(9))")

    assert screen.evaluate(READ_TO_THE_END) > 0


def test_something_wide_would_be_seen(screen: Page) -> None:
    """The other ruler measures, too: nothing cuts off what is too wide."""
    screen.goto("")
    screen.evaluate("document.querySelector('h1').style.minWidth = '900px'")

    assert overflows(screen, 360)


def test_a_faint_colour_would_be_seen(screen: Page) -> None:
    """And so does axe, at night."""
    screen.emulate_media(color_scheme="dark")
    screen.goto("")
    screen.evaluate("document.querySelector('h1').style.color = '#333'")

    assert Axe().run(screen, options=COLOURS).violations_count == 1


def test_a_page_at_night_is_dark(screen: Page) -> None:
    """The reader's wish for a dark screen is heard."""
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    screen.goto("")
    by_day = screen.evaluate(paper)
    screen.emulate_media(color_scheme="dark")

    assert screen.evaluate(paper) != by_day
