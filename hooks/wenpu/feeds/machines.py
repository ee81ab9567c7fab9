"""What is said to programs that come by themselves."""

from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Site


def robots(site: Site) -> Leaflet:
    """Welcome everybody, and say where the map is; a map needs the site's address."""

    def make(_: Tools) -> bytes:
        url = site.settings.url
        lines = ["User-agent: *", "Allow: /"]
        lines += [f"Sitemap: {url}sitemap.xml"] if url else []
        return "\n".join([*lines, ""]).encode()

    return Leaflet("robots.txt", make)
