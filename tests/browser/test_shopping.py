"""What a buyer does: looks closer, chooses, narrows a shelf; Buy is under the thumb."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jinja2
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from wenpu import words

THEME = Path(str(files("wenpu.theme")))
WECHAT = "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile MicroMessenger/8.0.50"
ELSEWHERE = {
    "a browser": "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile",
    "WeChat at work": f"{WECHAT} wxwork/4.1",
    "a mini program": f"{WECHAT} miniProgram/wx1",
}
PANEL = ".variants__panel:visible"


def apart(one: Locator, other: Locator) -> bool:
    """Tell whether two things on the screen do not overlap."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a
    assert b
    aside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return aside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


@pytest.mark.parametrize("product", ["aged-vinegar", "oat-flour", "summer-vinegar"])
@pytest.mark.parametrize("size", [100, 140, 200])
def test_buy_is_under_the_thumb(phone: Page, product: str, size: int) -> None:
    """From first line to last, beside the way home, with letters of any size."""
    phone.goto(f"products/{product}/")
    phone.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
    buy = phone.locator(PANEL).get_by_role("link")
    menu = phone.get_by_role("navigation", name="主菜单")
    ways = [menu.get_by_role("link", name=name) for name in ("首页", "铺子")]

    for end in ("0", "document.body.scrollHeight"):
        phone.evaluate(f"scrollTo(0, {end})")
        expect(buy).to_be_in_viewport(ratio=1)
        for way in ways:
            expect(way).to_be_in_viewport(ratio=1)
            assert apart(buy, way)
    expect(menu.get_by_role("link")).to_have_count(2)


def test_nothing_stays_hidden_behind_the_bar(phone: Page) -> None:
    """At the very end of the page, its last words stand above the bar."""
    phone.goto("products/aged-vinegar/")
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")

    last = phone.get_by_role("contentinfo").locator("p").last
    assert apart(last, phone.locator(PANEL))


def test_the_price_follows_the_choice(phone: Page) -> None:
    """There is one panel, and it tells the price of what is chosen."""
    phone.goto("products/aged-vinegar/")
    panel = phone.locator(PANEL)
    before = panel.inner_text()
    phone.get_by_text("1.5 L · 陶坛", exact=True).click()

    assert "¥68" in before
    expect(panel).to_have_count(1)
    expect(panel).to_contain_text("¥168")


def test_who_cannot_buy_is_led_on_by_the_thumb(phone: Page) -> None:
    """Where Buy would be, the page says why not, and what to take instead."""
    phone.goto("products/flower-bun-class/")
    panel = phone.locator(PANEL)
    expect(panel).to_contain_text("售罄")
    panel.get_by_role("link", name="看相近的").click()

    expect(phone).to_have_url(re.compile(r"/products/noodle-class/$"))


def test_a_picture_leads_to_its_file(chromium: Browser, address: str) -> None:
    """Without scripts, a tap on a picture opens the picture."""
    with chromium.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("products/aged-vinegar/")
        page.get_by_role("link", name="看大图").first.click()

        expect(page).to_have_url(re.compile(r"\.webp$"))


@pytest.mark.parametrize("way", ["back", "Escape", "a tap"])
def test_a_picture_is_looked_at_closely(screen: Page, way: str) -> None:
    """It opens over the page; each way out leads back to where the reader was."""
    screen.goto("products/aged-vinegar/")
    second = screen.locator("#picture-2 a")
    second.click()
    large = screen.get_by_role("dialog")
    expect(large).to_be_visible()
    if way == "back":
        screen.go_back()
    elif way == "Escape":
        screen.keyboard.press("Escape")
    else:
        large.get_by_role("img").nth(1).click()

    expect(large).to_be_hidden()
    expect(second).to_be_focused()
    expect(screen).to_have_url(re.compile(r"/products/aged-vinegar/$"))
    assert screen.evaluate("history.state") is None


def test_a_chosen_variant_shows_its_picture(screen: Page) -> None:
    """The gift box is chosen, and the gift box is seen."""
    screen.goto("products/aged-vinegar/")
    screen.get_by_text("500 ml × 2 · 礼盒", exact=True).click()

    picture = screen.locator("#picture-3")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_in_viewport(ratio=0.9)


def test_a_shelf_is_narrowed_by_a_link(phone: Page) -> None:
    """What cannot be bought is gone; search engines are sent to the whole shelf."""
    phone.goto("shop/")
    filters = phone.get_by_role("navigation", name="筛选")
    filters.get_by_role("link", name="现在能买").click()

    expect(phone).to_have_url(re.compile(r"/shop/available/$"))
    expect(filters.locator("[aria-current]")).to_contain_text("现在能买")
    expect(phone.get_by_role("main").get_by_text("售罄")).to_have_count(0)
    whole = phone.locator("link[rel=canonical]")
    expect(whole).to_have_attribute("href", "https://wenpu.example/shop/")


def test_who_makes_it_is_named(phone: Page) -> None:
    """The product's page leads to the page of the person behind it."""
    phone.goto("products/aged-vinegar/")
    phone.locator(".maker").get_by_role("link", name="孟师傅").click()

    expect(phone).to_have_url(re.compile(r"/authors/meng/$"))
    main = phone.get_by_role("main")
    expect(main.get_by_role("link", name="老陈醋").first).to_be_visible()


@pytest.fixture
def hint(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page with the hint alone, in the browser that is asked for."""
    with chromium.new_context(user_agent=request.param) as context:
        context.route("https://shop.example/**", _hinting)
        page = context.new_page()
        page.goto("https://shop.example/buy/tea/")
        yield page


def _hinting(route: Route) -> None:
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME), autoescape=False)
    name = "components/browser-hint/browser-hint"
    macro = env.get_template(f"{name}.html").module.browser_hint  # type: ignore[attr-defined]
    script = (THEME / f"{name}.js").read_text("utf-8")
    html = macro(words.read("zh").text)
    body = f"<!DOCTYPE html>{html}<script>{script}</script>"
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("hint", [WECHAT], indirect=True, ids=["WeChat"])
def test_in_wechat_a_buyer_is_told_of_the_browser(hint: Page) -> None:
    """Once closed, it stays closed while the buyer goes on."""
    note = hint.get_by_role("note")
    expect(note).to_contain_text("点右上角 ··· 选“在浏览器打开”")
    expect(note.get_by_role("button", name="复制链接")).to_be_visible()
    note.get_by_role("button", name="关闭").click()
    expect(note).to_be_hidden()
    hint.reload()

    expect(note).to_be_hidden()


@pytest.mark.parametrize("hint", [WECHAT], indirect=True, ids=["WeChat"])
def test_a_copied_link_is_the_page_s_own(hint: Page) -> None:
    """The button says that it is done, and the link can be pasted."""
    hint.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hint.get_by_role("button", name="复制链接").click()

    expect(hint.get_by_role("button", name="已复制")).to_be_visible()
    copied = hint.evaluate("navigator.clipboard.readText()")
    assert copied == "https://shop.example/buy/tea/"


@pytest.mark.parametrize("hint", ELSEWHERE.values(), indirect=True, ids=ELSEWHERE)
def test_elsewhere_no_hint_is_in_the_way(hint: Page) -> None:
    """Neither other browsers nor WeChat's other rooms show it."""
    expect(hint.locator("wenpu-browser-hint")).to_be_attached()
    expect(hint.locator("wenpu-browser-hint")).to_be_hidden()
