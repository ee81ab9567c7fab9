"""What a buyer meets where there is a till: links, doors, whole stories, thanks."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browser.rulers import WIDTHS, barriers, heard, overflows, screen_at

PAY = "https://pay.example/b/"
"""Where the lock of the shop of states says that things are paid."""

WECHAT = "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile MicroMessenger/8.0.50"
DOOR = "buy/plain/"
STOPS: dict[str, Callable[[Page], None]] = {
    "a tap": lambda page: page.mouse.click(10, 300),
    "a key": lambda page: page.keyboard.press("Shift"),
    "the wheel": lambda page: page.mouse.wheel(0, 50),
}
PAGES = {
    "shelf": "shop/all/",
    "article": "articles/cards/",
    "product": "products/from-to/",
    "door": DOOR,
    "door with other places": "buy/from-to-large/",
    "door of a bundle": "buy/bundle/",
    "door of a story": "buy/story-everything/",
    "sold elsewhere only": "buy/no-story/",
    "thanks": "thanks/plain/",
    "thanks for a story": "thanks/story-everything/",
    "thanks to all": "thanks/",
}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(
    chromium: Browser, states_address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A phone in that shop, once with JavaScript and once without."""
    with screen_at(chromium, states_address, java_script_enabled=request.param) as page:
        yield _paying(page)


@pytest.fixture
def scripted(chromium: Browser, states_address: str) -> Iterator[Page]:
    """The same, with JavaScript only."""
    with screen_at(chromium, states_address) as page:
        yield _paying(page)


def _paying(page: Page) -> Page:
    """Let *page* come to the checkout."""
    page.context.route(f"{PAY}**", lambda route: route.fulfill(body="Pay here."))
    return page


def pay(page: Page) -> Locator:
    return page.locator(".door__pay").get_by_role("link", name="去付款")


def told(where: Locator | Page) -> dict[str, str]:
    """Return what the checkout is told by a link, or by the page that it led to."""
    url = where.url if isinstance(where, Page) else where.get_attribute("href")
    assert url
    assert url.startswith(PAY)
    return {key: values[-1] for key, values in parse_qs(urlsplit(url).query).items()}


def test_the_door_leads_to_the_checkout(reader: Page) -> None:
    """One button, as big as a thumb, with and without scripts."""
    reader.goto(DOOR)
    box = pay(reader).bounding_box()
    expect(pay(reader)).to_have_attribute("rel", "nofollow")
    pay(reader).click()

    assert box
    assert box["height"] >= 44
    assert told(reader) == {"client_reference_id": "shop_door", "locale": "zh"}


@pytest.mark.parametrize("name", ["ref", "client_reference_id"])
def test_the_door_keeps_what_led_to_it(scripted: Page, name: str) -> None:
    """A code that was scanned in an article says which, and gives its reduction."""
    scripted.goto(f"{DOOR}?{name}=vinegar-year_qr&promo=BAI10")

    assert told(pay(scripted)) == {
        "client_reference_id": "vinegar-year_qr",
        "locale": "zh",
        "prefilled_promo_code": "BAI10",
    }


@pytest.mark.parametrize(
    "asked",
    ["ref=a%20b", "ref=%3Cb%3E", f"ref={'a' * 201}", "ref=醋", "ref=", "promo=%22%3E"],
)
def test_a_door_is_not_told_what_nobody_wrote(scripted: Page, asked: str) -> None:
    """The checkout would drop the whole of it: then the shop is the better answer."""
    scripted.goto(f"{DOOR}?{asked}")

    assert told(pay(scripted)) == {"client_reference_id": "shop_door", "locale": "zh"}


def test_a_card_says_which_article_sold(reader: Page) -> None:
    """And it fills in the code that the article gives."""
    reader.goto("articles/cards/")
    card = reader.locator(".card").filter(has_text="样样都有的一件").first
    card.get_by_role("link", name="购买").click()

    assert told(reader) == {
        "client_reference_id": "cards_card",
        "locale": "zh",
        "prefilled_promo_code": "BAI10",
    }


