"""The stand-in is as the pinned package has it: its types, its client, its codes."""

import inspect
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlencode

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st
from tests.checkout.sandbox.calling import KEY, Json, call, flat, tea

from wenpu.checkout import sandbox as room
from wenpu.checkout.sandbox import Refusal, Sandbox, SandboxClient
from wenpu.checkout.sandbox.forms import Raw, decode
from wenpu.checkout.sandbox.limits import BOUNDS, FORMATS
from wenpu.checkout.sandbox.routes import ROUTES
from wenpu.checkout.sandbox.shapes import OPTIONS, Form, hints, reader

FORMS = {(route.noun, route.form) for route in ROUTES.values()}


def client(sandbox: Sandbox) -> stripe.StripeClient:
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        KEY, http_client=SandboxClient(sandbox), max_network_retries=2
    )


@pytest.mark.parametrize(
    ("noun", "form"),
    sorted(FORMS, key=str),
    ids=lambda one: getattr(one, "__name__", one),
)
def test_every_parameter_of_every_call_can_be_read(noun: str, form: type) -> None:
    """Each type resolves, however deep, and the client's own options are left out."""
    found = reader(form, noun)

    assert found.readers.keys() == hints(form).keys()
    assert not found.readers.keys() & OPTIONS
    assert all(form_.readers for form_ in inner(found) if form_ is not found)


def inner(found: Form) -> list[Form]:
    """Return *found* and all forms below it."""
    below = [form for one in found.readers.values() for form in forms_of(one)]
    return [found, *(deep for form in below for deep in inner(form))]


def forms_of(one: Callable[..., Any]) -> list[Form]:
    if isinstance(one, Form):
        return [one]
    arguments = getattr(one, "args", ())
    nested = [part for a in arguments for part in (a if isinstance(a, list) else [a])]
    return [form for part in nested if callable(part) for form in forms_of(part)]


def test_bounds_are_of_parameters_that_exist() -> None:
    """A name that the package no longer has would bound nothing."""
    names: set[str] = set()
    for noun, form in FORMS:
        names |= paths(reader(form, noun), f"{noun}.")

    assert names >= BOUNDS.keys() | FORMATS.keys()


def paths(form: Form, where: str) -> set[str]:
    """Return the names of all that *form* reads, as the table of bounds writes them."""
    found = set()
    for name, one in form.readers.items():
        full = f"{where}{name}" if where.endswith(".") else f"{where}[{name}]"
        found |= {full} | paths_of(one, full)
    return found


def paths_of(one: Callable[..., Any], where: str) -> set[str]:
    if isinstance(one, Form):
        return paths(one, where)
    found: set[str] = set()
    for part in getattr(one, "args", ()):
        for each in part if isinstance(part, list) else [part]:
            if callable(each):
                kind = getattr(getattr(one, "func", None), "__name__", "")
                entry = f"{where}[]" if kind in {"_list", "_map"} else where
                found |= {entry} | paths_of(each, entry)
    return found


@given(st.data())
def test_what_is_unknown_is_refused_however_deep(data: st.DataObject) -> None:
    """One name that nobody knows, anywhere in a form, is named in the refusal."""
    noun, form = data.draw(st.sampled_from(sorted(FORMS, key=str)))
    deep = data.draw(st.sampled_from(inner(reader(form, noun))))
    known: dict[str, Raw] = dict.fromkeys(deep.required, "1")

    with pytest.raises(Refusal, match=r"unknown parameter: x\[nobody_knows\]") as found:
        deep({**known, "nobody_knows": "1"}, "x")

    assert found.value.code == "parameter_unknown"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="[]"), min_size=1)
TREE = st.recursive(
    st.text(st.characters(codec="utf-8")),
    lambda below: st.dictionaries(TEXT, below, min_size=1),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, TREE, min_size=1))
def test_a_form_is_read_as_it_was_written(said: dict[str, Any]) -> None:
    """Written as clients write forms and read again, it says the same."""
    assert decode(urlencode(list(flat(said)))) == said


