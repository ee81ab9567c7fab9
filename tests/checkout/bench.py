"""A shop at its counter, with the stand-in in process: what tests share."""

import json
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from wenpu import links, words
from wenpu import site as sites
from wenpu.checkout import limits, opening, stripe
from wenpu.checkout.changes import Change, Plan
from wenpu.checkout.counter import Counter
from wenpu.checkout.pace import Pace
from wenpu.checkout.sandbox import Faults, Sandbox, SandboxClient
from wenpu.checkout.stripe import StripeGateway
from wenpu.model import Checkout, Settings, Site

TODAY = date(2026, 11, 22)
NOON = 1795348800.0
"""The same day, as the stand-in's clock has it."""


@dataclass
class Stall:
    """One folder, one stand-in. Files are written, `plan` looks, `apply` acts."""

    root: Path
    sandbox: Sandbox = field(
        default_factory=lambda: Sandbox(seed="tests", clock=lambda: NOON)
    )
    settings: Settings = field(
        default_factory=lambda: Settings(
            name="茶铺",
            today=TODAY,
            url="https://tea.example/",
            mode="test",
            checkout=Checkout(shop="tea"),
        )
    )
    workers: int = 1
    unchecked: bool = False
    """Whether a test goes on where `wenpu check` tells the limits of the checkout."""

    def write(self, files: Mapping[str, Any], checkout: Checkout | None = None) -> None:
        """
        Put just these *files* into the folder: YAML from values, or texts.

        *checkout* is what mkdocs.yml says of paying, if it says something new.
        """
        if checkout:
            self.settings = replace(self.settings, checkout=checkout)
        for path in [*self.root.rglob("*.yml"), *self.root.rglob("*.md")]:
            if path.name != "checkout.lock.yml":
                path.unlink()
        for name, value in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = value if isinstance(value, str) else yaml.safe_dump(value)
            path.write_text(text, encoding="utf-8")

    def site(self) -> Site:
        """Read what is written; every mistake in it is one of the test's."""
        (self.root / "content").mkdir(exist_ok=True)
        found = sites.load(self.root, self.settings)
        told = [*found.problems, *([] if self.unchecked else limits.problems(found))]
        wrong = [one for one in told if one.level == "error"]
        assert not wrong, "\n".join(map(str, wrong))
        return found

    def gateway(self, faults: Faults | None = None) -> StripeGateway:
        """Return the real gateway, the stand-in below Stripe's own client."""
        http = SandboxClient(self.sandbox, faults)
        client = stripe.client(opening.PLAY, http=http)
        return StripeGateway(client, "test", Pace(None))

    def counter(self, faults: Faults | None = None) -> Counter:
        """Open the counter; nothing is asked of anybody yet."""
        site = self.site()
        graph = links.graph(site)
        says = words.read("zh")
        gateway = self.gateway(faults)
        return Counter(self.root, site, graph, says, gateway, self.workers)

    def plan(self) -> Plan:
        """Look."""
        return self.counter().plan

    def apply(self, faults: Faults | None = None) -> list[Change]:
        """Look, and do what was seen."""
        counter = self.counter(faults)
        return list(counter.apply(counter.plan))

    def prune(self, day: date) -> list[Change]:
        """Close what waited long enough on that *day*."""
        self.settings = replace(self.settings, today=day)
        counter = self.counter()
        return list(counter.apply(counter.pruning))

    def url(self, sku: str) -> str:
        """Return where the lock says that *sku* is paid."""
        return self.counter().section.offers[sku].url

    def objects(self, noun: str) -> list[dict[str, Any]]:
        """Return every object of *noun* at the stand-in."""
        return [
            dict(one) for one in self.sandbox.store.books["test"].shelf(noun).values()
        ]

    def meddle(self, noun: str, sku: str, fields: Mapping[str, Any] | str) -> None:
        """Let somebody change the *noun* of *sku* in the dashboard, or `delete` it."""
        found = next(
            one["id"] for one in self.objects(noun) if one["metadata"].get("sku") == sku
        )
        verb = "delete" if isinstance(fields, str) else "post"
        more = {} if isinstance(fields, str) else fields
        self.gateway().client.raw_request(verb, f"/v1/{noun}/{found}", **more)


def state(stall: Stall) -> str:
    """
    Return all that can be bought and by which objects, without their ids.

    Two runs that end alike have the same text, whatever happened on the way.
    """
    nouns = stall.sandbox.store.books["test"].objects
    kept = {noun: list(found.values()) for noun, found in nouns.items()}
    names = {str(one["id"]): _named(one) for found in kept.values() for one in found}
    rows = [
        _plain(one, names)
        for noun, found in sorted(kept.items())
        if noun != "checkout.session"
        for one in found
    ]
    return "\n".join(sorted(rows))


def _named(one: Mapping[str, Any]) -> str:
    marks = one.get("metadata") or {}
    return f"{one['object']} {marks.get('sku', one.get('lookup_key') or '')}"


PASSING = {"id", "created", "updated", "url", "_code", "_id"}


def _plain(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    text = json.dumps(_without(one), sort_keys=True, ensure_ascii=False, default=str)
    for name, said in names.items():
        text = text.replace(name, said)
    return text


def _without(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without(one) for key, one in value.items() if key not in PASSING}
    if isinstance(value, list):
        return [_without(one) for one in value]
    return value


def doubled(stall: Stall) -> list[str]:
    """Return what there is twice: one price and one link of a kind is right."""
    found: Tally[str] = Tally()
    for one in stall.objects("prices"):
        if one["active"]:
            amount = one.get("unit_amount") or one.get("custom_unit_amount")
            others = one.get("_currency_options")
            taxed, every = one["tax_behavior"], one.get("recurring")
            found[f"{one['product']} {amount} {others} {taxed} {every}"] += 1
    for one in stall.objects("payment_links"):
        if one["active"]:
            lines = sorted(str(line["price"]) for line in one["_line_items"])
            found[f"{_named(one)} {lines}"] += 1
    return [name for name, count in found.items() if count > 1]
