"""Each case is what was committed day by day, and what of it is news."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from tests import shops
from tests.repositories import begin, commit, git, write

from wenpu import history, shop
from wenpu.history.repository import found
from wenpu.memory import Memory, opened
from wenpu.model import Feeds, News, Settings
from wenpu.outlets import NAMES
from wenpu.problems import Level

TODAY = date(2026, 11, 22)
TEA = "name: 茶\nprice: {}\n"
THEN, LATER = "2026-10-01T10:00:00+08:00", "2026-11-05T10:00:00+08:00"


def settings(case: dict[str, Any] | None = None) -> Settings:
    """Return the settings of a site of the *case*."""
    case = case or {}
    without = case.get("without", ())
    return Settings(
        "小铺",
        TODAY,
        "https://tea.example/",
        language="zh",
        currency=case.get("currency", "CNY"),
        zone=case.get("timezone", "Asia/Shanghai"),
        feeds=Feeds(tuple(n for n in NAMES if n not in without), case.get("items", 20)),
    )


@pytest.fixture
def root(case: dict[str, Any], tmp_path: Path) -> Path:
    """The site of the case, as it lies there now."""
    begin(tmp_path)
    write(tmp_path, {"content/index.md": "你好。"})
    for one in case["commits"]:
        write(tmp_path, one["files"])
        commit(tmp_path, one["at"])
    write(tmp_path, case.get("now", {}))
    return tmp_path


def told(news: News) -> str:
    """Return *news* on one line."""
    name = f"{news.product}/{news.variant}" if news.variant else news.product
    prices = f": {news.before} → {news.after}" if news.before else ""
    return f"{news.day} {name} {news.kind}{prices}"


def all_news(found: shop.Shop) -> list[str]:
    return sorted(told(one) for each in found.site.news.values() for one in each)


class NoTools:
    """What the feed of the shop needs of those who print: nothing."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        raise AssertionError(name)


def feed(found: shop.Shop) -> str:
    made: bytes = found.leaflets["products.xml"].make(NoTools())
    return made.decode()


def test_is_what_the_case_says(case: dict[str, Any], root: Path) -> None:
    """No more, and no less; the feed says it in words."""
    made = shop.load(root, settings(case))
    text = feed(made)
    read = feedparser.parse(text.encode())

    assert all_news(made) == case["news"]
    assert [one for one in case.get("has", ()) if one not in text] == []
    assert [one for one in case.get("lacks", ()) if one in text] == []
    assert not read.bozo
    assert len({one.id for one in read.entries}) == len(read.entries)
    titles = [one.title for one in read.entries]
    assert titles == case.get("titles", titles)
    assert better(made) == case.get("better", better(made))


def better(found: shop.Shop) -> dict[str, list[str]]:
    """Return what the page of what is new shows, by its title."""
    meta: Any = found.pages.get("new/index.md").meta
    return {
        part["title"]: [
            " ".join(filter(None, [one["id"], one["price"]["was"]]))
            for one in part["products"]
        ]
        for part in meta["wenpu"]["list"]["better"]
    }


def lowered(root: Path) -> None:
    """Let something cost less in *root* since the last commit."""
    begin(root)
    write(root, {"content/index.md": "你好。", "products/tea.yml": TEA.format(68)})
    commit(root, THEN)
    write(root, {"products/tea.yml": TEA.format(58)})
    commit(root, LATER)


NEWS = ["2026-11-05 tea drop: 68.00 CNY → 58.00 CNY"]


def pack(root: Path) -> None:
    git(root, "pack-refs", "--all", "--prune")
    git(root, "gc", "--quiet")


