"""Whoever is asked, an answer is judged in the same way; nothing is searched here."""

import importlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

asking: Any = importlib.import_module("asking")

PAGES = some.lists(some.sampled_from("abcdefgh"), unique=True)
TOOK = (2.0, 1.0)


def asked(pages: set[str]) -> Any:  # noqa: ANN401
    return asking.Question("青茶", min(pages), frozenset(pages))


@given(PAGES.filter(bool))
def test_all_pages_and_no_other_are_the_best_answer(found: list[str]) -> None:
    """Whatever their order; only the place of the one that was meant differs."""
    one = asking.judged(asked({*found}), found, 1024, TOOK)

    assert (one.recall, one.precision, one.recall_of_all) == (1, 1, 1)
    assert found[one.rank - 1] == min(found)
    assert (one.kilobytes, one.cold, one.warm, one.listed) == (1, *TOOK, len(found))


@given(PAGES, PAGES.filter(bool), some.integers(1, 9))
def test_who_lists_more_is_judged_by_the_first(
    found: list[str], pages: list[str], most: int
) -> None:
    """What stands behind them counts for all of the list only."""
    one = asking.judged(asked({*pages}), found, 0, TOOK, most)
    first = asking.judged(asked({*pages}), found[:most], 0, TOOK)

    assert (one.recall, one.precision, one.rank) == (
        first.recall,
        first.precision,
        first.rank,
    )
    assert one.recall <= one.recall_of_all
    assert one.listed == len(found)


def test_a_phrase_is_asked_for_where_it_stands() -> None:
    """All pages that have it are known; none is asked for that most pages have."""
    marks = "甲乙丙丁戊己庚辛壬癸子丑"
    said = {f"a/{n}/": ["题", "", f"人人都说的话，唯独{n}篇才有的"] for n in marks}

    found = asking.questions(said)

    assert found
    for one in found:
        assert one.source in one.pages
        assert len(one.pages) <= asking.FEW
        assert all(one.phrase in "\n".join(said[url]) for url in one.pages)
