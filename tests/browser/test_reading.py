"""An article while it is read: the bar with Buy, letters made larger, paper."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

ARTICLE = "articles/vinegar-year/"
THUMB = 44
"""So many pixels must what is tapped be high."""

OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def bar(screen: Page) -> Locator:
    screen.goto(ARTICLE)
    return screen.locator(".buy-bar")


def look_at(page: Page, selector: str) -> None:
    """Scroll so that an element stands in the middle."""
    page.locator(selector).first.evaluate(
        "one => one.scrollIntoView({block: 'center'})"
    )


@pytest.mark.parametrize("place", ["h1", ".card", ".shop-story", ".footer"])
def test_the_bar_stays_away(place: str, bar: Locator, screen: Page) -> None:
    """Before the first card, while another Buy is seen, and at the very end."""
    look_at(screen, ".neighbours")
    expect(bar).to_be_visible()
    look_at(screen, place)

    expect(bar).to_be_hidden()


def test_the_bar_follows_who_has_met_a_card(bar: Locator, screen: Page) -> None:
    """It names what the article sells, and its Buy lies above the menu."""
    look_at(screen, ".neighbours")
    buy = bar.get_by_role("link", name="购买 老陈醋")
    expect(buy).to_be_visible()
    box = buy.bounding_box()
    buy.click()

    assert box
    assert box["height"] >= THUMB
    expect(screen).to_have_url(re.compile("/buy/vinegar-gift/$"))


def test_the_bar_stays_closed(bar: Locator, screen: Page) -> None:
    """Who closes it is not asked again on this page."""
    look_at(screen, ".neighbours")
    close = bar.get_by_role("button", name="关闭")
    box = close.bounding_box()
    close.click()
    look_at(screen, ".card")
    look_at(screen, ".neighbours")

    assert box
    assert min(box["height"], box["width"]) >= THUMB
    expect(bar).to_have_count(0)


def test_what_the_keyboard_is_on_is_never_below_the_bar(
    bar: Locator, screen: Page
) -> None:
    """From link to link down the page, the bar lies upon none of them."""
    look_at(screen, ".neighbours")
    expect(bar).to_be_visible()
    screen.locator(".neighbours a").last.focus()
    for _ in range(8):
        screen.keyboard.press("Tab")
        assert not screen.evaluate(BELOW_THE_BAR)


BELOW_THE_BAR = """() => {
    const bar = document.querySelector(".buy-bar"), here = document.activeElement;
    if (!bar.hasAttribute("data-shown") || bar.contains(here)) return false;
    return here.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
}"""


def test_without_scripts_there_is_no_bar(phone: Page) -> None:
    """The cards in the text sell by themselves; nothing else is in the way."""
    phone.goto(ARTICLE)

    expect(phone.locator(".buy-bar")).to_be_hidden()
    expect(phone.locator(".prose .card").get_by_text("购买")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("letters", ["116%", "140%", "200%"])
def test_letters_may_be_larger(letters: str, width: int, screen: Page) -> None:
    """As in a chat's browser: nothing is wider than the page, no button is lost."""
    screen.set_viewport_size({"width": width, "height": 740})
    screen.goto(ARTICLE)
    screen.add_style_tag(content=f"html {{ font-size: {letters} }}")
    wide = screen.evaluate(OVERFLOWS)
    look_at(screen, ".neighbours")
    buttons = screen.locator(".buy-bar > a, .buy-bar > button, .prose .card a")
    boxes = [one.bounding_box() for one in buttons.all()]
    cut = [box for box in boxes if box and box["x"] + box["width"] > width + 1]

    assert not wide
    assert len(boxes) > 2
    assert cut == []


def test_on_paper_a_card_says_where_to_type(screen: Page) -> None:
    """What cannot be tapped is not printed; the address of the till is."""
    screen.goto(ARTICLE)
    address = screen.locator(".prose .card").get_by_text("/buy/vinegar-gift/")
    expect(address).to_be_hidden()
    screen.emulate_media(media="print")

    expect(address).to_be_visible()
    expect(screen.get_by_role("heading", level=1)).to_be_visible()
    for gone in (".menu", ".buy-bar", ".neighbours", ".card .buy-button"):
        expect(screen.locator(gone).first).to_be_hidden()
