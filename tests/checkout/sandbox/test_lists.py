"""Lists, page by page, from either end."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.checkout.sandbox.calling import call, made, seen

from wenpu.checkout.sandbox import Sandbox


def stocked(count: int) -> tuple[Sandbox, list[str]]:
    """Return a shop with *count* products, and their ids, newest first."""
    sandbox = Sandbox()
    names = [f"p{number}" for number in range(count)]
    for name in names:
        made(sandbox, "products", {"id": name, "name": name})
    return sandbox, names[::-1]


def ids(found: dict[str, Any]) -> list[str]:
    return [one["id"] for one in found["data"]]


@given(st.integers(0, 25), st.integers(1, 12))
def test_pages_are_the_whole(count: int, limit: int) -> None:
    """Page after page, everything comes once, newest first; then there is no more."""
    sandbox, names = stocked(count)
    found: list[str] = []
    more = True
    while more:
        after = {"starting_after": found[-1]} if found else {}
        page = seen(sandbox, "products", {"limit": limit, **after})
        found += ids(page)
        more = page["has_more"]
        assert len(page["data"]) == limit or not more

    assert found == names


@given(st.integers(1, 25), st.data())
def test_a_page_before_is_the_page_after_turned_round(
    count: int, data: st.DataObject
) -> None:
    """What comes before an object are its next neighbours, in the same order."""
    sandbox, names = stocked(count)
    place = data.draw(st.integers(0, count - 1))
    limit = data.draw(st.integers(1, 10))
    said = {"limit": limit, "ending_before": names[place]}

    page = seen(sandbox, "products", said)

    assert ids(page) == names[max(0, place - limit) : place]
    assert page["has_more"] == (place > limit)


def test_ten_are_a_page_when_nothing_is_said() -> None:
    """Who reads one page has not read all."""
    sandbox, names = stocked(11)

    assert ids(seen(sandbox, "products")) == names[:10]


def test_both_ends_at_once_are_none() -> None:
    """A page goes one way."""
    sandbox, _ = stocked(3)
    said = {"starting_after": "p1", "ending_before": "p1"}

    assert call(sandbox, "GET products", said).status == 400
