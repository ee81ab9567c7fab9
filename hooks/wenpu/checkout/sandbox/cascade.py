"""What is archived closes every link that sells it."""

from collections.abc import Collection

from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.desk import Desk


def close_links(desk: Desk, prices: Collection[str]) -> None:
    """Switch off each link that has one of *prices*; nothing switches it on again."""
    for link in desk.all("payment_links"):
        if link["active"] and prices_of(link) & set(prices):
            desk.put("payment_links", {**link, "active": False})


def prices_of(link: Plain) -> set[str]:
    """Return the ids of all prices that *link* charges or offers."""
    items = [*link["_line_items"], *(link["optional_items"] or ())]
    return {item["price"] for item in items}
