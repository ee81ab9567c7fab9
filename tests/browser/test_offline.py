"""In a tunnel: what was read is there, and so is the shop; no price of yesterday."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import Published
from tests.browser.rulers import visitor_of
from tools.looks import browser

READ = "articles/vinegar-year/"
UNREAD = "articles/knife-noodles/"
RENEWED = """async () => {
    const names = await caches.keys();
    return names.length === 3 && names.some((one) => one.startsWith("wenpu / other"));
}"""


class Line:
    """A site at an address that can be gone, and come back as another build."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stack = folder, ExitStack()
        self.server = browser.Server(("127.0.0.1", 0), browser.quiet(folder))
        self.port = self.server.server_port
        self._up()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def _up(self) -> None:
        self.stack.enter_context(browser.running(self.server))

    def cut(self) -> None:
        """Let nothing come any longer."""
        self.stack.close()

    def mend(self) -> None:
        """Serve again, at the same address."""
        place = "127.0.0.1", self.port
        self.server = browser.Server(place, browser.quiet(self.folder))
        self._up()


@pytest.fixture
def line(site: Published, tmp_path: Path) -> Iterator[Line]:
    folder = tmp_path / "site"
    shutil.copytree(site.folder, folder)
    found = Line(folder)
    yield found
    found.cut()


@contextmanager
def telephone(chromium: Browser, line: Line, **more: str) -> Iterator[BrowserContext]:
    with visitor_of(chromium, line.address, service_workers="allow", **more) as found:
        yield found


def wait(page: Page, asked: str) -> None:
    """Wait until what is *asked* of the page, and comes later, is true."""
    for _ in range(100):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(100)
    raise AssertionError(asked)


def settled(page: Page) -> None:
    """Wait until the worker has all that it keeps from the beginning."""
    asked = f"""async () => {{
        const read = await (await caches.open("wenpu / read")).keys();
        const seen = await (await caches.open("wenpu / seen")).keys();
        const names = await caches.keys();
        const now = names.find((one) => /^wenpu . [0-9a-f]+$/.test(one));
        const first = now ? await (await caches.open(now)).keys() : [];
        return read.some((one) => one.url.endsWith("{READ}"))
            && seen.length > 2 && first.length > 9;
    }}"""
    wait(page, asked)


@contextmanager
def having_read(chromium: Browser, line: Line) -> Iterator[Page]:
    """Hold a telephone on which one article was read, and nothing else."""
    with telephone(chromium, line) as visitor:
        page = visitor.new_page()
        page.goto(READ)
        settled(page)
        yield page


def test_what_was_read_is_there_without_a_line(chromium: Browser, line: Line) -> None:
    """After one visit: the article and its style, home, shop, a word of the rest."""
    with having_read(chromium, line) as page:
        line.cut()

        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "一坛老陈醋的三百六十五天"
        )
        dressed = """() => [...document.styleSheets].some((one) => one.href)
            && document.querySelector(".bleed img").naturalWidth > 0"""
        wait(page, dressed)
        page.goto("shop/")
        expect(page.get_by_role("heading", level=1)).to_have_text("铺子")
        page.goto("")
        expect(page).to_have_title(re.compile("晋味"))

        page.goto(UNREAD)
        expect(page.get_by_role("heading", level=1)).to_have_text("没有网络")
        page.get_by_role("link", name="一坛老陈醋的三百六十五天").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "一坛老陈醋的三百六十五天"
        )


def test_the_page_without_a_line_is_a_page(chromium: Browser, line: Line) -> None:
    """Axe has nothing to say of it."""
    with telephone(chromium, line) as visitor:
        page = visitor.new_page()
        page.goto("offline/")
        assert Axe().run(page).violations_count == 0


def test_a_new_build_takes_the_place_of_the_old(chromium: Browser, line: Line) -> None:
    """At once while there is a line; and what is kept of it is the new one."""
    with having_read(chromium, line) as page:
        for name in (f"{READ}index.html", "shop/index.html"):
            path = line.folder / name
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub("<h1([^>]*)>[^<]*", r"<h1\1>新的", text), "utf-8")
        worker = line.folder / "sw.js"
        script = worker.read_text(encoding="utf-8")
        worker.write_text(
            re.sub('VERSION="', 'VERSION="other', script), encoding="utf-8"
        )

        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("新的")
        wait(page, RENEWED)
        line.cut()

        page.goto("shop/")
        expect(page.get_by_role("heading", level=1)).to_have_text("新的")
        line.mend()


def test_no_price_is_shown_that_may_have_changed(chromium: Browser, line: Line) -> None:
    """From the day on which one changes, the page waits for a line."""
    worker = line.folder / "sw.js"
    script = worker.read_text(encoding="utf-8")
    days = '["2099-01-02"]'
    worker.write_text(re.sub(r"CHANGES=\[[^]]*\]", f"CHANGES={days}", script), "utf-8")
    with having_read(chromium, line) as page:
        line.cut()

        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "一坛老陈醋的三百六十五天"
        )
        changed = """async () => {
            const cache = await caches.open("wenpu / read");
            for (const one of await cache.keys()) {
                const kept = await cache.match(one);
                const headers = new Headers(kept.headers);
                headers.set("x-kept", String(Date.now() - 40 * 864e5));
                await cache.put(one, new Response(await kept.text(), { headers }));
            }
        }"""
        page.evaluate(changed)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("没有网络")


def test_wechat_keeps_nothing(chromium: Browser, line: Line) -> None:
    """Its browser has workers on one system and none on the other."""
    agent = "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile MicroMessenger/8.0.50"
    with telephone(chromium, line, user_agent=agent) as visitor:
        page = visitor.new_page()
        page.goto(READ)
        page.wait_for_timeout(500)
        count = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
        assert page.evaluate(count) == 0


def test_a_telephone_finds_the_manifest(phone: Page) -> None:
    """Once, with scripts and without; its pictures come before it."""
    phone.goto("")

    expect(phone.locator("link[rel=manifest]")).to_have_count(1)
