"""Eleventy with templates of ours: articles, products, paged lists, a page per tag."""

import shutil
from pathlib import Path

from peers import node
from peers.installing import npm
from peers.peer import Peer
from peers.texts import Texts, write

TEMPLATES = Path(__file__).parent / "templates/eleventy"


def lay_out(texts: Texts, root: Path, _: Path) -> None:
    """Write all texts and the templates."""
    shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
    write(root / "package.json", '{"private": true, "type": "module"}')
    content = root / "content"
    node.texts(texts, content / "articles", content / "products", "{}/index.md")
    node.pictures(texts, content)


PEER = Peer(
    name="eleventy",
    title="Eleventy 3.1.8, templates of ours",
    pins=("@11ty/eleventy@3.1.8", "@11ty/eleventy-plugin-syntaxhighlight@5.0.2"),
    install=npm,
    write=lay_out,
    packages=node.packages,
    build=(f"{node.PROGRAM}eleventy", "--quiet"),
    serve=(f"{node.PROGRAM}eleventy", "--quiet", "--serve", "--port={port}"),
    output="_site",
    caches=(".cache",),
)
