"""What the generators on Node have in common."""

from pathlib import Path

from peers.texts import Texts, copy, front, linked, write

PROGRAM = "{root}/node_modules/.bin/"


def packages(home: Path, root: Path) -> None:
    """
    Let *root* find the packages of *home*.

    Each is linked by itself, so that what is cached beside them stays with the site.
    """
    folder = root / "node_modules"
    folder.mkdir(parents=True, exist_ok=True)
    for package in (home / "node_modules").iterdir():
        if not package.name.startswith(".") or package.name == ".bin":
            (folder / package.name).symlink_to(package)


def texts(said: Texts, articles: Path, products: Path, name: str) -> None:
    """Write each text below its folder, as a file that *name* makes of its own name."""
    for story in said.stories:
        path = articles / name.format(story.name)
        write(path, front(story.head, linked(story)))
    for thing in said.things:
        fields = {
            **thing.head,
            "title": thing.head["name"],
            "date": thing.head["added"],
        }
        write(products / name.format(thing.id), front(fields, thing.body))


def pictures(said: Texts, root: Path) -> None:
    """Copy all pictures to where their pages will be below *root*."""
    for story in said.stories:
        copy(story.cover, root / "articles" / story.name / story.cover.name)
    for thing in said.things:
        copy(thing.picture, root / "products" / thing.id / thing.picture.name)
