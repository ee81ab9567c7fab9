"""A reader passes a page on: a poster that is scanned, a link that is copied."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.rulers import heard, screen_at

STORY = "articles/vinegar-year/"
GOODS = "products/aged-vinegar/"
DOOR = "buy/daylily/"
WECHAT = "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile MicroMessenger/8.0.50"
SITE = "https://wenpu.example"
LINKS = {
    "微博": "service.weibo.com",
    "X": "twitter.com",
    "Telegram": "t.me",
    "WhatsApp": "wa.me",
}
COPIED = "navigator.clipboard.readText()"


@pytest.fixture
def sharp(chromium: Browser, address: str) -> Iterator[Page]:
    """A telephone of three dots per pixel, whose reader lets pages copy."""
    with screen_at(chromium, address, device_scale_factor=3) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield page


def scanned(shown: Locator | Page) -> list[str]:
    """Return what another telephone reads from what is *shown*."""
    image = Image.open(BytesIO(shown.screenshot()))
    return [one.text for one in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(
    ("url", "led"), [(STORY, "/101/?ref=poster"), (GOODS, "/201/?ref=shop_poster")]
)
def test_a_poster_is_scanned_from_the_screen(url: str, led: str, sharp: Page) -> None:
    """It opens over the page, can be held by a thumb, and is put away again."""
    sharp.goto(url)
    sharp.get_by_role("link", name="海报").click()
    sheet = sharp.get_by_role("dialog")
    poster = sheet.get_by_role("img")
    expect(poster).to_have_js_property("complete", True)  # noqa: FBT003

    assert scanned(poster) == [f"{SITE}{led}"]
    assert scanned(sharp) == [f"{SITE}{led}"]
    sharp.get_by_role("button", name="关闭").click()
    expect(sheet).to_be_hidden()


def test_without_scripts_the_poster_is_a_link(chromium: Browser, address: str) -> None:
    """And whatever only a script could do is not there."""
    with screen_at(chromium, address, java_script_enabled=False) as page:
        page.goto(STORY)
        row = page.locator("wenpu-share")
        expect(row.get_by_role("button")).to_have_count(0)
        row.get_by_role("link", name="海报").click()

        expect(page).to_have_url(f"{address}cards/{STORY}poster.jpg")


def test_a_desk_shows_a_code_for_the_telephone(sharp: Page) -> None:
    """Whoever reads on a desk takes the page along."""
    sharp.goto(STORY)
    sharp.get_by_role("button", name="微信").click()
    code = sharp.get_by_role("dialog").get_by_role("img")
    expect(code).to_have_js_property("complete", True)  # noqa: FBT003

    assert scanned(code) == [f"{SITE}/101/?ref=qr"]


def test_within_wechat_its_own_menu_shares(chromium: Browser, address: str) -> None:
    """There a code would be scanned by nobody: the sheet says where to tap."""
    with screen_at(chromium, address, user_agent=WECHAT) as page:
        page.goto(STORY)
        page.get_by_role("button", name="微信").click()

        sheet = page.get_by_role("dialog")
        expect(sheet).to_contain_text("右上角")
        expect(sheet.get_by_role("img")).to_have_count(0)


def test_link_and_text_are_copied(sharp: Page) -> None:
    """The link is that of the published page, wherever it is read."""
    sharp.goto(STORY)
    sharp.get_by_role("button", name="复制链接").click()
    expect(sharp.get_by_role("button", name="已复制")).to_be_visible()
    link = sharp.evaluate(COPIED)
    sharp.get_by_role("button", name="复制文字").click()
    sharp.wait_for_function(f"async () => (await {COPIED}).includes('\\n')")
    text = sharp.evaluate(COPIED)

    assert link == f"{SITE}/{STORY}"
    assert text.splitlines()[0] == sharp.get_by_role("heading", level=1).inner_text()
    assert text.splitlines()[-1] == link


def test_links_hand_the_page_on(phone: Page) -> None:
    """With and without scripts; each of them has the address, whole."""
    phone.goto(GOODS)
    row = phone.locator("wenpu-share")

    for name, host in LINKS.items():
        href = row.get_by_role("link", name=name, exact=True).get_attribute("href")
        parts = urlsplit(href or "")
        said = " ".join(value for [value] in parse_qs(parts.query).values())
        assert parts.netloc == host
        assert f"{SITE}/{GOODS}" in said


def test_nothing_is_fetched_before_it_is_asked_for(screen: Page) -> None:
    """Neither poster nor code weighs on who only reads."""
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    said = heard(screen)
    screen.goto(STORY)
    screen.locator("wenpu-share").scroll_into_view_if_needed()
    screen.wait_for_load_state("networkidle")

    assert not [url for url in asked if "/cards/" in url]
    assert said == []


@pytest.mark.parametrize("url", [STORY, GOODS, DOOR])
def test_a_code_is_printed(url: str, sharp: Page) -> None:
    """On paper, and only there."""
    sharp.goto(url)
    code = sharp.locator(".qr__code")
    expect(code).to_be_hidden()
    sharp.emulate_media(media="print")
    code.scroll_into_view_if_needed()
    expect(code).to_have_js_property("complete", True)  # noqa: FBT003

    (said,) = scanned(code)
    assert said.startswith(SITE)
    assert said.endswith("qr")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(scheme: str, chromium: Browser, address: str) -> None:
    """Of the row, and of the sheet over it."""
    with screen_at(chromium, address, color_scheme=scheme) as page:
        page.goto(STORY)
        row = Axe().run(page, context=".share")
        page.get_by_role("link", name="海报").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        sheet = Axe().run(page, context=".share__sheet")

    assert not row.violations_count, row.generate_report()
    assert not sheet.violations_count, sheet.generate_report()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_row_fits(width: int, screen: Page) -> None:
    """Each deed is as high as a thumb, and none stands out of the page."""
    screen.set_viewport_size({"width": width, "height": 740})
    screen.goto(STORY)
    deeds = screen.locator("wenpu-share").locator(".share__deed:visible").all()
    boxes = [box for one in deeds if (box := one.bounding_box())]

    assert len(boxes) == len(deeds) > len(LINKS)
    assert all(
        box["height"] >= 44 and box["x"] + box["width"] <= width for box in boxes
    )
