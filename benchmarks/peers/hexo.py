"""Hexo with its own theme: articles are its posts, products its pages."""

import json
from pathlib import Path

from peers import node
from peers.installing import npm
from peers.peer import Peer
from peers.texts import Texts, write

PINS = (
    "hexo@8.1.2",
    "hexo-generator-archive@2.0.0",
    "hexo-generator-index@4.0.0",
    "hexo-generator-tag@2.0.0",
    "hexo-renderer-ejs@2.0.0",
    "hexo-renderer-marked@7.0.1",
    "hexo-renderer-stylus@3.0.1",
    "hexo-server@3.0.0",
    "hexo-theme-landscape@1.1.0",
)
CONFIG = """\
title: Benchmark
url: https://bench.example
language: zh-CN
permalink: articles/:title/
theme: landscape
per_page: 24
index_generator: {per_page: 24, order_by: -date}
"""


def lay_out(texts: Texts, root: Path, _: Path) -> None:
    """Write posts, pages and the configuration; Hexo loads what package.json names."""
    known = dict(pin.rsplit("@", 1) for pin in PINS)
    said = {"private": True, "hexo": {"version": known["hexo"]}, "dependencies": known}
    write(root / "package.json", json.dumps(said))
    write(root / "_config.yml", CONFIG)
    node.texts(texts, root / "source/_posts", root / "source/products", "{}.md")
    for page in (root / "source/products").glob("*.md"):
        (page.parent / page.stem).mkdir()
        page.rename(page.parent / page.stem / "index.md")
    node.pictures(texts, root / "source")


PEER = Peer(
    name="hexo",
    title="Hexo 8.1.2, landscape",
    pins=PINS,
    install=npm,
    write=lay_out,
    packages=node.packages,
    build=(f"{node.PROGRAM}hexo", "generate", "--silent"),
    serve=(f"{node.PROGRAM}hexo", "server", "--silent", "--port", "{port}"),
    output="public",
    caches=("db.json",),
    source="source/_posts/{}.md",
)
