"""
Reductions and the codes that give them, in the service's words.

What a coupon gives can never be changed there. So its id ends with a hash of what it
gives: a changed coupon is another one, and its codes move.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from wenpu.checkout import minor
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.names import Names, Ref, short
from wenpu.checkout.selling import parts
from wenpu.model import Code, Coupon, Site


class Reduction(Struct, frozen=True):
    """One coupon and its codes, by what a buyer types."""

    coupon: Fields
    codes: Mapping[str, Fields]

    @property
    def name(self) -> str:
        """Its id at the service."""
        return str(self.coupon["id"])


def wanted(site: Site, names: Names, sold: Collection[str]) -> dict[str, Reduction]:
    """
    Return the reductions that are not over, by their names in the file.

    *sold* are the skus that the service knows. What is for nothing of them is left out:
    without any product it would be for all.
    """
    today, found = site.settings.today, {}
    for one in site.coupons.values():
        skus = sorted(_skus(site, one) & set(sold))
        if (not one.until or one.until >= today) and (skus or not one.products):
            found[one.id] = _reduction(site, names, one, skus)
    return found


def _reduction(site: Site, names: Names, one: Coupon, skus: list[str]) -> Reduction:
    gives = dict(_gives(site, one, skus))
    written = json.dumps(gives, sort_keys=True, default=str)
    name = f"{names.name(one.id)}-{short(written)}"
    coupon = {"id": name, "name": one.name, **gives, "metadata": names.marks(one.id)}
    today = site.settings.today
    going = (code for code in one.codes if not code.until or code.until >= today)
    zone = site.settings.zone
    marked = names.marks(one.id)
    codes = {
        code.code: _code(code, name, zone) | {"metadata": marked} for code in going
    }
    return Reduction(coupon, codes)


def _gives(site: Site, one: Coupon, skus: list[str]) -> Iterator[tuple[str, Any]]:
    if one.percent is not None:
        yield "percent_off", float(one.percent)
    elif one.amount:
        yield "amount_off", minor.units(one.amount)
        yield "currency", one.amount.currency.lower()
    lasts = {0: "once", -1: "forever"}.get(one.months, "repeating")
    yield "duration", lasts
    if lasts == "repeating":
        yield "duration_in_months", one.months
    if one.limit:
        yield "max_redemptions", one.limit
    if one.until:
        yield "redeem_by", end(one.until, site.settings.zone)
    if skus:
        yield "applies_to", {"products": [Ref(Thing.PRODUCT, sku) for sku in skus]}


def _skus(site: Site, one: Coupon) -> set[str]:
    """Return what the coupon is for; a bundle that is the sum of its parts is those."""
    sold = [site.products[name] for name in one.products if name in site.products]
    return {
        sku
        for product in sold
        for offer in product.offers
        for sku in parts(site, product, offer)
    }


def _code(one: Code, name: str, zone: str) -> dict[str, Any]:
    limits: dict[str, Any] = {"first_time_transaction": True} if one.first_order else {}
    if one.least:
        limits["minimum_amount"] = minor.units(one.least)
        limits["minimum_amount_currency"] = one.least.currency.lower()
    return {
        "code": one.code,
        "promotion": {"type": "coupon", "coupon": name},
        "expires_at": end(one.until, zone) if one.until else "",
        "max_redemptions": one.limit or "",
        "restrictions": limits or "",
        "active": True,
    }


def end(day: date, zone: str) -> int:
    """Return the last second of *day* where the site is at home, since 1970."""
    where = ZoneInfo(zone) if zone else None  # Where the machine is, as with today.
    return int(datetime.combine(day, time(23, 59, 59), where).timestamp())
