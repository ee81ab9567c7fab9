"""The link of one lot, beside those that the service has of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from typing import Any

from msgspec import Struct

from wenpu.checkout import compare, jumps, minor, stock
from wenpu.checkout.changes import Reason, Step, Verb, refs
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.ledger import Ledger, Part, reason
from wenpu.checkout.live import cap, count
from wenpu.checkout.names import Ref, id_of, marks
from wenpu.checkout.stock import BASE, Left, Recount
from wenpu.checkout.wanted import Lot
from wenpu.model import Money

SOLD_OUT, CLOSED = "sold out", "not on sale"


class Linked(Struct, frozen=True):
    """The links of one lot: the one that fits, the one before it, how many are left."""

    ledger: Ledger
    lot: Lot
    fitting: Fields | None
    before: Fields | None
    left: Left

    @property
    def active(self) -> list[Fields]:
        """The links of this sku that can be paid now."""
        return [
            one
            for one in self.ledger.live.links_of.get(self.lot.sku, ())
            if one["active"]
        ]

    @property
    def open(self) -> bool:
        """Whether it is to be sold at all."""
        return self.lot.open and not self.left.gone

    @property
    def closed(self) -> str:
        """Why it is not, "" if it is."""
        if self.open:
            return ""
        return SOLD_OUT if self.left.gone else CLOSED

    @property
    def wanted(self) -> dict[str, Any]:
        """The fields of the link, with its limit, with ids where they are known."""
        asked = self.ledger.resolved(self.lot.link)
        marked = {**asked["metadata"], **self.left.marks}
        return {
            **asked,
            **self.left.fields(self.fitting),
            "metadata": marked,
            "active": True,
        }


def linked(ledger: Ledger, lot: Lot) -> Linked:
    """Find the links of *lot*, once the ids of what they sell are known."""
    links = ledger.live.links_of.get(lot.sku, [])
    known = ledger.entry(lot.sku).link
    links = sorted(links, key=lambda one: (not one["active"], one["id"] != known))
    asked = ledger.resolved(lot.link)
    fitting = next((one for one in links if _sells(ledger, asked, one)), None)
    before = stock.shown(links, known)
    said = fitting if fitting and (fitting["active"] or fitting is before) else before
    there = stock.left(lot.stock, lot.limit, said, ledger.live.sold(lot.sku))
    return Linked(ledger, lot, fitting, before, there)


def _sells(ledger: Ledger, asked: Fields, link: Fields) -> bool:
    """Tell whether *link* sells just what is *asked*, by prices that can be used."""
    prices = [line["price"] for line in link["line_items"]]
    wanted = [line["price"] for line in asked["line_items"]]
    usable = set(prices) <= ledger.active_prices
    return usable and Counter(prices) == Counter(map(_plain, wanted))


def _plain(price: Ref | str) -> str:
    return price if isinstance(price, str) else ""


def link(one: Linked) -> Part:
    """Compare the link of a lot."""
    if not one.open:
        return _shut(one)
    if one.fitting is None:
        return _made(one)
    return _changed(one, one.fitting)


def _shut(one: Linked) -> Part:
    """Switch off whatever can be paid."""
    message = one.lot.link["inactive_message"]
    steps = [off(one.lot.sku, found, message) for found in one.active]
    reasons = [Reason(one.closed, drift=False)] if steps else []
    return Part(steps, reasons, one.fitting)


def off(sku: str, link: Fields, message: str) -> Step:
    """Return the request that closes *link*, and lets it say where to go instead."""
    fields = {"active": False, "inactive_message": message}
    return Step(Verb.UPDATE, Ref(Thing.LINK, sku), fields, str(link["id"]))


def _made(one: Linked) -> Part:
    before, ref = one.before, Ref(Thing.LINK, one.lot.sku)
    marked = {**one.lot.link["metadata"], **one.left.marks}
    asked = {**one.lot.link, **one.left.fields(None), "metadata": marked}
    after = str(before["id"]) if before else ""
    step = Step(Verb.CREATE, ref, compare.fresh(Thing.LINK, asked), after=after)
    if before is None:
        lost = one.ledger.entry(one.lot.sku).link
        return Part([step], [Reason("link", "gone", "", drift=True)] if lost else [])
    reasons = [*_other(one, before), *_restocked(one)]
    return Part([step], reasons, None, tuple(_dangers(one, before)))


def _dangers(one: Linked, before: Fields) -> Iterator[str]:
    """Say if what is a sum now comes to much more, or less, than before."""
    was, now = _came_to(one, before), one.lot.total
    if was and now:
        change = f"{was} → {now}"
        counts = {was.currency: was.minor}, {now.currency: now.minor}
        yield from jumps.told(one.lot.sku, change, *counts)


def _came_to(one: Linked, link: Fields) -> Money | None:
    """Return what *link* takes, if its prices are known and have one amount each."""
    prices = one.ledger.live.prices
    lines = [
        (prices.get(line["price"]), line["quantity"]) for line in link["line_items"]
    ]
    known = [
        minor.money(int(price["unit_amount"]) * count, str(price["currency"]))
        for price, count in lines
        if price and price.get("unit_amount")
    ]
    same = len({money.currency for money in known}) == 1
    return reduce(add, known) if same and len(known) == len(lines) else None


def _other(one: Linked, before: Fields) -> list[Reason]:
    """Say why a new link is made, where it is not for the price alone."""
    was, now = len(before["line_items"]), len(one.lot.link["line_items"])
    summed = one.lot.total
    if was == now and not summed:
        return []
    told = Reason("contents", *((str(was), str(now)) if was != now else ()))
    came = _came_to(one, before)
    if summed and came and came != summed:
        return [Reason("price", str(came), str(summed)), told]
    return [told]


def _changed(one: Linked, found: Fields) -> Part:
    asked, drift = one.wanted, one.ledger.is_drift(one.lot, 2)
    sold_out = not found["active"] and count(found) >= (cap(found) or count(found) + 1)
    names = compare.differing(Thing.LINK, asked, found)
    lines = _lines(asked, found) if "line_items" in names else []
    fields = compare.changed(asked, found, names)
    if lines:
        fields["line_items"] = lines
    elif "line_items" in names:  # The same lines in another order.
        names.remove("line_items")
        del fields["line_items"]
    if not names:
        return Part([], [], found)
    drift = drift and not sold_out
    reasons = [
        why for name in names for why in _why(one, name, asked, found, drift=drift)
    ]
    ref, again = Ref(Thing.LINK, one.lot.sku), _recount(one, found)
    if again:
        marked = {**fields.get("metadata", {}), **again.marks}
        fields |= {**again.first, "metadata": marked}
    step = Step(Verb.UPDATE, ref, fields, str(found["id"]), recount=again)
    return Part([step], reasons, found)


def _recount(one: Linked, found: Fields) -> Recount | None:
    """Return how to count what *found* has sold, if it gets its first limit now."""
    if one.left.left is None or cap(found) is not None:
        return None
    lot, sold = one.lot, one.ledger.live.sold(one.lot.sku)
    return Recount(lot.stock, lot.limit, sold - count(found))


def _why(
    one: Linked, name: str, asked: Fields, found: Fields, *, drift: bool
) -> Iterable[Reason]:
    if name == "metadata":
        names = one.ledger.live.names
        if not names.owns(found):
            yield Reason("marks", drift=True)
    elif name == "restrictions":
        yield from _stocked(one, found, drift=drift)
    elif name == "active":
        reopened = one.ledger.entry(one.lot.sku).closed
        yield Reason("on sale", "no", "yes", drift=drift and not reopened)
    elif name == "line_items":  # The same things, or it would be another link.
        yield Reason("quantity", drift=drift)
    else:
        moved = _moved(one, name, found)
        yield reason(name, asked, found, drift=drift and not moved)


def _moved(one: Linked, name: str, found: Fields) -> bool:
    """Tell whether *found* names just what is asked for, by ids of an earlier day."""
    if name not in {"shipping_options", "optional_items"}:
        return False
    live = one.ledger.live
    objects = {**live.rates, **live.prices}
    known = {key: live.names.key(each) for key, each in objects.items()}
    there = [known.get(_option(each), "") for each in found.get(name) or ()]
    return there == [ref.key for ref in refs(one.lot.link[name])]


def _option(option: Fields) -> str:
    """Return the id of the rate, or of the price, that a link offers."""
    return id_of(option.get("shipping_rate") or option.get("price"))


def _stocked(one: Linked, found: Fields, *, drift: bool) -> Iterable[Reason]:
    """Say why a link may take another number of payments."""
    lot = one.lot
    if written := _restocked(one):
        yield from written
        return
    base_kept = marks(found).get(BASE) == one.left.marks[BASE]
    alone = one.ledger.live.sold(lot.sku) == count(found)
    yield Reason("orders it takes", drift=drift and base_kept and alone, passing=True)


def _restocked(one: Linked) -> list[Reason]:
    """Return what is written otherwise of how many there are."""
    entry, lot = one.ledger.entry(one.lot.sku), one.lot
    pairs = {"stock": (entry.stock, lot.stock), "limit": (entry.limit, lot.limit)}
    return [
        Reason(name, _number(was), _number(now))
        for name, (was, now) in pairs.items()
        if was != now
    ]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _lines(asked: Fields, found: Fields) -> list[dict[str, Any]]:
    """Return what to ask of the lines of *found*: how many, and who may change that."""
    wanted = {line["price"]: line for line in asked["line_items"]}
    return [
        {
            "id": line["id"],
            "quantity": wanted[line["price"]]["quantity"],
            "adjustable_quantity": wanted[line["price"]]["adjustable_quantity"],
        }
        for line in found["line_items"]
        if not compare.same(wanted[line["price"]], line)
    ]
