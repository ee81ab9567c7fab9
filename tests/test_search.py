"""What is written for searching: all that is said is found, whatever was edited."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests import searching

from wenpu import memory, shop
from wenpu.memory import Memory
from wenpu.model import Copy, Look, Print, Settings
from wenpu.search import entries, index, letters, postings, shards
from wenpu.search.entries import Entry
from wenpu.search.shards import Says

if TYPE_CHECKING:
    from wenpu.leaflets import Tools

Folder = Callable[[Mapping[str, Any]], Path]

SETTINGS = Settings("Tea", date(2026, 11, 22), "https://tea.example/", currency="CNY")
NOBODY = cast("Tools", None)
FEW = 30
"""So many files may an edit of one sentence change, of those by which one searches."""

SOLID = list("醋茶陈老坛山西面一二々ー한국𠮷")
GLUE = ["，", "…", "。", " ", "、", "\n", "「"]
WORDS = ["tea", "Teapot", "12", "500ml", "café", "ЧАЙ", "ｶﾅ", "①", "ﬁne"]

weights = st.dictionaries(st.integers(0, 5000), st.integers(0, 3), max_size=60)
pieces = st.lists(st.sampled_from([*SOLID * 3, *GLUE, *WORDS]), max_size=40)


@pytest.mark.parametrize(
    ("said", "written"),
    [({7: 3}, "v"), ({8: 0}, "w1"), ({0: 1, 300: 2}, "1KB1"), ({}, "")],
)
def test_postings_are_written_so(said: dict[int, int], written: str) -> None:
    """A browser and we agree on each letter."""
    assert postings.encode(said) == written
    assert postings.decode(written) == said


@given(weights)
def test_what_is_written_can_be_read(said: dict[int, int]) -> None:
    """Whatever the numbers, however far apart."""
    assert postings.decode(postings.encode(said)) == said


def text(parts: Sequence[str]) -> str:
    """Return a text of *parts*, in which words stand apart."""
    return "".join(f" {one} " if one in WORDS else one for one in parts)


@st.composite
def documents(draw: st.DrawFn) -> dict[int, Says]:
    """Draw some documents, with gaps between their numbers."""
    numbers = draw(st.sets(st.integers(0, 70), max_size=6))
    fields = st.builds(Says, *[pieces.map(text)] * 3)
    return {one: draw(fields) for one in sorted(numbers)}


@given(
    documents(),
    pieces,
    pieces,
    st.lists(st.sampled_from([*SOLID, *WORDS]), min_size=2, max_size=7),
    st.integers(0, 2),
)
def test_whatever_a_document_says_is_found_by_it(
    others: dict[int, Says],
    before: list[str],
    after: list[str],
    phrase: list[str],
    field: int,
) -> None:
    """Each phrase of two to seven characters or words, in whatever part it stands."""
    fields = ["", "", ""]
    fields[field] = text([*before, *phrase, *after])
    said = {**others, 99: Says(*fields)}

    assert 99 in searching.found(searching.index(said), said, text(phrase))


@given(documents(), documents())
def test_an_edited_index_is_as_if_made_anew(
    old: dict[int, Says], new: dict[int, Says]
) -> None:
    """What came, what went, what was changed: the same shards, to the letter."""
    known = searching.index(old)
    gone = {one: says for one, says in old.items() if new.get(one) != says}
    come = {one: says for one, says in new.items() if old.get(one) != says}
    changed = shards.renewed(known, gone, come)

    assert [changed.get(at, one) for at, one in enumerate(known)] == searching.index(
        new
    )


def entry(number: int, said: str) -> Entry:
    return Entry(
        id=number,
        url=f"a/{number}/",
        title=said[:4],
        told=(said,),
        size=len(said),
        extra="",
        says=lambda: Says(said[:4], "", said),
        line=str,
        thumb=(),
    )


sites = st.lists(st.lists(pieces.map(text), max_size=9), min_size=1, max_size=5)


@given(sites)
def test_one_build_after_another_makes_the_same_as_each_alone(
    editions: list[list[str]],
) -> None:
    """What was remembered changes nothing but the time it takes."""
    known: Mapping[str, Any] = {}
    for texts in editions:
        listed = [entry(at, one) for at, one in enumerate(texts)]
        with memory.opened(Memory(known)) as kept:
            made = index.made(listed)
        known = kept.used

        assert made == index.made(listed)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Ｔｅａ　１２", "tea 12"),
        ("ｶﾞ", "カ\u3099"),
        ("Straße ﬁn", "straße fin"),
        ("cafe\u0301", "café"),
        ("İ", "i̇"),
        ("…①㎏", "...1kg"),
        ("陳醋", "陳醋"),
    ],
)
def test_letters_are_compared_by_what_they_mean(written: str, compared: str) -> None:
    """Wide or narrow, large or small; other characters for one word stay others."""
    assert letters.normal(written) == compared


@given(st.text())
def test_each_character_is_compared_by_itself(said: str) -> None:
    """So a place in what is compared is a place in what is written."""
    composed = letters.composed(said)

    assert "".join(map(letters.normal, composed)) == letters.normal(said)


def files(root: Path, settings: Settings = SETTINGS) -> dict[str, str]:
    """Return all by which the site at *root* is searched."""
    found = shop.load(root, settings).leaflets.values()
    ours = [one for one in found if one.name.startswith("search/")]
    return {one.name.removeprefix("search/"): one.make(NOBODY).decode() for one in ours}


def results(sent: Mapping[str, str], query: str) -> list[str]:
    """Return the addresses that *query* leads to, as a browser would find them."""
    meta = json.loads(sent["meta.json"])
    all_ = [sent[f"s{at}.txt"] for at in range(len(meta["s"]) // shards.MARK)]
    urls: dict[int, str] = {}
    for odd, side in enumerate((meta["a"], meta["p"])):
        urls |= {2 * at + odd: side["b"] + one for at, one in enumerate(side["u"])}
    said = {}
    for one, url in urls.items():
        slip = json.loads(sent[f"t/{url.rstrip('/')}.json"])
        side = meta["p" if one % 2 else "a"]
        said[one] = Says(side["t"][one // 2], slip["k"], slip["t"])
    return sorted(urls[one] for one in searching.found(all_, said, query))


def test_finds_what_the_case_says(case: dict[str, Any], folder: Folder) -> None:
    """Each query of the case leads to those pages and to no other."""
    sent = files(folder(case["files"]))

    for query, urls in case["found"].items():
        assert results(sent, str(query)) == urls, query


def test_shards_are_known_by_their_marks(folder: Folder) -> None:
    """Who has an old list sees that a shard is not of its time."""
    sent = files(folder({"content/articles/one.md": "一坛老陈醋"}))
    marks = json.loads(sent["meta.json"])["s"]

    for at in range(len(marks) // shards.MARK):
        mark = marks[at * shards.MARK : (at + 1) * shards.MARK]
        assert sent[f"s{at}.txt"].startswith(f"{mark}\n") or sent[f"s{at}.txt"] == mark


def test_an_edit_changes_few_files(folder: Folder) -> None:
    """One sentence more, and a browser that has the rest need not ask for it again."""
    shop_of = {
        f"content/articles/{at}.md": f"# 第{at}篇\n\n" + "山西的醋，" * 40
        for at in range(60)
    }
    before = files(folder(shop_of))
    after = files(folder({"content/articles/7.md": "# 第7篇\n\n今天开缸。"}))
    changed = [name for name in before if before[name] != after.get(name)]

    assert before.keys() == after.keys()
    assert 0 < len(changed) <= FEW
    assert "t/articles/7.json" in changed


def test_a_price_changes_what_is_shown_and_no_shard(folder: Folder) -> None:
    """The list of all knows prices, and so does the result."""
    tea = "name: 青茶\nprice: {}\nchannels: {{email: 'mailto:a@tea.example'}}\n"
    before = files(folder({"products/tea.yml": tea.format(20)}))
    after = files(folder({"products/tea.yml": tea.format(30)}))
    changed = {name for name in before if before[name] != after[name]}

    assert changed == {"meta.json", "t/products/tea.json"}
    assert json.loads(after["t/products/tea.json"])["l"] == "¥30"


def test_a_new_article_moves_no_other(folder: Folder) -> None:
    """What is newest has the last number, so shards that it is not in stay."""
    old = {"content/articles/a.md": "---\ndate: 2026-01-01\n---\n老醋"}
    new = {"content/articles/0.md": "---\ndate: 2026-02-02\n---\n新茶"}
    before, after = files(folder(old)), files(folder(new))
    kept = [name for name in before if before[name] == after[name]]

    assert len(kept) > shards.LEAST - 8
    assert json.loads(after["meta.json"])["a"]["u"] == ["a/", "0/"]


def test_nothing_is_made_before_it_is_asked_for(folder: Folder) -> None:
    """A command that builds nothing reads no text to find words in it."""
    root = folder({"content/articles/a.md": "老醋"})
    with ExitStack() as stack:
        kept = stack.enter_context(memory.opened(Memory()))
        shop.load(root, SETTINGS)

    assert index.TEXTS not in kept.used


def test_who_hides_the_search_publishes_nothing_for_it(folder: Folder) -> None:
    """No page of it, no files."""
    root = folder({"content/articles/a.md": "老醋"})
    hidden = Settings("T", SETTINGS.today, look=Look(hidden=frozenset({"search"})))

    assert files(root, hidden) == {}


def test_a_result_shows_the_smallest_picture_that_is_sharp(folder: Folder) -> None:
    """Of the copies that every browser can show; a drawing is shown as it is."""
    copies = [("a-160.webp", 160, "image/webp"), ("a-320.webp", 320, "image/webp")]
    copies += [("a-240.avif", 240, "image/avif"), ("a-640.webp", 640, "image/webp")]
    root = folder({"products/tea.yml": GOODS, "products/tea.png": None})
    site = shop.load(root, SETTINGS).written
    picture = site.products["tea"].images[0]
    made = tuple(Copy(*one) for one in copies)
    album = {picture.path: Print(800, 600, copies=made)}

    assert entries.thumb(site, picture) == (picture.url, 40, 30)
    assert entries.thumb(replace(site, album=album), picture) == (
        "a-320.webp",
        800,
        600,
    )


GOODS = (
    "name: 青茶\nprice: 20\nimages: [tea.png]\n"
    "channels: {email: 'mailto:a@tea.example'}\n"
)
