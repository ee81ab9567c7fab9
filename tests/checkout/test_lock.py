"""The lock: whole, by mode, readable, and no more trusted than any other file."""

import os
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checkout.bench import Stall

from wenpu.checkout import lock
from wenpu.checkout.lock import Book, Entry, Replaced, Section
from wenpu.problems import ContentError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.none() | st.integers(0, 10**6)
entries = st.builds(
    Entry,
    **dict.fromkeys(("link", "url", "price", "amount", "closed", "seen"), texts),
    **dict.fromkeys(("stock", "limit", "left"), numbers),
)
gone = st.builds(
    lambda sku, at: (sku, at), texts, st.dates(date(2026, 1, 1), date(2099, 1, 1))
)
sections = st.builds(
    lambda shop, account, offers, replaced: Section(
        shop,
        account,
        offers,
        {name: Replaced(sku, name, at) for name, (sku, at) in replaced.items()},
    ),
    texts,
    texts,
    st.dictionaries(texts, entries, max_size=4),
    st.dictionaries(texts, gone, max_size=3),
)


@given(st.dictionaries(st.sampled_from(lock.MODES), sections))
def test_what_is_written_is_read_back(found: dict[str, Section]) -> None:
    """Any text in any field, in any mode."""
    text = lock.written(found)

    assert lock.parsed(text) == found


def test_one_offer_is_one_line(tmp_path: Path) -> None:
    """So two people who sell two things meet in no line."""
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8}})
    stall.apply()
    first = (tmp_path / lock.NAME).read_text("utf-8").splitlines()
    stall.write(
        {
            "products/tea.yml": {"name": "Tea", "price": 8},
            "products/cup.yml": {"name": "Cup", "price": 10},
        }
    )
    stall.apply()
    then = (tmp_path / lock.NAME).read_text("utf-8").splitlines()

    assert len(then) == len(first) + 1
    assert set(first) < set(then)


def test_the_other_mode_is_let_be(tmp_path: Path) -> None:
    """Whoever tries something in test mode changes nothing of what is live."""
    path = tmp_path / lock.NAME
    live = {"live": Section("tea", "acct_1", {"tea": Entry("plink_1", "https://b/1")})}
    lock.write(path, lock.written(live))
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8}})

    stall.apply()

    found = lock.read(path)
    assert found["live"] == live["live"]
    assert found["test"].offers["tea"].link != "plink_1"


def test_applying_again_writes_the_same_bytes(tmp_path: Path) -> None:
    """A file that is committed changes only if something has."""
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8, "stock": 3}})
    stall.apply()
    before = (tmp_path / lock.NAME).read_bytes()

    stall.apply()

    assert (tmp_path / lock.NAME).read_bytes() == before


BROKEN = {
    "two versions": (
        "version: 1\n<<<<<<< HEAD\nlive:\n",
        "2: git has left two versions",
    ),
    "the same offer twice": (
        'version: 1\ntest:\n  offers:\n    "tea": {}\n    "tea": {}\n',
        '5: "tea" stands here a second time, as after a merge.',
    ),
    "no YAML": ("version: 1\nlive: {\n", "this is no lock that Wenpu has written."),
    "another file": ("- tea\n- cup\n", "this is no lock that Wenpu has written."),
    "another shape": (
        "version: 1\nlive: 7\n",
        "this is no lock that Wenpu has written.",
    ),
    "a later Wenpu": ("version: 9\n", "this lock is of another Wenpu."),
    "a day that is none": (
        'version: 1\nlive: {replaced: {a: {sku: b, at: "2026-13-40"}}}\n',
        "this is no lock that Wenpu has written.",
    ),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_lock_is_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    """It says what to do, and the file stays as it is."""
    path = tmp_path / lock.NAME
    path.write_text(text, "utf-8")
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8}})

    with pytest.raises(ContentError) as caught:
        stall.apply()

    assert said in str(caught.value)
    assert str(caught.value).startswith(lock.NAME)
    assert path.read_text("utf-8") == text
    assert not [method for method, _ in stall.sandbox.log if method != "GET"]


def test_a_deleted_lock_is_found_again(tmp_path: Path) -> None:
    """What the sentence promises: without the file, all is found again."""
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8, "stock": 3}})
    stall.apply()
    before = (tmp_path / lock.NAME).read_bytes()
    (tmp_path / lock.NAME).unlink()

    stall.apply()

    assert (tmp_path / lock.NAME).read_bytes() == before


def test_what_cannot_be_written_is_told_before_anything_is_done(tmp_path: Path) -> None:
    """A folder where the file should be: one sentence, and no request that acts."""
    (tmp_path / lock.NAME).mkdir()
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8}})

    with pytest.raises(ContentError, match=lock.NAME):
        stall.apply()

    assert not [method for method, _ in stall.sandbox.log if method != "GET"]


def test_whoever_is_stopped_while_writing_leaves_a_whole_file(tmp_path: Path) -> None:
    """The new text is written beside it first; what is left of that hurts nobody."""
    path = tmp_path / lock.NAME
    book = Book(path, "test", "tea", "")
    book.note({"tea": Entry("plink_1")})
    path.with_name(f".{lock.NAME}.{os.getpid()}.new").write_text("half", "utf-8")

    book.note({"cup": Entry("plink_2")})

    assert set(lock.read(path)["test"].offers) == {"tea", "cup"}
    assert [one.name for one in tmp_path.iterdir()] == [lock.NAME]


def test_one_at_a_time(tmp_path: Path) -> None:
    """The first holds it; the second waits, and is told that it has waited."""
    told: list[bool] = []

    def second() -> None:
        with lock.held(tmp_path) as waited:
            told.append(waited)

    run = threading.Thread(target=second)
    with lock.held(tmp_path) as waited:
        run.start()
        run.join(0.3)
        assert not waited
        assert told == []
    run.join(10)
    assert told == [True]
    with lock.held(tmp_path) as waited:
        assert not waited
