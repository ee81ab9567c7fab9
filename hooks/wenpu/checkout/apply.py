"""
Make the changes of a plan, several at a time, and note each in the lock.

Whoever is stopped, by a mistake or by the machine, is not lost: what is there is found
again by its mark, its name or its lookup key, and a request that is repeated with its
own key is carried out once.
"""

import json
import threading
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date
from hashlib import sha256

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu.checkout import compare
from wenpu.checkout.changes import OFFER, Action, Change, Plan, Step, Verb, refs
from wenpu.checkout.gateway import (
    BrokenError,
    CheckoutError,
    Fields,
    Gateway,
    RefusedError,
    Thing,
)
from wenpu.checkout.linked import SOLD_OUT
from wenpu.checkout.live import price as shaped
from wenpu.checkout.lock import Book, Entry, Replaced
from wenpu.checkout.names import Ref, id_of, marks

WORKERS = 32
"""Requests under way at once: enough for the pace if an answer takes a second."""

ATTEMPTS = 4


class UnfinishedError(CheckoutError):
    """Some of a plan's changes could not be made; the others were."""


class Task(Struct, frozen=True):
    """Some *steps* of a change; with the *last* of them it is finished."""

    change: Change
    steps: tuple[Step, ...]
    last: bool = True


def waves(changes: Sequence[Change]) -> Iterator[list[Task]]:
    """
    Yield what is to be done in waves: each needs only what earlier ones have made.

    Rates come first, then the products and prices that links of others sell: two may
    offer one another. Then every offer, and the coupons, which are for products. What
    only takes things off comes last of all.
    """
    ending = [one for one in changes if _only_ends(one)]
    left = [one for one in changes if not _only_ends(one)]
    offers = [one for one in left if one.sort == OFFER]
    shared = {ref for one in offers for ref in one.parts}
    early = {one.key: _early(one, shared) for one in offers}
    yield [Task(one, one.steps) for one in left if one.sort == Thing.RATE]
    yield [Task(one, early[one.key], last=False) for one in offers if early[one.key]]
    yield [Task(one, one.steps[len(early[one.key]) :]) for one in offers]
    yield [Task(one, one.steps) for one in left if one.sort == Thing.COUPON]
    yield [Task(one, one.steps) for one in ending]


def _early(change: Change, shared: Collection[Ref]) -> tuple[Step, ...]:
    """Return what comes before the link of *change*, if others wait for its price."""
    if Ref(Thing.PRICE, change.key) not in shared:
        return ()
    return tuple(step for step in change.steps if step.ref.thing is not Thing.LINK)


def _only_ends(change: Change) -> bool:
    makes = any(step.verb is Verb.CREATE for step in change.steps)
    return change.action is Action.ARCHIVE and not makes


