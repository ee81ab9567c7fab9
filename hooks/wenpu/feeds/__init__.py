"""
What other programs read of a site: readers of feeds, shops, searchers, agents.

`leaflets()` says which files there are; each is a function from a site to text. None of
them shows what no page shows: no draft, nothing unlisted, no price above its page's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    podcast,
    rss,
)
from wenpu.feeds.checks import problems
from wenpu.feeds.goods import Known, Row, all_rows
from wenpu.feeds.papers import papers
from wenpu.feeds.supply import Supply
from wenpu.leaflets import Leaflet, Tools

__all__ = ["Supply", "leaflets", "problems"]

Write = Callable[[Supply, Tools], bytes]
WRITERS: Mapping[str, Write] = {
    arrivals.FILE: lambda supply, _: arrivals.write(supply),
    index.FILE: lambda supply, _: index.write(supply),
    llms.FILE: lambda supply, _: llms.write(supply),
    llms.FULL: llms.write_full,
}
"""The feeds of which a site has one each."""

CATALOGUES: Mapping[str, Callable[[Supply, Sequence[Row]], bytes]] = {
    merchant.FILE: merchant.write,
    openai.FILE: lambda _, found: openai.write(found),
    acp.FILE: lambda _, found: acp.write(found),
}
"""The feeds of what is for sale."""


def leaflets(supply: Supply) -> Iterator[Leaflet]:
    """Return every file that is made of *supply* for programs."""
    settings = supply.site.settings
    if not settings.path:  # Nobody looks for it below the root.
        yield machines.robots(supply.site)
    if not settings.url:
        return
    yield from _of_articles(supply)
    yield from podcast.leaflets(supply)
    for name, write in WRITERS.items():
        if settings.publishes(name):
            yield Leaflet(name, partial(write, supply))
    known: Known = {}
    for name in filter(settings.publishes, CATALOGUES):
        yield Leaflet(name, partial(_catalogue, name, supply, known))


def _catalogue(name: str, supply: Supply, known: Known, _: Tools) -> bytes:
    return CATALOGUES[name](supply, all_rows(supply, known))


def _of_articles(supply: Supply) -> Iterator[Leaflet]:
    settings = supply.site.settings
    for paper in papers(supply):
        if paper.home or settings.publishes(rss.FILE):
            yield Leaflet(paper.file(rss.FILE), partial(rss.write, paper))
        if not paper.home and settings.publishes(jsonfeed.FILE):
            yield Leaflet(jsonfeed.FILE, partial(jsonfeed.write, paper))
