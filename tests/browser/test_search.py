"""What a reader finds, by keyboard, by touch and without a connection."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from tests.browser.rulers import barriers, heard, screen_at
from tools.looks import browser

from wenpu.build.assets import THEME
from wenpu.search import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route
    from tests.browser.conftest import Builder

    Folder = Callable[[Mapping[str, Any]], Path]

PHRASE = "夏伏晒、冬捞冰"
ATTACK = """<img src=x onerror="document.title='hit'">"""
SCRIPT = (THEME / "components/search/search.js").read_text("utf-8")
ONE_LINE = re.compile(r"^  const (?:RUNS|plain|normal) = .*;$", re.MULTILINE)
LETTERS = "\n".join(ONE_LINE.findall(SCRIPT))
"""How the script compares letters, by itself."""


def results(page: Page) -> Locator:
    return page.locator(".search__result")


def titles(page: Page) -> Locator:
    return results(page).get_by_role("link")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def test_who_has_no_scripts_is_told_where_to_look(
    chromium: Browser, address: str
) -> None:
    """The page says what searching takes, and has links."""
    with screen_at(chromium, address, java_script_enabled=False) as phone:
        phone.goto("")
        phone.get_by_role("link", name="搜索").click()
        expect(phone.get_by_text("搜索要用脚本")).to_be_visible()
        expect(phone.get_by_label("种类")).not_to_be_visible()
        ways = phone.get_by_role("navigation", name="也可以逛逛")
        ways.get_by_role("link", name="标签").click()
        expect(phone).to_have_url(re.compile(r"/tags/$"))


def test_who_has_scripts_is_not_told_of_them(screen: Page) -> None:
    """The filters are there instead."""
    screen.goto("search/")

    expect(screen.get_by_label("种类")).to_be_visible()
    expect(screen.get_by_text("搜索要用脚本")).not_to_be_attached()


def test_a_phrase_is_found_by_keyboard(screen: Page) -> None:
    """Slash, words, arrow down twice, Enter: the second result."""
    screen.goto("search/")
    screen.keyboard.press("/")
    expect(box(screen)).to_be_focused()
    screen.keyboard.type(PHRASE)
    marks = results(screen).last.locator(".search__excerpt mark")
    expect(marks).to_have_text(["夏伏晒", "冬捞冰"])
    expect(status(screen)).to_have_text("找到 2 条。")
    expect(titles(screen)).to_have_text(["一坛老陈醋的三百六十五天", "老陈醋"])
    screen.keyboard.press("ArrowDown")
    screen.keyboard.press("ArrowDown")
    expect(titles(screen).nth(1)).to_be_focused()
    screen.keyboard.press("ArrowUp")
    screen.keyboard.press("ArrowUp")
    expect(box(screen)).to_be_focused()
    screen.keyboard.press("ArrowDown")
    screen.keyboard.press("Enter")

    expect(screen).to_have_url(re.compile(r"/articles/vinegar-year/$"))


def test_a_phrase_is_found_by_touch(chromium: Browser, address: str) -> None:
    """A thumb reaches the search from home, and the article from its result."""
    with screen_at(chromium, address, has_touch=True, is_mobile=True) as phone:
        phone.goto("")
        phone.get_by_role("link", name="搜索").tap()
        box(phone).tap()
        box(phone).fill(PHRASE)
        phone.get_by_role("button", name="搜索").tap()
        titles(phone).filter(has_text="三百六十五天").tap()
        expect(phone).to_have_url(re.compile(r"/articles/vinegar-year/$"))


def test_a_result_shows_the_words_where_they_stand(screen: Page) -> None:
    """Marked, with the price of what is for sale and the day of what was written."""
    screen.goto(f"search/?q={PHRASE}")
    story, goods = results(screen).nth(0), results(screen).nth(1)

    expect(goods.locator(".search__note")).to_have_text("商品 · ¥68 起")
    expect(story.locator(".search__note")).to_have_text("文章 · 2026年10月18日")
    for one in (goods, story):
        expect(one.locator(".search__excerpt")).to_contain_text(PHRASE)
        expect(one.locator("mark")).to_have_text(["夏伏晒", "冬捞冰"])
    picture = goods.locator("img")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") >= 240


def test_what_is_looked_for_stands_in_the_address(screen: Page) -> None:
    """So a search can be sent to somebody, filters included."""
    screen.goto("search/?q=醋&kind=product&least=100")
    expect(box(screen)).to_have_value("醋")
    expect(titles(screen).first).to_be_visible()
    notes = results(screen).locator(".search__note").all_inner_texts()

    prices = [float(re.findall(r"¥([\d.]+)", one)[0]) for one in notes]
    assert prices
    assert min(prices) >= 100
    screen.get_by_label("最低").fill("")
    screen.get_by_label("货架").select_option("一桌年饭")
    expect(screen).to_have_url(re.compile(r"\?q=[^&]+&kind=product&shelf=table$"))
    expect(titles(screen).first).to_be_visible()
    screen.get_by_label("货架").select_option("")
    screen.get_by_label("种类").select_option("文章")
    expect(results(screen).locator(".search__note").first).to_contain_text("文章")
    expect(results(screen).filter(has_text="¥")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("醋", "老陈醋"),
        ("vinegar five", "五勺尝醋"),
        ("VIN", "五勺尝醋"),
        ("山西 莜面", "莜面栲栳栳，三生三熟"),
        ("５００ＭＬ", "老陈醋"),
    ],
)
def test_one_character_beginnings_and_several_words(
    query: str, first: str, screen: Page
) -> None:
    """Each of them leads to what it should."""
    screen.goto(f"search/?q={query}")

    expect(titles(screen).first).to_have_text(first)


def test_what_is_only_alike_is_called_so(screen: Page) -> None:
    """Where nothing has the very words; and where nothing is alike, that is said."""
    screen.goto("search/?q=手工酿造")
    expect(status(screen)).to_have_text("没有一字不差的，下面是相近的。")
    expect(results(screen).first).to_be_visible()
    box(screen).fill("阿斯顿<b>")
    expect(status(screen)).to_contain_text("没有找到“阿斯顿<b>”。")

    expect(results(screen)).to_have_count(0)
    box(screen).fill("")
    expect(status(screen)).to_have_text("")


def test_more_can_be_seen(screen: Page) -> None:
    """Six at first; the first of those that come has the focus."""
    screen.goto("search/?q=醋")
    expect(status(screen)).to_contain_text("约有")
    expect(results(screen)).to_have_count(6)
    screen.get_by_role("button", name="再看一些").click()

    expect(titles(screen).nth(6)).to_be_focused()
    expect(results(screen)).to_have_count(12)


def test_a_broken_connection_stops_nobody(screen: Page) -> None:
    """What came once is there; of what is not, that is said."""
    screen.goto("search/?q=老陈醋")
    expect(titles(screen).first).to_be_visible()
    screen.context.set_offline(True)
    box(screen).fill("陈醋")
    expect(titles(screen).first).to_have_text("老陈醋")
    expect(status(screen)).to_contain_text("条")
    box(screen).fill("沙棘")
    expect(status(screen)).to_contain_text("现在连不上网")
    screen.context.set_offline(False)
    box(screen).press("Enter")

    expect(titles(screen).first).to_contain_text("沙棘")


def test_an_old_list_is_asked_for_anew(screen: Page) -> None:
    """Who kept the list of another day gets shards of today, and no wrong results."""
    asked: list[str] = []

    def old(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
            return
        found = route.fetch()
        meta = json.loads(found.text())
        meta["s"] = "0" * len(meta["s"])
        route.fulfill(response=found, body=json.dumps(meta))

    screen.route("**/search/meta.json", old)
    screen.goto(f"search/?q={PHRASE}")

    expect(titles(screen)).to_have_count(2)
    assert len(asked) == 2


def test_nothing_is_fetched_that_is_not_needed(screen: Page) -> None:
    """The list, a shard for each pair at most, and the words of what is shown."""
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.goto("search/")
    screen.wait_for_load_state("networkidle")
    before = [one for one in asked if re.search(r"/search/\w", one)]
    box(screen).fill(PHRASE)
    expect(titles(screen)).to_have_count(2)
    after = [one.split("/search/")[1] for one in asked if re.search(r"/search/\w", one)]

    assert before == []
    assert [one for one in after if one.startswith("t/")] == [
        "t/articles/vinegar-year.json",
        "t/products/aged-vinegar.json",
    ]
    assert len(after) <= 1 + 4 + 2


def test_nobody_is_shut_out_of_the_results(screen: Page) -> None:
    """Axe has nothing to object to, by day or by night, nor has the console."""
    said = heard(screen)
    screen.goto("search/?q=醋")
    expect(results(screen).first).to_be_visible()

    assert said == []
    assert barriers(screen) == []


@pytest.fixture
def hostile(chromium: Browser, build: Builder, folder: Folder) -> Iterator[Page]:
    """A site in which every text is markup."""
    head = {"title": f"{ATTACK}茶", "tags": [f"{ATTACK}签"], "date": "2026-01-01"}
    goods = {"name": f"{ATTACK}茶", "summary": f"{ATTACK}茶", "price": 2}
    sold = {"channels": {"email": "mailto:a@tea.example"}}
    config = "site_name: T\ndocs_dir: content\nplugins: [wenpu]\n"
    theme = "theme: {name: material, language: zh}\n"
    site = build(
        folder(
            {
                "mkdocs.yml": config + theme,
                "content/articles/a.md": f"---\n{json.dumps(head)}\n---\n`{ATTACK}`茶",
                "products/tea.yml": json.dumps({**goods, **sold}),
            }
        )
    )
    with (
        browser.served(site.folder) as address,
        screen_at(chromium, address) as page,
    ):
        yield page


def test_texts_are_shown_and_never_run(hostile: Page) -> None:
    """Markup in a title, a tag, a text, a query arrives as what it is."""
    hostile.goto(f"search/?q={ATTACK.replace('#', '')}茶")
    expect(titles(hostile)).to_have_count(2)

    expect(titles(hostile).first).to_have_text(f"{ATTACK}茶")
    expect(hostile.locator(".search__result img")).to_have_count(0)
    assert hostile.title() != "hit"


def table() -> list[str]:
    """Return every character that Python's tables know, less halves of some."""
    known = (chr(one) for one in range(0x323B0))
    return [one for one in known if unicodedata.category(one) not in {"Cn", "Cs"}]


def test_browsers_compare_letters_as_we_do(screen: Page) -> None:
    """Every character there is becomes the same, and is of the same sort."""
    characters = table()
    rule = "all => all.map(one => [normal(one), (normal(one).match(RUNS) || [])])"
    found = screen.evaluate(
        f"(all) => {{ {LETTERS}\nreturn ({rule})(all); }}", characters
    )
    ours = [
        [letters.normal(one), letters.runs(letters.normal(one))] for one in characters
    ]

    assert LETTERS.count("const") == 3
    differing = [
        one for one, a, b in zip(characters, ours, found, strict=True) if a != b
    ]
    assert differing == []


def test_browsers_cut_texts_as_we_do(screen: Page) -> None:
    """Runs begin and end at the same places."""
    texts = [
        "Ｔｅａ一坛老陈醋500ml×2，Café ЧАЙ…①ﬁne",
        "한국 ไทย ｶﾞ々〇𠮷野家",
        "a1b2醋c3。",
    ]
    found = screen.evaluate(
        f"(all) => {{ {LETTERS}\nreturn all.map(one => normal(one).match(RUNS)); }}",
        texts,
    )

    assert found == [letters.runs(letters.normal(one)) for one in texts]
