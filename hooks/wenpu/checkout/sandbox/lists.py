"""Lists: newest first, sifted, page by page."""

from collections.abc import Callable, Mapping
from typing import Any

from wenpu.checkout.sandbox.answers import Json, Plain, Refusal
from wenpu.checkout.sandbox.desk import NOUNS, Desk
from wenpu.checkout.sandbox.items import item_shown

PAGE = 10
ASIDE = {"limit", "starting_after", "ending_before", "expand"}

Sieve = Callable[[Plain, Any], bool]
COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "gt": lambda one, other: one > other,
    "gte": lambda one, other: one >= other,
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: one <= other,
}


def page(desk: Desk, params: Plain, noun: str, url: str) -> Plain:
    """Return one page of the objects of *noun*."""
    _check_ids(params)
    sought = {name: value for name, value in params.items() if name not in ASIDE}
    found = [one for one in desk.all(noun) if _fits(one, sought)]
    return _cut(list(reversed(found)), params, noun, url)


def line_items(desk: Desk, params: Plain, noun: str, name: str) -> Plain:
    """Return one page of what a link, or a session, sells."""
    url = f"/v1/{noun.replace('_', '/') if 'checkout' in noun else noun}/{name}"
    items = desk.get(noun, name)["_line_items"]
    all_items = [item_shown(desk, item) for item in items]
    return _cut(all_items, params, noun, f"{url}/line_items")


def _check_ids(params: Plain) -> None:
    if "ids" in params and params.keys() & {"starting_after", "ending_before"}:
        what = "You cannot use `ids` with `starting_after` or `ending_before`."
        raise Refusal(what, "ids")


def _cut(found: list[Plain], params: Plain, noun: str, url: str) -> Plain:
    limit = params.get("limit", PAGE)
    if "starting_after" in params and "ending_before" in params:
        what = "You cannot use both `starting_after` and `ending_before`."
        raise Refusal(what, "ending_before")
    if before := params.get("ending_before"):
        end = _place(found, before, noun, "ending_before")
        start = max(0, end - limit)
        return _answer(found[start:end], url, more=start > 0)
    after = params.get("starting_after")
    start = _place(found, after, noun, "starting_after") + 1 if after else 0
    data = found[start : start + limit]
    return _answer(data, url, more=len(found) > start + limit)


def _place(found: list[Plain], name: str, noun: str, param: str) -> int:
    for index, one in enumerate(found):
        if one["id"] == name:
            return index
    raise Refusal.missing(NOUNS[noun].replace("checkout.", ""), name, param)


def _answer(data: list[Plain], url: str, *, more: bool) -> Plain:
    return {"object": "list", "data": data, "has_more": more, "url": url}


def _fits(one: Plain, sought: Plain) -> bool:
    return all(
        SIEVES.get(name, _same(name))(one, value) for name, value in sought.items()
    )


def _same(name: str) -> Sieve:
    return lambda one, value: one.get(name) == value


def _in_time(one: Plain, value: Json) -> bool:
    bounds = value if isinstance(value, dict) else {"gte": value, "lte": value}
    return all(COMPARE[word](one["created"], end) for word, end in bounds.items())


def _rhythm(one: Plain, value: Json) -> bool:
    return bool(value.items() <= (one["recurring"] or {}).items())


SIEVES: Mapping[str, Sieve] = {
    "code": lambda one, value: one["code"].lower() == value.lower(),
    "coupon": lambda one, value: one["promotion"]["coupon"] == value,
    "created": _in_time,
    "currency": lambda one, value: value in _currencies(one),
    "customer_details": lambda one, value: (
        one["customer_details"]["email"] == value["email"]
    ),
    "ids": lambda one, value: one["id"] in value,
    "lookup_keys": lambda one, value: one["lookup_key"] in value,
    "recurring": _rhythm,
}


def _currencies(one: Plain) -> set[str]:
    money = one.get("fixed_amount", one)
    return {money["currency"], *money["_currency_options"]}
