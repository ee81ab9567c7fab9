"""What the stand-in knows outlives it, and several may know it together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.checkout.sandbox.calling import call, made, seen, tea

from wenpu.checkout.sandbox import Closed, Sandbox
from wenpu.checkout.sandbox.store import FEW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sandbox" / "state.json"


def test_what_is_known_outlives_a_restart(path: Path) -> None:
    """Objects, keys and the account are the same for whoever opens the file next."""
    link = tea(Sandbox(path))
    first = made(Sandbox(path), "products", {"name": "Cup"}, Idempotency_Key="one")

    later = Sandbox(path)
    again = made(later, "products", {"name": "Cup"}, Idempotency_Key="one")

    assert again == first
    assert seen(later, "payment_links")["data"] == [link]
    assert seen(later, "account") == seen(Sandbox(path), "account")


def test_what_another_wrote_is_seen_at_once(path: Path) -> None:
    """A shop is served by one process, and planned by another."""
    one, other = Sandbox(path), Sandbox(path)
    link = tea(one)
    other.buy(link["url"])
    made(other, f"payment_links/{link['id']}", {"active": False})

    assert seen(one, "checkout/sessions")["data"]
    with pytest.raises(Closed):
        one.buy(link["url"])


def test_ids_of_another_shop_are_others(path: Path) -> None:
    """Who throws the file away starts anew: no old id means something else now."""
    assert tea(Sandbox(path))["id"] != tea(Sandbox(path.with_name("b")))["id"]


def test_a_line_that_was_cut_off_never_happened(path: Path) -> None:
    """The power went while something was written: it was not, and the rest is there."""
    link = tea(Sandbox(path))
    made(Sandbox(path), "products/tea", {"name": "Coffee"})
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])

    found = Sandbox(path)

    assert seen(found, "products/tea")["name"] == "Tea"
    made(found, "products/tea", {"name": "Oolong"})
    assert seen(Sandbox(path), "products/tea")["name"] == "Oolong"
    assert seen(Sandbox(path), "payment_links")["data"] == [link]


def test_the_file_does_not_grow_for_ever(path: Path) -> None:
    """What changes often is written anew once most of the diary is old."""
    sandbox = Sandbox(path)
    tea(sandbox)
    reader = Sandbox(path)
    for number in range(FEW + 10):
        call(sandbox, "POST products/tea", {"name": str(number)})

    assert len(path.read_bytes().splitlines()) < FEW
    assert seen(reader, "products/tea")["name"] == str(FEW + 9)


def test_many_at_once_lose_nothing(path: Path) -> None:
    """Four shops on one file, each with its threads: all that was made is there."""
    shops = [Sandbox(path) for _ in range(4)]

    def make(number: int) -> None:
        made(shops[number % 4], "products", {"id": f"p{number}", "name": "Tea"})

    with ThreadPoolExecutor(8) as all_:
        list(all_.map(make, range(60)))

    found = seen(Sandbox(path), "products", {"limit": 100})
    assert {one["id"] for one in found["data"]} == {f"p{n}" for n in range(60)}


def test_no_key_is_written_down(path: Path) -> None:
    """The file says what was done, not who may do it."""
    tea(Sandbox(path))

    assert b"sk_test" not in path.read_bytes()


def test_a_folder_that_is_none_is_told_as_it_is(path: Path) -> None:
    """Whoever runs it learns what the system said, and may mend it and go on."""
    path.parent.write_text("a file where the folder should be")
    sandbox = Sandbox(path)

    with pytest.raises(OSError, match="exists"):
        tea(sandbox)

    path.parent.unlink()
    assert seen(sandbox, "products")["data"] == []
    link = tea(sandbox)
    assert seen(Sandbox(path), "payment_links")["data"] == [link]


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """Let no file grow beyond *most* bytes for a while, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_changes_nothing(path: Path) -> None:
    """Half a line does not count, for whoever wrote it or for another."""
    sandbox = Sandbox(path)
    link = tea(sandbox)

    with full_disk(path.stat().st_size + 20), pytest.raises(OSError, match="large"):
        made(sandbox, "products/tea", {"name": "Coffee"})

    for one in (sandbox, Sandbox(path)):
        assert seen(one, "products/tea")["name"] == "Tea"
    made(sandbox, "products/tea", {"name": "Oolong"})
    assert seen(Sandbox(path), "products/tea")["name"] == "Oolong"
    assert seen(Sandbox(path), "payment_links")["data"] == [link]


def test_a_disk_that_is_full_from_the_start_keeps_no_crumbs(path: Path) -> None:
    """Where not even the first line fits, no piece of it is left."""
    with full_disk(20), pytest.raises(OSError, match="large"):
        tea(Sandbox(path))

    assert [one.name for one in path.parent.iterdir()] == [f"{path.name}.lock"]


def test_a_diary_that_cannot_be_shortened_is_whole(path: Path) -> None:
    """What was done is done, even if it could not be written anew in fewer lines."""
    sandbox = Sandbox(path)
    tea(sandbox)
    path.with_name(f"{path.name}.part").mkdir()
    for number in range(FEW + 10):
        made(sandbox, "products/tea", {"name": str(number)})

    assert len(path.read_bytes().splitlines()) > FEW
    for one in (sandbox, Sandbox(path)):
        assert seen(one, "products/tea")["name"] == str(FEW + 9)
