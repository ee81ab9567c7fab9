"""The shop of states: whatever is true of a product, its pages serve every reader."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.rulers import (
    COLOURS,
    COVERED,
    ILLEGIBLE,
    LARGER_LETTERS,
    READ_TO_THE_END,
    SHIFTS,
    WIDTHS,
    barriers,
    heard,
    letters,
    overflows,
    screen_at,
    visitor_of,
)
from tools.looks import browser, specimens

from wenpu import catalog
from wenpu.model import Kind, Settings, State

if TYPE_CHECKING:
    from tests.browser.conftest import Builder, Published

STATES = Path(__file__).with_name("states")
TODAY = date(2026, 11, 22)
FILES = sorted(STATES.glob("products/all/*.yml"))
GOODS = {one.stem: f"products/{one.stem}/" for one in FILES if one.stem != "shelf"}
OTHERS = {
    "home": "",
    "articles": "articles/",
    "every card": "articles/cards/",
    "everything Markdown writes": "articles/everything/",
    "nothing but a sentence": "articles/bare/",
    "a long title": "articles/long/",
    "a draft": "articles/draft/",
    "an article of tomorrow": "articles/tomorrow/",
    "from right to left": "articles/right-to-left/",
    "shop": "shop/",
    "shelf": "shop/all/",
    "empty shelf": "shop/empty/",
    "tags": "tags/",
    "authors": "authors/",
    "author": "authors/long/",
    "series": "series/百样/",
    "new": "new/",
    "buy": "buy/long-title/",
    "buy what is not connected": "buy/from-to-small/",
    "buy what is not open yet": "buy/not-yet/",
    "buy a whole story": "buy/story-everything/",
    "buy elsewhere": "buy/no-story/",
    "thanks": "thanks/",
    "thanks for one thing": "thanks/plain/",
    "thanks for a story": "thanks/story-everything/",
    "missing": "404.html",
}
PAGES = OTHERS | GOODS
KINDS = [*OTHERS, "plain", "many", "presale", "service", "bundle", "sold-out"]
"""Whose markup differs: to whom axe listens. Colours are heard on all components."""

COLOURED = [PAGES[one] for one in ("home", "every card", "shelf", "plain")]
NARROW, WIDE = 320, 768
WECHAT = "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile MicroMessenger/8.0.50"
MOST_COVERED = 0.4
"""So much of a phone may be behind bars when its letters are twice as large."""

every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def visitor(chromium: Browser, states_address: str) -> Iterator[BrowserContext]:
    with visitor_of(chromium, states_address, user_agent=WECHAT) as found:
        yield found


@pytest.fixture
def phone(visitor: BrowserContext) -> Iterator[Page]:
    with visitor.new_page() as page:
        yield page


def test_the_shop_shows_every_state_and_kind() -> None:
    """A new state or kind of product gets a file here, and so is looked at."""
    goods = catalog.read(STATES, Settings("百样", TODAY)).products.values()

    assert {one.best_state(TODAY) for one in goods} == set(State)
    assert {one.kind for one in goods} == set(Kind)


@every_page
def test_it_fits_is_silent_and_holds_still(name: str, phone: Page) -> None:
    """Nothing sideways, nothing in the console, nothing moves from top to end."""
    phone.add_init_script(SHIFTS)
    said = heard(phone)
    phone.goto(PAGES[name])
    shifts = phone.evaluate(READ_TO_THE_END)
    wide = [width for width in WIDTHS if overflows(phone, width)]

    assert said == []
    assert shifts == 0
    assert wide == []


@every_page
def test_letters_twice_as_large_are_all_read(name: str, phone: Page) -> None:
    """No word is cut, beside its box or upon another; bars leave room to read."""
    letters(phone, 2)
    phone.goto(PAGES[name])

    assert lost(phone) == []
    assert covered(phone) <= MOST_COVERED


@every_page
def test_in_wechat_all_is_read_and_hints_are_at_the_till(
    name: str, phone: Page
) -> None:
    """There letters alone are larger; and nobody is sent away before a till."""
    phone.goto(PAGES[name])
    phone.evaluate(LARGER_LETTERS, 1.4)

    assert lost(phone) == []
    assert covered(phone) <= 1 / 3
    tills = phone.locator("wenpu-door").count()
    expect(phone.locator("wenpu-browser-hint:visible")).to_have_count(tills)


def lost(page: Page) -> list[str]:
    """Return what a reader cannot read, with the width of the screen."""
    found = []
    for width in (NARROW, WIDE):
        if overflows(page, width):
            found.append(f"{width}: the page is wider than the screen")
        found += [f"{width}: {fault}" for fault in page.evaluate(ILLEGIBLE)]
    return found


def covered(page: Page) -> float:
    """Return how much of a phone is behind bars in the middle of the page."""
    overflows(page, 360)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    return float(page.evaluate(COVERED))


@pytest.mark.parametrize("name", KINDS)
def test_nobody_is_shut_out(name: str, phone: Page) -> None:
    """Axe finds nothing to object to by day, and no faint colour by night."""
    phone.goto(PAGES[name])

    assert barriers(phone) == []


def test_in_celadon_all_can_be_read(
    chromium: Browser, build: "Builder", tmp_path: Path
) -> None:
    """The other palette has no faint colour either, on pages and all components."""
    shutil.copytree(STATES, root := tmp_path / "shop")
    config = (root / "mkdocs.yml").read_text("utf-8")
    look = "- wenpu:\n      look: {palette: celadon}"
    (root / "mkdocs.yml").write_text(config.replace("- wenpu:", look), "utf-8")
    folder = build(root).folder
    specimens.publish(folder / "components", "celadon")

    with browser.served(folder) as address, screen_at(chromium, address) as page:
        found = [one for url in ("components/", *COLOURED) for one in faint(page, url)]

    assert found == []


def test_in_paper_all_components_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    """Every state of every component, by day and by night."""
    specimens.publish(tmp_path)
    with browser.served(tmp_path) as address, screen_at(chromium, address) as page:
        assert faint(page, "") == []


def faint(page: Page, url: str) -> list[str]:
    """Return what cannot be told from its ground, by day and by night."""
    page.goto(url)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        report = Axe().run(page, options=COLOURS)
        found += [report.generate_report()] if report.violations_count else []
    return found


def test_the_hint_is_at_the_till_only(states: "Published") -> None:
    """No other page even carries it."""
    carry = [
        url for url, page in states.pages.items() if page.all("wenpu-browser-hint")
    ]

    assert [url for url in carry if not url.startswith("buy/")] == []


SPOILED = {
    "cut off": ".footer p { block-size: 4px; overflow: hidden }",
    "on one another": "h1 { margin-block-end: -3rem }",
    "beside its box": "h1 { inline-size: 2rem; white-space: nowrap }",
    "below its box": ".footer p { block-size: 2px; line-height: 3rem }",
}


@pytest.mark.parametrize("what", SPOILED)
def test_lost_words_would_be_seen(what: str, phone: Page) -> None:
    """The ruler measures: words that are spoiled are told."""
    phone.goto("products/plain/")
    phone.add_style_tag(content=SPOILED[what])

    assert [one for one in phone.evaluate(ILLEGIBLE) if one.startswith(what)] != []


def test_a_high_bar_would_be_seen(phone: Page) -> None:
    """And so is a bar that leaves half of the screen."""
    phone.goto("")
    phone.add_style_tag(content=".menu { block-size: 370px }")

    assert covered(phone) > MOST_COVERED


def test_what_a_page_says_would_be_heard(phone: Page) -> None:
    """And so is a word in the console, and what was asked of another host."""
    said = heard(phone)
    phone.goto("")
    with phone.expect_event("requestfailed"):
        phone.evaluate("console.log('so'); new Image().src = 'https://other.example/'")

    assert "so" in said
    assert "https://other.example/" in said
