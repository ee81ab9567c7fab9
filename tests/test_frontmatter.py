"""Each case is the text of a file, and what stands above its body."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
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


# Pieces of YAML, right and wrong, so that chance puts them side by side.
PIECES = [
    *"abк1: -?[]{},*!|>'\"#%@\n\n  ",
    "\na: ",
    "\nb:\n  ",
    "\n- ",
    "? [x]\n",
    "<<: *a",
    "&a {x: 1}",
    "*a",
    "2026-01-01",
    "2026-13-40",
    "0101",
    "yes",
    "~",
    "!!int x",
    "!own x",
    "!!binary =",
    "\n---\n",
    "\n...\n",
    "\t",
]


@settings(max_examples=500)
@given(some.lists(some.sampled_from(PIECES), max_size=12).map("".join))
def test_values_are_those_of_the_library(text: str) -> None:
    """Parsed once or twice, YAML says the same: texts as written, values, mistakes."""
    head = f"a: 1\n{text}\n"

    found = frontmatter.split(f"---\n{head}---\n")

    if found.head == f"---\n{head}---\n":  # Else the text has an end of its own.
        assert (found.written, found.typed, found.mistake) == twice(head)


def twice(text: str) -> tuple[Any, Any, Any]:
    """Read *text* by the library's own functions, for each purpose from the start."""
    try:
        written = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 (it makes texts only)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        what = f"the front matter is not YAML ({error.problem})."
        return {}, {}, (line + 2, what)
    if not isinstance(written, dict):
        what = "the front matter has no  key: value  lines."
        return {}, {}, (2, what)
    try:
        typed = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError):
        typed = written
    return {str(key).lower(): value for key, value in written.items()}, typed, None
