"""What keeps an offer out of others' catalogues, told before they would refuse it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product

from wenpu import memory
from wenpu.feeds import acp, merchant, openai
from wenpu.feeds.columns import MISSING, Columns, lacking
from wenpu.feeds.goods import rows
from wenpu.feeds.supply import Supply
from wenpu.model import Feeds, Product, Site
from wenpu.problems import Level, Problem, Spot

CATALOGUES: Mapping[str, Columns] = {
    one.FILE: one.COLUMNS for one in (merchant, openai, acp)
}
FIXES = {
    "sku": "Give it a shorter  sku:  or its file a shorter name.",
    "name": "Give it a  name:",
    "summary": "Add a line  summary:  or a description.",
    "images": "Add a line  images:  with a photograph of it; a drawing is none.",
    "ships": "They take pre-orders of things that are there within a year.",
    "price": "They take nothing that may be had for nothing.",
}
"""What an author writes in which field."""


def problems(supply: Supply) -> Iterator[Problem]:
    """Report what is in no feed, and why: nothing of it stops a build."""
    settings = supply.site.settings
    if not settings.url:
        yield from _homeless(settings.feeds)
        return
    wanted = [name for name in CATALOGUES if settings.publishes(name)]
    products = supply.ledger.rooms["products"]
    for one in supply.lists["all"]:
        maker = supply.site.authors.get(one.maker)
        key = (supply.ledger.ground, products.stamp(one.id), maker and maker.name)
        found = memory.recall(
            "feed problems", key, partial(told, supply.site, one, wanted)
        )
        yield from found


def _homeless(feeds: Feeds) -> Iterator[Problem]:
    if feeds.made:
        what = "no site_url: feeds hold whole addresses, so none is made."
        fix = "Add a line  site_url: https://…  or write  feeds: false"
        yield Problem(feeds.spot, what, fix, Level.NOTICE)


def told(site: Site, one: Product, wanted: Sequence[str]) -> tuple[Problem, ...]:
    """Return what keeps offers of *one* out of the *wanted* catalogues."""
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for row, name in product(rows(site, [one]), wanted):
        for lack in lacking(CATALOGUES[name], row):
            key = (lack.column.field, lack.wrong)
            skus, feeds = found.setdefault(key, ({}, {}))
            skus[repr(row.offer.sku)] = feeds[f"{name} ({lack.column.name})"] = None
    return tuple(
        _problem(one, field, f"{', '.join(skus)}: {_said(field, wrong)}", feeds)
        for (field, wrong), (skus, feeds) in found.items()
    )


def _said(field: str, wrong: str) -> str:
    return f"no {field}" if wrong == MISSING else f"the {field} {wrong}"


def _problem(one: Product, field: str, what: str, feeds: Iterable[str]) -> Problem:
    """Say that offers of *one* are in none of the *feeds*, and what is in the way."""
    spot = Spot(one.spot.path, one.lines.get(field, one.spot.line))
    fix = FIXES.get(field, "Leave the feed out.")
    return Problem(spot, f"{what}, so not in {', '.join(feeds)}.", fix, Level.NOTICE)
