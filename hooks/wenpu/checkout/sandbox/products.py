"""What is sold: products."""

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.cascade import close_links
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.fields import changed, filled, metadata

FIELDS: Plain = {
    "active": True,
    "default_price": None,
    "description": None,
    "images": [],
    "marketing_features": [],
    "name": "",
    "package_dimensions": None,
    "shippable": None,
    "statement_descriptor": None,
    "tax_code": None,
    "unit_label": None,
    "url": None,
}


def create(desk: Desk, params: Plain) -> Plain:
    """Put a new product on the books."""
    name = params.get("id") or desk.new("prod")
    if name in desk.books.shelf("products"):
        raise Refusal("Product already exists.", "id", "resource_already_exists")
    product = {
        **desk.base("products", name),
        **filled(params, FIELDS),
        "metadata": metadata(params),
        "type": params.get("type", "service"),
        "updated": desk.now,
    }
    return desk.put("products", product)


def update(desk: Desk, params: Plain, name: str) -> Plain:
    """Change a product; one that is archived takes its links along."""
    product = desk.get("products", name)
    if "default_price" in params:
        _check_default(desk, product, params["default_price"])
    new = {**changed(product, params, FIELDS), "updated": desk.now}
    desk.put("products", new)
    if product["active"] and not new["active"]:
        mine = {one["id"] for one in desk.all("prices") if one["product"] == name}
        close_links(desk, mine)
    return new


def _check_default(desk: Desk, product: Plain, name: str) -> None:
    price = desk.get("prices", name, "default_price")
    if price["product"] != product["id"]:
        what = f"The price {name} does not belong to the product {product['id']}."
        raise Refusal(what, "default_price")
    if not price["active"]:
        what = "The price specified is inactive. This field only accepts active prices."
        raise Refusal(what, "default_price")


def delete(desk: Desk, _: Plain, name: str) -> Plain:
    """Take a product off the books, if nothing was ever sold for a price of its."""
    desk.get("products", name)
    if any(one["product"] == name for one in desk.all("prices")):
        what = "This product cannot be deleted because it has one or more user-created"
        raise Refusal(f"{what} prices.")
    desk.drop("products", name)
    return {"id": name, "object": "product", "deleted": True}
