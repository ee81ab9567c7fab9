"""Who listens sees what is spoken of, when it is spoken of."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

GUIDE = "articles/tasting-guide/"


def test_a_moment_shows_its_product(screen: Page) -> None:
    """At its second and until the next; who taps a chapter goes there."""
    screen.goto(GUIDE)
    player, now = screen.locator("wenpu-player"), screen.locator(".player__now")
    expect(now).to_be_hidden()

    player.get_by_role("link", name=re.compile("第三勺")).click()

    expect(now).to_contain_text("伏晒头醋")
    expect(now.get_by_role("link", name="伏晒头醋")).to_be_visible()
    current = screen.locator(".player__cue[aria-current]")
    expect(current).to_contain_text("第三勺")
    assert Axe().run(screen).violations_count == 0

    screen.eval_on_selector("audio", "one => { one.pause(); one.currentTime = 9; }")
    expect(current).to_contain_text("第二勺")
    expect(now).to_be_hidden()


def test_without_scripts_the_chapters_are_links(phone: Page) -> None:
    """Each to its moment in the file; nothing of it is fetched before."""
    asked: list[str] = []
    phone.on("request", lambda one: asked.append(one.url))
    phone.goto(GUIDE)

    link = phone.get_by_role("link", name=re.compile("第四勺"))
    expect(link).to_have_attribute("href", "../../articles/sounds/five-spoons.mp3#t=24")
    assert not [one for one in asked if one.endswith(".mp3")]
