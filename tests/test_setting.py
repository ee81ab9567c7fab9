"""Each case is a text and the lines it is set in; the laws hold for any text."""

from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from wenpu.cards.setting import MARKS, NO_END, NO_START, balanced, lines, may_break

FAR = 10_000
SIGNS = "".join(sorted(NO_START | NO_END))
TEXTS = st.text(
    st.one_of(
        st.sampled_from(f"醋坛老陈的一天 {SIGNS}"),
        st.sampled_from("ab Zé19.-/:%¥\u0301\ufe0f\u3000\n"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)
WIDTHS = st.integers(2, 30)


def ruler(text: str) -> float:
    """Han characters are two wide, Latin ones one, and marks nothing."""
    widths = (0 if MARKS.match(c) else 1 if c < "\u2000" else 2 for c in text)
    return sum(widths)


def bare(text: str) -> str:
    return "".join(text.split())


def test_sets_what_the_case_says(case: dict[str, Any]) -> None:
    set_in = balanced if case.get("balanced") else lines

    found = set_in(case["text"], case["width"], case.get("most", FAR), ruler)

    assert found == case["lines"]


@given(TEXTS, WIDTHS)
def test_nothing_is_lost_but_spaces(text: str, width: int) -> None:
    assert bare("".join(lines(text, width, FAR, ruler))) == bare(text)
    assert bare("".join(balanced(text, width, FAR, ruler))) == bare(text)


@given(TEXTS, WIDTHS)
@example("。" * 9, 4)
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    """But for a single character with its marks."""
    for line in lines(text, width, FAR, ruler):
        alone = all(MARKS.match(char) for char in line[1:])
        assert ruler(line) <= width or alone


@given(TEXTS, WIDTHS)
def test_lines_begin_and_end_as_they_may(text: str, width: int) -> None:
    """Where one does not, there was no better place in all of it."""
    found = lines(text, width, FAR, ruler)

    for line, after in pairwise(found):
        if not may_break(line[-1], after[0]):
            places = range(1, len(line))
            better = [at for at in places if may_break(line[at - 1], line[at])]
            loose = [at for at in better if not line[at - 1 : at + 1].isspace()]
            spaced = [at for at in loose if " " not in line[at - 1 : at + 1]]
            assert not spaced, (line, after)


@given(TEXTS, WIDTHS, st.integers(1, 3))
def test_what_is_cut_ends_with_dots(text: str, width: int, most: int) -> None:
    """Whoever reads them knows that there is more; all before them is as it was."""
    found = lines(text, width, most, ruler)

    assert len(found) <= most
    said = bare("".join(found))
    if said != bare(text):
        dots = "……" if said.endswith("……") else "..."
        kept = found[-1].removesuffix(dots)
        assert said.endswith(dots)
        assert bare(text).startswith(said.removesuffix(dots))
        assert not kept or kept[-1] not in NO_END | set("，。、")


@given(TEXTS, WIDTHS)
def test_even_lines_are_as_many(text: str, width: int) -> None:
    once = lines(text, width, FAR, ruler)
    even = balanced(text, width, FAR, ruler)

    assert len(even) == len(once)
