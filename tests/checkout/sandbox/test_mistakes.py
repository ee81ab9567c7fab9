"""What a buyer writes wrongly on the pay page is said at once, where it was written."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checkout.sandbox.calling import Json, made, seen, tea
from tests.checkout.sandbox.test_server import Form, fetch, linked, opened, texts

from wenpu.checkout.sandbox import Account, Sandbox, serve


@pytest.fixture(scope="module")
def free() -> Iterator[str]:
    """A served link where one pays what one wants: 5 to 900, or else 20."""
    sandbox = Sandbox()
    with serve(sandbox):
        made(sandbox, "products", {"id": "chat", "name": "Chat"})
        bounds = {"enabled": True, "minimum": 500, "maximum": 90000, "preset": 2000}
        said = {"product": "chat", "currency": "cny", "custom_unit_amount": bounds}
        items = [{"price": made(sandbox, "prices", said)["id"], "quantity": 1}]
        yield str(made(sandbox, "payment_links", {"line_items": items})["url"])


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A stand-in that is served."""
    found = Sandbox(account=Account(name="晋味"))
    with serve(found):
        yield found


def sent(url: str, form: dict[str, str], do: str = "look") -> tuple[int, str]:
    """Send *form* by one of its two buttons."""
    answer, page = fetch(url, {**form, "do": do})
    return answer.status, page


def sentence(page: str, name: str) -> str:
    """Return what is said at the field *name*, to which the field points."""
    assert re.search(rf'aria-describedby="{re.escape(name)}-wrong[ "]', page)
    found = re.search(rf'id="{re.escape(name)}-wrong">([^<]*)<', page)
    assert found
    return unescape(found[1])


DIGITS = "Write an amount like 18.00."
BOUNDS = "Write an amount within the bounds."


@pytest.mark.parametrize("do", ["look", "pay"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", DIGITS),
        ("abc", DIGITS),
        ("18.005", DIGITS),
        ("1,000", DIGITS),
        ("-8", DIGITS),
        ("1e999999", DIGITS),
        ("9" * 5000, DIGITS),
        ("4.99", BOUNDS),
        ("0", BOUNDS),
        ("900.01", BOUNDS),
    ],
)
def test_a_wrong_amount_is_said_at_once(
    free: str, text: str, said: str, do: str
) -> None:
    """The first press says so, keeps what was written, and offers the last total."""
    status, page = sent(free, {**opened(free), "amount": "30"})
    assert status == 200

    status, page = sent(free, {**Form(page).fields, "amount": text}, do)

    assert status == 422
    assert sentence(page, "amount") == said
    assert Form(page).fields["amount"] == text
    assert "Pay CN¥30.00" in texts(page)
    assert Form(page).fields["seen"] == "3000"


def test_an_amount_is_read_as_keyboards_write_it(free: str) -> None:
    """A comma, wide digits, spaces: all of them are one amount."""
    for text in ("12.5", "12,50", " １２．５０ "):
        _, page = sent(free, opened(free, amount=text))
        assert "Pay CN¥12.50" in texts(page)


def test_a_total_of_long_ago_is_not_believed(free: str) -> None:
    """Who changes the hidden note of the last total gets the link's own."""
    for was in ("amount=1", "amount=x", "%%&=", "quantity-none=5&extra-none=2"):
        status, page = sent(free, {**opened(free), "was": was, "amount": "x"})

        assert status == 422
        assert Form(page).fields["seen"] == "2000"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=12) | st.from_regex(r"-?[0-9]{0,6}[.,]?[0-9]{0,4}"))
def test_no_total_is_ever_outside_the_bounds(free: str, text: str) -> None:
    """Whatever is written: a total within the bounds, and a sentence if not its own."""
    status, page = sent(free, {**opened(free), "amount": text})
    total = int(Form(page).fields["seen"])

    assert 500 <= total <= 90000
    assert status in {200, 422}
    assert "-CN¥" not in texts(page)
    assert (status == 422) == ("amount-wrong" in page)


def adjustable(sandbox: Sandbox) -> tuple[str, str, str]:
    """Sell one to five teas and just one cup; return the link and both fields."""
    made(sandbox, "products", {"id": "tea", "name": "Tea"})
    said = {"product": "tea", "currency": "cny"}
    prices = [made(sandbox, "prices", {**said, "unit_amount": n}) for n in (6800, 900)]
    bounds = {"enabled": True, "minimum": 1, "maximum": 5}
    items: list[Json] = [{"price": one["id"], "quantity": 1} for one in prices]
    items[0]["adjustable_quantity"] = bounds
    items[1]["adjustable_quantity"] = {"enabled": False}
    link = made(sandbox, "payment_links", {"line_items": items})
    found = seen(sandbox, f"payment_links/{link['id']}/line_items")["data"]
    tea_field, cup_field = (f"quantity-{one['id']}" for one in found)
    return link["url"], tea_field, cup_field


