"""
Who speaks of whom: articles and products, linked both ways, with nothing to maintain.

`graph()` reads what authors wrote, their own links as well as plain names, and says
what is related. All here are functions from values to values; pages are made elsewhere.
"""

from wenpu.links import mentions, related, subjects
from wenpu.links.anchors import Bodies, marked
from wenpu.links.checks import orphans, problems
from wenpu.model import Graph, Mention, Site

__all__ = ["Bodies", "graph", "marked", "orphans", "problems", "read"]


def read(site: Site) -> None:
    """Find out all that `graph` asks of texts, for who remembers it."""
    mentions.find(site)
    subjects.texts(site)


def graph(site: Site) -> Graph:
    """Return every mention of *site*, seen from both sides, and what is related."""
    found = mentions.find(site)
    by_article = {src: said for src, (said, _) in found.items()}
    all_of_them = tuple(one for found in by_article.values() for one in found)
    by_product: dict[str, list[Mention]] = {name: [] for name in sorted(site.products)}
    for mention in all_of_them:
        by_product[mention.product].append(mention)
    return Graph(
        mentions=all_of_them,
        articles=by_article,
        products={name: tuple(said) for name, said in by_product.items()},
        marks={src: mark for src, (_, mark) in found.items()},
        **related.lists(site, by_article),
    )
