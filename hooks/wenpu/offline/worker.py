"""The worker that stands between a page and the line: what it keeps, and until when."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files

from rjsmin import jsmin

from wenpu import stamps
from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Kit, Product, Settings, Site

NAME = "sw.js"
SORTS = ("home", "list", "shelf", "search", "offline")
PAGE = "offline/"
"""What is shown of a page that was never read, when nothing comes from outside."""


def leaflet(site: Site, marks: Mapping[str, bytes]) -> Leaflet:
    """
    Return the worker of *site*, whose pages have the stamps *marks*.

    Where an author wants none, it is one that takes the last one away: telephones that
    have it come for the new one at the next visit.
    """
    if not site.settings.offline:
        return Leaflet(NAME, lambda _: _script("farewell"))
    first = [url for url in _pages(site) if url in marks]
    own = [marks[url] for url in first]

    def make(_: Tools) -> bytes:
        kept = [*first, *_files(site.settings)]
        days = [one.isoformat() for one in changes(site.products.values())]
        told = {"FIRST": kept, "CHANGES": days, "PAGE": PAGE}
        version = stamps.of((told, own)).hex()
        said = {"VERSION": version, **told}
        head = "".join(f"const {key}={_json(one)};" for key, one in said.items())
        return f"{head}\n".encode() + _script("worker")

    return Leaflet(NAME, make, (first, own))


def changes(products: Iterable[Product]) -> list[date]:
    """Return the days on which a price, or whether there is one, changes by itself."""
    return sorted({day for one in products for day in _days(one)})


def _days(one: Product) -> Iterator[date]:
    after = timedelta(days=1)
    if one.sale.start:
        yield one.sale.start
    if one.sale.end:
        yield one.sale.end + after
    if one.goal:
        yield one.goal.until + after


def _pages(site: Site) -> list[str]:
    """Return what is there without having been read: home, lists, the shop."""
    shelves = [one.url for one in site.shelves.values()]
    return ["", "articles/", "shop/", *shelves, "search/", PAGE]


def _files(settings: Settings) -> list[str]:
    """Return the styles and scripts of those pages."""
    kits = [settings.kits.get(f"pages/{name}.html", Kit()) for name in SORTS]
    every = [(one.css, one.rest, one.js) for one in kits]
    return sorted({url for urls in every for url in urls if url})


def _script(name: str) -> bytes:
    text = files(__package__).joinpath(f"{name}.js").read_text(encoding="utf-8")
    return str(jsmin(text)).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