def detach(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")


def merge(root: Path) -> None:
    """Do it again on a branch, which is merged later than it was written."""
    git(root, "checkout", "--quiet", "-b", "work", "HEAD^")
    write(root, {"products/tea.yml": TEA.format(48)})
    commit(root, "2026-11-01T10:00:00+08:00")
    git(root, "checkout", "--quiet", "main")
    git(root, "reset", "--quiet", "--hard", "HEAD^")
    how = ("--no-ff", "--quiet", "--message", "merged")
    git(root, "merge", *how, "work", at="2026-11-09T10:00:00+08:00")


@pytest.mark.parametrize(
    ("change", "news"),
    [
        (pack, NEWS),
        (detach, NEWS),
        (merge, ["2026-11-09 tea drop: 68.00 CNY → 48.00 CNY"]),
    ],
)
def test_git_keeps_it_in_many_ways(
    change: Callable[[Path], None], news: list[str], tmp_path: Path
) -> None:
    """However it is packed, and on whatever branch it was done."""
    lowered(tmp_path)
    before = found(tmp_path)
    change(tmp_path)

    assert before
    assert before.head
    assert all_news(shop.load(tmp_path, settings())) == news


def test_a_site_may_be_a_part_of_a_repository(tmp_path: Path) -> None:
    """In a folder of it, and in a working tree beside the first."""
    top, beside = tmp_path / "top", tmp_path / "beside"
    begin(top)
    tea = "shop/products/tea.yml"
    write(top, {"shop/content/index.md": "你好。", tea: TEA.format(68)})
    commit(top, THEN)
    write(top, {tea: TEA.format(58), "products/tea.yml": TEA.format(48)})
    commit(top, LATER)
    git(top, "worktree", "add", "--quiet", str(beside))

    assert all_news(shop.load(top / "shop", settings())) == NEWS
    assert all_news(shop.load(beside / "shop", settings())) == NEWS


CUT = """\
mkdocs.yml:1: the history in git is cut short: not all that costs less is known here.
  Fetch all of it  git fetch --unshallow  , in a workflow  fetch-depth: 0"""


def test_a_history_that_is_cut_short_is_told(tmp_path: Path) -> None:
    """It stops nothing; whoever wants no news is told nothing."""
    whole, here = tmp_path / "whole", tmp_path / "here"
    lowered(whole)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{whole}", str(here))

    made = shop.load(here, settings())
    without = shop.load(here, settings({"without": ["history"]}))
    ours = [one for one in made.problems if "history" in one.what]

    assert all_news(made) == []
    assert "<item>" not in feed(made)
    assert [str(one) for one in ours] == [CUT]
    assert {one.level for one in ours} == {Level.NOTICE}
    assert [one for one in without.problems if "history" in one.what] == []


def test_what_is_cut_off_may_be_too_old_to_matter(tmp_path: Path) -> None:
    """Then all that is news is there, and nothing is told."""
    whole, here = tmp_path / "whole", tmp_path / "here"
    begin(whole)
    write(whole, {"content/index.md": "你好。", "products/tea.yml": TEA.format(78)})
    commit(whole, "2026-01-01T10:00:00+08:00")
    write(whole, {"products/tea.yml": TEA.format(68)})
    commit(whole, "2026-02-01T10:00:00+08:00")
    write(whole, {"products/tea.yml": TEA.format(58)})
    commit(whole, LATER)
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{whole}", str(here))

    made = shop.load(here, settings())

    assert all_news(made) == NEWS
    assert [one for one in made.problems if "history" in one.what] == []


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """What a partial clone has left where it was is not asked for by a build."""
    whole, here = tmp_path / "whole", tmp_path / "here"
    lowered(whole)
    git(whole, "config", "uploadpack.allowFilter", "true")
    how = ("--quiet", "--filter=blob:none")
    git(tmp_path, "clone", *how, f"file://{whole}", str(here))
    missing = git(here, "rev-list", "--objects", "--all", "--missing=print")

    made = shop.load(here, settings())

    assert "?" in missing
    assert all_news(made) == []
    assert git(here, "rev-list", "--objects", "--all", "--missing=print") == missing


def nothing(_: Path) -> None:
    pass


@pytest.mark.parametrize("begun", [nothing, begin])
def test_where_nothing_was_committed_there_is_no_news(
    begun: Callable[[Path], None], tmp_path: Path
) -> None:
    """And nothing to say: not everybody has git."""
    begun(tmp_path)
    write(tmp_path, {"content/index.md": "你好。", "products/tea.yml": TEA.format(68)})

    made = shop.load(tmp_path, settings())

    assert all_news(made) == []
    assert [one for one in made.problems if "git" in one.what] == []


def test_git_may_be_missing_or_refuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in git's own words, and the feed says what else is new."""
    lowered(tmp_path)
    monkeypatch.setenv("PATH", "")
    missing = shop.load(tmp_path, settings())
    monkeypatch.undo()
    (tmp_path / ".git/config").write_text("[core\n", encoding="utf-8")
    refusing = shop.load(tmp_path, settings())

    assert all_news(missing) == all_news(refusing) == []
    for made, why in ((missing, "git is not installed here"), (refusing, "config")):
        (said,) = [str(one) for one in made.problems if "git" in one.what]
        assert why in said
        assert said.endswith("Mend that, or write  feeds: {without: [history]}")


def test_git_is_asked_once_for_each_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read at a commit is known there, and its blobs at the next one."""
    lowered(tmp_path)
    first = Memory()
    with opened(first):
        past = history.read(tmp_path, settings())
    monkeypatch.setenv("PATH", "")
    second = Memory(first.used)
    with opened(second):
        again = history.read(tmp_path, settings())
    monkeypatch.undo()
    write(tmp_path, {"products/tea.yml": TEA.format(48)})
    commit(tmp_path, "2026-11-06T10:00:00+08:00")
    with opened(Memory(second.used)):
        next_one = history.read(tmp_path, settings())

    assert again is past
    assert not second.is_new
    assert len(next_one.said) == 3
    assert all(next_one.said[name] is past.said[name] for name in past.said)


def test_a_commit_is_seen_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file has changed, and yet the feed has; it is as a clean build makes it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    here, source = tmp_path / "here", shops.source()
    source.write(here)
    begin(here)
    commit(here, THEN, "products", "mkdocs.yml")
    source.products["products/leaf/tea.yml"]["price"] = "58.00"
    source.products["products/pots/cup.yml"]["variants"][0]["price"] = "10.00"
    source.write(here)
    before = shops.build(here)
    commit(here, LATER, "products", "mkdocs.yml")
    after = shops.build(here)

    assert "降价" not in before.files["products.xml"].decode()
    assert "降价：碗 小 ¥10（原来 ¥20）" in after.files["products.xml"].decode()
    assert after.printed <= 2
    assert shops.differing(after.files, shops.anew(here).files) == set()
    assert shops.by_mkdocs(here, "other")["products.xml"] == after.files["products.xml"]
