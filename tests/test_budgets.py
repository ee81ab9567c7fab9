"""Each case is what stands below `budgets:`, and what comes of it."""

from typing import Any

import pytest
import yaml
from tests import configured
from tests.configured import Folder

from wenpu import budgets
from wenpu.model import Budgets
from wenpu.pages.frame import PART_OF


@pytest.fixture
def found(case: dict[str, Any]) -> Budgets:
    return budgets.read(yaml.compose(case.get("budgets", "")))


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], found: Budgets
) -> None:
    """Each limit that cannot be is told with its line, all of them in one run."""
    told = [f"{one}\n" for one in found.problems]

    assert "".join(told) == case.get("says", "")


def test_is_what_the_case_says(case: dict[str, Any], found: Budgets) -> None:
    """What is not said, or cannot be, is as it is for everybody."""
    assert dict(found.limits) == case["limits"]


def test_every_kind_of_page_has_a_budget() -> None:
    """None grows unseen."""
    assert set(PART_OF) <= set(budgets.KINDS)
    assert set(budgets.KINDS.values()) <= set(budgets.LIMITS)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("false", []),
        ("{article: 12}", []),
        ("{article: much}", ["mkdocs.yml:6"]),
        ("twelve", ["mkdocs.yml:6"]),
    ],
)
def test_a_mistake_is_told_with_its_line(
    said: str, told: list[str], folder: Folder
) -> None:
    """As it is written in `mkdocs.yml`; saying `false` is none."""
    wanted = configured.told(folder, configured.option("budgets", said))

    assert [str(one.spot) for one in wanted.budgets.problems] == told
    assert wanted.budgets.limits.get("article", 0) == {
        "false": 0,
        "{article: 12}": 12,
    }.get(said, 30)
