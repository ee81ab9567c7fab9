"""What a link sells: line items, and what it offers besides."""

from wenpu.checkout.sandbox import beyond
from wenpu.checkout.sandbox.answers import Json, Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk

TOGETHER = 20
"""So many line items and optional items may one link have."""

FIRST = 10
"""So many line items are shown within a link; who wants the rest asks for them."""

DEFAULT_MOST = 99
INACTIVE = "The price specified is inactive. This field only accepts active prices."


def line_items(desk: Desk, said: list[Plain]) -> list[Plain]:
    """Return the new items of a link, each with an id of its own."""
    found = []
    for index, one in enumerate(said):
        if "price_data" in one:
            beyond.refuse(f"line_items[{index}][price_data]")
        if "price" not in one:
            what = f"Missing required param: line_items[{index}][price]."
            name = f"line_items[{index}][price]"
            raise Refusal(what, name, "parameter_missing")
        found.append({"id": desk.new("li"), **_item(one, f"line_items[{index}]")})
    return found


def optional_items(said: Json) -> list[Plain] | None:
    """Return what a link offers besides."""
    items = enumerate(said or ())
    return [_item(one, f"optional_items[{n}]") for n, one in items] or None


def _item(said: Plain, param: str) -> Plain:
    quantity = said["quantity"]
    if quantity < 1:
        raise Refusal("Invalid quantity: must be at least 1", f"{param}[quantity]")
    adjustable = _adjustable(said.get("adjustable_quantity"), quantity, param)
    return {
        "price": said["price"],
        "quantity": quantity,
        "adjustable_quantity": adjustable,
    }


def _adjustable(said: Plain | None, quantity: int, param: str) -> Plain | None:
    if not said or not said["enabled"]:
        return None
    least, most = said.get("minimum", 0), said.get("maximum", DEFAULT_MOST)
    if not least <= quantity <= most:
        what = f"`quantity` must be between {least} and {most}, its bounds."
        raise Refusal(what, f"{param}[adjustable_quantity]")
    return {"enabled": True, "maximum": most, "minimum": least}


def changed_items(old: list[Plain], said: list[Plain]) -> list[Plain]:
    """Return *old* with other quantities; no item comes or goes."""
    known = {item["id"]: item for item in old}
    for index, one in enumerate(said):
        param = f"line_items[{index}]"
        if one["id"] not in known:
            raise Refusal.missing("line item", one["id"], f"{param}[id]")
        item = known[one["id"]]
        kept = {"adjustable_quantity": item["adjustable_quantity"] or NOT_ADJUSTABLE}
        new = {**kept, "quantity": item["quantity"], **one, "price": item["price"]}
        known[one["id"]] = {"id": item["id"], **_item(new, param)}
    return list(known.values())


NOT_ADJUSTABLE = {"enabled": False}


def check_prices(desk: Desk, items: list[Plain], param: str) -> None:
    """Refuse *items* whose price is not there, or cannot be bought for any more."""
    for index, item in enumerate(items):
        name = f"{param}[{index}][price]"
        price = desk.get("prices", item["price"], name)
        if not price["active"]:
            raise Refusal(INACTIVE, name)
        product = desk.get("products", price["product"], name)
        if not product["active"]:
            what = f"The product {product['id']} of the price specified is inactive."
            raise Refusal(what, name, "product_inactive")


def listed(desk: Desk, items: list[Plain], url: str) -> Plain:
    """Return the first items of a link or a session as a list of the API."""
    data = [item_shown(desk, item) for item in items[:FIRST]]
    more = len(items) > FIRST
    return {"object": "list", "data": data, "has_more": more, "url": url}


def item_shown(desk: Desk, item: Plain) -> Plain:
    """Return one item as the service shows it."""
    price = desk.get("prices", item["price"])
    product = desk.books.shelf("products").get(price["product"], {})
    subtotal = item.get("amount", (price["unit_amount"] or 0) * item["quantity"])
    discount = item.get("discount", 0)
    return {
        "id": item["id"],
        "object": "item",
        "adjustable_quantity": item.get("adjustable_quantity"),
        "amount_discount": discount,
        "amount_subtotal": subtotal,
        "amount_tax": 0,
        "amount_total": subtotal - discount,
        "currency": price["currency"],
        "description": product.get("name"),
        "metadata": {},
        "price": price,
        "quantity": item["quantity"],
    }
