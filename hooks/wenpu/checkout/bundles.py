"""
A bundle is there as long as all that is in it is.

Nobody counts its parts at the checkout. So it is sold out once one of them is, ended or
gone, and there are no more of it than the part there is least of allows.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from wenpu.model import Item, Offer, Product, Site


def counted(site: Site) -> Site:
    """Return *site* with as many of each bundle as there are of what is in it."""
    products = {name: _counted(site, one) for name, one in site.products.items()}
    return replace(site, products=products)


def _counted(site: Site, product: Product) -> Product:
    if not product.items:
        return product
    least = min(_left(site, product.items, ()), default=None)
    if least is None:
        return product
    offers = tuple(_at_most(one, least) for one in product.offers)
    return replace(product, offers=offers)


def _at_most(offer: Offer, least: int) -> Offer:
    known = [one for one in (offer.stock, least) if one is not None]
    return replace(offer, stock=min(known))


def _left(site: Site, items: tuple[Item, ...], way: tuple[str, ...]) -> Iterator[int]:
    """Yield how many bundles each part is enough for, where anybody counts it."""
    for item in items:
        product = site.products.get(item.product)
        offer = product.offer(item.variant) if product else None
        if not (product and offer) or product.id in way:
            continue
        if not product.state(offer, site.settings.today).buyable:
            yield 0
        elif offer.stock is not None:
            yield offer.stock // item.quantity
        for inner in _left(site, product.items, (*way, product.id)):
            yield inner // item.quantity
