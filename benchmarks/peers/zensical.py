"""Zensical, on what plain Material reads; only the home page is in the navigation."""

from pathlib import Path

from peers import material
from peers.installing import pip
from peers.peer import Peer
from peers.texts import Texts

EMOJI = ("material.extensions.emoji", "zensical.extensions.emoji")
HIDDEN = ('not_in_nav: "*"', "nav: [index.md]")


def lay_out(texts: Texts, root: Path, shop: Path) -> None:
    """Copy the plain shape, and say in its own words what Material is told."""
    material.lay_out(texts, root, shop)
    config = root / "mkdocs.yml"
    said = config.read_text(encoding="utf-8")
    for theirs, own in (EMOJI, HIDDEN):
        said = said.replace(theirs, own)
    config.write_text(said, encoding="utf-8")


PEER = Peer(
    name="zensical",
    title="Zensical 0.0.73",
    pins=("zensical==0.0.73",),
    install=pip,
    write=lay_out,
    build=("{home}/bin/zensical", "build", "-f", "{root}/mkdocs.yml"),
    serve=(
        *("{home}/bin/zensical", "serve", "-f", "{root}/mkdocs.yml"),
        *("-a", "127.0.0.1:{port}"),
    ),
    caches=(".cache",),
)
