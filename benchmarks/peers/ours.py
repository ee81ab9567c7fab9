"""Ourselves, in the same row as the others."""

import shutil
from pathlib import Path

from peers.installing import nothing
from peers.peer import Peer
from peers.texts import Texts


def lay_out(_: Texts, root: Path, shop: Path) -> None:
    """Copy the shop as it was made."""
    shutil.copytree(shop, root, dirs_exist_ok=True)


PEER = Peer(
    name="wenpu",
    title="Wenpu",
    pins=(),
    install=nothing,
    write=lay_out,
    build=("{env}/wenpu", "-C", "{root}", "build"),
    serve=("{env}/wenpu", "-C", "{root}", "serve", "--address", "127.0.0.1:{port}"),
    caches=(".wenpu",),
)
