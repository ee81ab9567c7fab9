"""MkDocs with Material as it is here: no plugin, nothing in the navigation."""

import shutil
from pathlib import Path

from peers.installing import nothing
from peers.peer import Peer
from peers.texts import Texts


def lay_out(_: Texts, root: Path, shop: Path) -> None:
    """Copy the plain shape, which lies beside the shop."""
    shutil.copytree(shop.with_name("plain"), root, dirs_exist_ok=True)


PEER = Peer(
    name="material",
    title="MkDocs, Material",
    pins=(),
    install=nothing,
    write=lay_out,
    build=("{env}/mkdocs", "build", "-q", "-f", "{root}/mkdocs.yml"),
    serve=(
        *("{env}/mkdocs", "serve", "-q", "-f", "{root}/mkdocs.yml"),
        *("-a", "127.0.0.1:{port}"),
    ),
)
