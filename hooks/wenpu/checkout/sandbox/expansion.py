"""
Show an object: what is kept under `_name` only to those who ask for `expand[]=name`.

An id that stands for another object is shown as that object to those who ask.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from wenpu.checkout.sandbox import items
from wenpu.checkout.sandbox.answers import Json, Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk

BY_ID = {
    "coupon": "coupons",
    "default_price": "prices",
    "payment_link": "payment_links",
    "price": "prices",
    "product": "products",
    "promotion_code": "promotion_codes",
    "shipping_rate": "shipping_rates",
}
SECRET = {"_code", "_sold"}
"""What is shown to nobody."""

DEEPEST = 4


def shown(desk: Desk, one: Plain, paths: Iterable[str] = ()) -> Plain:
    """Return *one* as the service shows it, expanded along *paths*."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST:
            what = f"You cannot expand more than {DEEPEST} levels of a property"
            raise Refusal(f"{what}. Property: {path}", "expand")
        one = _expanded(desk, one, steps, path)
    found: Plain = _plain(one)
    for entry in [found, *(found.get("data") or ())]:
        _move(desk, entry)
    return found


def _move(desk: Desk, entry: Plain) -> None:
    """Say where the pay page is now: a preview finds a free port each time."""
    if entry.get("object") == "payment_link":
        entry["url"] = f"{desk.pay}{urlsplit(entry['url']).path}"


def _expanded(desk: Desk, one: Plain, steps: list[str], path: str) -> Plain:
    name, *rest = steps
    if name == "data" and isinstance(one.get("data"), list) and rest:
        entries = [_expanded(desk, entry, rest, path) for entry in one["data"]]
        return {**one, "data": entries}
    value = _found(desk, one, name, path, more=bool(rest))
    if rest and value is not None:
        value = _expanded(desk, value, rest, path)
    return {**one, name: value}


def _found(desk: Desk, one: Plain, name: str, path: str, *, more: bool) -> Json:
    value = one.get(name)
    if name in one and (value is None or (isinstance(value, dict) and more)):
        return value
    if name in BY_ID and isinstance(value, str):
        return desk.get(BY_ID[name], value)
    if name in BY_ID and isinstance(value, dict):
        return value
    if f"_{name}" in one and f"_{name}" not in SECRET:
        return _opened(desk, one, name)
    what = f"This property cannot be expanded ({path})."
    raise Refusal(what, "expand")


def _opened(desk: Desk, one: Plain, name: str) -> Json:
    if name != "line_items":
        return one[f"_{name}"]
    noun = "checkout/sessions" if one["object"] != "payment_link" else "payment_links"
    url = f"/v1/{noun}/{one['id']}/line_items"
    return items.listed(desk, one["_line_items"], url)


def _plain(value: Json) -> Json:
    """Leave out what is kept for us alone; names in metadata are the shop's own."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: inner if name == "metadata" else _plain(inner)
        for name, inner in value.items()
        if name[:1] != "_"
    }
