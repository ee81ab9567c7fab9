"""The stand-in behind an address: the real client over HTTP, and a pay page."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import stripe
from tests.checkout.sandbox.calling import KEY, Json, made, seen, tea

from wenpu.checkout.sandbox import Account, Sandbox, Unfinished, serve

SHOP = Account(name='Tea & "Co" <b>')
PAY = {"do": "pay", "email": "reader@shop.invalid"}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A stand-in that is served."""
    found = Sandbox(account=SHOP)
    with serve(found):
        yield found


class Form(HTMLParser):
    """What a browser would send from a page, as it is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.name = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "select":
            self.name = said["name"]
        elif tag == "option":
            if "selected" in said or self.name not in self.fields:
                self.fields[self.name] = said["value"]
        elif tag == "input" and "name" in said:
            ticked = said.get("type") not in {"checkbox", "radio"} or "checked" in said
            if ticked:
                self.fields[said["name"]] = said.get("value", "")


def fetch(
    url: str, form: dict[str, str] | None = None, language: str = "en"
) -> tuple[HTTPResponse, str]:
    """Open *url*, or send a *form* to it; follow nothing."""
    parts = urlsplit(url)
    line = HTTPConnection(str(parts.netloc), timeout=20)
    method = "GET" if form is None else "POST"
    headers = {"Accept-Language": language}
    target = f"{parts.path}?{parts.query}"
    line.request(method, target, urlencode(form or {}), headers)
    answer = line.getresponse()
    body = answer.read().decode()
    line.close()
    return answer, body


def opened(url: str, **more: str) -> dict[str, str]:
    """Return the form at *url* as a buyer finds it, with *more* filled in."""
    answer, page = fetch(url)
    assert answer.status == 200, page
    return {**Form(page).fields, "do": "pay", **more}


def linked(sandbox: Sandbox, **more: Json) -> str:
    return str(tea(sandbox, **more)["url"])


def texts(page: str) -> str:
    """Return what a page says, without its style."""
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(body))


def test_the_real_client_is_served_over_http() -> None:
    """It makes, reads, changes and deletes, and is refused as from the service."""
    stripe.enable_telemetry = False
    with serve(Sandbox()) as server:
        client = stripe.StripeClient(KEY, base_addresses={"api": server.address})
        client.v1.products.create({"id": "tea", "name": "茶"})
        client.v1.products.update("tea", {"name": "乌龙"})

        assert [one.name for one in client.v1.products.list()] == ["乌龙"]
        assert client.v1.products.delete("tea").deleted
        with pytest.raises(stripe.InvalidRequestError) as found:
            client.v1.products.retrieve("tea")
        assert found.value.request_id


def test_a_replayed_answer_says_so_over_http() -> None:
    """The real client can tell an old answer from a new one."""
    with serve(Sandbox()) as server:
        client = stripe.StripeClient(KEY, base_addresses={"api": server.address})
        options: stripe.RequestOptions = {"idempotency_key": "one"}
        found = [
            client.v1.products.create({"name": "Cup"}, options).last_response
            for _ in range(2)
        ]

    heard = [one.headers.get("Idempotent-Replayed") for one in found if one]
    assert heard == [None, "true"]


def test_a_buyer_pays_and_goes_on(sandbox: Sandbox) -> None:
    """The session keeps the reference; the address afterwards has it, and the utm."""
    after = "https://shop.invalid/thanks/?session={CHECKOUT_SESSION_ID}#top"
    redirect = {"type": "redirect", "redirect": {"url": after}}
    url = linked(sandbox, after_completion=redirect)
    url += "?client_reference_id=a_card&utm_source=feed&utm_medium=b%20c"

    answer, _ = fetch(url, opened(url))

    session = seen(sandbox, "checkout/sessions")["data"][0]
    assert session["client_reference_id"] == "a_card"
    assert session["amount_total"] == 6800
    assert answer.status == 303
    there = f"https://shop.invalid/thanks/?session={session['id']}&utm_source=feed#top"
    assert answer.getheader("Location") == there


def test_a_buyer_who_goes_nowhere_is_thanked(sandbox: Sandbox) -> None:
    """Without a redirect there is a page with the shop's own words, even sold out."""
    words = {"type": "hosted_confirmation"}
    words["hosted_confirmation"] = {"custom_message": "Brewed <soon>"}  # type: ignore[assignment] # JSON, not texts.
    limit = {"completed_sessions": {"limit": 1}}
    url = linked(sandbox, after_completion=words, restrictions=limit)

    answer, _ = fetch(url, opened(url))
    answer, page = fetch(f"{url}{answer.getheader('Location')}")

    assert answer.status == 200
    assert "Brewed <soon>" in texts(page)
    assert "CN¥68.00" in texts(page)


