"""What a reader does, on a small phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

THUMB = 44
"""So many pixels must what is tapped be high."""

# Whether the first line of an element lies on top of all else, bars included.
IS_SEEN = """(element) => {
    const {x, y, width, height} = element.getClientRects()[0];
    const top = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 20));
    return element.contains(top);
}"""


def heading(phone: Page) -> Locator:
    return phone.get_by_role("heading", level=1)


def height(target: Locator) -> float:
    box = target.bounding_box()
    assert box
    return box["height"]


def test_a_reader_finds_an_article_from_the_home_page(phone: Page) -> None:
    """The cover story is one tap away."""
    phone.goto("")
    phone.get_by_role("link", name="莜面栲栳栳，三生三熟").first.click()

    expect(phone).to_have_url(re.compile(r"/articles/oat-rolls/$"))
    expect(heading(phone)).to_have_text("莜面栲栳栳，三生三熟")
    expect(phone.get_by_text("莜麦长在别的庄稼不愿意去的地方")).to_be_visible()


def test_a_reader_follows_a_card_to_the_product(phone: Page) -> None:
    """The card in the text names the very variant, its price, and leads to its page."""
    phone.goto("articles/vinegar-year/")
    card = phone.locator(".prose").get_by_role("group", name="老陈醋")
    expect(card.get_by_text("送人就选这一坛")).to_be_visible()
    expect(card.get_by_text("¥158")).to_be_visible()
    card.get_by_role("link", name="老陈醋", exact=True).click()

    expect(phone).to_have_url(re.compile(r"/products/aged-vinegar/(#variant-gift)?$"))
    expect(heading(phone)).to_have_text("老陈醋")


@pytest.mark.parametrize(
    ("article", "link", "variant"),
    [
        ("vinegar-year", ".card__link", "500 ml × 2 · 礼盒"),
        ("qinzhou-millet", "text=布袋礼盒", "布袋礼盒，500 g × 2"),
    ],
    ids=["card", "link"],
)
def test_a_variant_that_was_meant_is_chosen(
    screen: Page, article: str, link: str, variant: str
) -> None:
    """Who follows a card or a link that means a variant finds it chosen."""
    screen.goto(f"articles/{article}/")
    screen.locator(".prose").locator(link).click()

    expect(screen.get_by_role("radio", name=variant)).to_be_checked()


def test_a_reader_buys_from_the_card(phone: Page) -> None:
    """A card that means a variant sells that variant."""
    phone.goto("articles/vinegar-year/")
    card = phone.locator(".prose").get_by_role("group", name="老陈醋")
    buy = card.get_by_role("link", name="购买")
    expect(buy).to_be_visible()
    high = height(buy)
    buy.click()

    assert high >= THUMB
    expect(phone).to_have_url(re.compile(r"/buy/vinegar-gift/$"))


@pytest.mark.parametrize(
    ("product", "article", "words"),
    [
        ("aged-vinegar", "vinegar-year", "整整一年"),
        ("aged-vinegar", "vinegar-year", "送人就选这一坛"),
        ("noodle-knife", "knife-noodles", "削面刀"),
        ("pingyao-beef", "xinghuacun", "平遥牛肉"),
        ("toon-sauce", "knife-noodles", "香椿酱"),
    ],
    ids=["a link", "a card", "an alias", "only named", "another name"],
)
def test_a_reader_follows_a_sentence_back_to_its_place(
    phone: Page, product: str, article: str, words: str
) -> None:
    """The product's page quotes the story; the quotation leads to where it stands."""
    phone.goto(f"products/{product}/")
    stories = phone.locator(".stories")
    expect(stories.get_by_role("heading", name="写到它的文章")).to_be_visible()
    quoted = stories.locator("blockquote", has_text=words)
    quoted.locator(f"a[href*='articles/{article}/#']").first.click()

    expect(phone).to_have_url(re.compile(rf"/articles/{article}/#.+"))
    place = phone.locator(":target")
    expect(place).to_contain_text(words)
    expect(place).to_be_in_viewport()
    assert place.evaluate(IS_SEEN), "Something lies upon it."


