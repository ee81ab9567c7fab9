"""Which articles a podcast holds; each case is what is there and what comes of it."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from wenpu import episodes, outlets, recordings
from wenpu import site as sites
from wenpu.model import Recording, Settings, Site
from wenpu.problems import in_order

Folder = Callable[[Mapping[str, Any]], Path]
SOUND = Path(__file__).parents[1] / "content/articles/sounds/five-spoons.mp3"


@pytest.fixture
def site(case: dict[str, Any], folder: Folder) -> Site:
    feeds = outlets.read(yaml.compose(case["feeds"]))
    settings = Settings("小铺", date(2026, 11, 26), "https://a.example/", feeds=feeds)
    texts: dict[str, Any] = {name: made(it) for name, it in case["files"].items()}
    tea = {"products/tea.yml": "name: 茶\nprice: 5\n"}
    return sites.load(folder({**tea, **texts}), settings)


def made(it: object) -> object:
    """Return the file that a case describes: a text, a picture, the demo's sound."""
    if it == "sound":
        return SOUND.read_bytes()
    if not isinstance(it, dict):
        return it
    out = BytesIO()
    image = Image.new(it.get("mode", "RGB"), tuple(it["size"]))
    image.save(out, it.get("form", "PNG"))
    return out.getvalue()


def test_tells_what_keeps_it_from_being_heard(case: dict[str, Any], site: Site) -> None:
    """All of it in one run, each where it is written."""
    told = [f"{one.level}: {one}\n" for one in in_order(site.problems)]

    assert "".join(told) == case.get("says", "")


def test_holds_what_the_case_says(case: dict[str, Any], site: Site) -> None:
    """A podcast that is not whole is none."""
    held = [one.src for one in episodes.episodes(site)] if site.podcast else []

    assert held == case.get("holds", [])
    sizes = {
        one.src: (one.recording.size, one.recording.duration)
        for one in episodes.episodes(site)
        if one.recording
    }
    wanted = {src: tuple(found) for src, found in case.get("sizes", {}).items()}
    assert {src: sizes.get(src) for src in wanted} == wanted


@given(st.binary(max_size=400), st.sampled_from(["mp3", "m4a", "wav", "ogg", "flac"]))
def test_whatever_lies_there_is_measured(data: bytes, ending: str) -> None:
    """A file that is no sound has a size all the same, and says nothing of time."""
    with TemporaryDirectory() as top:
        path = Path(top) / f"a.{ending}"
        path.write_bytes(data)
        found = recordings.measured(path, Recording("audio", "a", "a", "audio/mpeg"))

    assert found.size == len(data)
    assert found.duration >= 0
