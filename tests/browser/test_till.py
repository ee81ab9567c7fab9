"""The whole loop, on a machine with no account: read, buy, pay, be thanked, read on."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.rulers import HEIGHT, PATIENCE

from wenpu.checkout import opening, stripe

WENPU = Path(sys.executable).with_name("wenpu")
DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
LONG = 180
"""Seconds that a preview may take to start: it makes all pictures."""


@dataclass
class Preview:
    """The demo, served to its author from a folder of its own."""

    root: Path
    address: str

    def sessions(self) -> list[dict[str, Any]]:
        """Return what was bought, the newest first."""
        client = stripe.client(
            opening.PLAY,
            http=_sandbox_client(self.root),
        )
        found = client.raw_request("get", "/v1/checkout/sessions", limit=100)
        return list(found.data["data"])


def _sandbox_client(root: Path) -> Any:
    from wenpu.checkout.sandbox import SandboxClient  # noqa: PLC0415 (slow to import)

    return SandboxClient(opening.standin(root))


@pytest.fixture(scope="module")
def preview(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """`wenpu serve`, without a key."""
    root = tmp_path_factory.mktemp("shop")
    for name in ("content", "products", "mkdocs.yml", ".cache"):
        here = demo / name
        if here.is_dir():
            shutil.copytree(here, root / name)
        elif here.exists():
            shutil.copy(here, root / name)
    with serving(root) as address:
        yield Preview(root, address)


@contextmanager
def serving(root: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    env = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
    env.pop("STRIPE_API_KEY", None)
    command = [WENPU, "-C", root, "serve", "--address", place]
    with (root / "served.txt").open("wb") as said:
        run = subprocess.Popen(command, env=env, stdout=said, stderr=said)
        try:
            answers(f"http://{place}/", root / "served.txt")
            yield f"http://{place}/"
        finally:
            run.terminate()
            run.wait(20)


def answers(address: str, said: Path) -> None:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        with suppress(URLError, ConnectionError, TimeoutError):
            urlopen(address, timeout=5).close()
            return
        time.sleep(0.3)
    raise AssertionError(said.read_text("utf-8"))


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def buyer(
    chromium: Browser, preview: Preview, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A phone on that machine; other hosts do not answer."""
    with chromium.new_context(
        base_url=preview.address,
        viewport={"width": 360, "height": HEIGHT},
        reduced_motion="reduce",
        locale="zh-CN",
        java_script_enabled=request.param,
    ) as context:
        context.set_default_timeout(PATIENCE)
        away = re.compile(r"^(?!http://127\.0\.0\.1:|data:)")
        context.route(away, lambda route: route.abort())
        yield context.new_page()


@pytest.mark.xdist_group("preview")
def test_a_reader_buys_and_reads_on(buyer: Page, preview: Preview) -> None:
    """Home, article, Buy on a card, pay, thank-you, the next article."""
    before = len(preview.sessions())
    buyer.goto("")
    buyer.get_by_role("main").get_by_role("link", name="一坛老陈醋").first.click()
    card = buyer.locator(".card").filter(has_text="老陈醋").first
    buy = card.locator("a[href*='client_reference_id']").first
    told = parse_qs(urlsplit(buy.get_attribute("href") or "").query)
    buy.click()
    expect(buyer.get_by_text("play money").first).to_be_visible()
    buyer.get_by_role("button", name=re.compile("付款|支付|Pay")).first.click()

    expect(buyer).to_have_url(re.compile(r"/thanks/aged-vinegar/"))
    expect(buyer.get_by_role("main")).to_contain_text("老陈醋")
    sessions = preview.sessions()
    assert len(sessions) == before + 1
    assert sessions[0]["payment_status"] == "paid"
    assert sessions[0]["client_reference_id"] == "vinegar-year_card"
    assert told["client_reference_id"] == ["vinegar-year_card"]
    assert told["locale"] == ["zh"]

    article = buyer.get_by_role("main").locator("a[href*='/articles/']").first
    article.click()
    expect(buyer).to_have_url(re.compile(r"/articles/.+"))
    expect(buyer.get_by_role("article")).to_be_visible()


@pytest.mark.xdist_group("preview")
def test_the_last_one_is_sold_everywhere(buyer: Page, preview: Preview) -> None:
    """Three knives are there; after the third, the next build says so on every card."""
    buyer.goto("products/noodle-knife/")
    link = buyer.locator("a[href*='client_reference_id']").first
    if not link.count():
        pytest.skip("They are gone since the other buyer came.")
    place = str(link.get_attribute("href"))
    for _ in range(3):
        buyer.goto(place)
        buyer.get_by_role("button", name=re.compile("付款|支付|Pay")).first.click()
        expect(buyer).to_have_url(re.compile(r"/thanks/noodle-knife/"))
    buyer.goto(place)
    expect(buyer.get_by_role("button", name=re.compile("付款|支付|Pay"))).to_have_count(
        0
    )

    file = preview.root / "content/policies.md"
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    for page in ("products/noodle-knife/", "articles/knife-noodles/", "shop/grain/"):
        told_sold_out(buyer, page)


def told_sold_out(buyer: Page, page: str) -> None:
    """Wait for the build, then look for the knife on *page*."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        buyer.goto(page)
        knife = buyer.get_by_role("main").get_by_text("售罄").first
        if knife.count():
            break
        time.sleep(0.5)
    expect(buyer.get_by_role("main").get_by_text("售罄").first).to_be_visible()
    links = buyer.locator("a[href*='client_reference_id']")
    for number in range(links.count()):
        name = links.nth(number).inner_text() + str(
            links.nth(number).get_attribute("href")
        )
        assert "刀削面刀" not in name
