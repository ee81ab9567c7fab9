"""What is to be heard or seen, and what happens at which of its seconds."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from wenpu import frontmatter, recordings


def test_reads_what_the_case_says(case: dict[str, Any]) -> None:
    """The recording of an article, its cues by time, and each mistake with its line."""
    head = frontmatter.split(case["text"])
    src = case.get("src", "articles/a.md")

    found, problems = recordings.read(src, f"content/{src}", head)

    assert "".join(f"{one.level}: {one}\n" for one in problems) == case.get("says", "")
    wanted = case["recording"]
    told = {**asdict(found), "cues": list(map(asdict, found.cues))} if found else {}
    assert {key: told.get(key) for key in wanted} == wanted


@given(st.integers(0, 99 * 3600))
def test_a_time_is_read_as_it_is_shown(at: int) -> None:
    """Hours, minutes and seconds, as a player counts them."""
    assert recordings.seconds(recordings.clock(at)) == at


@given(st.text())
def test_whatever_is_written_is_a_time_or_none(text: str) -> None:
    """No text is taken for a time before the beginning."""
    at = recordings.seconds(text)
    assert at is None or at >= 0
