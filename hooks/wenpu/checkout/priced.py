"""The product and the price of one lot, beside what the service has of them."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from wenpu.checkout import compare, jumps, vocabulary
from wenpu.checkout.changes import Reason, Step, Verb
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.ledger import Ledger, Part, reason, update
from wenpu.checkout.names import Ref
from wenpu.checkout.wanted import Lot

UNTOLD = {"lookup_key", "metadata"}
"""What changes with another price, and says nothing of it."""


def product(ledger: Ledger, lot: Lot) -> Part:
    """Compare the product of *lot*."""
    if lot.product is None:
        return Part()
    name = str(lot.product["id"])
    ref, found = Ref(Thing.PRODUCT, lot.sku), ledger.live.products.get(name)
    ledger.ids[ref] = name
    if found is None:
        step = Step(Verb.CREATE, ref, compare.fresh(Thing.PRODUCT, lot.product))
        return Part([step], [])
    drift = ledger.is_drift(lot, 0)
    steps, reasons = update(Thing.PRODUCT, lot.sku, lot.product, found, drift=drift)
    return Part(steps, reasons, found)


def price(ledger: Ledger, lot: Lot) -> Part:
    """
    Compare the price of *lot*: the one in use, another that fits, or a new one.

    A price that was in use before and is still there is taken up again.
    """
    if lot.price is None:
        return Part()
    asked = ledger.resolved(lot.price)
    there = ledger.live.prices_of.get(lot.sku, [])
    key = asked["lookup_key"]
    there = sorted(there, key=lambda one: one.get("lookup_key") != key)
    fitting = next((one for one in there if _fits(ledger, asked, one)), None)
    seen = _Seen(ledger, lot, asked, next(iter(there), None))
    if fitting is None:
        return seen.made()
    ledger.ids[Ref(Thing.PRICE, lot.sku)] = str(fitting["id"])
    return seen.kept(fitting)


def _fits(ledger: Ledger, asked: Fields, one: Fields) -> bool:
    """Tell whether a price can stay: its tax is said once, no currency goes."""
    taxed = one.get("tax_behavior") in {asked["tax_behavior"], "unspecified", None}
    wanted = set(asked["currency_options"] or {})
    others = set(one.get("currency_options") or {}) <= wanted
    free = _bounds(asked) == _bounds(one)
    return taxed and others and free and ledger.fits(Thing.PRICE, asked, one)


def _bounds(price: Fields) -> dict[str, Any]:
    """Return the bounds of a price that readers choose: none is a bound as well."""
    free = price.get("custom_unit_amount") or {}
    return {name: free.get(name) for name in ("minimum", "preset", "maximum")}


class _Seen(Struct, frozen=True):
    """The price that is *asked* of a lot, and the one *before* it, if there was one."""

    ledger: Ledger
    lot: Lot
    asked: dict[str, Any]
    before: Fields | None

    def made(self) -> Part:
        """Return how a new price is made; it takes the name of the one before."""
        fields = compare.fresh(Thing.PRICE, self.lot.price or {})
        fields["transfer_lookup_key"] = True
        known = self.ledger.entry(self.lot.sku).price
        after = str(self.before["id"]) if self.before else known
        step = Step(Verb.CREATE, Ref(Thing.PRICE, self.lot.sku), fields, after=after)
        return Part([step], self._reasons(), None, self._dangers())

    def kept(self, fitting: Fields) -> Part:
        """Return how *fitting*, which is there, becomes the price in use."""
        sku, drift = self.lot.sku, self.ledger.is_drift(self.lot, 1)
        steps, reasons = update(Thing.PRICE, sku, self.asked, fitting, drift=drift)
        if fitting.get("lookup_key") != self.asked["lookup_key"]:
            more = {**steps[0].fields, "transfer_lookup_key": True}
            steps = [replace(steps[0], fields=more)]
            if fitting is not self.before:
                reasons = self._reasons()
        return Part(steps, reasons, fitting, self._dangers())

    def _reasons(self) -> list[Reason]:
        """Say what changes from the price before."""
        drift, before = self.ledger.is_drift(self.lot, 1), self.before
        if before is None:
            lost = [Reason("price", "off", self.lot.amount, drift=True)]
            return lost if drift and self.ledger.entry(self.lot.sku).price else []
        costs = Reason("price", vocabulary.cost(before), self.lot.amount, drift)
        if costs.was != costs.now:
            return [costs]
        names = compare.differing(Thing.PRICE, self.asked, before)
        shown = [name for name in names if name not in UNTOLD]
        told = [reason(name, self.asked, before, drift=drift) for name in shown]
        return told or [costs]

    def _dangers(self) -> tuple[str, ...]:
        """Return what nobody does to a price by accident."""
        if self.before is None:
            return ()
        change = f"{vocabulary.cost(self.before)} → {self.lot.amount}"
        was, now = jumps.of_price(self.before), jumps.of_price(self.asked)
        return tuple(jumps.told(self.lot.sku, change, was, now))
