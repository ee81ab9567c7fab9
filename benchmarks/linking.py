"""The time of cross-linking alone: who mentions whom, who is alike, marking texts."""

import time
from pathlib import Path

from wenpu import links
from wenpu import site as sites
from wenpu.build import engine, settings


def seconds(root: Path) -> float:
    """Read the site at *root*, then time what the graph and the marks take."""
    config = engine.config(root)
    wanted = settings.read(config, engine.plugin(config).config)
    site = sites.load(root, wanted, settings.sources(config))
    start = time.perf_counter()
    graph = links.graph(site)
    for src, article in site.articles.items():
        links.marked(article, graph.articles.get(src, ()), link_names=True)
    return time.perf_counter() - start