def test_a_reader_chooses_a_variant_and_reaches_its_door(phone: Page) -> None:
    """Taps the jar, sees what it costs, hits the button with a thumb."""
    phone.goto("products/aged-vinegar/")
    phone.get_by_text("1.5 L · 陶坛", exact=True).click()
    expect(phone.get_by_role("radio", name="1.5 L · 陶坛")).to_be_checked()
    buy = phone.get_by_role("link", name="购买 老陈醋 1.5 L · 陶坛")
    high = height(buy)
    buy.click()

    assert high >= THUMB
    expect(phone).to_have_url(re.compile(r"/buy/aged-vinegar-jar/$"))
    expect(phone.get_by_role("main").get_by_text("¥168")).to_be_visible()


def test_the_choice_of_a_variant_is_as_big_as_a_thumb(phone: Page) -> None:
    """Every label of the choice can be hit."""
    phone.goto("products/aged-vinegar/")
    labels = phone.locator("#buy label")

    assert [one for one in labels.all() if height(one) < THUMB] == []
    assert labels.count() == 3


def test_a_variant_is_chosen_by_keyboard(phone: Page) -> None:
    """The arrow keys go from one to the next; what is shown follows."""
    phone.goto("products/aged-vinegar/")
    phone.get_by_role("radio", name="500 ml · 单瓶").press("ArrowDown")

    expect(phone.get_by_role("radio", name="1.5 L · 陶坛")).to_be_focused()
    expect(phone.get_by_role("link", name="购买 老陈醋 1.5 L · 陶坛")).to_be_visible()


def test_the_door_says_that_payment_is_not_connected(phone: Page) -> None:
    """It says so plainly, and offers the other places to buy."""
    phone.goto("buy/vinegar-gift/")
    main = phone.get_by_role("main")

    expect(main.get_by_text("在线付款还没有接通")).to_be_visible()
    shop = main.get_by_role("link", name="微店")
    expect(shop).to_have_attribute("href", "https://weidian.example/item/aged-vinegar")
    expect(main.get_by_role("link", name="写信来订")).to_be_visible()
    code = main.get_by_role("img", name="微信小程序")
    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    assert height(shop) >= THUMB


@pytest.mark.parametrize("typed", ["101/", "101", "vinegar/", "2025/vinegar-year/"])
def test_a_reader_types_a_code(phone: Page, typed: str) -> None:
    """The number under an article, and addresses it once had, lead to it."""
    phone.goto(typed)

    expect(phone).to_have_url(re.compile(r"/articles/vinegar-year/$"))
    expect(heading(phone)).to_have_text("一坛老陈醋的三百六十五天")


def test_what_is_sold_out_shows_what_to_take_instead(phone: Page) -> None:
    """In the article: the class is full, nothing is for sale, another is offered."""
    phone.goto("articles/knife-noodles/")
    sold_out = phone.locator(".shop-story li", has_text="年节花馍课")
    expect(sold_out.get_by_text("售罄").first).to_be_visible()
    expect(sold_out.get_by_role("link", name="购买")).to_have_count(0)
    expect(sold_out.get_by_role("link", name="预约")).to_have_count(0)
    sold_out.get_by_role("link", name="一堂手工面食课").click()

    expect(heading(phone)).to_have_text("一堂手工面食课")


@pytest.mark.parametrize(
    ("product", "state", "instead"),
    [
        ("flower-bun-class", "售罄", "noodle-class"),
        ("old-label", "已下架", "aged-vinegar"),
    ],
    ids=["sold out", "retired"],
)
def test_what_is_gone_leads_on(
    phone: Page, product: str, state: str, instead: str
) -> None:
    """On its own page, too, what cannot be bought says so and shows the way."""
    phone.goto(f"products/{product}/")
    expect(phone.get_by_role("main").get_by_text(state).first).to_be_visible()
    expect(phone.locator("a[href*='/buy/']")).to_have_count(0)
    phone.locator(".alternative a").click()

    expect(phone).to_have_url(re.compile(rf"/products/{instead}/$"))


