"""
What other programs read of a site: readers of feeds, shops, searchers, agents.

`leaflets()` says which files there are; each is a function from a site to text.
"""

from collections.abc import Iterator

from wenpu.feeds import machines
from wenpu.leaflets import Leaflet
from wenpu.model import Site


def leaflets(site: Site) -> Iterator[Leaflet]:
    """Return every file that is made of *site* for programs."""
    yield machines.robots(site)
