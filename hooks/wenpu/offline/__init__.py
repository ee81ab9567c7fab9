"""
A site on a telephone's first screen, and without a line: manifest, icons, a worker.

The worker keeps what was read, and the shop. What it keeps it shows only when nothing
comes from outside, and never a price on a day on which it may have changed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from wenpu.leaflets import Leaflet
from wenpu.model import Site
from wenpu.offline import manifest, worker


def leaflets(root: Path, site: Site, marks: Mapping[str, bytes]) -> Iterator[Leaflet]:
    """Return the files; *marks* are the stamps of all pages by their address."""
    if site.settings.offline:
        yield from manifest.leaflets(root, site)
    yield worker.leaflet(site, marks)