def test_the_rooms_are_under_the_thumb(phone: Page) -> None:
    """The bar below leads to each room, and says in which one the reader is."""
    phone.goto("")
    for name, room in [
        ("文章", "articles"),
        ("铺子", "shop"),
        ("上新", "new"),
        ("首页", ""),
    ]:
        menu = phone.get_by_role("navigation", name="主菜单")
        link = menu.get_by_role("link", name=name)
        expect(link).to_be_in_viewport()
        assert height(link) >= THUMB
        link.click()
        expect(phone).to_have_url(re.compile(rf":\d+/{room and room + '/'}$"))
        expect(menu.locator("[aria-current]")).to_have_text(name)


@pytest.mark.parametrize(
    ("start", "link", "end"),
    [
        ("shop/", "醋与小菜", "shop/vinegar/"),
        ("shop/vinegar/", "伏晒头醋", "products/summer-vinegar/"),
        ("articles/", "杏花村里，酒在地下", "articles/xinghuacun/"),
        ("tags/", "面食", "tags/%E9%9D%A2%E9%A3%9F/"),
        ("authors/", "岳兰", "authors/lan/"),
        ("authors/lan/", "一坛老陈醋的三百六十五天", "articles/vinegar-year/"),
        (
            "series/",
            "山西十二味",
            "series/%E5%B1%B1%E8%A5%BF%E5%8D%81%E4%BA%8C%E5%91%B3/",
        ),
        ("new/", "莜面粉", "products/oat-flour/"),
        ("products/aged-vinegar/", "山西一桌", "products/shanxi-table/"),
        ("products/shanxi-table/", "沁州黄小米", "products/millet/"),
    ],
    ids=lambda text: text if text.isascii() else "",
)
def test_lists_lead_on(phone: Page, start: str, link: str, end: str) -> None:
    """From a list, one tap leads to what it names."""
    phone.goto(start)
    phone.get_by_role("main").get_by_role("link", name=link).first.click()

    expect(phone).to_have_url(re.compile(re.escape(f"/{end}")))


def test_a_reader_goes_on_in_a_series(phone: Page) -> None:
    """The first part lists the others, and the page of them all."""
    phone.goto("articles/vinegar-year/")
    series = phone.locator(".series")
    series.get_by_text("山西十二味").click()
    expect(series.get_by_role("link", name="查看整个系列")).to_be_visible()
    series.get_by_role("link", name="刀削面").click()

    expect(heading(phone)).to_have_text("刀削面：一根落汤锅，一根空中飘")


def test_a_lost_reader_is_helped(phone: Page) -> None:
    """An address that never was says so, and leads home, to articles and to shelves."""
    answer = phone.goto("no/such/page/")
    assert answer
    assert answer.status == 404
    expect(heading(phone)).to_have_text("没有找到这一页")
    expect(phone.get_by_role("link", name="莜面栲栳栳")).to_be_visible()
    expect(phone.get_by_role("link", name="醋与小菜")).to_be_visible()
    phone.get_by_role("link", name="回到首页").click()

    expect(heading(phone)).to_have_text("晋味")


def test_a_buyer_is_thanked(phone: Page) -> None:
    """After paying there is something to read, and a way home."""
    phone.goto("thanks/")
    expect(heading(phone)).to_have_text("谢谢你")
    phone.get_by_role("main").get_by_role("link", name="莜面栲栳栳，三生三熟").click()

    expect(heading(phone)).to_have_text("莜面栲栳栳，三生三熟")


def test_the_keyboard_can_skip_what_stands_above(phone: Page) -> None:
    """The first stop is the way past the header."""
    phone.goto("articles/vinegar-year/")
    phone.keyboard.press("Tab")
    skip = phone.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    phone.keyboard.press("Enter")

    expect(phone.get_by_role("main")).to_be_focused()
