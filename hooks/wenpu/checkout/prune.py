"""
What has been replaced and waited long enough: it is closed, the link before the price.

A link that was shared goes on selling for a grace period, at the price it was made for.
A price is closed last, because every link that still uses it would die with it.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from msgspec import Struct, field

from wenpu.checkout import linked, vocabulary
from wenpu.checkout.changes import FLAGS, Action, Change, Plan, Reason, Step, Verb
from wenpu.checkout.gateway import CheckoutError, Fields, Thing
from wenpu.checkout.live import Live
from wenpu.checkout.lock import Section
from wenpu.checkout.names import Ref, id_of
from wenpu.checkout.wanted import Lot, Wanted
from wenpu.model import Checkout

IDLE = "Nothing to close today."


class Pruning(Struct):
    """One look at what was replaced. *now* is the plan of this moment: it is empty."""

    wanted: Wanted
    live: Live
    section: Section
    asked: Checkout
    today: date
    now: Plan
    closing: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)

    def plan(self) -> Plan:
        """Return what is to be closed today, and what still waits."""
        links = list(self._links())
        changes = (*links, *self._prices(), *self._rates())
        closed = self.now.closed | frozenset(self.closing)
        notes = tuple(self.waiting)
        mode, account = self.now.mode, self.live.account
        return Plan(mode, account, changes, notes, closed=closed, idle=IDLE)

    def _links(self) -> Iterator[Change]:
        for name, sku in sorted(self.now.replaced.items(), key=lambda one: one[::-1]):
            lot, link = self.wanted.lots[sku], self.live.links[name]
            due = self._due(name, lot)
            if due > self.today:
                self.waiting.append(f"{sku}: the link it had before sells until {due}.")
                continue
            self.closing.add(name)
            step = linked.off(sku, link, str(lot.link["inactive_message"]))
            why = (Reason("replaced"),)
            yield Change(Action.ARCHIVE, str(Thing.LINK), sku, why, (step,))

    def _due(self, name: str, lot: Lot) -> date:
        """
        Return the day on which a replaced link is closed.

        What there is little of cannot be sold by two links: each counts for itself.
        """
        few = lot.stock is not None or lot.limit is not None
        if few or self.asked.old_links == "close":
            return self.today
        gone = self.section.replaced.get(name)
        return (gone.at if gone else self.today) + timedelta(days=self.asked.grace)

    def _left(self) -> list[Fields]:
        """Return the links that can be paid after this."""
        links = self.live.links.items()
        return [
            one for name, one in links if one["active"] and name not in self.closing
        ]

    def _prices(self) -> Iterator[Change]:
        kept = set(self.now.known.values())
        for link in self._left():
            kept |= {str(line["price"]) for line in link["line_items"]}
            kept |= {str(one["price"]) for one in link.get("optional_items") or ()}
        for sku in sorted(self.wanted.lots):
            for price in self.live.prices_of.get(sku, ()):
                if price["id"] not in kept and (steps := self._off(sku, price)):
                    why = (Reason(vocabulary.cost(price)),)
                    sort = str(Thing.PRICE)
                    yield Change(Action.ARCHIVE, sort, sku, why, tuple(steps))

    def _off(self, sku: str, price: Fields) -> list[Step]:
        """
        Return what takes *price* off; nothing if it has gone with its product.

        The service keeps the default price of a product: it gets the present one. What
        is sold as its parts now has none, and the product goes with its price.
        """
        ref, of = Ref(Thing.PRICE, sku), Ref(Thing.PRODUCT, sku)
        off = Step(Verb.UPDATE, ref, {"active": False}, str(price["id"]))
        product = self.live.products.get(str(price["product"]))
        if not product or product.get("default_price") != price["id"]:
            return [off]
        if ref in self.now.known:
            now = {"default_price": self.now.known[ref]}
            return [Step(Verb.UPDATE, of, now, str(product["id"])), off]
        gone = Step(Verb.UPDATE, of, {"active": False}, str(product["id"]))
        return [gone] if product["active"] else []

    def _rates(self) -> Iterator[Change]:
        kept = set(self.now.known.values()) | _rates_of(self._left())
        for name, rate in self.live.rates.items():
            if rate["active"] and name not in kept:
                key = self.live.names.key(rate)
                step = Step(Verb.UPDATE, Ref(Thing.RATE, key), {"active": False}, name)
                why = (Reason("not used"),)
                yield Change(Action.ARCHIVE, str(Thing.RATE), key, why, (step,))


def plan(pruning: Pruning) -> Plan:
    """Return what is to be closed; raise `CheckoutError` if something is to apply."""
    # What follows sales, a limit or what is sold out, keeps nobody from pruning.
    waiting = [one for one in pruning.now.changes if not one.is_passing]
    if pending := len(waiting):
        count = "1 change is" if pending == 1 else f"{pending} changes are"
        what = f"{count} to be applied first."
        look = f"wenpu plan{FLAGS[pruning.now.mode]}"
        raise CheckoutError(f"{what}\n  Look at them with  {look}")
    return pruning.plan()


def _rates_of(links: Collection[Fields]) -> set[str]:
    options = [one for link in links for one in link.get("shipping_options") or ()]
    return {id_of(one["shipping_rate"]) for one in options}
