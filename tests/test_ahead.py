"""What is read by copies of a process: the same as is read at home, part by part."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests import shops

from wenpu import links, memory, prose, search, words
from wenpu import site as sites
from wenpu.articles import MARKDOWN
from wenpu.build.ahead import Part
from wenpu.memory import Memory, Rooms
from wenpu.model import Settings, Site

SETTINGS = Settings("Tea", date(2026, 11, 22), "https://tea.example/", currency="CNY")
ROOMS = ("articles", "mentions", "links", "headings", "minutes", "search texts")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a shop with articles that speak of its goods, and of one another."""
    top = tmp_path_factory.mktemp("ahead")
    shops.source().write(top)
    return top


def texts(root: Path) -> list[str]:
    """Return the paths of all texts of the site at *root*."""
    files = sites.files_in(root / SETTINGS.content_dir)
    return sorted(one for one in files if one.endswith(MARKDOWN))


def learnt(root: Path, part: list[str], known: Rooms) -> Rooms:
    """Return what somebody remembers who has read no more than a *part* of them."""
    files = sites.lying(root, SETTINGS.content_dir)
    return Part(root, SETTINGS, files, {}, known).learnt(part)


def read(root: Path) -> Site:
    """Read all of it, and find out what a build asks of texts."""
    site = sites.load(root, SETTINGS)
    for one in site.articles.values():
        prose.minutes(one.body, one.said)
    links.read(site)
    search.read(replace(site, products={}), words.read(SETTINGS.language))
    return site


@given(data=st.data())
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_who_has_heard_of_all_parts_has_nothing_left_to_find_out(
    root: Path, data: st.DataObject
) -> None:
    """However they were shared out; what is found is what is found at home."""
    all_ = texts(root)
    share = data.draw(st.lists(st.booleans(), min_size=len(all_), max_size=len(all_)))
    halves = [
        [one for one, first in zip(all_, share, strict=True) if first is mine]
        for mine in (True, False)
    ]
    with memory.opened(Memory()) as alone:
        site = read(root)
    told = Memory()
    for half in halves:
        told.learn(learnt(root, half, {}))
    before = {name: dict(told.used[name]) for name in ROOMS}

    with memory.opened(told):
        again = read(root)

    assert again == site
    for name in ROOMS:
        assert told.used[name] == before[name] == alone.used[name]


def test_what_is_known_is_not_handed_over_again(root: Path) -> None:
    """A copy tells what is new to who sent it, and nothing else."""
    with memory.opened(Memory()) as alone:
        read(root)

    rooms = learnt(root, texts(root), alone.used)

    assert not any(rooms.get(name) for name in ROOMS)
