"""
The whole shop: a Site, its graph, its pages, and all that is wrong with them.

The derivers do not know one another; here their values are handed on.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wenpu import links, pages, words
from wenpu import site as sites
from wenpu.model import Graph, Print, Product, Settings, Site, State
from wenpu.pages import Desk, Pages
from wenpu.problems import Level, Problem, errors, in_order


@dataclass(frozen=True)
class Shop:
    """Everything derived from one folder. *pages* are there if nothing is wrong."""

    site: Site
    graph: Graph
    desk: Desk
    pages: Pages
    problems: tuple[Problem, ...]


def load(
    root: Path,
    settings: Settings,
    files: Collection[str] | None = None,
    album: Mapping[str, Print] | None = None,
) -> Shop:
    """Read the folder at *root* and derive all there is to know of it."""
    site = replace(sites.load(root, settings, files), album=album or {})
    graph = links.graph(site)
    desk = pages.desk(site, graph, words.read(settings.language))
    made = pages.make(desk, _bodies(site, graph))
    problems = [
        *settings.look.problems,
        *settings.checkout.problems,
        *site.problems,
        *links.problems(site),
        *sites.broken(site, made.urls),
        *_taken(site, made),
        *_unbuyable(site),
    ]
    return Shop(site, graph, desk, made, tuple(in_order(problems)))


def orphans(shop: Shop) -> list[Problem]:
    """Return the articles that speak of no product, the products none speaks of."""
    return links.orphans(shop.site, shop.graph)


def stops(shop: Shop, *, strict: bool) -> list[Problem]:
    """Return what must be mended before anything is built."""
    return errors(shop.problems, strict=strict)


def _bodies(site: Site, graph: Graph) -> Mapping[str, str]:
    named = site.settings.link_names
    return {
        src: links.marked(article, graph.articles.get(src, ()), link_names=named)
        for src, article in site.articles.items()
    }


def _taken(site: Site, made: Pages) -> Iterator[Problem]:
    """Report the articles that live where a page stands that Wenpu makes."""
    generated = {page.url for page in made.generated.values()}
    for article in site.articles.values():
        if article.url in generated:
            what = f"/{article.url} is the address of a page that Wenpu makes."
            yield Problem(article.spot, what, "Rename the file.")


def _unbuyable(site: Site) -> Iterator[Problem]:
    """Report the products that could be bought today, if they only said where."""
    for product in site.products.values():
        if _for_sale(site, product) and not product.channels:
            what = f"nobody can buy {product.name!r}: payment is not connected yet."
            fix = "Add  channels:  with another place to buy it, or  unlisted: true"
            yield Problem(product.spot, what, fix, Level.WARNING)


def _for_sale(site: Site, product: Product) -> bool:
    state = product.best_state(site.settings.today)
    return not product.unlisted and (state.buyable or state is State.NOT_YET)
