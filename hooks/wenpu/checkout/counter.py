"""
The counter, where a site, its lock and the payment service meet.

`Counter` is opened for one command: it looks, plans, applies, prunes. What is compared
and what is done stands in the rooms it hands the values to.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from wenpu.checkout import bundles, live, prune, shown, stock, stories
from wenpu.checkout import plan as planning
from wenpu.checkout.apply import WORKERS, Till
from wenpu.checkout.changes import FLAGS, Change, Plan
from wenpu.checkout.gateway import CheckoutError, Gateway
from wenpu.checkout.live import Live
from wenpu.checkout.lock import Book, Section
from wenpu.checkout.names import Names
from wenpu.checkout.prune import Pruning
from wenpu.checkout.wanted import Wanted, wanted
from wenpu.model import Graph, Offer, Site
from wenpu.words import Words


class Counter(Struct, dict=True):
    """
    One command at the checkout. *site* is as its author wrote it, *root* its folder.

    *workers* is how many requests are under way at once.
    """

    root: Path
    site: Site
    graph: Graph
    words: Words
    gateway: Gateway
    workers: int = WORKERS

    @property
    def mode(self) -> str:
        """Whose links this is about."""
        return self.gateway.mode

    @property
    def path(self) -> Path:
        """Where the lock is."""
        return shown.path(self.root, self.mode)

    @cached_property
    def section(self) -> Section:
        """What the lock says."""
        return shown.read(self.root, self.mode)

    @cached_property
    def live(self) -> Live:
        """What the service holds now."""
        names = Names(self.site.settings.checkout.shop)
        return live.look(self.gateway, names, self.section)

    @cached_property
    def wanted(self) -> Wanted:
        """What it is to hold, given what is sold already."""
        now = _with_stock(self.site, self.live, self.section)
        told = stories.stories(now, self.graph).values()
        return wanted(self.site, now, told, self.words)

    @cached_property
    def plan(self) -> Plan:
        """What is to be done."""
        section, mutable = self.section, self.gateway.mutable
        if self.mode == "sandbox" and section.account != self.live.account:
            section = Section()  # Somebody has cleared the table: play anew.
        return planning.plan(self.mode, self.wanted, self.live, section, mutable)

    @cached_property
    def pruning(self) -> Plan:
        """What can be closed for good."""
        settings = self.site.settings
        asked, today = settings.checkout, settings.today
        known = (self.wanted, self.live, self.section, asked, today, self.plan)
        return prune.plan(Pruning(*known))

    def apply(self, plan: Plan) -> Iterator[Change]:
        """Make the changes of *plan*, and yield each when it is made."""
        shop, account = self.site.settings.checkout.shop, plan.account
        book = Book(self.path, self.mode, shop, account)
        till = Till(self.gateway, book, self.site.settings.today, self.workers)
        yield from till.apply(plan)

    def fresh(self) -> "Counter":
        """Return a counter that has seen nothing yet."""
        return replace(self)


def same(plan: Plan, digest: str, command: str) -> None:
    """Raise `CheckoutError` unless *plan* is the one called *digest*."""
    if plan.digest != digest:
        what = f"The plan is {plan.digest} now, not {digest}."
        again = f"wenpu {command}{FLAGS[plan.mode]}"
        raise CheckoutError(f"{what}\n  Look again with  {again}")


def _with_stock(site: Site, found: Live, section: Section) -> Site:
    """Return *site* with what is left of each offer, as the service counts it."""
    products = {
        name: replace(one, offers=tuple(_left(o, found, section) for o in one.offers))
        for name, one in site.products.items()
    }
    return bundles.counted(replace(site, products=products))


def _left(offer: Offer, found: Live, section: Section) -> Offer:
    if offer.stock is None and offer.limit is None:
        return offer
    links = found.links_of.get(offer.sku, [])
    entry = section.offers.get(offer.sku)
    link = stock.shown(links, entry.link if entry else "")
    known = stock.left(offer.stock, offer.limit, link, found.sold(offer.sku))
    return replace(offer, stock=max(known.left or 0, 0))
