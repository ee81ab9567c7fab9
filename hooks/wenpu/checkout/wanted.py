"""
What the payment service is to hold so that it sells what the files say.

`wanted()` turns a Site into lots, rates and coupons in the service's own words. An
object that another one needs is named by a Ref: who applies knows its id.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from wenpu.checkout import coupons, minor
from wenpu.checkout.changes import refs
from wenpu.checkout.coupons import Reduction
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.names import Names, Ref, short
from wenpu.checkout.selling import Counter
from wenpu.model import FreePrice, Money, Offer, Product, Rate, Site, Story
from wenpu.problems import Spot
from wenpu.words import Words

MOST_PICTURES = 8
UNSAID = "unspecified"
"""Nobody has said how something is taxed; once it is said, it stays."""


class Lot(Struct, frozen=True, dict=True):
    """
    One sku as the service is to sell it.

    *open* says whether it can be bought today; without, its link is off. A lot that is
    the sum of others (a story, a bundle) has no *product* and no *price* of its own.
    *amount* is its price in words, *stock* and *limit* are what its file says, which is
    at *spot*.
    """

    sku: str
    amount: str
    open: bool
    link: Fields
    product: Fields | None = None
    price: Fields | None = None
    stock: int | None = None
    limit: int | None = None
    spot: Spot = Spot("products")
    total: Money | None = None
    """What it comes to, where it is the sum of others."""

    @cached_property
    def seen(self) -> str:
        """A short name for what is wanted: of its product, its price, its link."""
        return ".".join(_stamp(one) for one in (self.product, self.price, self.link))

    @property
    def refs(self) -> set[Ref]:
        """What its link needs of others."""
        return set(refs(self.link)) - {Ref(Thing.PRICE, self.sku)}


PASSING = {"metadata", "restrictions", "active"}
"""What says nothing about whether an author changed a file."""


def _stamp(fields: Fields | None) -> str:
    kept = {key: one for key, one in (fields or {}).items() if key not in PASSING}
    return short(json.dumps(kept, sort_keys=True, default=str, ensure_ascii=False))


class Wanted(Struct, frozen=True):
    """All that is to be there: lots by sku, rates by name, reductions by name."""

    names: Names
    lots: Mapping[str, Lot]
    rates: Mapping[str, Fields]
    reductions: Mapping[str, Reduction]


def wanted(site: Site, now: Site, stories: Iterable[Story], words: Words) -> Wanted:
    """
    Return what *site*, as it is written, wants of the service.

    *now* is the same with what is left in stock: what is offered besides, and told in
    *stories*, must be there.
    """
    names = Names(site.settings.checkout.shop)
    counter = Counter(now, words, names)
    lots = {one.sku: one for one in _lots(counter, site, stories)}
    needed = {ref.key for one in lots.values() for ref in one.refs}
    for sku in sorted(needed - set(lots)):
        if offer := site.offers.get(sku):  # Sold only as a part of something else.
            lots[sku] = _lot(counter, site.products[offer.product], offer, shut=True)
    tax = site.settings.checkout.tax or UNSAID
    rates = {one.id: _rate(names, one, tax) for one in site.rates.values()}
    sold = {one.sku for one in lots.values() if one.product}
    return Wanted(names, lots, rates, coupons.wanted(site, names, sold))


def _lots(counter: Counter, site: Site, stories: Iterable[Story]) -> Iterator[Lot]:
    for product in site.products.values():
        if product.paid_here and not product.retired:
            for offer in product.offers:
                yield _lot(counter, product, offer)
    for story in stories:
        link = counter.told(story) | {"metadata": counter.names.marks(story.sku)}
        spot = counter.site.articles[story.article].spot
        total = story.price
        yield Lot(story.sku, str(total), open=True, link=link, spot=spot, total=total)


def _lot(
    counter: Counter, product: Product, offer: Offer, *, shut: bool = False
) -> Lot:
    link = counter.offered(product, offer)
    marked = link | {"metadata": counter.names.marks(offer.sku)}
    summed = Ref(Thing.PRICE, offer.sku) not in refs(link["line_items"])
    own = {"total": offer.price} if summed else _own(counter, product, offer)
    return Lot(
        sku=offer.sku,
        amount=amount(product, offer),
        open=not shut and _is_open(counter.site, offer),
        link=marked,
        stock=offer.stock,
        limit=offer.limit,
        spot=Spot(product.spot.path, _line(product)),
        **own,
    )


def _is_open(now: Site, offer: Offer) -> bool:
    """Tell whether *offer* can be bought, a bundle only with all that is in it."""
    product, there = now.products[offer.product], now.offers[offer.sku]
    return product.state(there, now.settings.today).buyable


def _line(product: Product) -> int:
    """Return where the file says what it costs."""
    known = (product.lines.get(name) for name in ("variants", "price", "items"))
    return next((line for line in known if line), product.spot.line)


def amount(product: Product, offer: Offer) -> str:
    """Return what *offer* costs, in words that do not change with the language."""
    every = f" / {product.every}" if product.every else ""
    if offer.free:
        most = f"–{offer.free.most.amount}" if offer.free.most else "+"
        return f"{offer.free.least.amount}{most} {offer.free.least.currency}{every}"
    more = "".join(f", {money}" for money in offer.currencies)
    return f"{offer.least}{every}{more}"


def _own(counter: Counter, product: Product, offer: Offer) -> dict[str, Any]:
    return {
        "product": _product(counter, product, offer),
        "price": _price(counter, product, offer),
    }


def _product(counter: Counter, product: Product, offer: Offer) -> dict[str, Any]:
    settings = counter.site.settings
    pictures = dict.fromkeys([*offer.images, *product.images])
    return {
        "id": counter.names.name(offer.sku),
        "name": " · ".join(filter(None, [product.name, offer.label])),
        "description": product.summary,
        "images": [f"{settings.url}{one.url}" for one in pictures][:MOST_PICTURES]
        if settings.url
        else "",
        "url": f"{settings.url}{product.url}" if settings.url else "",
        "tax_code": product.tax_code,
        "active": True,
        "metadata": counter.names.marks(offer.sku),
    }


def _price(counter: Counter, product: Product, offer: Offer) -> dict[str, Any]:
    tax = product.tax or counter.site.settings.checkout.tax or UNSAID
    return {
        "product": Ref(Thing.PRODUCT, offer.sku),
        "currency": offer.least.currency.lower(),
        "unit_amount": "" if offer.free else minor.units(offer.least),
        "custom_unit_amount": _free(offer.free) if offer.free else "",
        "recurring": {"interval": product.every} if product.every else "",
        "tax_behavior": tax,
        "currency_options": _currencies(offer.currencies, "unit_amount", tax),
        "lookup_key": counter.names.name(offer.sku),
        "active": True,
        "metadata": counter.names.marks(offer.sku),
    }


def _free(free: FreePrice) -> dict[str, Any]:
    bounds = {"minimum": free.least, "preset": free.suggested, "maximum": free.most}
    known = {
        name: minor.units(one) for name, one in bounds.items() if one and one.minor
    }
    return {"enabled": True, **known}


def _currencies(
    each: Iterable[Money], name: str, tax: str
) -> dict[str, dict[str, Any]] | str:
    """Return amounts in other currencies; each says anew how it is taxed."""
    taxed = {} if tax == UNSAID else {"tax_behavior": tax}
    return {
        one.currency.lower(): {name: minor.units(one), **taxed} for one in each
    } or ""


def _rate(names: Names, one: Rate, tax: str) -> dict[str, Any]:
    fixed: dict[str, Any] = {
        "amount": minor.units(one.price),
        "currency": one.price.currency.lower(),
    }
    if one.currencies:
        fixed["currency_options"] = _currencies(one.currencies, "amount", tax)
    return {
        "display_name": one.name,
        "type": "fixed_amount",
        "fixed_amount": fixed,
        "tax_behavior": tax,
        "delivery_estimate": _days(one) if one.days else "",
        "active": True,
        "metadata": names.marks(one.id),
    }


def _days(one: Rate) -> dict[str, Any]:
    least, most = one.days or (0, 0)
    return {
        "minimum": {"unit": "business_day", "value": max(least, 1)},
        "maximum": {"unit": "business_day", "value": max(most, 1)},
    }
