"""
Shops as hypothesis draws them: every kind of product, in any combination.

What `wenpu check` calls an error is not drawn; what it warns of is. Few values of each
kind are enough: it is how fields go together that breaks things.
"""

from typing import Any

from hypothesis import strategies as st
from tests.checkout.goods import (
    Files,
    amounts,
    chance,
    known,
    products,
    promotions,
    quantities,
    rates,
    words,
)

from wenpu.model import Checkout

IDS = ("assam", "book", "cup", "darjeeling")
LINES, EXTRAS = 20, 3

sales = st.sampled_from(
    [None, {"from": "2027-01-01"}, {"to": "2026-11-21"}, {"to": "2026-12-31"}]
)


@st.composite
def checkouts(draw: st.DrawFn) -> Checkout:
    """Draw what `checkout:` in mkdocs.yml says."""
    ways = st.sampled_from(["card", "link", "alipay", "wechat_pay"])
    return Checkout(
        shop="tea",
        methods=tuple(draw(st.just([]) | st.lists(ways, unique=True))),
        codes=draw(st.booleans()),
        phone=draw(st.sampled_from(["shipped", "always", "never"])),
        billing_address=draw(st.booleans()),
        tax=draw(st.sampled_from(["", "inclusive", "exclusive"])),
        terms=draw(st.booleans()),
        old_links=draw(st.sampled_from(["sell", "close"])),
    )


@st.composite
def shops(draw: st.DrawFn) -> Files:
    """Draw a whole shop, with bundles of what it holds where that is possible."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    found = {name: draw(products(name)) for name in ids}
    if draw(chance(8)):
        found |= draw(crates())
    for name in ("set", "box"):
        if draw(st.booleans()):
            found |= draw(bundles(name, found))
    for one in found.values():
        draw(finished(one))
    for name, one in found.items():
        draw(accompanied(name, found))
        _keep_together(one)
    files: Files = {f"products/{name}.yml": one for name, one in found.items()}
    files["products/shipping.yml"] = draw(rates())
    if coupons := draw(promotions(ids)):
        files["products/promotions.yml"] = coupons
    return files | draw(stories(found))


@st.composite
def finished(draw: st.DrawFn, one: Files) -> None:
    """Draw what any product may say: when, where, and whether it is sold at all."""
    if "goal" not in one and (sale := draw(sales)):
        one["sale"] = sale
    if draw(chance(10)):
        one["retired"] = True
    if draw(chance(10)):
        one |= {"checkout": False, "channels": {"weidian": "https://a.example/1"}}


@st.composite
def crates(draw: st.DrawFn) -> Files:
    """Draw a bundle of many things, more than a link shows at once."""
    count = draw(st.integers(11, LINES))
    spices = [
        {"id": f"n{number}", "options": {"No": str(number)}, "price": 5 + number}
        for number in range(count)
    ]
    crate = {
        "name": "Crate",
        "items": [f"spice/n{number}" for number in range(count)],
        "price": draw(st.none() | amounts("CNY")),
        "quantity": draw(quantities()),
    }
    return {"spice": {"name": "Spice", "variants": spices}, "crate": known(crate)}


@st.composite
def bundles(draw: st.DrawFn, name: str, found: Files) -> Files:
    """Draw a bundle of some of what was *found*, which costs the sum or a price."""
    currency = draw(st.sampled_from(sorted({_currency(one) for one in found.values()})))
    priced = draw(st.booleans())
    parts = {
        ref: one
        for ref, one in references(found).items()
        if priced or (_is_plain(one) and _currency(one) == currency)
        if "crate" not in ref and "spice" not in ref
    }
    if not parts:
        return {}
    refs = draw(
        st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=4, unique=True)
    )
    items = [{"item": ref, "quantity": draw(st.integers(1, 3))} for ref in refs]
    fields = {"name": draw(words), "items": items, "quantity": draw(quantities())}
    money = {"currency": currency, "price": draw(amounts(currency)) if priced else None}
    stock = draw(st.none() | st.integers(0, 3))
    return {name: known({**fields, **money, "stock": stock})}


@st.composite
def accompanied(draw: st.DrawFn, name: str, found: Files) -> None:
    """Draw what is offered besides the product *name*; they may offer one another."""
    one = found[name]
    if _is_free(one) or draw(st.booleans()):
        return
    others = sorted(
        ref
        for ref, other in references(found).items()
        if other is not one
        and _goes_along(other)
        and _currency(other) == _currency(one)
    )
    most = min(EXTRAS, LINES - _count(one, found))
    if others and most:
        chosen = st.lists(st.sampled_from(others), max_size=most, unique=True)
        if extras := draw(chosen):
            one["extras"] = extras


@st.composite
def stories(draw: st.DrawFn, found: Files) -> Files:
    """Draw an article that sells what it speaks of, some of it in a variant."""
    if draw(st.booleans()):
        return {}
    ids = draw(st.lists(st.sampled_from(sorted(found)), min_size=1, unique=True))
    ref = draw(st.sampled_from(sorted(references(found))))
    bundle = str(draw(st.booleans())).lower()
    head = f"title: Spring\nbundle: {bundle}\nproducts: [{', '.join(ids)}]"
    text = f"---\n{head}\n---\nTea, and [this](product:{ref}).\n"
    return {"content/articles/spring.md": text}


def references(found: Files) -> Files:
    """Return what of each product can be named: itself, or its variants."""
    return {
        ref: one
        for name, one in found.items()
        for ref in (
            [f"{name}/{variant['id']}" for variant in one["variants"]]
            if "variants" in one
            else [name]
        )
    }


def _currency(one: Files) -> str:
    return str(one.get("currency", "CNY"))


def _prices(one: Files) -> list[Any]:
    return [two.get("price") for two in one.get("variants", [one])]


def _is_free(one: Files) -> bool:
    return any(isinstance(price, dict) for price in _prices(one))


def _is_plain(one: Files) -> bool:
    """Tell whether *one* can be summed up with others."""
    return not _is_free(one) and "every" not in one


def _goes_along(one: Files) -> bool:
    """Tell whether *one* can be offered besides others."""
    priced = None not in _prices(one)
    return _is_plain(one) and priced and not one.keys() & {"retired", "checkout"}


def _count(one: Files, found: Files) -> int:
    """Return how many lines *one* may have at most, whatever is in it."""
    items = one.get("items", [])
    refs = [str(item["item"] if isinstance(item, dict) else item) for item in items]
    return sum(_count(found[ref.split("/")[0]], found) for ref in refs) or 1


def _keep_together(one: Files) -> None:
    """Take out of what readers price all that does not go with it."""
    if _is_free(one):
        for name in ("quantity", "extras", "every", "currencies"):
            one.pop(name, None)


__all__ = ["Files", "checkouts", "shops"]
