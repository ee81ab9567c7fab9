"""The published folder: nothing is half there, nothing is there that should not be."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests import shops

from wenpu.build.outputs import PART, Output, Outputs

NAMES = st.sampled_from(
    ("index.html", "a/index.html", "a/b/index.html", "a/b", "c", "c/d", ".well/known")
)
SITES = st.dictionaries(NAMES, st.sampled_from((b"one", b"two", b"three")), max_size=5)


def sensible(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return *site* without what is a file and a folder at once."""
    folders = {str(one) for name in site for one in Path(name).parents}
    return {name: data for name, data in site.items() if name not in folders}


def publish(folder: Path, site: dict[str, bytes], before: dict[str, Output]) -> Outputs:
    """Publish *site*; the key of each file is what is in it."""
    outputs = Outputs(folder, before)
    for name, data in site.items():
        if not outputs.keep(name, data):
            outputs.write(name, data, data)
    outputs.settle()
    return outputs


@given(st.lists(SITES.map(sensible), min_size=1, max_size=4), st.data())
def test_the_folder_holds_what_was_published_last(
    sites: list[dict[str, bytes]], data: st.DataObject
) -> None:
    """Whatever was there before, and whatever somebody has done to it since."""
    with shops.elsewhere() as folder:
        known: dict[str, Output] = {}
        for site in sites:
            known = publish(folder, site, known).kept
            assert shops.found(folder) == site
            for name in data.draw(st.sets(NAMES, max_size=2)):
                spoil(folder / name)


def spoil(path: Path) -> None:
    """Take away or spoil a file; where there is none, leave it so."""
    if path.is_file():
        path.write_bytes(b"xyz") if path.stat().st_size == 3 else path.unlink()


def test_what_is_as_it_was_is_left_alone(tmp_path: Path) -> None:
    """No file is written a second time, though it was copied and bears another time."""
    site = {"index.html": b"one", "a/b.html": b"two"}
    known = publish(tmp_path / "site", site, {}).kept
    for name in site:
        os.utime(tmp_path / "site" / name, (1, 1))

    again = publish(tmp_path / "site", site, known)
    moved = publish(tmp_path / "site", site, {})

    assert again.written == moved.written == 0


def test_a_build_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """Also if it had made a part of it; where there was none, there is none."""
    publish(tmp_path / "site", {"index.html": b"one"}, {})
    for name in ("site", "none"):
        outputs = Outputs(tmp_path / name, {})
        outputs.write("index.html", b"two", b"")
        outputs.write("a/b.html", b"two", b"")
        outputs.drop()

    assert shops.found(tmp_path) == {"site/index.html": b"one"}
    assert not (tmp_path / "none").exists()


def test_what_broke_off_before_is_swept_away(tmp_path: Path) -> None:
    """A build that was killed leaves files that waited, and nobody misses them."""
    Outputs(tmp_path, {}).write("index.html", b"half", b"")
    assert list(tmp_path.glob(f"{PART}/*"))

    publish(tmp_path, {"index.html": b"whole"}, {})

    assert shops.found(tmp_path) == {"index.html": b"whole"}


def test_a_folder_that_leads_elsewhere_is_put_right(tmp_path: Path) -> None:
    """Pages are written to the site, and what is elsewhere is nobody's business."""
    site, other = tmp_path / "site", tmp_path / "other"
    known = publish(site, {"a/b/index.html": b"one"}, {}).kept
    (site / "a").rename(other)
    (site / "a").symlink_to(other)

    publish(site, {"a/b/index.html": b"two"}, known)

    assert shops.found(site) == {"a/b/index.html": b"two"}
    assert shops.found(other) == {"b/index.html": b"one"}


def test_what_is_hidden_is_left_alone_unless_it_is_ours(tmp_path: Path) -> None:
    """A repository may lie in the published folder, and so may a file of ours."""
    for name in (".git/config", ".well-known/theirs"):
        shops.write(tmp_path, {**shops.found(tmp_path), name: b"theirs"})
    known = publish(tmp_path, {".well-known/ours": b"one"}, {}).kept

    publish(tmp_path, {}, known)

    assert {*shops.found(tmp_path)} == {".git/config", ".well-known/theirs"}
