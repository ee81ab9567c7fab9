"""
What other programs read of a site: readers of feeds, shops, searchers, agents.

`leaflets()` says which files there are; each is a function from a site to text. None of
them shows what no page shows: no draft, nothing unlisted, no price above its page's.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from wenpu.feeds import (
    acp,
    arrivals,
    index,
    jsonfeed,
    llms,
    machines,
    merchant,
    openai,
    rss,
)
from wenpu.feeds.checks import problems
from wenpu.feeds.goods import Row, rows
from wenpu.feeds.papers import papers
from wenpu.feeds.supply import Supply
from wenpu.leaflets import Leaflet, Tools

__all__ = ["Supply", "leaflets", "problems"]

Write = Callable[[Supply, Tools], bytes]
WRITERS: Mapping[str, Write] = {
    arrivals.FILE: lambda supply, _: arrivals.write(supply),
    index.FILE: lambda supply, _: index.write(supply),
    merchant.FILE: lambda supply, _: merchant.write(supply, _rows(supply)),
    openai.FILE: lambda supply, _: openai.write(_rows(supply)),
    acp.FILE: lambda supply, _: acp.write(_rows(supply)),
    llms.FILE: lambda supply, _: llms.write(supply),
    llms.FULL: llms.write_full,
}
"""The feeds of which a site has one each."""


def leaflets(supply: Supply) -> Iterator[Leaflet]:
    """Return every file that is made of *supply* for programs."""
    yield machines.robots(supply.site)
    settings = supply.site.settings
    if not settings.url:
        return
    yield from _of_articles(supply)
    for name, write in WRITERS.items():
        if settings.publishes(name):
            yield Leaflet(name, partial(write, supply))


def _rows(supply: Supply) -> Iterator[Row]:
    return rows(supply.site, supply.lists["all"])


def _of_articles(supply: Supply) -> Iterator[Leaflet]:
    settings = supply.site.settings
    for paper in papers(supply):
        if paper.home or settings.publishes(rss.FILE):
            yield Leaflet(paper.file(rss.FILE), partial(rss.write, paper))
        if not paper.home and settings.publishes(jsonfeed.FILE):
            yield Leaflet(jsonfeed.FILE, partial(jsonfeed.write, paper))
