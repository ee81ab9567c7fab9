"""One lot beside what the service has of it: its product, its price, its link."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wenpu.checkout import compare, stock, vocabulary
from wenpu.checkout.changes import OFFER, Action, Change, Reason, Step, Verb, refs
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.ledger import Ledger, reason, seen, stamp, update
from wenpu.checkout.live import cap, count
from wenpu.checkout.lock import Entry
from wenpu.checkout.names import Ref, marks
from wenpu.checkout.stock import BASE, Left, Recount
from wenpu.checkout.wanted import Lot

SOLD_OUT, CLOSED = "sold out", "not on sale"


@dataclass
class Part:
    """What is to be done for one of a lot's objects."""

    steps: list[Step] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    found: Fields | None = None
    jump: float = 0.0


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
    drift = _unchanged(ledger, lot, 0)
    steps, reasons = update(Thing.PRODUCT, lot.sku, lot.product, found, drift=drift)
    return Part(steps, reasons, found)


def price(ledger: Ledger, lot: Lot) -> Part:
    """
    Compare the price of *lot*: the one in use, another that fits, or a new one.

    A price that was in use before and is still there is taken up again.
    """
    if lot.price is None:
        return Part()
    ref, asked = Ref(Thing.PRICE, lot.sku), ledger.resolved(lot.price)
    there = ledger.live.prices_of.get(lot.sku, [])
    in_use = next((one for one in there if _is_used(lot, one)), None)
    order = [*([in_use] if in_use else []), *there]
    fitting = next((one for one in order if _fits(ledger, asked, one)), None)
    before = in_use or next(iter(there), None)
    drift = _unchanged(ledger, lot, 1)
    if fitting is None:
        fields = compare.fresh(Thing.PRICE, lot.price)
        after = str(before["id"]) if before else _archived(ledger, lot)
        step = Step(
            Verb.CREATE, ref, fields | {"transfer_lookup_key": True}, after=after
        )
        return Part(
            [step], _repriced(ledger, lot, before, drift), None, _jump(lot, before)
        )
    ledger.ids[ref] = str(fitting["id"])
    steps, reasons = update(Thing.PRICE, lot.sku, asked, fitting, drift=drift)
    if "lookup_key" in compare.differing(Thing.PRICE, asked, fitting):
        one = steps[0]
        more = {**one.fields, "transfer_lookup_key": True}
        steps = [replace(one, fields=more)]
        if fitting is not before:
            reasons = _repriced(ledger, lot, before, drift)
    return Part(steps, reasons, fitting, _jump(lot, before))


def _is_used(lot: Lot, one: Fields) -> bool:
    return bool(lot.price and one.get("lookup_key") == lot.price["lookup_key"])


def _fits(ledger: Ledger, asked: Fields, one: Fields) -> bool:
    """Tell whether a price can stay: its tax is said once, no currency goes."""
    taxed = one.get("tax_behavior") in {asked["tax_behavior"], "unspecified", None}
    others = set(one.get("currency_options") or {}) <= set(
        asked["currency_options"] or {}
    )
    return taxed and others and ledger.fits(Thing.PRICE, asked, one)


def _archived(ledger: Ledger, lot: Lot) -> str:
    """Return the newest price of *lot* that is off: a new one comes after it."""
    key = lot.price["lookup_key"] if lot.price else ""
    names = ledger.live.names
    off = (
        str(one["id"])
        for one in ledger.live.prices.values()
        if one.get("lookup_key") == key or names.key(one) == lot.sku
    )
    return next(off, "")


def _repriced(
    ledger: Ledger,
    lot: Lot,
    before: Fields | None,
    drift: bool,  # noqa: FBT001 (passed on)
) -> list[Reason]:
    if before is None:
        lost = [Reason("price", "off", lot.amount, drift=True)]
        return lost if drift and ledger.entry(lot.sku).price else []
    was, now = vocabulary.cost(before), lot.amount
    asked = ledger.resolved(lot.price or {})
    if was != now:
        return [Reason("price", was, now, drift)]
    names = compare.differing(Thing.PRICE, asked, before)
    shown = [name for name in names if name not in {"lookup_key", "metadata"}]
    return [reason(name, asked, before, drift=drift) for name in shown] or [
        Reason("price", was, now, drift)
    ]


