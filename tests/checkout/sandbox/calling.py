"""How tests call the stand-in: as a form over the wire, and what they look at after."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from wenpu.checkout.sandbox import Reply, Sandbox

KEY = "sk_test_play"

Json = Any
"""Whatever JSON can say."""


def flat(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of a form that says *value*."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{name}[{key}]" if name else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from flat(inner, f"{name}[{index}]")
    else:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


def call(
    sandbox: Sandbox,
    deed: str,
    said: Json = None,
    *,
    key: str = KEY,
    **headers: str,
) -> Reply:
    """Do *deed*, as in `POST products`; what is *said* is its form."""
    method, _, path = deed.partition(" ")
    form = urlencode(list(flat(said or {})))
    all_headers = {"Authorization": f"Bearer {key}"}
    all_headers |= {name.replace("_", "-"): text for name, text in headers.items()}
    query, body = ("", form) if method == "POST" else (form, "")
    return sandbox.request(method, f"/v1/{path}", query, body, all_headers)


def made(sandbox: Sandbox, path: str, said: Json, **headers: str) -> dict[str, Any]:
    """Make or change something that must be right."""
    reply = call(sandbox, f"POST {path}", said, **headers)
    assert reply.status == 200, reply.body
    return reply.plain


def seen(sandbox: Sandbox, path: str, said: Json = None) -> dict[str, Any]:
    """Look at something that must be there."""
    reply = call(sandbox, f"GET {path}", said)
    assert reply.status == 200, reply.body
    return reply.plain


def tea(sandbox: Sandbox, **more: Json) -> dict[str, Any]:
    """Put tea for 68.00 CNY on sale; return its link."""
    made(sandbox, "products", {"id": "tea", "name": "Tea"})
    said = {"product": "tea", "currency": "cny", "unit_amount": 6800}
    price = made(sandbox, "prices", {**said, "lookup_key": "tea"})
    items = [{"price": price["id"], "quantity": 1}]
    return made(sandbox, "payment_links", {"line_items": items, **more})


def part_of(found: Json, wanted: Json) -> Json:
    """Return that part of *found* of which *wanted* speaks, to be compared with it."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {name: part_of(found.get(name, "…"), wanted[name]) for name in wanted}
    if isinstance(wanted, list) and isinstance(found, list):
        pairs = zip(found, wanted, strict=False)
        rest = found[len(wanted) :]
        return [*(part_of(one, other) for one, other in pairs), *rest]
    return found
