"""
The till of a thousand offers: how often it asks, how fast it acts, what it computes.

The commands are run as an author runs them, with Stripe's own client over HTTP; only at
the other end is the stand-in, which takes as long for an answer as Stripe does, and
refuses more calls a second than Stripe takes of a test key.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import assortment
from measure import Figure, Run, mebibytes, timed
from msgspec import field

from wenpu import links
from wenpu import site as sites
from wenpu.build import engine, settings
from wenpu.build.play import Play
from wenpu.checkout import keys, opening
from wenpu.checkout.sandbox import Reply, Sandbox, serve
from wenpu.checkout.sandbox.service import Call
from wenpu.model import Graph, Site

OFFERS = 1000
RATE, LATENCY = 25, 0.3
"""Calls that are taken in a second, and how many seconds an answer takes."""

BARS = {"asks": 40, "share": 90, "memory": 200}
CHANGES, NOTHING = 2, 0
"""How `wenpu plan` ends."""


class Watched(Sandbox, dict=True):
    """The stand-in with somebody who notes when each call began and was answered."""

    calls: list["Seen"] = field(default_factory=list)

    def answer(self, call: Call, *, broken: bool = False) -> Reply:
        """Answer *call*, and note it."""
        began = time.monotonic()
        reply = super().answer(call, broken=broken)
        seen = Seen(call.method, began, time.monotonic(), reply.status)
        self.calls.append(seen)
        return reply


@dataclass(frozen=True)
class Seen:
    """One call."""

    method: str
    began: float
    ended: float
    status: int


@dataclass(frozen=True)
class Desk:
    """One shop and its stand-in; commands are run between the two."""

    root: Path
    sandbox: Watched
    address: str

    def run(self, *arguments: str, codes: tuple[int, ...]) -> tuple[Run, list[Seen]]:
        """Run `wenpu` with *arguments*; return what it took, and its calls."""
        known = {keys.NAME: opening.PLAY, keys.ADDRESS: self.address}
        before = len(self.sandbox.calls)
        command = ("-C", str(self.root), *arguments)
        run = timed("wenpu", *command, codes=codes, settings=known)
        return run, self.sandbox.calls[before:]


def figures(root: Path) -> Iterator[Figure]:
    """Plan, apply and plan again; then rebuild a preview in which nothing changed."""
    shop = assortment.make(root, OFFERS)
    sandbox = Watched(rate=RATE, latency=LATENCY)
    with serve(sandbox) as server:
        yield from _commands(Desk(shop, sandbox, server.address))
    yield from _preview(shop)


def _commands(desk: Desk) -> Iterator[Figure]:
    run, calls = desk.run("plan", "--format", "json", codes=(CHANGES,))
    plan = json.loads(run.answer)
    yield Figure("till: changes to make", str(len(plan["changes"])))
    yield Figure.below("first plan asks", len(calls), BARS["asks"], "times")
    run, calls = desk.run("apply", plan["digest"], codes=(0,))
    yield from _applied(run, calls)
    run, calls = desk.run("plan", codes=(NOTHING,))
    yield Figure.below("second plan asks", len(calls), BARS["asks"], "times")
    yield Figure("… takes, the service's answers included", f"{run.seconds:.1f} s")
    yield Figure("… computes", f"{run.work:.1f} s")
    memory = mebibytes(run.memory)
    yield Figure.below("… its memory", memory, BARS["memory"], "MB")


def _applied(run: Run, calls: list[Seen]) -> Iterator[Figure]:
    """Tell how much of what the service takes was used, from first deed to last."""
    refused = sum(one.status == HTTPStatus.TOO_MANY_REQUESTS for one in calls)
    deeds = [
        one for one in calls if one.method == "POST" and one.status == HTTPStatus.OK
    ]
    span = max(one.ended for one in deeds) - min(one.began for one in deeds)
    share = 100 * len(deeds) / span / RATE
    yield Figure("apply: requests that act", str(len(deeds)))
    yield Figure("… refused as too many (429)", str(refused))
    yield Figure.above("… of the rate the service takes", share, BARS["share"], "%")
    yield Figure("… computes", f"{run.work:.1f} s in {run.seconds:.0f} s")
    memory = mebibytes(run.memory)
    yield Figure.below("… its memory", memory, BARS["memory"], "MB")


def _preview(root: Path) -> Iterator[Figure]:
    """Time what the checkout takes of each build of a preview."""
    config = engine.config(root)
    wanted = settings.read(config, engine.plugin(config).config)
    site = sites.load(root, wanted, settings.sources(config))
    graph = links.graph(site)
    play = Play(root, site.settings.name, site.settings.url, lambda _: None)
    try:
        first, again, idle = (_seconds(play, site, graph) for _ in range(3))
    finally:
        play.close()
    yield Figure("preview: all is put on sale", f"{first:.1f} s")
    yield Figure("… looked at once more", f"{1000 * again:.0f} ms")
    yield Figure("… a build after that, nothing changed", f"{1000 * idle:.0f} ms")


def _seconds(play: Play, site: Site, graph: Graph) -> float:
    start = time.perf_counter()
    play(site, graph)
    return time.perf_counter() - start