def _jump(lot: Lot, before: Fields | None) -> float:
    """Return by which share the price changes; of two currencies nobody can say."""
    asked = lot.price or {}
    was, now = (before or {}).get("unit_amount"), asked.get("unit_amount")
    if not (before and was and now) or before["currency"] != asked["currency"]:
        return 0.0
    return abs(int(now) - int(was)) / int(was)


def _unchanged(ledger: Ledger, lot: Lot, place: int) -> bool:
    """Tell whether the file says what was last applied: then it is drift."""
    parts = [lot.product, lot.price, lot.link]
    before = ledger.entry(lot.sku).seen.split(".")
    return len(before) == len(parts) and before[place] == stamp(parts[place])


@dataclass(frozen=True)
class Linked:
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
    return Part([step], [*_other(one, before), *_restocked(one)])


def _other(one: Linked, before: Fields) -> list[Reason]:
    """Say why a new link is made, where it is not for the price alone."""
    asked = one.wanted
    was = Counter(line["price"] for line in before["line_items"])
    if len(was) != len(asked["line_items"]):
        return [Reason("contents", str(len(was)), str(len(asked["line_items"])))]
    if one.lot.price is None:
        return [Reason("contents")]
    return []


def _changed(one: Linked, found: Fields) -> Part:
    asked, drift = one.wanted, _unchanged(one.ledger, one.lot, 2)
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
    value = option.get("shipping_rate") or option.get("price")
    return str(value["id"] if isinstance(value, Mapping) else value)


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


def change(
    ledger: Ledger, lot: Lot, parts: Mapping[Thing, Part], one: Linked
) -> Change | None:
    """Return the line of the plan for *lot*, none if nothing is to be done."""
    steps = [step for part in parts.values() for step in part.steps]
    reasons = [why for part in parts.values() for why in part.reasons]
    entry = noted(ledger, lot, one)
    if not steps:
        if same_entry(entry, ledger.entry(lot.sku)):
            return None
        reasons = (
            [Reason(entry.closed)] if entry.closed else [Reason("noted in the lock")]
        )
    return Change(
        action=_action(ledger, lot, one, steps),
        sort=OFFER,
        key=lot.sku,
        reasons=tuple(dict.fromkeys(reasons)) or _new(one),
        steps=tuple(steps),
        entry=entry,
        replaced=_left_behind(one),
        jump=max(part.jump for part in parts.values()),
        spot=lot.spot,
        parts=frozenset(lot.refs),
    )


def _new(one: Linked) -> tuple[Reason, ...]:
    """Say what a thing costs that is not there yet, and whether it can be bought."""
    shut = () if one.open else (Reason(f"{one.closed} today"),)
    return (Reason(one.lot.amount), *shut)


def noted(ledger: Ledger, lot: Lot, one: Linked) -> Entry:
    """Return what the lock is to say of *lot*; ids that are not known yet are "" ."""
    found = one.fitting
    parts = {
        Thing.PRODUCT: lot.product,
        Thing.PRICE: lot.price,
        Thing.LINK: lot.link,
    }
    return Entry(
        link=str(found["id"]) if found else "",
        url=str(found["url"]) if found else "",
        price=ledger.ids.get(Ref(Thing.PRICE, lot.sku), ""),
        amount=lot.amount,
        stock=lot.stock,
        limit=lot.limit,
        left=None if one.left.left is None else max(one.left.left, 0),
        closed=one.closed,
        seen=seen(parts),
    )


def same_entry(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say the same; how many are left changes by itself."""
    return replace(one, left=None) == replace(other, left=None)


def _left_behind(one: Linked) -> tuple[str, ...]:
    """Return the links that go on selling although the site shows another."""
    if not one.open:
        return ()
    kept = one.fitting["id"] if one.fitting else ""
    return tuple(str(found["id"]) for found in one.active if found["id"] != kept)


def _action(ledger: Ledger, lot: Lot, one: Linked, steps: list[Step]) -> Action:
    made = any(
        step.verb is Verb.CREATE and step.ref.thing is Thing.LINK for step in steps
    )
    if not one.open:
        return Action.ARCHIVE if one.active else Action.UPDATE
    if made:
        return Action.REPLACE if one.active else Action.CREATE
    shown = ledger.entry(lot.sku).link
    other = one.fitting and shown and one.fitting["id"] != shown
    if other and any(found["id"] == shown for found in one.active):
        return Action.REPLACE
    if one.fitting and not one.fitting["active"]:
        return Action.CREATE
    return Action.UPDATE
