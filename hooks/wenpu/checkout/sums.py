"""Bundles that cost what their parts cost: the parts are what is paid."""

from functools import reduce
from operator import add

from wenpu.model import Item, Money, Product, Site


def is_summed(site: Site, product: Product) -> bool:
    """Tell whether *product* is a bundle whose price is nothing but a sum."""
    if not product.items or "price" in product.lines:
        return False
    parts = [_price(site, item) for item in product.items]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return False
    total = reduce(add, known)
    return all(offer.price == total for offer in product.offers)


def parts(site: Site, product: Product) -> list[Item]:
    """Return what *product* is made of, bundles inside it taken apart; or nothing."""
    if not is_summed(site, product):
        return []
    found: dict[tuple[str, str], int] = {}
    for item in product.items:
        for one in _apart(site, item):
            key = (one.product, one.variant)
            found[key] = found.get(key, 0) + one.quantity
    return [Item(*key, count) for key, count in found.items()]


def _apart(site: Site, item: Item) -> list[Item]:
    inner = parts(site, site.products[item.product])
    times = item.quantity
    again = [Item(one.product, one.variant, one.quantity * times) for one in inner]
    return again or [item]


def _price(site: Site, item: Item) -> Money | None:
    product = site.products.get(item.product)
    offer = product.offer(item.variant) if product else None
    return offer.price * item.quantity if offer and offer.price else None
