"""One lot beside what the service has of it: one line of the plan, one of the lock."""

from collections.abc import Mapping

from msgspec.structs import replace

from wenpu.checkout.changes import OFFER, Action, Change, Reason, Step, Verb
from wenpu.checkout.gateway import Thing
from wenpu.checkout.ledger import Ledger, Part
from wenpu.checkout.linked import Linked
from wenpu.checkout.lock import Entry
from wenpu.checkout.names import Ref
from wenpu.checkout.wanted import Lot


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
        reasons = [Reason(entry.closed or "noted in the lock", passing=True)]
    return Change(
        action=_action(ledger, lot, one, steps),
        sort=OFFER,
        key=lot.sku,
        reasons=tuple(dict.fromkeys(reasons)) or _new(one),
        steps=tuple(steps),
        entry=entry,
        replaced=_left_behind(one),
        dangers=tuple(danger for part in parts.values() for danger in part.dangers),
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
    return Entry(
        link=str(found["id"]) if found else "",
        url=str(found["url"]) if found else "",
        price=ledger.ids.get(Ref(Thing.PRICE, lot.sku), ""),
        amount=lot.amount,
        stock=lot.stock,
        limit=lot.limit,
        left=None if one.left.left is None else max(one.left.left, 0),
        closed=one.closed,
        seen=lot.seen,
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
