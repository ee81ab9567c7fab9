"""Each case is what stands below `feeds:`, and what comes of it."""

from typing import Any

import pytest
import yaml
from msgspec.structs import asdict
from tests import configured
from tests.configured import Folder

from wenpu import outlets
from wenpu.model import Feeds
from wenpu.problems import in_order


@pytest.fixture
def found(case: dict[str, Any]) -> Feeds:
    return outlets.read(yaml.compose(case.get("feeds", "")))


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], found: Feeds
) -> None:
    """What cannot be is told with its line, all of it in one run."""
    told = [f"{one}\n" for one in in_order(found.problems)]

    assert "".join(told) == case.get("says", "")


def test_is_what_the_case_says(case: dict[str, Any], found: Feeds) -> None:
    """What is not said, or cannot be, is as it is for everybody."""
    without = [name for name in outlets.NAMES if name not in found.made]

    assert found.items == case["items"]
    assert without == case["without"]
    said = asdict(found.podcast) if found.podcast else {}
    assert {key: said.get(key) for key in case.get("podcast", {})} == case.get(
        "podcast", {}
    )


@pytest.mark.parametrize(
    ("said", "told", "made"),
    [
        ("false", [], False),
        ("{without: [feed.xml]}", [], False),
        ("{items: 12}", [], True),
        ("{items: many}", ["mkdocs.yml:6"], True),
        ("twelve", ["mkdocs.yml:6"], True),
    ],
)
def test_a_mistake_is_told_with_its_line(
    said: str, told: list[str], made: object, folder: Folder
) -> None:
    """As it is written in `mkdocs.yml`; saying `false` is none."""
    wanted = configured.told(folder, configured.option("feeds", said))

    assert [str(one.spot) for one in wanted.feeds.problems] == told
    assert ("feed.xml" in wanted.feeds.made) is made
