"""A plan's name: whoever read a plan makes that one, and no other."""

from pathlib import Path
from typing import Any

import pytest
from tests.checkout.bench import Stall

from wenpu.checkout.sandbox import Sandbox

TEA: dict[str, Any] = {"name": "Tea", "price": 68, "stock": 9}
LONG = "Picked in the morning mist, rolled by hand, dried over charcoal"


def stall(root: Path, first: dict[str, Any], then: dict[str, Any]) -> Stall:
    """Return a stall that sells *first*; its author has written *then* since."""
    found = Stall(root, Sandbox())
    found.write({"products/tea.yml": TEA | first})
    found.apply()
    found.write({"products/tea.yml": TEA | then})
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"currencies": {"USD": 11}}, {"currencies": {"USD": 99}}),
        ({"summary": f"{LONG}."}, {"summary": f"{LONG}!"}),
        ({"quantity": {"max": 2}}, {"quantity": {"max": 20}}),
    ],
    ids=["another currency", "a long text", "a quantity"],
)
def test_plans_that_read_alike_are_told_apart(
    one: dict[str, Any], other: dict[str, Any], tmp_path: Path
) -> None:
    """What a printed line leaves out is part of the name all the same."""
    first = stall(tmp_path / "one", {}, one).plan()
    second = stall(tmp_path / "other", {}, other).plan()

    assert [str(line) for line in first.changes] == [str(o) for o in second.changes]
    assert first.digest != second.digest


def test_the_same_plan_is_called_the_same_elsewhere(tmp_path: Path) -> None:
    """The ids that the service gives are no part of the name."""
    then = {"price": 70, "quantity": {"max": 2}, "summary": LONG}

    first, second = (stall(tmp_path / one, {}, then).plan() for one in ("a", "b"))

    assert first.digest == second.digest


def test_who_buys_meanwhile_does_not_rename_a_plan(tmp_path: Path) -> None:
    """A plan that was read can be made although something is sold all the time."""
    shop = stall(tmp_path, {}, {"price": 70})
    read = shop.plan().digest

    shop.sandbox.buy(shop.url("tea"))

    assert shop.plan().digest == read
