"""What keeps an offer out of others' catalogues, told before they would refuse it."""

from collections.abc import Iterator, Mapping
from functools import partial

from wenpu import memory
from wenpu.feeds import acp, merchant, openai
from wenpu.feeds.columns import Columns, lacking
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
    "images": "Add a line  images:  with a picture of it.",
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


def told(site: Site, one: Product, wanted: list[str]) -> tuple[Problem, ...]:
    """Return what keeps offers of *one* out of the *wanted* catalogues."""
    lacks = [
        (lack, name)
        for row in rows(site, [one])
        for name in wanted
        for lack in lacking(CATALOGUES[name], row)
    ]
    found: dict[tuple[str, str, str], list[str]] = {}
    for lack, name in lacks:
        key = (lack.row.offer.sku, lack.column.field, lack.wrong)
        found.setdefault(key, []).append(f"{name} ({lack.column.name})")
    return tuple(_problem(one, *key, names) for key, names in found.items())


def _problem(
    one: Product, sku: str, field: str, wrong: str, names: list[str]
) -> Problem:
    """Say that *sku* is in none of the feeds of those *names*."""
    spot = Spot(one.spot.path, one.lines.get(field, one.spot.line))
    what = (
        f"the {field or 'field'} of {sku!r} {wrong}: it is not in {', '.join(names)}."
    )
    return Problem(spot, what, FIXES.get(field, "Leave the feed out."), Level.NOTICE)
