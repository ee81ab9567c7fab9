"""Astro with templates of ours: articles, products, paged lists, a page per tag."""

import shutil
from pathlib import Path

from peers import node
from peers.installing import npm
from peers.peer import Peer
from peers.texts import Texts, write

TEMPLATES = Path(__file__).parent / "templates/astro"


def lay_out(texts: Texts, root: Path, _: Path) -> None:
    """Write all texts and the templates."""
    shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
    write(root / "package.json", '{"private": true, "type": "module"}')
    content = root / "src/content"
    node.texts(texts, content / "articles", content / "products", "{}.md")
    node.pictures(texts, root / "public")


PEER = Peer(
    name="astro",
    title="Astro 7.3.5, templates of ours",
    pins=("astro@7.3.5",),
    install=npm,
    write=lay_out,
    packages=node.packages,
    build=(f"{node.PROGRAM}astro", "build", "--silent"),
    serve=(f"{node.PROGRAM}astro", "dev", "--silent", "--port", "{port}"),
    output="dist",
    caches=(".astro", "node_modules/.astro", "node_modules/.vite"),
    source="src/content/articles/{}.md",
)