@pytest.mark.parametrize(
    ("locale", "language", "words"),
    [
        ("zh", "en", "支付 ¥68.00"),
        ("zh-HK", "en", "支付 ¥68.00"),
        ("en", "zh-CN", "Pay CN¥68.00"),
        ("auto", "zh-CN,en", "支付 ¥68.00"),
        ("", "fr", "Pay CN¥68.00"),
    ],
)
def test_speaks_the_buyers_language(
    sandbox: Sandbox, locale: str, language: str, words: str
) -> None:
    """The link's locale wins; else it is what the browser asks for."""
    _, page = fetch(f"{linked(sandbox)}?locale={locale}", language=language)

    assert words in texts(page)
    assert "玩具钱" in texts(page)
    assert "Play money" in texts(page)


def test_what_is_missing_is_said_and_nothing_is_paid(sandbox: Sandbox) -> None:
    """Each field that is wrong is named, and keeps what was written."""
    field = {"key": "slot", "type": "numeric", "label": {"type": "custom"}}
    field["label"]["custom"] = "Which <hour>"  # type: ignore[index] # JSON, not texts.
    url = linked(
        sandbox,
        custom_fields=[field],
        phone_number_collection={"enabled": True},
        shipping_address_collection={"allowed_countries": ["CN"]},
        consent_collection={"terms_of_service": "required"},
        allow_promotion_codes=True,
    )
    said = opened(url, email="no", phone="", name="", city="", code="NONE")
    said |= {"line1": "", "country": "XX", "field-slot": "noon"}
    said.pop("terms")

    answer, page = fetch(url, said)

    assert answer.status == 422
    names = set(re.findall(r'href="#([^"]+)"', page))
    wanted = {"email", "phone", "name", "city", "line1", "country", "terms", "code"}
    assert names == {*wanted, "field-slot"}
    assert "Answer “Which <hour>”." in texts(page)
    assert 'value="noon"' in page
    assert all(f'id="{name}"' in page for name in names)
    assert seen(sandbox, "checkout/sessions")["data"] == []


def test_a_total_that_changed_is_shown_before_it_is_paid(sandbox: Sandbox) -> None:
    """Who takes three pays for three, but not without having seen it."""
    url = linked(sandbox)
    item = seen(sandbox, f"payment_links/{only(sandbox)}/line_items")["data"][0]["id"]
    bounds = {"enabled": True, "minimum": 1, "maximum": 5}
    items = [{"id": item, "quantity": 1, "adjustable_quantity": bounds}]
    made(sandbox, f"payment_links/{only(sandbox)}", {"line_items": items})

    answer, page = fetch(url, opened(url, **{f"quantity-{item}": "3"}))

    assert answer.status == 200
    assert "CN¥204.00" in texts(page)
    answer, _ = fetch(url, {**Form(page).fields, "do": "pay"})
    assert answer.status == 303
    assert seen(sandbox, "checkout/sessions")["data"][0]["amount_total"] == 20400
    answer, page = fetch(url, {**opened(url), f"quantity-{item}": "6", "seen": "40800"})
    assert answer.status == 422


def only(sandbox: Sandbox) -> str:
    return str(seen(sandbox, "payment_links")["data"][0]["id"])


def test_a_buyer_chooses_what_to_pay(sandbox: Sandbox) -> None:
    """Within the bounds, in the currency's own way of writing."""
    made(sandbox, "products", {"id": "chat", "name": "Chat"})
    free = {"enabled": True, "minimum": 500, "maximum": 90000, "preset": 2000}
    said = {"product": "chat", "currency": "cny", "custom_unit_amount": free}
    price = made(sandbox, "prices", said)["id"]
    items = [{"price": price, "quantity": 1}]
    url = made(sandbox, "payment_links", {"line_items": items})["url"]

    form = opened(url)

    found = {
        text: fetch(url, {**form, "amount": text, "seen": "1250"})[0].status
        for text in ("12.50", "4", "x", "901")
    }

    assert form["amount"] == "20.00"
    assert found == {"12.50": 303, "4": 422, "x": 422, "901": 422}


@pytest.mark.parametrize("message", ["", "Ask for the <next> batch"])
def test_a_closed_link_says_what_the_shop_says(sandbox: Sandbox, message: str) -> None:
    """Whoever comes too late reads why, and cannot pay."""
    url = linked(sandbox, **({"inactive_message": message} if message else {}))
    form = opened(url)
    made(sandbox, f"payment_links/{only(sandbox)}", {"active": False})

    for answer, page in (fetch(url), fetch(url, form)):
        assert answer.status == 410
        assert (message or "This link is no longer active.") in texts(page)
    assert seen(sandbox, "checkout/sessions")["data"] == []


def test_an_address_without_a_link_is_none(sandbox: Sandbox) -> None:
    """A wrong letter is not somebody else's link."""
    answer, page = fetch(f"{sandbox.pay}/pay/test_nothing")

    assert answer.status == 404
    assert "There is no such link" in texts(page)


