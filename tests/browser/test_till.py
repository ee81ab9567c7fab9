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
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.rulers import HEIGHT, PATIENCE

from wenpu.checkout import opening, stripe
from wenpu.checkout.sandbox import SandboxClient

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
        http = SandboxClient(opening.standin(self.root))
        client = stripe.client(opening.PLAY, http=http)
        found = client.raw_request("get", "/v1/checkout/sessions", limit=100)
        return list(found.data["data"])


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
    command: list[str | Path] = [WENPU, "-C", root, "serve", "--address", place]
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
            urlopen(address, timeout=5).close()  # noqa: S310 (our own server)
            return
        time.sleep(0.3)
    raise AssertionError(said.read_text("utf-8"))


@contextmanager
def phone_on(chromium: Browser, preview: Preview, *, scripts: bool) -> Iterator[Page]:
    """Hold a phone on that machine; other hosts do not answer."""
    with chromium.new_context(
        base_url=preview.address,
        viewport={"width": 360, "height": HEIGHT},
        reduced_motion="reduce",
        locale="zh-CN",
        java_script_enabled=scripts,
    ) as context:
        context.set_default_timeout(PATIENCE)
        away = re.compile(r"^(?!http://127\.0\.0\.1:|data:)")
        context.route(away, lambda route: route.abort())
        yield context.new_page()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def buyer(
    chromium: Browser, preview: Preview, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The same, once with JavaScript and once without."""
    with phone_on(chromium, preview, scripts=request.param) as page:
        yield page


@pytest.mark.xdist_group("preview")
def test_a_reader_buys_and_reads_on(buyer: Page, preview: Preview) -> None:
    """Home, article, Buy on a card, pay, thank-you, the next article."""
    before = len(preview.sessions())
    buyer.goto("")
    buyer.get_by_role("main").get_by_role("link", name="莜面栲栳栳").first.click()
    card = buyer.locator(".card").filter(has_text="莜面粉").first
    buy = card.locator("a[href*='client_reference_id']").first
    told = parse_qs(urlsplit(buy.get_attribute("href") or "").query)
    buy.click()
    expect(buyer.get_by_text("play money").first).to_be_visible()
    pay(buyer).first.click()

    expect(buyer).to_have_url(re.compile(r"/thanks/oat-flour/"))
    expect(buyer.get_by_role("main")).to_contain_text("莜面粉")
    sessions = preview.sessions()
    assert len(sessions) == before + 1
    assert sessions[0]["payment_status"] == "paid"
    assert sessions[0]["client_reference_id"] == "oat-rolls_card"
    assert told["client_reference_id"] == ["oat-rolls_card"]
    assert told["locale"] == ["zh"]

    article = buyer.get_by_role("main").locator("a[href*='/articles/']").first
    article.click()
    expect(buyer).to_have_url(re.compile(r"/articles/.+"))
    expect(buyer.get_by_role("article").first).to_be_visible()


@pytest.mark.xdist_group("preview")
def test_the_last_one_is_sold_everywhere(chromium: Browser, preview: Preview) -> None:
    """Three knives are there; after the third, the next build says so on every card."""
    with phone_on(chromium, preview, scripts=True) as buyer:
        buyer.goto("products/noodle-knife/")
        link = buyer.locator("a[href*='client_reference_id']").first
        place = str(link.get_attribute("href"))
        for _ in range(3):
            buyer.goto(place)
            pay(buyer).first.click()
            expect(buyer).to_have_url(re.compile(r"/thanks/noodle-knife/"))
        buyer.goto(place)
        expect(pay(buyer)).to_have_count(0)

        file = preview.root / "content/policies.md"
        file.write_text(file.read_text("utf-8") + "\n", "utf-8")
        for page in KNIFE:
            until_sold_out(buyer, page)
            expect(
                buyer.locator(f"a[href^='{place.partition('?')[0]}']")
            ).to_have_count(0)


KNIFE = (
    "products/noodle-knife/",
    "articles/knife-noodles/",
    "shop/grain/",
    "buy/noodle-knife-2026/",
)
"""Where the knife is sold."""


def until_sold_out(buyer: Page, page: str) -> None:
    """Come back until the build is there, and see that it says so."""
    said = buyer.get_by_role("main").get_by_text("售罄").first
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        buyer.goto(page)
        if said.count():
            break
        time.sleep(0.5)
    expect(said).to_be_visible()


def pay(buyer: Page) -> Locator:
    return buyer.get_by_role("button", name=re.compile("付款|支付|Pay"))
