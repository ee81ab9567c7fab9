"""What is wanted beside what is there: the tables that planning looks things up in."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from wenpu.checkout import compare, vocabulary
from wenpu.checkout.changes import Reason, Step, Verb
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.live import Live
from wenpu.checkout.lock import Entry, Section
from wenpu.checkout.names import Ref
from wenpu.checkout.wanted import Lot, Wanted

Mutable = Callable[[Thing], frozenset[str]]
"""Which fields of a thing can be changed at all, as the service's own types say."""

EMPTY = Entry()


class Part(Struct):
    """What is to be done for one of a lot's objects; *found* is the one that fits."""

    steps: list[Step] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    found: Fields | None = None
    dangers: tuple[str, ...] = ()


class Ledger(Struct, dict=True):
    """Both sides of one comparison; *ids* grows while what is there is recognised."""

    wanted: Wanted
    live: Live
    section: Section
    mutable: Mutable
    ids: dict[Ref, str] = field(default_factory=dict)

    def entry(self, sku: str) -> Entry:
        """Return what the lock says of *sku*."""
        return self.section.offers.get(sku, EMPTY)

    def is_drift(self, lot: Lot, place: int) -> bool:
        """Tell whether the file says what was last applied: somebody else did it."""
        before = self.entry(lot.sku).seen.split(".")
        now = lot.seen.split(".")
        return len(before) == len(now) and before[place] == now[place]

    def resolved(self, fields: Fields) -> dict[str, Any]:
        """Return *fields* with ids where they are known."""
        return {name: compare.resolved(one, self.ids) for name, one in fields.items()}

    def fixed(self, thing: Thing, wanted: Fields) -> list[str]:
        """Return the *wanted* fields that an object keeps for ever."""
        return [name for name in wanted if name not in self.mutable(thing)]

    def fits(self, thing: Thing, wanted: Fields, found: Fields) -> bool:
        """Tell whether *found* can become what is *wanted* by an update."""
        differing = compare.differing(thing, wanted, found)
        return not set(differing) & set(self.fixed(thing, wanted))

    @cached_property
    def active_prices(self) -> frozenset[str]:
        """The prices that a link can sell."""
        return frozenset(
            name for name, one in self.live.prices.items() if one["active"]
        )


def update(
    thing: Thing, key: str, wanted: Fields, found: Fields, *, drift: bool
) -> tuple[list[Step], list[Reason]]:
    """Return the request that makes *found* what is *wanted*, and why; often none."""
    names = compare.differing(thing, wanted, found)
    if not names:
        return [], []
    fields = compare.changed(wanted, found, names)
    step = Step(Verb.UPDATE, Ref(thing, key), fields, str(found["id"]))
    return [step], [reason(name, wanted, found, drift=drift) for name in names]


def reason(name: str, wanted: Fields, found: Fields, *, drift: bool) -> Reason:
    """Return why the field *name* is changed."""
    was, now = (vocabulary.told(name, one.get(name)) for one in (found, wanted))
    return Reason(vocabulary.called(name), was, now, drift)
