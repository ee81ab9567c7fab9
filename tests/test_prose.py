"""Each case is a text, and what is to be read from it; the laws hold for every text."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenpu import prose
from wenpu.prose import blocks

# Pieces that mean something to Markdown, so that chance puts them side by side.
PIECES = st.sampled_from(
    [
        *"[]()!`*_~<>\\\"'#|-$\n\n\n  茶。a1",
        "```\n",
        "~~~\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "![",
        "](",
        "[^1]",
        "[茶]: /a\n",
        "<!--",
        "-->",
        "<a href=x>",
        "</a>",
        "<div>",
        "</div>",
        "{{< x >}}",
        "{% raw %}",
        "{: .x}",
        "$$",
        "\\(",
        "\\)",
        "https://a.cn/b",
        "&amp;",
        "---\n",
        "| a | b |\n",
        "|---|---|\n",
        "老陈醋",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
WORDS = st.text("老陈醋 ab，。", max_size=8)


def masked(text: str) -> list[str]:
    """Return the mask with fillers that can be seen, as the cases write them."""
    seen = prose.mask(text).replace(prose.HOLE, "·").replace(prose.BREAK, "█")
    return seen.splitlines()


def links(text: str) -> list[str]:
    return [
        f"{link.form} {link.kind} {text[link.start : link.end]!r} {link.destination}"
        for link in prose.links(text)
    ]


def sentence(text: str) -> list[str]:
    """Return the sentence around 茶壶 or `teapot`, wherever it stands."""
    spans = [found.span() for found in re.finditer("茶壶|teapot", prose.mask(text))]
    spans += [(link.start, link.end) for link in prose.links(text)]
    return [prose.sentence(text, prose.mask(text), *span) for span in sorted(spans)]


def heading(text: str) -> list[str]:
    found = prose.first_heading(text)
    return [found[0], text[found[2] :]] if found else []


READ: Mapping[str, Callable[[str], object]] = {
    "mask": masked,
    "links": links,
    "plain": prose.plain,
    "summary": prose.summary,
    "sentence": sentence,
    "heading": heading,
    "minutes": prose.minutes,
    "shortcodes": lambda text: [f"{name} {at}" for name, at in prose.shortcodes(text)],
}


def test_reads_what_the_case_says(case: dict[str, Any]) -> None:
    """Whatever a case names is what is read from its text."""
    wanted = {key: case[key] for key in case if key not in {"why", "text"}}

    found = {key: READ[key](case["text"]) for key in wanted}

    assert found == wanted


@pytest.mark.parametrize(
    "piece",
    [
        *"[`*_<!(|-~{$\\: \n",
        "![",
        "](",
        "[a](",
        "[a](b ",
        '[a](b "',
        "[![a](b)](c)",
        "[a][",
        "[a]: b\n",
        "<a>",
        "<div>\n\n",
        '<a "',
        "<!-- ",
        "> ",
        "- ",
        "1. ",
        "**a",
        "{{ ",
        "{% raw %}\n",
        "$$ ",
        "\\(",
        "~~~\na\n",
        "http://",
        "a | ",
        "&amp",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    """However often something is begun and left open, reading ends: 200 kB at once."""
    text = piece * (200_000 // len(piece))

    prose.summary(text)
    prose.plain(text)
    prose.minutes(text)
    prose.first_heading(text)

    assert len(prose.mask(text)) == len(text)


@given(TEXTS)
def test_a_plain_line_is_what_a_step_makes_of_it(text: str) -> None:
    """Most lines are gone over without a look; with one, the same is found."""
    walk = blocks._Walk(text)  # noqa: SLF001 (each line by the long way)
    found: list[Any] = []

    while walk.at < len(text):
        found += walk.step()

    assert list(blocks.blocks_of(text)) == found


@given(TEXTS)
def test_a_mask_keeps_length_and_lines(text: str) -> None:
    """A position in the mask is a position in the text."""
    mask = prose.mask(text)

    assert len(mask) == len(text)
    assert [at for at, one in enumerate(mask) if one == "\n"] == [
        at for at, one in enumerate(text) if one == "\n"
    ]


@given(TEXTS)
def test_what_a_mask_shows_is_the_text_itself(text: str) -> None:
    """A mask blots out and never writes."""
    pairs = zip(prose.mask(text), text, strict=True)

    assert all(shown in {one, prose.HOLE, prose.BREAK} for shown, one in pairs)


@given(TEXTS, st.sampled_from(["`", "``", "```\n", "~~~~\n"]))
def test_code_is_never_shown(text: str, ticks: str) -> None:
    """A name in a piece of code is found in no text that comes before or after."""
    code = f"{ticks}QUARTZ\n{ticks}" if "\n" in ticks else f"{ticks}QUARTZ{ticks}"

    whole = f"{text.replace('`', '').replace('~', '')}\n\n{code}\n"

    assert "QUARTZ" not in prose.mask(whole)


@given(TEXTS)
def test_links_lie_in_the_text_where_they_say(text: str) -> None:
    """Spans are in order and within the text, and brackets hold what `text` says."""
    for link in prose.links(text):
        assert 0 <= link.start < link.end <= len(text)
        assert 0 <= link.dest_start <= link.dest_end <= len(text)
        if link.form in {prose.Form.INLINE, prose.Form.REFERENCE}:
            assert text[link.text_end : link.end].startswith("]")


@given(TEXTS)
def test_no_link_stands_in_running_prose(text: str) -> None:
    """What is linked already cannot be linked again."""
    mask = prose.mask(text)

    for link in prose.links(text):
        assert not mask[link.start : link.end].strip(prose.HOLE + prose.BREAK + "\n")


@given(WORDS, WORDS, WORDS, st.sampled_from(["u", "a(b)c", "<a b>", 'u "t"', "u)"]))
def test_plain_words_have_no_link_in_them(
    before: str, text: str, after: str, destination: str
) -> None:
    """Of a link its text remains, and of an image nothing."""
    whole = f"{before}[{text}]({destination}){after}![{text}]({destination})"

    plain = prose.plain(whole)

    assert "](" not in plain
    assert "".join(text.split()) in "".join(plain.split())


@given(TEXTS)
def test_plain_words_are_one_line(text: str) -> None:
    """Whatever it was, it fits into a title."""
    plain = prose.plain(text)

    assert plain == " ".join(plain.split())
    assert prose.HOLE not in plain
    assert prose.BREAK not in plain


@given(TEXTS, st.integers(20, 200))
def test_a_summary_is_short(text: str, most: int) -> None:
    """No summary is longer than asked for."""
    assert len(prose.summary(text, most)) <= most


@given(TEXTS)
def test_a_heading_can_be_cut_out(text: str) -> None:
    """What is left begins on a line of its own."""
    found = prose.first_heading(text)

    if found:
        title, start, end = found
        assert title
        assert 0 <= start < end
        assert end == len(text) or text[end - 1] == "\n"


@given(TEXTS, TEXTS)
def test_a_sentence_contains_its_mention(before: str, after: str) -> None:
    """The page that quotes it can always mark the words."""
    text = f"{before} Quartz {after}"
    start = len(before) + 1

    found = prose.sentence(text, prose.mask(text), start, start + len("Quartz"))

    assert "Quartz" in found
