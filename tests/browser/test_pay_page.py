"""A buyer at the stand-in's pay page, on a small phone, with scripts and without."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browser.rulers import WIDTHS, heard, letters, overflows, screen_at
from tests.browser.test_markup import validate
from tests.checkout.sandbox.calling import made, seen, tea
from tests.checkout.sandbox.test_server import everything

from wenpu.checkout.sandbox import Account, Sandbox, serve

THUMB = 44
"""So many pixels must what is tapped be high."""

SHOP = Account(name="山西十二味")


@dataclass
class Counter:
    """A stand-in that is served, and the pages it shows by what they are."""

    sandbox: Sandbox
    address: str
    pages: dict[str, str]


@pytest.fixture(scope="session")
def counter() -> Iterator[Counter]:
    """Links of every sort: one that asks for everything, one that sells no more."""
    sandbox = Sandbox(account=SHOP)
    with serve(sandbox) as server:
        asks = everything(sandbox)
        after = f"{server.address}/thanks/?session={{CHECKOUT_SESSION_ID}}"
        redirect = {"type": "redirect", "redirect": {"url": after}}
        full = tea(sandbox, after_completion=redirect, **asks)
        plain = link(sandbox, {"unit_amount": 12800})
        free = link(sandbox, {"custom_unit_amount": {"enabled": True, "minimum": 500}})
        club = link(sandbox, {"unit_amount": 900, "recurring": {"interval": "month"}})
        gone = link(sandbox, {"unit_amount": 100})
        made(sandbox, f"payment_links/{gone['id']}", {"active": False})
        links = {"full": full, "plain": plain, "free": free, "club": club, "gone": gone}
        pages = {name: f"{one['url']}?locale=zh" for name, one in links.items()}
        yield Counter(sandbox, server.address, pages)


def link(sandbox: Sandbox, price: dict[str, object]) -> dict[str, str]:
    """Put something on sale for *price*."""
    name = {"name": "老陈醋 礼盒两瓶", "description": "手工酿造，日晒一年"}
    product = made(sandbox, "products", name)["id"]
    said = {"product": product, "currency": "cny", **price}
    items = [{"price": made(sandbox, "prices", said)["id"], "quantity": 1}]
    return made(sandbox, "payment_links", {"line_items": items})


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(
    chromium: Browser, counter: Counter, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A screen 360 pixels wide that reaches the stand-in only."""
    address = counter.address
    with screen_at(chromium, address, java_script_enabled=request.param) as page:
        yield page


@pytest.fixture
def screen(chromium: Browser, counter: Counter) -> Iterator[Page]:
    """The same, with scripts: for what a script measures."""
    with screen_at(chromium, counter.address) as page:
        yield page


KINDS = ("full", "plain", "free", "club", "gone")


def test_a_tester_taps_pay_and_goes_on(phone: Page, counter: Counter) -> None:
    """All that is asked for is filled in; one tap, and the shop says thanks."""
    phone.goto(f"{counter.pages['full']}&client_reference_id=vinegar-year_card")
    expect(phone.get_by_text("玩具钱")).to_be_visible()
    expect(phone.get_by_text("Play money.")).to_be_visible()
    phone.get_by_role("button", name="支付 ¥73.00").click()

    expect(phone).to_have_url(re.compile(r"/thanks/\?session=cs_test_\w+$"))
    said = {"limit": 1, "expand": ["data.line_items"]}
    session = seen(counter.sandbox, "checkout/sessions", said)["data"][0]
    assert session["id"] in phone.url
    assert session["client_reference_id"] == "vinegar-year_card"
    assert session["line_items"]["data"][0]["amount_total"] == 6800


def test_a_buyer_is_told_what_is_missing(phone: Page, counter: Counter) -> None:
    """Nothing is paid; each sentence leads to its field, which keeps its label."""
    phone.goto(counter.pages["full"])
    phone.get_by_label("邮箱").fill("ming")
    phone.get_by_label("街道地址").fill("")
    phone.get_by_label("我同意").uncheck()
    phone.get_by_role("button", name="支付").click()
    alert = phone.get_by_role("alert")

    expect(alert).to_contain_text("还没有付款")
    expect(alert.get_by_role("link")).to_have_count(3)
    alert.get_by_role("link", name="请写一个邮箱").click()
    field = phone.get_by_label("邮箱")
    expect(field).to_be_in_viewport()
    expect(field).to_have_value("ming")
    expect(field).to_have_accessible_description(re.compile("请写一个邮箱"))


