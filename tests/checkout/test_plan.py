"""Plans, case by case; and what holds for every one of them."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.checkout.bench import Stall, doubled, state

from wenpu.checkout.sandbox import Fault, Faults

Case = dict[str, Any]


class KilledError(BaseException):
    """The machine is switched off."""


def before(case: Case, root: Path) -> Stall:
    """Return the stall as the case has it before the plan that it is about."""
    root.mkdir(parents=True, exist_ok=True)
    stall = Stall(root)
    first = case.get("before") or {}
    if first:
        stall.write(first)
        stall.apply()
    sell(stall, case.get("sold", {}))
    if "between" in case:
        stall.write(case["between"])
        stall.apply()
        sell(stall, case.get("sold_between", {}))
    for noun, sku, fields in case.get("meddled", ()):
        stall.meddle(noun, sku, fields)
    if case.get("lock") == "lost":
        (root / "checkout.lock.yml").unlink()
    stall.write(case.get("after") or first)
    if asked := case.get("checkout"):
        checkout = replace(stall.settings.checkout, **asked)
        stall.settings = replace(stall.settings, checkout=checkout)
    return stall


def sell(stall: Stall, sold: dict[str, int]) -> None:
    for sku, count in sold.items():
        for _ in range(count):
            stall.sandbox.buy(stall.url(sku))


def test_plans_what_the_case_says(case: Case, tmp_path: Path) -> None:
    """The plan is the list of lines written in the case."""
    stall = before(case, tmp_path)

    plan = stall.plan()

    assert [str(change) for change in plan.changes] == case["plan"]
    assert plan.dangers == case.get("dangers", [])


def test_planning_changes_nothing(case: Case, tmp_path: Path) -> None:
    """Not one request that is more than a look, and the lock is as it was."""
    stall = before(case, tmp_path)
    lock = tmp_path / "checkout.lock.yml"
    was, asked = lock.exists() and lock.read_bytes(), stall.sandbox.requests

    stall.plan()

    assert {method for method, _ in stall.sandbox.log[asked:]} == {"GET"}
    assert (lock.exists() and lock.read_bytes()) == was


def test_applying_leaves_nothing_to_plan(case: Case, tmp_path: Path) -> None:
    """Plan, apply, plan again: the second plan is empty, and all is there once."""
    stall = before(case, tmp_path)
    shown = stall.counter().section.offers

    stall.apply()

    again = stall.plan()
    assert [str(change) for change in again.changes] == []
    assert doubled(stall) == []
    section = stall.counter().section
    for sku in case.get("same_link", ()):
        assert section.offers[sku].link == _all(stall, sku)[0]["id"]
    for sku in case.get("other_link", ()):
        assert section.offers[sku].link != shown[sku].link
    for sku, count in case.get("selling", {}).items():
        assert sum(one["active"] for one in _all(stall, sku)) == count
    for sku, count in case.get("asks", {}).items():
        assert [len(one["custom_fields"]) for one in _all(stall, sku)] == [count]
    for sku, methods in case.get("methods", {}).items():
        found = [one["payment_method_types"] for one in _all(stall, sku)]
        assert found == [methods]
    for sku, count in case.get("left", {}).items():
        assert section.offers[sku].left == count


def _all(stall: Stall, sku: str) -> list[dict[str, Any]]:
    """Return the links of *sku*, the oldest first."""
    links = stall.objects("payment_links")
    return [one for one in links if one["metadata"].get("sku") == sku]


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_whoever_is_killed_and_runs_again_ends_alike(
    case: Case, tmp_path: Path, *, done: bool
) -> None:
    """Killed at each request that acts, before it or after it with the answer lost."""
    whole = before(case, tmp_path / "whole")
    asked = whole.sandbox.requests
    whole.apply()
    acts = sum(method != "GET" for method, _ in whole.sandbox.log[asked:])
    wanted = state(whole)

    for number in range(1, acts + 1):
        stall = before(case, tmp_path / str(number))
        with pytest.raises(KilledError):
            stall.apply(killed_at(number, done=done))
        stall.apply()

        assert state(stall) == wanted
        assert doubled(stall) == []
        assert stall.plan().changes == ()


def killed_at(number: int, *, done: bool) -> Faults:
    """Return what ends the run at the *number*-th request that acts."""
    left = [number]

    def now(method: str, _: str) -> bool:
        left[0] -= method != "GET"
        return method != "GET" and left[0] == 0

    return Faults(Fault.lost(now, done=done, error=KilledError()))
