"""
Shelves that nobody arranges: what came this week, what is much read about, what is few.

Each is a part of what the shop shows, in an order of its own; they change by
themselves, with the day and with what is written.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from wenpu.model import Product, State
from wenpu.pages.view import Shared

WEEK = timedelta(days=7)
MOST = 12
"""So many are much read about; more would be the whole shop in another order."""

NAMES = ("this_week", "read_about", "limited", "soon")


def shelves(shared: Shared, products: Sequence[Product]) -> Mapping[str, list[Product]]:
    """Return what lies on each of the `NAMES`, of *products*."""
    today = shared.today
    there = [one for one in products if not _is_gone(one, today)]
    found = {
        "this_week": [one for one in there if _came(one, today)],
        "read_about": _read_about(shared, there),
        "limited": [one for one in there if _is_limited(one)],
        "soon": [one for one in there if one.best_state(today) is State.NOT_YET],
    }
    found["this_week"].sort(key=lambda one: one.added or date.min, reverse=True)
    found["soon"].sort(key=lambda one: one.sale.start or date.max)
    return found


def _is_gone(one: Product, today: date) -> bool:
    return one.best_state(today) in {State.SOLD_OUT, State.ENDED, State.RETIRED}


def _came(one: Product, today: date) -> bool:
    return bool(one.added and today - WEEK < one.added <= today)


def _is_limited(one: Product) -> bool:
    """Tell whether a number of it is all there will be."""
    return any(offer.limit for offer in one.offers)


def _read_about(shared: Shared, products: Sequence[Product]) -> list[Product]:
    """Return what most articles speak of, the most first."""
    counts = {one.id: shared.read.get(one.id, 0) for one in products}
    found = sorted(products, key=lambda one: -counts[one.id])
    return [one for one in found if counts[one.id]][:MOST]
