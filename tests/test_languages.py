"""Each case is what stands below `languages:`, and the languages that come of it."""

from typing import Any

import yaml

from wenpu import languages
from wenpu.problems import in_order


def test_is_what_the_case_says(case: dict[str, Any]) -> None:
    """The first one first; all that is wrong is told with its line."""
    node = yaml.compose(case["languages"])
    twin = case.get("traditional", False)

    found, problems = languages.read(node, case["first"], twin=twin)

    told = "".join(f"{one}\n" for one in in_order(problems))
    assert told == case.get("says", "")
    assert len(found) == len(case["are"])
    for one, wanted in zip(found, case["are"], strict=True):
        assert {name: getattr(one, name) for name in wanted} == wanted
