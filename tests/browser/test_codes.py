"""Who was told a number in a video types it on the page of all numbers."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def test_a_number_leads_on(screen: Page) -> None:
    """As it is typed the list shrinks; full-width digits and slashes are understood."""
    screen.goto("articles/vinegar-year/")
    screen.get_by_role("link", name="所有数字").click()
    typed, entries = (
        screen.get_by_label("输入数字"),
        screen.locator(".codes__one:visible"),
    )
    every = entries.count()

    typed.fill("10")
    expect(entries).not_to_have_count(every)
    typed.fill("/１０１/")
    expect(entries).to_have_count(1)
    assert Axe().run(screen).violations_count == 0
    typed.press("Enter")

    expect(screen).to_have_url(re.compile("/articles/vinegar-year/$"))


def test_a_number_that_leads_nowhere_is_told(screen: Page) -> None:
    """In words that are read aloud; whoever goes on typing is not told any longer."""
    screen.goto("codes/")
    screen.get_by_label("输入数字").fill("999")
    screen.get_by_role("button", name="去看看").click()

    status = screen.get_by_role("status")
    expect(status).to_contain_text("没有这个数字")
    screen.get_by_label("输入数字").fill("1")
    expect(status).to_be_empty()


def test_without_scripts_it_is_a_list(phone: Page) -> None:
    """Each number is a link; nothing is there to type into that would not work."""
    phone.goto("codes/")
    phone.get_by_role("link", name="101").click()

    expect(phone).to_have_url(re.compile("/articles/vinegar-year/$"))
