"""
What machines are told of a page: JSON-LD, Open Graph and Twitter's cards.

Nodes are plain dicts in schema.org's words, made of values and never of files. What is
told on two pages has one `@id` on both, so that whoever reads both can join them.
Addresses are absolute, so a site without `site_url` tells machines less.

Only what the author has said, and what readers see, is told.
"""

from wenpu.facts.finding import crumbs, home, item_list, profile, returns, series
from wenpu.facts.nodes import Node, as_script, graph
from wenpu.facts.options import named
from wenpu.facts.selling import AVAILABILITY, product
from wenpu.facts.sending import costs
from wenpu.facts.sharing import (
    STOCKED,
    Share,
    Shown,
    article_tags,
    open_graph,
    product_tags,
    share,
    twitter,
)
from wenpu.facts.writing import Part, article

__all__ = [
    "AVAILABILITY",
    "STOCKED",
    "Node",
    "Part",
    "Share",
    "Shown",
    "article",
    "article_tags",
    "as_script",
    "costs",
    "crumbs",
    "graph",
    "home",
    "item_list",
    "named",
    "open_graph",
    "product",
    "product_tags",
    "profile",
    "returns",
    "series",
    "share",
    "twitter",
]
