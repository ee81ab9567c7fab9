"""
The till of a preview: a stand-in with its pay page, which sells what is written now.

It starts with the first build and lasts as long as the preview. Before each build, the
plan is applied to it, so that whatever an author changes can be bought at once.
"""

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from wenpu import words
from wenpu.checkout import keys, opening
from wenpu.checkout.gateway import CheckoutError
from wenpu.checkout.lock import Section
from wenpu.model import Graph, Site
from wenpu.problems import ContentError, Problem, Spot

MODE = "sandbox"
ONE = 1
"""Nothing is gained by asking the stand-in many things at once."""

ADDRESS = "address.txt"
"""Where the preview was shown last: what is sold leads back to it."""

USUAL = "http://127.0.0.1:8000/"


def shown_at(root: Path) -> str:
    """Return where the site at *root* is previewed, or was."""
    path = root / opening.FOLDER / ADDRESS
    return path.read_text(encoding="utf-8") if path.is_file() else USUAL


Say = Callable[[str], None]

SAID = (logging.INFO + logging.WARNING) // 2
"""How loud a preview speaks of its till: its author hears it, and nothing is wrong."""


def spoken(log: Any) -> Say:  # noqa: ANN401 (MkDocs' logger of a plugin)
    """Return a way to say something of the till."""
    return partial(log.log, SAID)


def mode(say: Say) -> str:
    """Return whose links a preview carries: play money, unless there is a key."""
    key = os.environ.get(keys.NAME, "").strip()
    if found := keys.KEY.fullmatch(key):
        say(f"{keys.NAME} is set: the pages carry the {found[1]} links of the lock.")
        return found[1]
    if key:
        say(f"{keys.NAME} holds no key that Wenpu knows; so it is play money.")
    return MODE


class Play:
    """
    One preview's stand-in. Call it with a site: it returns that site's lock.

    Most builds follow on a changed text. Then there is nothing to compare: neither what
    is to be sold has changed since all was in order, nor has the stand-in.
    """

    def __init__(self, root: Path, name: str, address: str, say: Say) -> None:
        from wenpu.checkout.sandbox import serve  # noqa: PLC0415 (only previews need it)

        opening.writable(root)
        (root / opening.FOLDER / ADDRESS).write_text(address, encoding="utf-8")

        self.root, self.say = root, say
        self.sandbox = opening.standin(root, name)
        self.section = Section()
        self.settled: object = None
        self.open = ExitStack()
        self.server = self.open.enter_context(serve(self.sandbox))
        say(f"Play money: the checkout is at {self.server.address}")

    def __call__(self, site: Site, graph: Graph) -> Section:
        """Let the stand-in sell what *site* says; tell what it refuses."""
        now = (_asked(site, graph), self._state())
        if self.settled != now:
            idle = self._apply(site, graph)
            # While something is changed, something may be sold: then look once more.
            self.settled = now if idle else None
        return self.section

    def _apply(self, site: Site, graph: Graph) -> bool:
        """Plan and apply; tell whether there was nothing to do."""
        from wenpu.checkout.counter import Counter  # noqa: PLC0415 (only previews)

        says = words.read(site.settings.language)
        gateway = opening.played(self.sandbox)
        counter = Counter(self.root, site, graph, says, gateway, ONE)
        try:
            for change in counter.apply(counter.plan):
                if not change.is_passing:
                    self.say(str(change))
        except CheckoutError as error:
            what, _, fix = str(error).partition("\n  ")
            raise ContentError([Problem(Spot("products"), what, fix)]) from error
        self.section = counter.fresh().section
        return not counter.plan.changes

    def _state(self) -> tuple[int, ...]:
        """Return what tells whether the stand-in has done anything meanwhile."""
        path = self.root / opening.FOLDER / opening.STATE
        if not path.exists():
            return ()
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def close(self) -> None:
        """End it; what was sold is remembered for the next time."""
        self.open.close()


def _asked(site: Site, graph: Graph) -> object:
    """Return all that a plan depends on: texts only where they sell things together."""
    told = [
        (one, graph.articles.get(one.src), graph.article_products.get(one.src))
        for one in site.articles.values()
        if one.bundle
    ]
    return site.products, site.rates, site.coupons, site.settings, told