def test_the_last_piece_is_sold_once(sandbox: Sandbox) -> None:
    """Eight buyers have the form open; one gets it, the others are told."""
    url = linked(sandbox, restrictions={"completed_sessions": {"limit": 1}})
    form = opened(url)

    with ThreadPoolExecutor(8) as buyers:
        found = list(buyers.map(lambda _: fetch(url, form)[0].status, range(8)))

    assert sorted(found) == [303, *[410] * 7]
    assert len(seen(sandbox, "checkout/sessions")["data"]) == 1


HOSTILE = "<script>alert(1)</script>\" ' onx=1 {{ 7*7 }}"


def test_nothing_that_is_written_becomes_markup(sandbox: Sandbox) -> None:
    """Names, texts, questions and answers are shown as they were written."""
    label = {"type": "custom", "custom": HOSTILE}
    url = linked(
        sandbox,
        custom_fields=[{"key": "a", "type": "text", "label": label}],
        custom_text={key: {"message": HOSTILE} for key in ("submit", "after_submit")},
        phone_number_collection={"enabled": True},
    )
    made(sandbox, "products/tea", {"name": HOSTILE, "description": HOSTILE})
    form = opened(url, phone=HOSTILE, email=HOSTILE, **{"field-a": HOSTILE})

    _, page = fetch(f"{url}?client_reference_id={HOSTILE.replace(' ', '')}", form)

    assert "<script" not in page
    assert page.count("alert(1)") > 5
    assert "49" not in texts(page)
    assert 'Tea & "Co" <b>' in texts(page)
    assert Form(page).fields["field-a"] == HOSTILE


def test_the_page_asks_nobody_else_for_anything(sandbox: Sandbox) -> None:
    """No script, no request, no frame: a policy says so, and the page keeps to it."""
    answer, page = fetch(linked(sandbox))

    assert "default-src 'none'" in str(answer.getheader("Content-Security-Policy"))
    assert "frame-ancestors 'none'" in str(answer.getheader("Content-Security-Policy"))
    assert not re.findall(r"<script|https?://|@import|url\(", page)


def test_a_form_that_is_too_long_is_refused(sandbox: Sandbox) -> None:
    """Nobody needs a million letters to buy tea."""
    parts = urlsplit(linked(sandbox))
    line = HTTPConnection(str(parts.netloc), timeout=20)
    line.putrequest("POST", parts.path)
    line.putheader("Content-Length", str(10**9))
    line.endheaders()

    assert line.getresponse().status == 413
    line.close()


def everything(sandbox: Sandbox) -> dict[str, Any]:
    """Return what a link can ask for and offer, all at once."""
    money = {"type": "fixed_amount", "fixed_amount": {"amount": 500, "currency": "cny"}}
    delivery = {"minimum": {"unit": "day", "value": 2}}
    rate = {"display_name": "Post", "delivery_estimate": delivery, **money}
    options = [{"label": "Red", "value": "red"}, {"label": "Blue", "value": "blue"}]
    label = {"type": "custom", "custom": "Paper"}
    field = {"key": "p", "type": "dropdown", "label": label}
    return {
        "shipping_options": [
            {"shipping_rate": made(sandbox, "shipping_rates", rate)["id"]},
            {"shipping_rate": made(sandbox, "shipping_rates", rate)["id"]},
        ],
        "shipping_address_collection": {"allowed_countries": ["CN", "HK"]},
        "custom_fields": [{**field, "dropdown": {"options": options}}],
        "allow_promotion_codes": True,
        "payment_method_types": ["card", "alipay", "wechat_pay"],
        "consent_collection": {"terms_of_service": "required"},
    }


def test_a_tester_only_has_to_tap(sandbox: Sandbox) -> None:
    """Whatever a link asks for, the page comes filled in so that it can be paid."""
    made(sandbox, "coupons", {"id": "half", "percent_off": 50})
    promotion = {"type": "coupon", "coupon": "half"}
    made(sandbox, "promotion_codes", {"promotion": promotion, "code": "HALF"})
    url = linked(sandbox, **everything(sandbox)) + "?prefilled_promo_code=half"

    answer, _ = fetch(url, opened(url))

    session = seen(sandbox, "checkout/sessions")["data"][0]
    assert answer.status == 303
    assert session["amount_total"] == 3900
    assert session["custom_fields"][0]["dropdown"]["value"] == "red"
    assert session["collected_information"]["shipping_details"]["address"]["country"]


def test_nobody_pays_less_than_can_be_paid() -> None:
    """A price that buyers choose, without a bound, has the one of its currency."""
    sandbox = Sandbox()
    tea(sandbox)
    said = {"product": "tea", "currency": "eur", "custom_unit_amount[enabled]": True}
    price = made(sandbox, "prices", said)
    items = [{"price": price["id"], "quantity": 1}]
    link = made(sandbox, "payment_links", {"line_items": items})

    with pytest.raises(Unfinished):
        sandbox.buy(link["url"], amount=49)
