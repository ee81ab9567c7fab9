"""A call may be repeated: with its key it is done once, whatever happens meanwhile."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checkout.sandbox.calling import call, made, seen, tea

from wenpu.checkout.sandbox import Sandbox

DAY = 24 * 60 * 60
CUP = {"name": "Cup"}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1795305600.0

    def __call__(self) -> float:
        return self.now


def test_the_same_key_does_the_same_once() -> None:
    """The second answer is the first one, word for word, and says that it is."""
    sandbox = Sandbox()
    first = call(sandbox, "POST products", CUP, Idempotency_Key="one")
    again = call(sandbox, "POST products", CUP, Idempotency_Key="one")

    assert again.body == first.body
    assert again.headers["idempotent-replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert len(seen(sandbox, "products")["data"]) == 1


def test_a_key_answers_as_things_were_even_when_they_changed() -> None:
    """A link that was closed since is replayed as open: look before you believe."""
    sandbox = Sandbox()
    link = tea(sandbox)
    said = {"metadata": {"a": "b"}}
    made(sandbox, f"payment_links/{link['id']}", said, Idempotency_Key="one")
    made(sandbox, f"payment_links/{link['id']}", {"active": False})

    again = made(sandbox, f"payment_links/{link['id']}", said, Idempotency_Key="one")

    assert again["active"]
    assert not seen(sandbox, f"payment_links/{link['id']}")["active"]


@pytest.mark.parametrize("deed", ["POST products", "POST products/cup"])
def test_the_same_key_with_another_call_is_refused(deed: str) -> None:
    """Neither another form nor another address may come with a key that is known."""
    sandbox = Sandbox()
    made(sandbox, "products", {"id": "cup", **CUP}, Idempotency_Key="one")

    found = call(sandbox, deed, {"name": "Bowl"}, Idempotency_Key="one")

    assert found.status == 400
    assert found.plain["error"]["type"] == "idempotency_error"
    assert seen(sandbox, "products/cup")["name"] == "Cup"


def test_a_refusal_is_forgotten() -> None:
    """What was wrong may be mended, and sent with the same key."""
    sandbox = Sandbox()
    wrong = call(sandbox, "POST products", {"colour": 1}, Idempotency_Key="one")

    assert wrong.status == 400
    assert call(sandbox, "POST products", CUP, Idempotency_Key="one").status == 200


def test_keys_are_forgotten_after_a_day() -> None:
    """Until then they are known, and after that they make something new."""
    clock = Clock()
    sandbox = Sandbox(clock=clock)
    first = made(sandbox, "products", CUP, Idempotency_Key="one")
    clock.now += DAY - 1
    known = made(sandbox, "products", CUP, Idempotency_Key="one")
    clock.now += 1
    other = made(sandbox, "products", CUP, Idempotency_Key="one")

    assert known["id"] == first["id"] != other["id"]


def test_a_twin_in_flight_is_kept_away() -> None:
    """Two calls with one key at once: one is done, the other is told to wait."""
    sandbox = Sandbox(latency=0.2)

    def buy(_: int) -> int:
        return call(sandbox, "POST products", CUP, Idempotency_Key="one").status

    with ThreadPoolExecutor(2) as both:
        found = sorted(both.map(buy, range(2)))

    assert found == [200, 409]
    assert len(seen(sandbox, "products")["data"]) == 1


def test_modes_know_nothing_of_one_another() -> None:
    """What is made in test mode is not there in live mode, nor are its keys."""
    sandbox = Sandbox()
    live = "sk_live_play"
    said = {"id": "cup", **CUP}
    made(sandbox, "products", said, Idempotency_Key="one")

    assert call(sandbox, "GET products/cup", key=live).status == 404
    again = call(sandbox, "POST products", said, key=live, Idempotency_Key="one")
    assert again.plain["livemode"]
    assert "Idempotent-Replayed" not in again.headers


STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.floats(0, DAY)), max_size=12
)


@given(STEPS)
def test_each_key_makes_one_thing_a_day(steps: list[tuple[str, int, float]]) -> None:
    """However often keys come, and with what: one product for each key and day."""
    clock = Clock()
    sandbox = Sandbox(clock=clock)
    model: dict[str, tuple[float, int, Any]] = {}
    for key, name, pause in steps:
        clock.now += pause
        said = {"name": str(name)}
        reply = call(sandbox, "POST products", said, Idempotency_Key=key)
        known = model.get(key)
        if known is None or int(known[0]) <= int(clock.now) - DAY:
            model[key] = (clock.now, name, reply.plain.get("id"))
        wanted = model[key]
        assert (reply.status == 200) == (wanted[1] == name)
        assert reply.status == 400 or reply.plain["id"] == wanted[2]


def turns() -> Iterator[float]:
    return (number / 10 for number in count())


def test_more_calls_than_are_taken_are_sent_away() -> None:
    """Ten a second is ten within any second, and none of the others is done."""
    times = turns()
    sandbox = Sandbox(rate=5, clock=lambda: next(times) / 2)

    found = [call(sandbox, "GET products").status for _ in range(30)]

    assert found.count(200) < 30
    assert found.count(429) > 0
    assert sandbox.requests == 30


def test_a_call_lasts_as_long_as_is_said() -> None:
    """So that benchmarks may have a network."""
    sandbox = Sandbox(latency=0.05)
    start = time.perf_counter()

    call(sandbox, "GET products")

    assert time.perf_counter() - start >= 0.05