def test_a_buyer_changes_the_order(phone: Page, counter: Counter) -> None:
    """Who may pay as he wants sees the new total before it is paid."""
    phone.goto(counter.pages["free"])
    phone.get_by_label("金额由你定").fill("12.5")
    phone.get_by_role("button", name="重新计算").click()

    expect(phone.get_by_role("button", name="支付 ¥12.50")).to_be_visible()
    phone.get_by_role("button", name="支付 ¥12.50").click()
    expect(phone.get_by_role("heading", name="谢谢")).to_be_visible()


def test_a_buyer_meets_a_closed_link(phone: Page, counter: Counter) -> None:
    """It says so, and there is nothing to tap."""
    phone.goto(counter.pages["gone"])

    expect(phone.get_by_role("heading", name="已经停售")).to_be_visible()
    expect(phone.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_pay_page_fits_and_is_quiet(
    screen: Page, counter: Counter, kind: str
) -> None:
    """From a small phone to a desk, letters twice as large, without a complaint."""
    said = heard(screen)
    screen.goto(counter.pages[kind])

    assert [width for width in WIDTHS if overflows(screen, width)] == []
    letters(screen, 2)
    assert not overflows(screen, 360)
    assert [one for one in said if "410" not in one] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_has_nothing_to_say_of_a_pay_page(
    screen: Page, counter: Counter, kind: str, scheme: str
) -> None:
    """By day and at night, labels, contrasts and headings are as they should be."""
    screen.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    screen.goto(counter.pages[kind])

    found = Axe().run(screen)

    assert found.violations_count == 0, found.generate_report()


def test_axe_has_nothing_to_say_of_what_is_missing(
    screen: Page, counter: Counter
) -> None:
    """Nor of a page that comes back, by night."""
    screen.emulate_media(color_scheme="dark")
    screen.goto(counter.pages["full"])
    screen.get_by_label("邮箱").fill("")
    screen.get_by_role("button", name="支付").click()
    expect(screen.get_by_role("alert")).to_be_visible()

    found = Axe().run(screen)

    assert found.violations_count == 0, found.generate_report()


MISTAKES = {
    "free": ("金额由你定", "18.005", "重新计算", "请写一个金额，像 18.00 这样。"),
    "full": ("优惠码", "HALB", "使用", "没有这个优惠码，或者已经用完。"),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_buyer_is_told_at_once_what_cannot_be_counted(
    phone: Page, counter: Counter, kind: str
) -> None:
    """The sentence is at the field, which keeps what was written; no total is less."""
    label, text, button, sentence = MISTAKES[kind]
    phone.goto(counter.pages[kind])
    total = phone.locator(".total").inner_text()
    phone.get_by_label(label).fill(text)
    phone.get_by_role("button", name=button, exact=True).click()
    field = phone.get_by_label(label)

    expect(field).to_have_value(text)
    expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
    expect(phone.locator(".total")).to_have_text(total)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_fits_and_is_legible(
    screen: Page, counter: Counter, kind: str, scheme: str
) -> None:
    """From a small phone to a desk; whoever cannot see it is told as well."""
    label, text, button, _ = MISTAKES[kind]
    screen.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    screen.goto(counter.pages[kind])
    screen.get_by_label(label).fill(text)
    screen.get_by_role("button", name=button, exact=True).click()
    expect(screen.get_by_role("alert")).to_be_visible()

    found = Axe().run(screen)

    assert found.violations_count == 0, found.generate_report()
    assert [width for width in WIDTHS if overflows(screen, width)] == []


def test_a_code_and_its_button_stay_side_by_side(
    screen: Page, counter: Counter
) -> None:
    """A sentence below the field does not push the button down."""
    screen.goto(counter.pages["full"])
    screen.get_by_label("优惠码").fill("HALB")
    screen.get_by_role("button", name="使用").click()
    both = screen.locator("#code, .code button")
    boxes = [one.bounding_box() for one in both.all()]

    assert len({box and (box["y"], box["height"]) for box in boxes}) == 1


@pytest.mark.parametrize("kind", ["full", "free"])
def test_what_is_tapped_is_large_enough(
    screen: Page, counter: Counter, kind: str
) -> None:
    """Buttons, fields, and each line with something to tick."""
    screen.goto(counter.pages[kind])
    tapped = screen.locator(
        "button, select, label.check, label.option,"
        " input:not([type=hidden], [type=radio], [type=checkbox])"
    )
    boxes = [one.bounding_box() for one in tapped.all()]

    assert boxes
    assert [box for box in boxes if not box or box["height"] < THUMB] == []


def test_every_pay_page_is_valid(
    screen: Page, counter: Counter, tmp_path: Path
) -> None:
    """The validator has nothing to say."""
    for name, url in counter.pages.items():
        body = screen.request.get(url).text()
        (tmp_path / f"{name}.html").write_text(body, encoding="utf-8")

    assert validate(tmp_path) == []
