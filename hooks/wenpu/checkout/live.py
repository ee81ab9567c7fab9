"""
What the payment service holds that is ours, brought into the shape of what is wanted.

An object is ours if its metadata says so, or if it has a name that only we give. What
others made in the same account is passed over, and never changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

from msgspec import Struct

from wenpu.checkout.gateway import CheckoutError, Fields, Gateway, Thing
from wenpu.checkout.lock import Section
from wenpu.checkout.names import Names, id_of, marks

Objects = Mapping[str, Fields]
"""Objects by their ids at the service, newest first."""


class Live(Struct, frozen=True, dict=True):
    """All of ours, by id. *taken* are codes that somebody else's coupon has."""

    names: Names
    account: str
    products: Objects
    prices: Objects
    links: Objects
    rates: Objects
    coupons: Objects
    codes: Objects
    taken: frozenset[str] = frozenset()

    def of(self, thing: Thing) -> Objects:
        """Return the objects of one sort."""
        return {
            Thing.PRODUCT: self.products,
            Thing.PRICE: self.prices,
            Thing.LINK: self.links,
            Thing.RATE: self.rates,
            Thing.COUPON: self.coupons,
            Thing.CODE: self.codes,
        }[thing]

    @cached_property
    def prices_of(self) -> Mapping[str, list[Fields]]:
        """The prices of each sku that can be used, newest first."""
        ours = (one for one in self.prices.values() if one["active"])
        return _grouped(self.names, ours)

    @cached_property
    def links_of(self) -> Mapping[str, list[Fields]]:
        """The links of each sku, newest first, those that are off as well."""
        return _grouped(self.names, self.links.values())

    def sold(self, sku: str) -> int:
        """Return how many payments all links of *sku* have taken together."""
        return sum(count(one) for one in self.links_of.get(sku, ()))


def count(link: Fields) -> int:
    """Return how many payments *link* has taken, as far as anybody counts them."""
    limits = link.get("restrictions") or {}
    return int((limits.get("completed_sessions") or {}).get("count") or 0)


def cap(link: Fields) -> int | None:
    """Return how many payments *link* takes in all, none for any number."""
    limits = link.get("restrictions") or {}
    limit = (limits.get("completed_sessions") or {}).get("limit")
    return None if limit is None else int(limit)


def look(gateway: Gateway, names: Names, section: Section) -> Live:
    """
    Return what *gateway* holds for *names*.

    *section* is the lock: a link whose mark somebody has taken off is known by it.
    """
    # Six lists, and nothing waits for anything: as quick as the longest of them.
    with ThreadPoolExecutor(len(Thing)) as pool:
        coming = {one: pool.submit(_every, gateway, one) for one in Thing}
        account = pool.submit(gateway.account)
        found = {one: future.result() for one, future in coming.items()}
    known = {entry.link: sku for sku, entry in section.offers.items()}
    known |= {name: gone.sku for name, gone in section.replaced.items()}
    ours = {one: list(_ours(names, one, found[one], known)) for one in Thing}
    codes = [one for one in found[Thing.CODE] if one["active"]]
    return Live(
        names,
        account.result(),
        products=_by_id(ours[Thing.PRODUCT]),
        prices=_by_id(map(price, ours[Thing.PRICE])),
        links=_by_id(link(names, one, known) for one in ours[Thing.LINK]),
        rates=_by_id(map(rate, ours[Thing.RATE])),
        coupons=_by_id(ours[Thing.COUPON]),
        codes=_by_id(ours[Thing.CODE]),
        taken=frozenset(one["code"].upper() for one in codes if not names.owns(one)),
    )


def _every(gateway: Gateway, thing: Thing) -> list[dict[str, Any]]:
    return list(gateway.every(thing))


def _ours(
    names: Names, thing: Thing, found: Iterable[Fields], known: Collection[str]
) -> Iterator[Fields]:
    ours = names.name("")
    for one in found:
        named = str(one.get("lookup_key") or one["id"]).startswith(ours)
        if thing is Thing.PRODUCT and named and not names.owns(one):
            _not_another_s(one)
        if names.owns(one) or one["id"] in known or (named and thing in NAMED):
            yield one


NAMED = {Thing.PRODUCT, Thing.PRICE}
"""They bear names that only we give."""


def _not_another_s(one: Fields) -> None:
    """See that a product with our name is not marked as somebody else's."""
    owner = marks(one).get("wenpu")
    if owner:
        what = f"The product {one['id']} at Stripe belongs to another site, {owner!r}."
        fix = "Give this site a name of its own in mkdocs.yml:  checkout: {shop: …}"
        raise CheckoutError(f"{what}\n  {fix}")


def price(one: Fields) -> Fields:
    """Return a price in the shape in which it is asked for."""
    free, currency = one.get("custom_unit_amount"), str(one["currency"])
    others = dict(one.get("currency_options") or {})
    others.pop(currency, None)  # The service counts the main one among them.
    return {
        **one,
        "custom_unit_amount": {"enabled": True, **free} if free else None,
        "currency_options": others,
    }


def rate(one: Fields) -> Fields:
    """Return a shipping rate in the shape in which it is asked for."""
    fixed = dict(one.get("fixed_amount") or {})
    others = dict(fixed.get("currency_options") or {})
    others.pop(str(fixed.get("currency")), None)  # As with prices.
    return {**one, "fixed_amount": {**fixed, "currency_options": others}}


def link(names: Names, one: Fields, known: Mapping[str, str]) -> Fields:
    """
    Return a link in the shape in which it is asked for, and whose it is.

    *known* are the skus of links, for those whose mark somebody has taken off.
    """
    lines = [
        {
            "id": line["id"],
            "price": id_of(line["price"]),
            "quantity": line["quantity"],
            "adjustable_quantity": line.get("adjustable_quantity")
            or {"enabled": False},
        }
        for line in (one.get("line_items") or {"data": []})["data"]
    ]
    address = one.get("shipping_address_collection")
    if address:
        sent = sorted(address["allowed_countries"])
        address = {**address, "allowed_countries": sent}
    sku = names.key(one) or known.get(str(one["id"]), "")
    methods = one.get("payment_method_types")
    return {
        **one,
        "line_items": lines,
        "shipping_address_collection": address,
        "payment_method_types": sorted(methods) if methods else None,
        "_sku": sku,
    }


def _by_id(found: Iterable[Fields]) -> dict[str, Fields]:
    return {str(one["id"]): one for one in found}


def _grouped(names: Names, found: Iterable[Fields]) -> dict[str, list[Fields]]:
    groups: dict[str, list[Fields]] = {}
    for one in found:
        sku = str(one.get("_sku") or names.key(one) or _called(names, one))
        groups.setdefault(sku, []).append(one)
    return groups


def _called(names: Names, one: Fields) -> str:
    return str(one.get("lookup_key") or "").removeprefix(names.name(""))
