"""
Parts of pages that an author hides: taken away as values, so that no template asks.

What is on no page of its own is taken from the site before pages are made of it, the
rest from the values of a page. Either way what is hidden is empty.
"""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from wenpu.look import PARTS
from wenpu.model import Article, Product, Site
from wenpu.pages.view import Dict

EMPTIED: Mapping[str, Mapping[str, Collection[str]]] = {
    "related": {
        "article": ("related", "also"),
        "product": ("related", "more_stories"),
    },
    "neighbours": {"article": ("previous", "next")},
    "shop_story": {"article": ("shop", "story")},
    "buy_bar": {"article": ("bar",)},
    "codes": {"article": ("code", "code_url"), "product": ("code", "code_url")},
}
"""What is emptied on which page to hide a part."""


def kept(site: Site) -> Site:
    """Return *site* without the tags, series and people that are hidden."""
    hidden = site.settings.look.hidden
    if not hidden & {"tags", "series", "authors", "makers"}:
        return site
    articles = {src: _article(one, hidden) for src, one in site.articles.items()}
    products = {key: _product(one, hidden) for key, one in site.products.items()}
    left = replace(site, articles=articles, products=products)
    return _peopled(left) if hidden & {"authors", "makers"} else left


def _peopled(site: Site) -> Site:
    """Return *site* without those who neither write nor make anything in it."""
    busy = {key for one in site.articles.values() for key in one.authors}
    busy |= {one.maker for one in site.products.values()}
    people = {key: one for key, one in site.authors.items() if key in busy}
    return replace(site, authors=people)


def _article(one: Article, hidden: Collection[str]) -> Article:
    return replace(
        one,
        tags=() if "tags" in hidden else one.tags,
        series="" if "series" in hidden else one.series,
        authors=() if "authors" in hidden else one.authors,
    )


def _product(one: Product, hidden: Collection[str]) -> Product:
    return replace(
        one,
        tags=() if "tags" in hidden else one.tags,
        maker="" if "makers" in hidden else one.maker,
    )


def named(hidden: Collection[str]) -> dict[str, bool]:
    """Return of every part whether it is shown."""
    return {name: name not in hidden for name in PARTS}


def shown(values: Dict, hidden: Collection[str]) -> Dict:
    """Return the *values* of a page without what is *hidden*."""
    made = dict(values)
    for part in hidden:
        for room, names in EMPTIED.get(part, {}).items():
            if room in made:
                made[room] = {**made[room], **_empty(made[room], names)}
    return made


def _empty(room: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    """Return nothing in the place of each of *names*: "", [] or {}."""
    return {name: type(room[name])() for name in names if name in room}
