"""A preview in its author's browser: it follows what is saved; mistakes are said."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from wenpu import starter

WENPU = Path(sys.executable).with_name("wenpu")
PATIENCE = 30_000
LONG = 90
ARTICLE, PRODUCT = "content/articles/long.md", "products/jar.yml"
TEXT = "# 很长的文章\n\n" + "".join(f"第 {n} 段说到罐子。\n\n" for n in range(120))
JAR = "name: 罐子\nprice: 68.00\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop with one long article."""
    root = tmp_path_factory.mktemp("preview") / "shop"
    starter.site(root, "zh", date(2026, 11, 22))
    write(root, ARTICLE, TEXT)
    write(root, PRODUCT, JAR)
    return root


@pytest.fixture(scope="module")
def address(shop: Path) -> Iterator[str]:
    """Where it is served."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command: list[str | Path] = [WENPU, "-C", shop, "serve", "--address", place]
    with (shop.parent / "said.txt").open("wb") as said:
        run = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            answers(f"http://{place}/")
            yield f"http://{place}/"
        finally:
            run.terminate()
            run.wait(20)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The long article on the author's screen."""
    context = chromium.new_context(viewport={"width": 768, "height": 700})
    found = context.new_page()
    found.goto(f"{address}articles/long/")
    yield found
    context.close()


def answers(address: str) -> None:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        with suppress(URLError, ConnectionError, TimeoutError):
            urlopen(address, timeout=5).close()  # noqa: S310 (our own server)
            return
        time.sleep(0.2)
    raise AssertionError(address)


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def test_what_is_saved_is_seen_where_one_was_reading(page: Page, shop: Path) -> None:
    """The page comes again by itself, and stays where it was."""
    page.evaluate("scrollTo({top: 2400, behavior: 'instant'})")
    page.wait_for_timeout(300)
    before = page.evaluate("scrollY")
    write(shop, ARTICLE, TEXT.replace("第 70 段", "第七十段"))

    expect(page.get_by_text("第七十段")).to_have_count(1, timeout=PATIENCE)
    page.wait_for_timeout(300)
    assert before > 0
    assert abs(page.evaluate("scrollY") - before) < 40


def test_a_mistake_is_said_in_the_page_until_it_is_mended(
    page: Page, shop: Path
) -> None:
    """File and line, above the last good page."""
    write(shop, PRODUCT, JAR.replace("68.00", "68,00"))

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("products/jar.yml:2", timeout=PATIENCE)
    assert page.get_by_role("heading", name="很长的文章").is_visible()

    write(shop, PRODUCT, JAR.replace("68.00", "72.00"))
    expect(alert).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_text("¥72").first).to_be_attached(timeout=PATIENCE)


def test_many_saves_at_once_are_one(page: Page, shop: Path) -> None:
    """Twenty files written one after the other bring the page once or twice."""
    loads: list[str] = []
    page.on("load", lambda found: loads.append(found.url))
    for number in range(20):
        write(shop, f"content/articles/short-{number}.md", f"# 短文 {number}\n\n短。\n")
    write(shop, ARTICLE, f"{TEXT}\n最后一句。\n")

    expect(page.get_by_text("最后一句。")).to_have_count(1, timeout=PATIENCE)
    page.wait_for_timeout(1500)
    assert 1 <= len(loads) <= 3
