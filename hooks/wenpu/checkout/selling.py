"""The link of an offer: what it sells, how it is sent, what it asks, where it leads."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from wenpu.checkout import asking, sending
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.names import Names, Ref
from wenpu.model import Item, Kind, Offer, Product, Quantity, Site, Story
from wenpu.words import Words

PLAIN_ONLY = {"alipay", "wechat_pay"}
"""Methods that pay once, never every month, and in one currency only."""

TAKES = {
    "alipay": "AUD CAD CNY EUR GBP HKD JPY MYR NZD SGD USD",
    "wechat_pay": "AUD CAD CHF CNY DKK EUR GBP HKD JPY NOK SEK SGD USD",
}
"""The currencies of methods that do not take all."""

Lines = Mapping[str, int]
"""How many of each sku one payment buys."""


class Counter(Struct, frozen=True):
    """Where links are made out: the site, its words, its names at the service."""

    site: Site
    words: Words
    names: Names

    def offered(self, product: Product, offer: Offer) -> dict[str, Any]:
        """Return the fields of the link that sells *offer*."""
        lines = parts(self.site, product, offer)
        fixed = offer.free is None
        return {
            "line_items": _lines(lines, product.quantity if fixed else None),
            "optional_items": self._extras(product) if fixed else "",
            "submit_type": "book" if _booked(product) else "auto",
            "payment_method_types": self._methods([*lines, *self._besides(product)]),
            "custom_fields": asking.fields(self._asked(product, lines), self.words),
            "custom_text": asking.texts(self._asked(product, lines), self.words),
            **sending.fields(self.site, product.shipping, offer.least.currency),
            **self._always(f"thanks/{product.id}/", offer.sku, codes=fixed),
        }

    def told(self, story: Story) -> dict[str, Any]:
        """Return the fields of the link that sells all of *story*."""
        products = [self.site.products[item.product] for item in story.items]
        offers = [_offer(self.site, item) for item in story.items]
        lines: dict[str, int] = {}
        for product, offer in zip(products, offers, strict=True):
            for sku, count in parts(self.site, product, offer).items():
                lines[sku] = lines.get(sku, 0) + count
        return {
            "line_items": _lines(lines, None),
            "optional_items": "",
            "submit_type": "auto",
            "payment_method_types": self._methods(lines),
            "custom_fields": asking.fields(products, self.words),
            "custom_text": asking.texts(products, self.words),
            **sending.fields(self.site, story.shipping, story.price.currency),
            **self._always(f"thanks/{story.sku}/", story.sku),
        }

    def _asked(self, product: Product, lines: Lines) -> list[Product]:
        """Return *product* and what is sold as a part of it: all of them may ask."""
        sold = [self.site.products[self.site.offers[sku].product] for sku in lines]
        return list({one.id: one for one in (product, *sold)}.values())

    def _besides(self, product: Product) -> list[str]:
        """Return the skus that are offered besides, if they can be bought today."""
        pairs = [
            (self.site.products[one.product], _offer(self.site, one))
            for one in product.extras
        ]
        today = self.site.settings.today
        return [offer.sku for of, offer in pairs if of.state(offer, today).buyable]

    def _extras(self, product: Product) -> list[Fields] | str:
        skus = self._besides(product)
        return [{"price": Ref(Thing.PRICE, sku), "quantity": 1} for sku in skus] or ""

    def _methods(self, skus: Iterable[str]) -> list[str] | str:
        """Return the methods that can pay for *skus*; "" lets the dashboard decide."""
        offers = [self.site.offers[sku] for sku in skus]
        several = any(one.currencies for one in offers)
        monthly = any(self.site.products[one.product].every for one in offers)
        currency = offers[0].least.currency
        return [
            one
            for one in sorted(self.site.settings.checkout.methods)
            if not ((monthly or several) and one in PLAIN_ONLY)
            and currency in TAKES.get(one, currency)
        ] or ""

    def _always(self, thanks: str, sku: str, *, codes: bool = True) -> dict[str, Any]:
        """Return what holds for every link of the site, if it takes *codes*."""
        asked, site = self.site.settings.checkout, self.site.settings
        door = f"{site.url}buy/{sku}/"
        away = {"type": "redirect", "redirect": {"url": f"{site.url}{thanks}"}}
        given = any(one.codes for one in self.site.coupons.values())
        return {
            "after_completion": away if site.url else {"type": "hosted_confirmation"},
            "allow_promotion_codes": codes and asked.codes and given,
            "automatic_tax": {"enabled": bool(asked.tax)},
            "billing_address_collection": "required"
            if asked.billing_address
            else "auto",
            "consent_collection": {
                "terms_of_service": "required" if asked.terms else "none"
            },
            "inactive_message": self.words.say(
                "link_closed", url=door if site.url else site.name
            ),
        }


def _booked(product: Product) -> bool:
    """Tell whether the button says that it books: what is paid again subscribes."""
    return product.kind is Kind.SERVICE and not product.every


def parts(site: Site, product: Product, offer: Offer) -> dict[str, int]:
    """
    Return what one payment for *offer* buys, by sku.

    A bundle without a price of its own is sold as its parts, which a buyer then sees
    one by one. It is one thing if it says anything that parts cannot: how many may be
    taken at once, how it is taxed.
    """
    own = product.quantity or product.tax or product.tax_code or offer.currencies
    found: dict[str, int] = {}
    for item in product.items if product.summed and not own else ():
        inner, part = site.products.get(item.product), _maybe(site, item)
        if inner is None or part is None or part.free:
            return {offer.sku: 1}
        for sku, count in parts(site, inner, part).items():
            found[sku] = found.get(sku, 0) + count * item.quantity
    return found or {offer.sku: 1}


def _offer(site: Site, item: Item) -> Offer:
    if found := _maybe(site, item):
        return found
    raise LookupError(item)


def _maybe(site: Site, item: Item) -> Offer | None:
    product = site.products.get(item.product)
    return product.offer(item.variant) if product else None


def _lines(lines: Lines, quantity: Quantity | None) -> list[dict[str, Any]]:
    adjustable: dict[str, Any] = {"enabled": False}
    if quantity:
        bounds = {"minimum": quantity.least, "maximum": quantity.most}
        adjustable = {"enabled": True, **bounds}
    least = quantity.least if quantity else 1
    return [
        {
            "price": Ref(Thing.PRICE, sku),
            "quantity": max(count, least),
            "adjustable_quantity": adjustable,
        }
        for sku, count in lines.items()
    ]
