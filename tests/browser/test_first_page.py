"""The first page and the lists: rows that go on, letters that grow, a way to people."""

import pytest
from playwright.sync_api import Page, expect

LARGE = "html { font-size: 200% }"
PAGES = {
    "home": "",
    "author": "authors/lan/",
    "authors": "authors/",
    "series": "series/山西十二味/",
    "tags": "tags/",
    "missing": "404.html",
}


def edges(page: Page, selector: str) -> list[tuple[float, float]]:
    """Return where each of these begins and ends, from left to right."""
    boxes = [one.bounding_box() for one in page.locator(selector).all()]
    return [(box["x"], box["x"] + box["width"]) for box in boxes if box]


def test_a_shelf_shows_that_it_goes_on(phone: Page) -> None:
    """The third of its goods is cut by the edge, and Tab brings the last into view."""
    phone.goto("")
    row = phone.locator(".shelf-band__row").first
    goods = row.get_by_role("link")
    third = edges(phone, ".shelf-band__row:first-of-type .tile")[2]
    goods.last.focus()

    assert third[0] < 360 < third[1]
    expect(goods.last).to_be_in_viewport()


def test_a_wide_screen_shows_a_shelf_at_once(screen: Page) -> None:
    """Nothing is left to be pushed aside."""
    screen.set_viewport_size({"width": 1280, "height": 900})
    screen.goto("")
    hidden = "row => row.scrollWidth - row.clientWidth"

    assert screen.locator(".shelf-band__row").first.evaluate(hidden) == 0
    assert max(end for _, end in edges(screen, ".shelf-band .tile")) <= 1280


def test_names_of_a_row_stand_on_one_line(phone: Page) -> None:
    """Whatever is said of a product is said below its name."""
    phone.goto("")
    tops = {
        box["y"]
        for one in phone.locator(".shelf-band__row").first.locator("h3").all()
        if (box := one.bounding_box())
    }

    assert len(tops) == 1


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES)
def test_letters_twice_as_large_fit(url: str, width: int, screen: Page) -> None:
    """No page becomes wider than the screen."""
    screen.set_viewport_size({"width": width, "height": 740})
    screen.goto(url)
    screen.add_style_tag(content=LARGE)

    page = "document.documentElement"
    assert not screen.evaluate(f"{page}.scrollWidth > {page}.clientWidth")


def test_a_reader_finds_who_makes_a_thing(phone: Page) -> None:
    """From the first page to a person, and on to what is theirs."""
    phone.goto("")
    person = phone.locator(".people").get_by_role("link").first
    name = (person.text_content() or "").strip()
    person.click()

    expect(phone.get_by_role("heading", level=1)).to_have_text(name)
    expect(phone.get_by_role("main").get_by_role("heading", level=3)).not_to_have_count(
        0
    )


def test_pictures_far_below_wait(screen: Page) -> None:
    """Those of the last shelf are fetched by who comes near; all are whole then."""
    screen.goto("")
    last = screen.locator(".shelf-band").last.get_by_role("img").first
    row = screen.locator(".shelf-band__row").last
    fetched = "image => image.complete && image.naturalWidth > 0"
    before = last.evaluate(fetched)
    row.scroll_into_view_if_needed()

    expect(last).to_have_js_property("complete", True)  # noqa: FBT003
    assert not before
    assert last.evaluate(fetched)


def test_a_row_reaches_the_edges_of_the_screen(screen: Page) -> None:
    """It is pushed sideways from edge to edge, and nothing around it cuts it off."""
    screen.goto("")
    part = screen.locator(".shelf-band").first
    part.scroll_into_view_if_needed()
    row = part.locator(".shelf-band__row").bounding_box()

    assert row
    assert (row["x"], row["width"]) == (0, 360)