class Till(Struct):
    """One run: whom it asks, where it notes what was answered, what day it is."""

    gateway: Gateway
    book: Book
    today: date
    workers: int = WORKERS
    ids: dict[Ref, str] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)
    """The changes of which a part was refused: the rest of them is left."""

    def apply(self, plan: Plan) -> Iterator[Change]:
        """
        Make each change, and yield it once it is made and noted.

        Raise `CheckoutError` when the service cannot be used, and `UnfinishedError` at
        the end when it has refused some of the changes: those are told together.
        """
        self.book.open()
        self.ids.update(plan.known)
        refused: list[str] = []
        for wave in waves(plan.changes):
            yield from self._wave(wave, refused)
        self._rest(plan)
        if refused:
            what = "\n".join(refused)
            fix = "The other changes are made. Mend these, and look with  wenpu plan"
            raise UnfinishedError(f"{what}\n  {fix}")

    def _wave(self, wave: Sequence[Task], refused: list[str]) -> Iterator[Change]:
        """Make what does not wait for one another."""
        if self.workers == 1 or len(wave) == 1:
            for task in wave:
                if self._tried(task, refused):
                    yield task.change
            return
        stop = threading.Event()
        with ThreadPoolExecutor(self.workers) as pool:
            coming = [pool.submit(self._unless, stop, one, refused) for one in wave]
            try:
                for future in as_completed(coming):
                    if made := future.result():
                        yield made
            finally:
                stop.set()  # Who is under way ends; who has not begun never does.

    def _unless(
        self, stop: threading.Event, task: Task, refused: list[str]
    ) -> Change | None:
        if stop.is_set():
            return None
        try:
            return task.change if self._tried(task, refused) else None
        except BaseException:
            stop.set()
            raise

    def _tried(self, task: Task, refused: list[str]) -> bool:
        """Make *task*; tell whether its change is finished now."""
        change = task.change
        if id(change) in self.failed:
            return False
        try:
            self._make(task)
        except RefusedError as error:
            where = f"{change.spot}: " if change.spot else f"{change.sort} "
            refused.append(f"{where}{change.key} is refused: {error.what}")
            self.failed.add(id(change))
            return False
        return task.last

    def _make(self, task: Task) -> None:
        """Make one part of a change, request by request; note what is finished."""
        change = task.change
        for step in task.steps:
            if missing := [ref for ref in refs(step.fields) if ref not in self.ids]:
                names = ", ".join(f"{ref.thing} {ref.key}" for ref in missing)
                raise RefusedError(f"it needs the {names}, which could not be made.")
            answer = self._asked(step)
            if step.recount:
                change = self._recounted(change, step, answer)
            if change.entry and step.ref.thing is Thing.LINK and _is_new(step, change):
                change = replace(change, entry=_linked(change.entry, answer))
        if change.sort == OFFER and task.last:
            self._note(change)

    def _recounted(self, change: Change, step: Step, answer: Fields) -> Change:
        """Give a link its true limit, now that it has told how many it has sold."""
        if not (step.recount and change.entry):
            return change
        fields, left = step.recount.then(answer)
        self.gateway.update(step.ref.thing, step.name, fields)
        closed = change.entry.closed if left else SOLD_OUT
        return replace(change, entry=replace(change.entry, left=left, closed=closed))

    def _note(self, change: Change) -> None:
        entry = change.entry
        if entry:
            known = self.ids.get(Ref(Thing.PRICE, change.key), entry.price)
            entry = replace(entry, price=known)
        gone = {
            name: Replaced(change.key, name, self.today)
            for name in change.replaced
            if name not in self.book.section.replaced
        }
        self.book.note({change.key: entry}, gone)

    def _rest(self, plan: Plan) -> None:
        """Note what has not changed, and forget what is no more."""
        made = {one.key for one in plan.changes if one.sort == OFFER}
        same = {sku: one for sku, one in plan.entries.items() if sku not in made}
        still = {
            name: Replaced(sku, name, self.today)
            for name, sku in plan.replaced.items()
            if name not in self.book.section.replaced
        }
        shown = {one.link for one in self.book.section.offers.values()}
        back = dict.fromkeys(
            name for name in self.book.section.replaced if name in shown
        )
        back |= dict.fromkeys(plan.closed)
        forgotten: dict[str, Entry | None] = dict.fromkeys(plan.gone)
        self.book.note({**forgotten, **same}, {**still, **back})

    def _asked(self, step: Step) -> Fields:
        """Carry out one request."""
        fields = {
            key: compare.resolved(one, self.ids) for key, one in step.fields.items()
        }
        if step.verb is Verb.DELETE:
            self.gateway.delete(step.ref.thing, step.name)
            return {}
        if step.verb is Verb.UPDATE:
            return self.gateway.update(step.ref.thing, step.name, fields)
        made = self._created(step, fields)
        self.ids[step.ref] = str(made["id"])
        return made

    def _created(self, step: Step, fields: Fields) -> Fields:
        """
        Make an object once, whatever happens on the way.

        A failure that the service has kept would be told again for a whole day. After
        one we look whether the object is there, and only then ask under a new key.
        """
        for attempt in range(ATTEMPTS):
            if made := self._attempt(step, fields, attempt):
                return made
        what = f"Stripe fails whenever the {step.ref.thing} {step.ref.key} is made."
        raise CheckoutError(f"{what}\n  Run the same command again in a few minutes.")

    def _attempt(self, step: Step, fields: Fields, attempt: int) -> Fields | None:
        """Return the object, made now or before; none if it takes another key."""
        thing, key = step.ref.thing, self._key(step, fields, attempt)
        try:
            return self.gateway.create(thing, fields, key)
        except BrokenError:
            return self._found(step, fields)
        except RefusedError as error:
            if error.taken and (found := self._found(step, fields)):
                return found
            raise

    def _key(self, step: Step, fields: Fields, attempt: int) -> str:
        """Return the key under which this request is carried out once."""
        said = [
            self.book.section.account,
            self.gateway.mode,
            str(step.ref.thing),
            json.dumps(fields, sort_keys=True, ensure_ascii=False),
            step.after,
            str(attempt),
        ]
        return f"wenpu-{sha256(json.dumps(said).encode()).hexdigest()[:40]}"

    def _found(self, step: Step, fields: Fields) -> Fields | None:
        """Return the object that *step* was to make, if it is there after all."""
        thing = step.ref.thing
        if "id" in fields:
            return self.gateway.one(thing, str(fields["id"]))
        for one in self.gateway.every(thing):
            if one["id"] == step.after:
                return None  # Newest first: what was made after it would have come.
            if _is_it(thing, fields, one):
                return one
        return None


def _is_it(thing: Thing, fields: Fields, found: Fields) -> bool:
    """Tell whether *found* is what was asked for: on, and alike in every field."""
    one = shaped(found) if thing is Thing.PRICE else found
    if thing is Thing.LINK:
        return (
            _same_lines(fields, one)
            and marks(one) == fields["metadata"]
            and one["active"]
        )
    asked = {
        key: value for key, value in fields.items() if key != "transfer_lookup_key"
    }
    return bool(one["active"]) and not compare.differing(thing, asked, one)


def _same_lines(fields: Fields, found: Fields) -> bool:
    lines = (found.get("line_items") or {"data": []})["data"]
    there = sorted(id_of(line["price"]) for line in lines)
    return there == sorted(str(line["price"]) for line in fields["line_items"])


def _is_new(step: Step, change: Change) -> bool:
    """Tell whether the answer to *step* is the link that the lock is to name."""
    return step.verb is Verb.CREATE or bool(
        change.entry and change.entry.link == step.name
    )


def _linked(entry: Entry, answer: Fields) -> Entry:
    return replace(entry, link=str(answer["id"]), url=str(answer["url"]))