@pytest.mark.parametrize(
    ("url", "link", "placement"),
    [
        ("products/plain/", ".offer .buy-button__link", "page"),
        ("shop/all/", ".tile__buy[rel]", "shelf"),
        (DOOR, ".door__pay a", "door"),
    ],
)
def test_an_article_is_remembered(
    scripted: Page, url: str, link: str, placement: str
) -> None:
    """Who reads, looks around and then buys, was led by the article read last."""
    scripted.goto("articles/everything/")
    scripted.goto("articles/cards/")
    scripted.goto(url)

    buy = scripted.locator(link).first
    assert told(buy)["client_reference_id"] == f"cards_{placement}"


@pytest.mark.parametrize(
    ("url", "link", "placement"),
    [
        ("products/plain/", ".offer .buy-button__link", "page"),
        ("shop/all/", ".tile__buy[rel]", "shelf"),
    ],
)
def test_without_an_article_the_shop_sells(
    reader: Page, url: str, link: str, placement: str
) -> None:
    """The links say so by themselves."""
    reader.goto(url)

    buy = reader.locator(link).first
    assert told(buy)["client_reference_id"] == f"shop_{placement}"


def test_an_article_speaks_for_itself(scripted: Page) -> None:
    """What was read before it has no part in what it sells."""
    scripted.goto("articles/everything/")
    scripted.goto("articles/cards/")

    found = scripted.locator(f"a[href^='{PAY}']").all()
    names = {told(one)["client_reference_id"].split("_")[0] for one in found}
    assert names == {"cards"}


def test_where_nothing_may_be_kept_links_still_sell(scripted: Page) -> None:
    """Storage that is forbidden is no error: the links stay as they are."""
    said = heard(scripted)
    forbid = "Object.defineProperty(window, 'sessionStorage', {get() { throw 1; }})"
    scripted.add_init_script(forbid)
    scripted.goto("articles/cards/")
    scripted.goto("products/plain/")

    buy = scripted.locator(".offer .buy-button__link")
    assert told(buy)["client_reference_id"] == "shop_page"
    assert said == []


def test_a_thumb_hits_buy_on_a_tile(reader: Page) -> None:
    """It is drawn small, as there are many, but a thumb need not aim."""
    reader.goto("shop/all/")
    buy = reader.locator(".tile__buy[rel]").first
    buy.scroll_into_view_if_needed()
    box = buy.bounding_box()
    assert box
    middle, height = box["y"] + box["height"] / 2, 42
    for y in (middle - height / 2, middle + height / 2):
        reader.mouse.move(box["x"] + box["width"] / 2, y)
        assert buy.evaluate("one => one.matches(':hover')")
    reader.mouse.click(box["x"] + box["width"] / 2, middle + height / 2)

    expect(reader).to_have_url(re.compile(re.escape(PAY)))


def test_a_story_is_bought_whole(reader: Page) -> None:
    """One button buys all the article speaks of; how many things, for how much."""
    reader.goto("articles/everything/")
    whole = reader.locator(".shop-story__all")
    expect(whole).to_contain_text("文中 2 件，一次买齐")
    expect(whole).to_contain_text("¥86")
    buy = whole.get_by_role("link", name="一起买")
    box = buy.bounding_box()
    buy.click()

    assert box
    assert box["height"] >= 44
    assert reader.url.startswith(f"{PAY}story-everything?")
    assert told(reader)["client_reference_id"] == "everything_story"


def test_the_door_of_a_story_tells_its_parts(reader: Page) -> None:
    """What is in it, how many, what it costs; and the way back to the article."""
    reader.goto("buy/story-everything/")
    parts = reader.locator(".bundle")
    expect(parts.get_by_role("listitem")).to_have_count(2)
    expect(parts).to_contain_text("没有照片的一件")
    expect(reader.locator(".door__price")).to_contain_text("¥86")
    assert told(pay(reader))["client_reference_id"] == "everything_door"
    reader.get_by_role("link", name="回到：样样都写到").click()

    expect(reader).to_have_url(re.compile(r"/articles/everything/$"))


def test_what_is_sold_elsewhere_only_says_no_word_of_paying_here(reader: Page) -> None:
    """The other place is the way to go, and nothing is missing."""
    reader.goto("buy/no-story/")
    main = reader.get_by_role("main")

    expect(main.get_by_role("link", name="微店")).to_be_visible()
    expect(main.get_by_text(re.compile("付款|接通"))).to_have_count(0)


