"""What a reader does on a site of three languages: chooses, reads, searches."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests import shops
from tests.browser.conftest import Builder
from tests.browser.rulers import screen_at, visitor_of
from tools.looks import browser

SPRING = "articles/spring/"


@pytest.fixture(scope="module")
def place(build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a shop with a twin, and with a few texts in English, is served."""
    root = tmp_path_factory.mktemp("polyglot")
    shops.polyglot().write(root)
    with browser.served(build(root).folder) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(
    chromium: Browser, place: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    with screen_at(chromium, place, java_script_enabled=request.param) as found:
        yield found


def choose(page: Page, name: str) -> None:
    """Tap the globe, and the name of a language."""
    page.locator(".globe").click()
    choice = page.locator("#languages").get_by_role("link", name=name, exact=True)
    expect(choice).to_be_in_viewport()
    choice.click()


def test_a_reader_chooses_a_language_and_stays_on_the_page(phone: Page) -> None:
    """Two taps away, with or without scripts; each calls itself by its own name."""
    phone.goto(SPRING)
    choose(phone, "English")
    expect(phone).to_have_url(re.compile(rf"/en/{SPRING}$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Spring")

    choose(phone, "繁體中文")
    expect(phone).to_have_url(re.compile(rf"/zh-hant/{SPRING}$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("春天的茶")
    expect(phone.get_by_text("先燒水").first).to_be_visible()

    choose(phone, "中文")
    expect(phone.get_by_text("先烧水").first).to_be_visible()


def test_what_is_not_there_leads_to_what_is_above_it(phone: Page) -> None:
    """Nobody is sent to a page that does not exist."""
    phone.goto("articles/summer/")

    choose(phone, "English")

    expect(phone).to_have_url(re.compile(r"/en/articles/$"))


def test_a_product_is_bought_in_any_language(phone: Page) -> None:
    """From the English text to the English door, which leads to the one checkout."""
    phone.goto(f"en/{SPRING}")
    phone.get_by_role("link", name="tea").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Spring tea")
    expect(phone.locator("html")).to_have_attribute("lang", "en")


def test_a_phrase_is_found_in_the_script_one_reads(
    chromium: Browser, place: str
) -> None:
    """The twin is searched in its own script, and finds its own pages."""
    with screen_at(chromium, place) as screen:
        screen.goto("zh-hant/search/?q=先燒水")
        result = screen.locator(".search__result").first
        expect(result.get_by_role("link")).to_have_text("春天的茶")
        result.get_by_role("link").click()
        expect(screen).to_have_url(re.compile(rf"/zh-hant/{SPRING}"))


def test_each_language_keeps_its_own_pages(chromium: Browser, place: str) -> None:
    """On one telephone: a worker that tidies up leaves alone what is another's."""
    kept = """async (name) => {
        const keys = (await (await caches.open(name)).keys()).map((one) => one.url);
        return keys.some((url) => url.includes("articles/spring"));
    }"""
    with visitor_of(chromium, place, service_workers="allow") as visitor:
        page = visitor.new_page()
        for path in ("", "en/"):
            page.goto(f"{path}{SPRING}")
            page.wait_for_function(
                "async () => (await navigator.serviceWorker.ready).active"
            )
        for path in ("/", "/en/"):
            page.wait_for_function(f"async () => ({kept})('wenpu {path} read')")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", ["", SPRING, f"en/{SPRING}", "zh-hant/shop/"])
def test_nobody_is_left_out(
    chromium: Browser, place: str, path: str, colours: str
) -> None:
    """Axe has nothing to say of it, by day and by night, and nothing is too wide."""
    with screen_at(chromium, place, color_scheme=colours) as screen:
        screen.goto(path)

        found = Axe().run(screen)

        assert found.violations_count == 0, found.generate_report()
        width = screen.evaluate("document.documentElement.scrollWidth")
        assert width <= screen.viewport_size["width"]  # type: ignore[index]
