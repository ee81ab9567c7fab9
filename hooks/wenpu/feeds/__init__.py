"""
What other programs read of a site: readers of feeds, shops, searchers, agents.

`leaflets()` says which files there are; each is a function from a site to text. None of
them shows what no page shows: no draft, nothing unlisted, no price above its page's.
"""

from collections.abc import Callable, Iterator

from wenpu.feeds import jsonfeed, machines, rss
from wenpu.feeds.papers import Paper, papers
from wenpu.feeds.supply import Supply
from wenpu.leaflets import Leaflet, Tools

Write = Callable[[Paper, Tools], bytes]


def leaflets(supply: Supply) -> Iterator[Leaflet]:
    """Return every file that is made of *supply* for programs."""
    yield machines.robots(supply.site)
    if supply.site.settings.url:
        yield from _of_articles(supply)


def _of_articles(supply: Supply) -> Iterator[Leaflet]:
    settings = supply.site.settings
    for paper in papers(supply):
        if paper.home or settings.publishes(rss.FILE):
            yield _printed(paper, rss.FILE, rss.write)
        if not paper.home and settings.publishes(jsonfeed.FILE):
            yield _printed(paper, jsonfeed.FILE, jsonfeed.write)


def _printed(paper: Paper, file: str, write: Write) -> Leaflet:
    return Leaflet(paper.file(file), lambda tools: write(paper, tools))
