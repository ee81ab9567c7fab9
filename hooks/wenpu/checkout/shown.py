"""
The lock, brought into the site: where each offer is paid, and how many are left.

Nothing is asked of anybody here. What the files and the lock say differently is told:
a reader must not be promised one price and charged another.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from wenpu.checkout import bundles, lock
from wenpu.checkout.changes import FLAGS
from wenpu.checkout.lock import Entry, Section
from wenpu.checkout.wanted import amount
from wenpu.model import Offer, Product, Site, State, Story
from wenpu.problems import ContentError, Level, Problem, Spot


def _look(site: Site) -> str:
    look = f"wenpu plan{FLAGS[site.settings.mode]}"
    return f"Look with  {look} , then  wenpu apply"


def path(root: Path, mode: str) -> Path:
    """Return where the lock of *mode* is; the sandbox's is nobody else's business."""
    below = Path(".wenpu", "sandbox") if mode == "sandbox" else Path()
    return root / below / lock.NAME


def read(root: Path, mode: str) -> Section:
    """Return what the lock of the site at *root* says for *mode*."""
    return lock.read(path(root, mode)).get(mode, Section())


def gone(mode: str, data: bytes) -> frozenset[tuple[str, int | None, int | None]]:
    """
    Return what was sold to the last when the lock held *data*: its sku, stock, limit.

    A lock that nobody can read says nothing: it may be years old.
    """
    try:
        section = lock.parsed(data.decode()).get(mode, Section())
    except (ContentError, UnicodeDecodeError):
        return frozenset()
    sold = section.offers.items()
    return frozenset((sku, one.stock, one.limit) for sku, one in sold if one.left == 0)


def folded(site: Site, section: Section) -> Site:
    """Return *site* with the links of *section*, and with what is left in stock."""
    products = {
        name: replace(one, offers=tuple(_offer(one, o, section) for o in one.offers))
        for name, one in site.products.items()
    }
    return bundles.counted(replace(site, products=products))


def _offer(product: Product, offer: Offer, section: Section) -> Offer:
    entry = section.offers.get(offer.sku, Entry())
    link = entry.url if product.paid_here and not entry.closed else ""
    applied = (entry.stock, entry.limit) == (offer.stock, offer.limit)
    left = entry.left if applied and entry.left is not None else offer.stock
    return replace(offer, link=link, stock=left)


def linked(stories: Mapping[str, Story], section: Section) -> dict[str, Story]:
    """Return *stories* with their links, by the same keys."""
    return {
        src: replace(one, link=_open(section.offers.get(one.sku, Entry())))
        for src, one in stories.items()
    }


def _open(entry: Entry) -> str:
    return "" if entry.closed else entry.url


def problems(site: Site, section: Section) -> Iterator[Problem]:
    """Report where the files say one thing and the checkout another."""
    if site.settings.mode == "live":
        yield from _play_money(section)
    for product in site.products.values():
        for offer in product.offers:
            entry = section.offers.get(offer.sku)
            if entry and product.paid_here and _sold(site, product, offer):
                yield from _stale(site, product, offer, entry)


def _sold(site: Site, product: Product, offer: Offer) -> bool:
    return product.state(offer, site.settings.today).buyable


def _play_money(section: Section) -> Iterator[Problem]:
    """No reader of the published site may meet a link that takes no real money."""
    for sku, entry in section.offers.items():
        if lock.TEST in entry.url:
            what = f"live: the link of {sku!r} takes test payments only."
            fix = "Delete that line, and look with  wenpu plan --live"
            yield Problem(Spot(lock.NAME), what, fix)


def _stale(
    site: Site, product: Product, offer: Offer, entry: Entry
) -> Iterator[Problem]:
    said = amount(product, offer)
    if entry.amount and entry.amount != said:
        line = product.lines.get("price", product.lines.get("variants", 1))
        what = f"{offer.sku} costs {said} here, and {entry.amount} at the checkout."
        yield Problem(Spot(product.spot.path, line), what, _look(site), Level.WARNING)


def unsold(site: Site, section: Section) -> Iterator[Problem]:
    """Report what could be bought today, if anybody said where."""
    for product in site.products.values():
        if product.unlisted or product.channels or not _wanted(site, product):
            continue
        if section.offers and not any(one.link for one in product.offers):
            what = (
                f"nobody can buy {product.name!r}: the checkout does not know it yet."
            )
            yield Problem(product.spot, what, _look(site), Level.WARNING)
        elif not section.offers:
            what = f"nobody can buy {product.name!r}: payment is not connected yet."
            fix = "Add  channels:  with another place to buy it, or  unlisted: true"
            yield Problem(product.spot, what, fix, Level.WARNING)


def _wanted(site: Site, product: Product) -> bool:
    state = product.best_state(site.settings.today)
    if state is State.NOT_YET:
        return not any(one.link for one in product.offers)
    return state.buyable
