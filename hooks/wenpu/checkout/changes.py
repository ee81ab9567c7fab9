"""What a plan is made of: changes, each with its reasons and its requests."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any

from msgspec import Struct, field

from wenpu.checkout.gateway import CheckoutError, Fields
from wenpu.checkout.lock import Entry
from wenpu.checkout.names import Ref
from wenpu.checkout.stock import Recount
from wenpu.problems import Spot

SHARE, SMALL = 0.3, 10
"""From so many offers on, taking off more than this share of them is no small thing."""


class Action(StrEnum):
    """What happens to one thing. The value is its mark in a printed plan."""

    CREATE = "+"
    UPDATE = "~"
    REPLACE = "±"  # Prices never change: a new one comes, `prune` takes the old.
    ARCHIVE = "-"


class Verb(StrEnum):
    """What one request does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Reason(Struct, frozen=True):
    """
    One thing that differs: *was* and *now* in words.

    *drift* marks what nobody changed in the files: somebody did at the service. What is
    *passing* changes by itself, as counts do, and is no part of a plan's name.
    """

    what: str
    was: str = ""
    now: str = ""
    drift: bool = False
    passing: bool = False

    def __str__(self) -> str:
        change = (
            f" {self.was or '–'} → {self.now or '–'}" if self.was or self.now else ""
        )
        return f"{self.what}{change}{DRIFT if self.drift else ''}"


DRIFT = " (changed at Stripe)"


class Step(Struct, frozen=True):
    """
    One request.

    *name* is the object's id, "" for one that is made. *after* is the id of what it
    takes the place of: the same change, made once more later, is another one.
    """

    verb: Verb
    ref: Ref
    fields: Fields = field(default_factory=dict)
    name: str = ""
    after: str = ""
    recount: Recount | None = None
    """What to ask for once the answer has told how many are sold."""


class Change(Struct, frozen=True):
    """
    One line of a plan: what happens to *key*, why, and how.

    *entry* is what the lock says afterwards, none for nothing. *dangers* are sentences
    on what nobody does by accident.
    """

    action: Action
    sort: str
    key: str
    reasons: tuple[Reason, ...]
    steps: tuple[Step, ...] = ()
    entry: Entry | None = None
    replaced: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    spot: Spot | None = None
    """Where it is written what is wanted, if it is."""
    parts: frozenset[Ref] = frozenset()
    """What of others its link sells, or offers besides."""

    @property
    def is_passing(self) -> bool:
        """Whether it only follows what has been sold."""
        return all(one.passing for one in self.reasons) and bool(self.reasons)

    def __str__(self) -> str:
        label = self.key if self.sort == OFFER else f"{self.sort} {self.key}"
        why = "; ".join(map(str, self.reasons))
        return f"{self.action} {label}  {why}".rstrip()


OFFER = "offer"

FLAGS = {"live": " --live", "sandbox": " --sandbox", "test": ""}
"""What says on the command line which mode is meant."""


class Plan(Struct, frozen=True):
    """
    The changes, in the order to make them.

    *entries* is what the lock will say of what does not change, *known* the ids of all
    that is there, *on_sale* how many offers could be bought before.
    """

    mode: str
    account: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    known: Mapping[Ref, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    """Skus that the lock need not speak of any more."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Links that still sell and are not what the site shows, with their sku."""
    closed: frozenset[str] = frozenset()
    """Links that were replaced and sell no more."""
    on_sale: int = 0
    idle: str = "Nothing to do: the checkout sells what the files say."
    """What there is to say if there are no changes."""

    @property
    def digest(self) -> str:
        """A name for exactly this plan, requests included; `apply` asks for it back."""
        names = {name: str(ref) for ref, name in self.known.items()}
        rows = [[self.mode], *(_row(one, names) for one in self.changes)]
        return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:8]

    @property
    def dangers(self) -> list[str]:
        """What nobody does by accident, in sentences."""
        found = [danger for one in self.changes for danger in one.dangers]
        ending = sum(_ends(one) for one in self.changes)
        if self.on_sale >= SMALL and ending > self.on_sale * SHARE:
            found.append(f"{ending} of {self.on_sale} offers go off sale.")
        return found

    def require_safe(self) -> None:
        """Raise `CheckoutError` if it would do what nobody does by accident."""
        if dangers := self.dangers:
            what = "\n".join(dangers)
            raise CheckoutError(f"{what}\n  If you mean it, add --force.")


def _ends(change: Change) -> bool:
    return change.action is Action.ARCHIVE and change.sort == OFFER


def _row(change: Change, names: Mapping[str, str]) -> list[object]:
    """Return what a plan's name says of *change*: its words, and what is asked for."""
    whys = [reason.what if reason.passing else str(reason) for reason in change.reasons]
    steps = [
        [str(one.verb), str(one.ref), _named(one.fields, names)] for one in change.steps
    ]
    return [str(change.action), change.sort, change.key, *whys, *steps]


def _named(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Return *value* with our names for ids, and without what follows sales."""
    if isinstance(value, Mapping):
        kept = {key: one for key, one in sorted(value.items()) if key not in PASSING}
        return {key: _named(one, names) for key, one in kept.items()}
    if isinstance(value, list | tuple):
        return [_named(one, names) for one in value]
    return str(value) if isinstance(value, Ref) else names.get(value, value)


PASSING = {"id", "metadata", "restrictions"}
"""Fields that say nothing of what an author wants."""


def refs(value: Any) -> Iterable[Ref]:  # noqa: ANN401 (whatever fields may hold)
    """Yield the names that stand in *value* where ids belong."""
    if isinstance(value, str | int):  # Most are, and there are very many.
        return
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from refs(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from refs(one)