def test_what_the_real_client_sends_is_understood() -> None:
    """Each noun is made, seen, changed and listed, as the client itself writes."""
    sandbox = Sandbox()
    v1 = client(sandbox).v1
    product = v1.products.create({"name": "Tea", "images": ["https://a.invalid/1"]})
    price = v1.prices.create(
        {
            "product": product.id,
            "currency": "cny",
            "unit_amount_decimal": Decimal(6800),
            "currency_options": {"hkd": {"unit_amount": 7500}},
        }
    )
    coupon = v1.coupons.create({"percent_off": 12.5})
    code = v1.promotion_codes.create(
        {"promotion": {"type": "coupon", "coupon": coupon.id}, "code": "TEA"}
    )
    rate = v1.shipping_rates.create(
        {
            "display_name": "Post",
            "type": "fixed_amount",
            "fixed_amount": {"amount": 500, "currency": "cny"},
            "delivery_estimate": {"minimum": {"unit": "day", "value": 2}},
        }
    )
    link = v1.payment_links.create(
        {
            "line_items": [{"price": price.id, "quantity": 1}],
            "shipping_options": [{"shipping_rate": rate.id}],
            "shipping_address_collection": {"allowed_countries": ["CN", "HK"]},
            "automatic_tax": {"enabled": False},
        }
    )
    v1.payment_links.update(link.id, {"custom_fields": "", "active": True})
    session = sandbox.buy(link.url)

    assert price.unit_amount_decimal == Decimal(6800)
    assert v1.prices.retrieve(price.id).unit_amount == 6800
    assert v1.products.update(product.id, {"name": "Oolong"}).name == "Oolong"
    assert v1.prices.update(price.id, {"nickname": "x"}).nickname == "x"
    assert v1.coupons.update(coupon.id, {"name": "Less"}).name == "Less"
    assert not v1.promotion_codes.update(code.id, {"active": False}).active
    assert not v1.shipping_rates.update(rate.id, {"active": False}).active
    assert [one.id for one in v1.promotion_codes.list({"code": "tea"})] == [code.id]
    items = v1.payment_links.line_items.list(link.id)
    assert [one.price.id for one in items if one.price] == [price.id]
    assert v1.checkout.sessions.retrieve(session["id"]).amount_total == 7300
    assert v1.checkout.sessions.line_items.list(session["id"]).data[0].quantity == 1
    assert v1.accounts.retrieve_current().id.startswith("acct_")
    assert v1.coupons.delete(coupon.id).deleted


def test_another_version_of_the_api_is_refused() -> None:
    """A client of another day is told so, and nothing is done."""
    sandbox = Sandbox()
    found = call(sandbox, "GET products", Stripe_Version="2019-01-01")

    assert found.status == 400
    assert "Invalid Stripe API version: 2019-01-01" in found.body


def test_codes_of_refusals_are_the_packages_own() -> None:
    """No code is made up: the package lists those there are."""
    annotation = inspect.get_annotations(stripe.PaymentIntent.LastPaymentError)["code"]
    known = {word for one in walk(annotation) for word in get_args(one)}
    folder = Path(str(room.__file__)).parent
    words = {word for path in folder.glob("*.py") for word in quoted(path)}

    used = words & {*CODES}

    assert used == {*CODES}
    assert known >= {*CODES}


CODES = (
    "amount_too_small",
    "api_key_expired",
    "coupon_expired",
    "idempotency_key_in_use",
    "invalid_characters",
    "lock_timeout",
    "parameter_invalid_empty",
    "parameter_invalid_integer",
    "parameter_missing",
    "parameter_unknown",
    "product_inactive",
    "rate_limit",
    "resource_already_exists",
    "resource_missing",
    "secret_key_required",
    "url_invalid",
)


def walk(hint: Json) -> list[Json]:
    """Return *hint* and all types within it."""
    return [hint, *(deep for one in get_args(hint) for deep in walk(one))]


def quoted(path: Path) -> set[str]:
    return set(path.read_text(encoding="utf-8").split('"'))


def test_sells_tea() -> None:
    """The client reads what the stand-in says of a link, fields it lacks included."""
    sandbox = Sandbox()
    link = tea(sandbox)

    found = client(sandbox).v1.payment_links.retrieve(link["id"])

    assert found.active
    assert "created" not in found
    with pytest.raises(AttributeError):
        _ = found.line_items
