"""
The benchmark's generators are given the same texts, and none is fast by doing nothing.

Nothing is installed here, and nothing is timed.
"""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

corpus: Any = importlib.import_module("corpus")
table: Any = importlib.import_module("peers.table")
racing: Any = importlib.import_module("peers.racer")
written: Any = importlib.import_module("peers.texts")
lunr: Any = importlib.import_module("lunr")

ARTICLES, PRODUCTS = 5, 9
KNOWING = {"wenpu", "hugo"}
"""They have templates for cards, so they get `product:` links as they are."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    made: Path = corpus.make(folder, ARTICLES, PRODUCTS)[0]
    return made


@pytest.fixture(params=table.PEERS)
def site(
    request: pytest.FixtureRequest, shop: Path, tmp_path: Path
) -> tuple[Any, Path]:
    peer = table.PEERS[request.param]
    peer.write(written.read(shop), tmp_path, shop)
    return peer, tmp_path


def test_every_article_is_whole(site: tuple[Any, Path], shop: Path) -> None:
    """Each generator finds each article, to its last words, and the same cover."""
    peer, root = site

    for story in written.read(shop).stories:
        text = (root / peer.source.format(story.name)).read_text(encoding="utf-8")

        assert story.body.rstrip().splitlines()[-1] in text
        assert any(
            path.read_bytes() == story.cover.read_bytes()
            for path in root.rglob(f"{story.name}/{story.cover.name}")
        )


def test_every_product_is_there(site: tuple[Any, Path], shop: Path) -> None:
    """Each generator finds what each product's description says."""
    _, root = site
    said = "\n".join(
        path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.suffix in {".md", ".yml"}
    )

    for thing in written.read(shop).things:
        assert thing.body.splitlines()[0] in said


def test_nobody_gets_a_link_that_it_cannot_follow(site: tuple[Any, Path]) -> None:
    """A link to a product is an address, but for those who know products."""
    peer, root = site
    texts = [path.read_text(encoding="utf-8") for path in root.rglob("*.md")]

    assert (peer.name in KNOWING) == any("](product:" in text for text in texts)


def test_what_makes_no_page_is_no_result(shop: Path, tmp_path: Path) -> None:
    """A build that ends well and made nothing ends the run with a sentence."""
    idle = racer(tmp_path, shop, "pass")

    with pytest.raises(SystemExit, match=f"made 0 of {ARTICLES} articles' pages"):
        idle.cold()


def test_an_edit_must_be_seen(shop: Path, tmp_path: Path) -> None:
    """A build that leaves an edited page as it was ends the run with a sentence."""
    stale = racer(tmp_path, shop, "pass")
    for article in stale.articles:
        written.write(stale.peer.page(tmp_path, article), "as it was")

    with pytest.raises(SystemExit, match="does not show the edit"):
        stale.edit()


def test_a_cold_build_finds_nothing_from_before(shop: Path, tmp_path: Path) -> None:
    """What a program keeps is gone before it is started cold."""
    program = "import os, sys; sys.exit(os.path.exists('memory'))"
    forgetful = racer(tmp_path, shop, program, caches=("memory",))
    for kept in ("memory", "site/articles"):
        written.write(tmp_path / kept / "page.html", "from before")

    with pytest.raises(SystemExit, match="made 0 of"):
        forgetful.cold()

    assert not (tmp_path / "site/articles/page.html").exists()


def racer(root: Path, shop: Path, program: str, **more: Any) -> Any:  # noqa: ANN401 (as they come)
    """Return our own entry with another program in its place."""
    command = (sys.executable, "-c", program)
    peer = replace(table.PEERS["wenpu"], build=command, **more)
    texts = written.read(shop)
    peer.write(texts, root, shop)
    return racing.Racer(peer, root, [story.name for story in texts.stories])


def test_material_searches_the_same_texts(shop: Path, tmp_path: Path) -> None:
    """Each article and each product, to its last words, at the address it has here."""
    lunr.lay_out(shop, tmp_path)

    found = written.read(shop)
    for story in found.stories:
        text = (tmp_path / f"content/articles/{story.name}/index.md").read_text("utf-8")
        assert story.body.rstrip().splitlines()[-1] in text
    for thing in found.things:
        text = (tmp_path / f"content/products/{thing.id}.md").read_text("utf-8")
        assert text.startswith(f"# {thing.head['name']}\n")
        assert text.endswith(thing.body)
