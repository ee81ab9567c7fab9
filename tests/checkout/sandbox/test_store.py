"""What the stand-in knows outlives it, and several may know it together."""

from concurrent.futures import ThreadPoolExecutor
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