@pytest.mark.parametrize("do", ["look", "pay"])
@pytest.mark.parametrize("text", ["0", "6", "", "two", "1.5", "9" * 5000])
def test_a_wrong_quantity_is_said_at_once(sandbox: Sandbox, text: str, do: str) -> None:
    """It never becomes a total, not even for a moment."""
    url, name, _ = adjustable(sandbox)
    _, page = sent(url, opened(url, **{name: "2"}))

    status, page = sent(url, {**Form(page).fields, name: text}, do)

    assert status == 422
    assert sentence(page, name) == "Choose how many, within what is allowed."
    assert Form(page).fields[name] == text
    assert "Pay CN¥145.00" in texts(page)


def test_only_what_may_change_has_a_field(sandbox: Sandbox) -> None:
    """One line of a link can be adjustable, and its neighbour not."""
    url, tea_field, cup_field = adjustable(sandbox)

    form = opened(url)

    assert tea_field in form
    assert cup_field not in form


def coded(sandbox: Sandbox, **more: Json) -> str:
    """Sell tea, at half its price to whoever knows the code."""
    made(sandbox, "coupons", {"id": "half", "percent_off": 50})
    promotion = {"type": "coupon", "coupon": "half"}
    said = {"promotion": promotion, "code": "HALF", **more}
    made(sandbox, "promotion_codes", said)
    return linked(sandbox, allow_promotion_codes=True)


@pytest.mark.parametrize("do", ["look", "pay"])
def test_a_wrong_code_is_said_where_it_was_typed(sandbox: Sandbox, do: str) -> None:
    """In both languages; what was typed is kept, and takes nothing off."""
    url = coded(sandbox)
    said = {"zh": "没有这个优惠码，或者已经用完。", "en": "This code is not valid."}

    for language, wanted in said.items():
        there = f"{url}?locale={language}"
        status, page = sent(there, opened(there, code="HALB"), do)

        assert status == 422
        assert sentence(page, "code") == wanted
        assert Form(page).fields["code"] == "HALB"
        assert Form(page).fields["seen"] == "6800"


def test_a_code_in_the_address_is_dropped_without_a_word(sandbox: Sandbox) -> None:
    """As at the service: a good one counts, a wrong one was never there."""
    url = coded(sandbox)

    good, wrong = (opened(f"{url}?prefilled_promo_code={n}") for n in ("half", "none"))

    assert (good["code"], good["seen"]) == ("half", "3400")
    assert (wrong["code"], wrong["seen"]) == ("", "6800")
    assert sent(f"{url}?prefilled_promo_code=none", wrong)[0] == 200


def test_a_code_for_larger_orders_says_so(sandbox: Sandbox) -> None:
    """Who typed it is told; who came with it in the address just pays."""
    least = {"minimum_amount": 7000, "minimum_amount_currency": "cny"}
    url = coded(sandbox, restrictions=least)

    status, page = sent(url, opened(url, code="half"))

    assert status == 422
    assert sentence(page, "code") == "This code is for larger orders."
    there = f"{url}?prefilled_promo_code=half"
    assert sent(there, opened(there), "pay")[0] == 303


def test_who_only_looks_is_not_asked_for_the_rest(sandbox: Sandbox) -> None:
    """A form that is half filled in can be counted."""
    url = coded(sandbox)

    status, page = sent(url, opened(url, code="half", email=""))

    assert status == 200
    assert "Pay CN¥34.00" in texts(page)


def offers(sandbox: Sandbox, count: int) -> Json:
    """Return *count* ways of sending."""
    money = {"type": "fixed_amount", "fixed_amount": {"amount": 500, "currency": "cny"}}
    rate = {"display_name": "Post", **money}
    made_rates = [made(sandbox, "shipping_rates", rate)["id"] for _ in range(count)]
    collects = {"allowed_countries": ["CN"]}
    options = [{"shipping_rate": one} for one in made_rates]
    return {"shipping_options": options, "shipping_address_collection": collects}


@pytest.mark.parametrize(("count", "stands"), [(0, False), (1, False), (2, True)])
def test_a_total_is_updated_only_where_it_can_change(
    sandbox: Sandbox, count: int, *, stands: bool
) -> None:
    """One way of sending is no choice."""
    more = offers(sandbox, count) if count else {}

    _, page = fetch(linked(sandbox, **more))

    assert ("Update the total" in texts(page)) == stands


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "付给 晋味"), ("en", "Pay 晋味")]
)
def test_the_name_of_the_shop_stands_apart(
    sandbox: Sandbox, language: str, said: str
) -> None:
    """A name in other letters does not run into the sentence."""
    _, page = fetch(f"{tea(sandbox)['url']}?locale={language}")

    assert f">{said}</h1>" in page
