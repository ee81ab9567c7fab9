"""What has become better, and still is: the past of each product beside its present."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from wenpu.catalog.terms import Terms
from wenpu.history.past import Past
from wenpu.history.versions import Version
from wenpu.model import Money, News, NewsKind, Offer, Product, Settings

Value = TypeVar("Value")


class Then(NamedTuple):
    """One offer from a commit on: *when*; its price, if there is one to compare."""

    when: int
    price: Money | None
    sold_out: bool


class Turn(NamedTuple, Generic[Value]):
    """One thing, *when* it became another: what it was *before*, and *after*."""

    when: int
    before: Value
    after: Value


def news(
    past: Past, products: Mapping[str, Product], settings: Settings
) -> dict[str, tuple[News, ...]]:
    """Return what has become better of *products*, by their id."""
    found: dict[str, tuple[News, ...]] = {}
    for name in sorted(past.versions.keys() & products.keys()):
        every = _of_product(past, products[name], past.versions[name], settings)
        if told := tuple(one for one in every if one.day <= settings.today):
            found[name] = told
    return found


def _of_product(
    past: Past, one: Product, versions: Sequence[Version], settings: Settings
) -> Iterator[News]:
    for offer in one.offers:
        if one.state(offer, settings.today).buyable:
            then = _thens(past, offer, versions, settings)
            yield from _told(offer, then, settings.zone)


def _told(offer: Offer, then: Sequence[Then], zone: str) -> Iterator[News]:
    """Tell of *offer* what its last change of price, and of stock, has done to it."""
    of = offer.product, offer.variant
    price = _last([(one.when, one.price) for one in then])
    if price and _is_drop(price.before, price.after, offer.price):
        day = _day(price.when, zone)
        yield News(*of, NewsKind.DROP, day, price.before, price.after)
    stock = _last([(one.when, one.sold_out) for one in then])
    if stock and not stock.after:
        yield News(*of, NewsKind.RESTOCK, _day(stock.when, zone))


def _is_drop(before: Money | None, after: Money | None, now: Money | None) -> bool:
    """Tell whether it costs less, in the same currency, and does so *now*."""
    if before is None or after is None or after != now:
        return False
    return before.currency == after.currency and after < before


def _last(said: Sequence[tuple[int, Value]]) -> Turn[Value] | None:
    """Return how what is *said* changed last, if it ever did."""
    pairs = list(pairwise(said))
    changes = (Turn(b[0], a[1], b[1]) for a, b in pairs[::-1] if a[1] != b[1])
    return next(changes, None)


def _thens(
    past: Past, offer: Offer, versions: Sequence[Version], settings: Settings
) -> list[Then]:
    """Return what *offer* was in each version that can be read, since it is there."""
    thens: list[Then] = []
    for one in versions:
        terse = past.said.get(one.blob)
        if terse is None:
            continue
        terms = terse.terms.get(offer.variant)
        if terms is None:
            thens.clear()
            continue
        site = past.currencies.get(one.config) or settings.currency
        price = _money(terms.price, terse.currency or site)
        thens.append(Then(one.when, price, _is_gone(past, offer, terms, one.lock)))
    return thens


def _is_gone(past: Past, offer: Offer, terms: Terms, lock: str) -> bool:
    """Tell whether *offer* was sold out: its file said so, or at last the lock."""
    sku = terms.sku or "-".join(filter(None, [offer.product, offer.variant]))
    sold = (sku, terms.stock, terms.limit) in past.gone.get(lock, ())
    return sold or 0 in {terms.stock, terms.limit}


def _money(price: str, currency: str) -> Money | None:
    try:
        return Money.parse(price, currency)
    except ValueError:
        return None


def _day(when: int, zone: str) -> date:
    """Return the day that it was where the site is at home; without a zone, in UTC."""
    return datetime.fromtimestamp(when, ZoneInfo(zone) if zone else UTC).date()
