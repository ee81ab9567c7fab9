"""What is said to programs that come by themselves."""

from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Site


def robots(site: Site) -> Leaflet:
    """Welcome everybody, and say where the maps are; a map needs the site's address."""

    def make(_: Tools) -> bytes:
        url = site.settings.url
        lines = ["User-agent: *", "Allow: /"]
        paths = [one.path for one in site.settings.languages] or [""]
        lines += [f"Sitemap: {url}{path}sitemap.xml" for path in paths if url]
        return "\n".join([*lines, ""]).encode()

    return Leaflet("robots.txt", make)
