"""The till of a preview, build after build: it looks only when there is reason to."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.checkout.bench import Stall

from wenpu import links
from wenpu.build.play import Play
from wenpu.checkout.lock import Section

TEA = {"name": "Tea", "price": 8, "stock": 1}
CUP = {"name": "Cup", "price": 10}
SPRING = "---\ntitle: Spring\n{}products: [{}]\n---\nTea.\n"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """The till of a preview that has just been started."""
    with closing(
        Play(tmp_path, "茶铺", "http://127.0.0.1:8000/", lambda _: None)
    ) as play:
        yield play


def built(play: Play, stall: Stall, **files: object) -> Section:
    """Write *files*, by the names of products, and build; return the lock."""
    stall.write(
        {
            name if "/" in name else f"products/{name}.yml": one
            for name, one in files.items()
        }
    )
    site = stall.site()
    return play(site, links.graph(site))


def story(*products: str, bundle: bool = False) -> dict[str, str]:
    """Return an article that speaks of *products*."""
    head = "bundle: true\n" if bundle else ""
    return {"content/articles/spring.md": SPRING.format(head, ", ".join(products))}


def test_nothing_is_asked_when_nothing_changed(play: Play, tmp_path: Path) -> None:
    """Once all is in order, a changed text costs not one request."""
    stall = Stall(tmp_path)
    first = built(play, stall, tea=TEA, cup=CUP)
    built(play, stall, tea=TEA, cup=CUP)
    asked = play.sandbox.requests

    again = built(play, stall, tea=TEA, cup=CUP, **story("tea"))

    assert play.sandbox.requests == asked
    assert again.offers == first.offers


def test_what_is_written_otherwise_is_sold_otherwise(
    play: Play, tmp_path: Path
) -> None:
    """Another price has another link in the very next build, however calm it was."""
    stall = Stall(tmp_path)
    for _ in range(3):
        before = built(play, stall, tea=TEA)

    after = built(play, stall, tea=TEA | {"price": 9})

    assert after.offers["tea"].amount == "9.00 CNY"
    assert after.offers["tea"].link != before.offers["tea"].link


def test_what_was_bought_meanwhile_is_gone(play: Play, tmp_path: Path) -> None:
    """The last one is sold between two builds, and the next one says so."""
    stall = Stall(tmp_path)
    for _ in range(3):
        before = built(play, stall, tea=TEA)
    play.sandbox.buy(before.offers["tea"].url)

    after = built(play, stall, tea=TEA)

    assert before.offers["tea"].left == 1
    assert after.offers["tea"].left == 0
    assert after.offers["tea"].closed


def test_an_article_that_sells_things_is_looked_at(play: Play, tmp_path: Path) -> None:
    """What it speaks of is on sale together as soon as its head asks for it."""
    stall = Stall(tmp_path)
    for _ in range(3):
        built(play, stall, tea=TEA, cup=CUP, **story("tea", "cup"))

    told = built(play, stall, tea=TEA, cup=CUP, **story("tea", "cup", bundle=True))

    assert told.offers["story-spring"].url