def test_a_buyer_reads_on(reader: Page) -> None:
    """After paying: thanks for this very thing, how to use it, how to follow."""
    reader.goto("thanks/plain/")
    main = reader.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(
        "谢谢你买了样样都有的一件"
    )
    expect(main.get_by_role("img", name="公众号「百样」")).to_be_attached()
    expect(main.get_by_role("link", name="长毛象")).to_be_visible()
    main.get_by_role("link", name="每一种卡片").first.click()

    expect(reader).to_have_url(re.compile(r"/articles/cards/$"))


@pytest.fixture
def led(chromium: Browser, states_address: str) -> Iterator[BrowserContext]:
    """A visitor to whom things may move."""
    with chromium.new_context(base_url=states_address) as context:
        context.route(f"{PAY}**", lambda route: route.fulfill(body="Pay here."))
        yield context


def at_the_door(context: BrowserContext) -> Page:
    """Open the door, and let time pass only as it is told to."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{DOOR}?ref=cards_qr")
    return page


def test_a_door_leads_on_by_itself(led: BrowserContext) -> None:
    """It says so, counts, and goes; who comes back is not sent away again."""
    page = at_the_door(led)
    expect(page.get_by_role("status")).to_contain_text("这就带你去付款")
    page.clock.run_for(2_000)
    expect(page.locator(".door__left")).to_have_text("3")
    page.clock.run_for(3_000)
    expect(page).to_have_url(re.compile(re.escape(PAY)))
    assert told(page)["client_reference_id"] == "cards_qr"
    page.go_back()
    page.clock.run_for(20_000)

    expect(page).to_have_url(re.compile(f"/{DOOR}"))


@pytest.mark.parametrize("deed", STOPS)
def test_a_reader_stops_the_door(led: BrowserContext, deed: str) -> None:
    """A tap, any key or a turn of the wheel is enough, and the page says so."""
    page = at_the_door(led)
    page.clock.run_for(2_000)
    STOPS[deed](page)
    expect(page.get_by_role("status")).to_have_text("好，留在这里。")
    page.clock.run_for(20_000)

    expect(page).to_have_url(re.compile(f"/{DOOR}"))
    expect(pay(page)).to_be_visible()


def test_in_wechat_a_door_waits(chromium: Browser, states_address: str) -> None:
    """There paying may fail: it says what works, other places and their pictures."""
    with chromium.new_context(base_url=states_address, user_agent=WECHAT) as context:
        page = context.new_page()
        page.clock.install()
        page.goto("buy/plain/?ref=cards_qr")
        page.clock.run_for(20_000)

        expect(page).to_have_url(re.compile("/buy/plain/"))
        expect(page.get_by_role("note")).to_contain_text("在浏览器打开")
        expect(page.get_by_role("status")).to_be_hidden()
        assert told(pay(page))["client_reference_id"] == "cards_qr"
        for one in page.locator(".channels details").all():
            expect(one).to_have_attribute("open", "")


def test_who_asked_for_less_motion_is_not_moved(
    chromium: Browser, states_address: str
) -> None:
    """The button is there, and nothing counts."""
    with screen_at(chromium, states_address) as page:
        page.clock.install()
        page.goto(DOOR)
        page.clock.run_for(20_000)

        expect(page.get_by_role("status")).to_be_hidden()
        expect(page).to_have_url(re.compile(f"/{DOOR}"))


def test_what_cannot_be_bought_leads_nowhere(led: BrowserContext) -> None:
    """Sold out: the door says so, and stays."""
    page = led.new_page()
    page.clock.install()
    page.goto("buy/sold-out/")
    page.clock.run_for(20_000)

    expect(page.get_by_role("main")).to_contain_text("售罄")
    expect(page.locator("wenpu-door")).to_have_count(0)
    expect(page).to_have_url(re.compile("/buy/sold-out/"))


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out_of_paying(scripted: Page, name: str) -> None:
    """Axe has nothing to say, no colour is faint by night, no page is too wide."""
    scripted.goto(PAGES[name])

    assert barriers(scripted) == []
    assert [width for width in WIDTHS if overflows(scripted, width)] == []
