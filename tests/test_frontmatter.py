"""Each case is the text of a file, and what stands above its body."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wenpu import frontmatter


def test_takes_the_front_matter_off(case: dict[str, Any]) -> None:
    """Whatever the style, the values are as written and the body knows its line."""
    found = frontmatter.split(case["text"])

    assert dict(found.written) == case.get("written", {})
    assert found.body == case["body"]
    assert found.body_line == case.get("body_line", 1)
    assert list(found.mistake or ()) == case.get("mistake", [])


@pytest.mark.parametrize("mark", ["---", "+++"])
@given(some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_any_text_is_split_into_itself(mark: str, text: str) -> None:
    """Nothing is lost: what was taken off and the body are the whole."""
    found = frontmatter.split(f"{mark}\n{text}")

    assert found.head + found.body == f"{mark}\n{text}"
