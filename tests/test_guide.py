"""What docs/till.md shows is what the program says: it is typed again, and compared."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from wenpu.checkout import opening
from wenpu.checkout.gateway import Thing
from wenpu.checkout.lock import Entry
from wenpu.cli import main

PAGE = "docs/till.md"
DAY = "1795305600"  # 2026-11-22
BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ wenpu (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
NAMED = re.compile(r"The name of this plan is (\w+)")
EDIT = re.compile(r"^--- (.*)\n-(.*)\n\+(.*)\n", re.MULTILINE)


def typed(site: Path, command: str) -> str:
    """Return what `wenpu` says to *command*; changes are made in any order."""
    said = CliRunner().invoke(main, ["-C", str(site), *command.split()]).output
    made = command.startswith(("apply", "prune")) and "changes made" in said
    return in_order(said) if made else said


def in_order(said: str) -> str:
    *changes, last = said.splitlines(keepends=True)
    return "".join([*sorted(changes, key=plain), last])


def plain(change: str) -> tuple[int, str]:
    return "+~±-".index(change[0]), change


def edit(site: Path, path: str, was: str, now: str) -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert text.count(was) == 1, f"{path} has not one {was!r}"
    (site / path).write_text(text.replace(was, now), encoding="utf-8")


def switch_off(site: Path, sku: str) -> None:
    """Do what somebody does in the dashboard."""
    gateway = opening.played(opening.standin(site))
    links = gateway.every(Thing.LINK)
    found = next(one["id"] for one in links if one["metadata"]["sku"] == sku)
    gateway.update(Thing.LINK, found, {"active": False})


def replayed(page: str, site: Path) -> str:
    """
    Return *page* with what the program says today below each command.

    A plan that has another name today is applied by that name.
    """
    meddled = False
    names: dict[str, str] = {}

    def again(block: re.Match[str]) -> str:
        nonlocal meddled
        if block[1] == "console":
            return COMMAND.sub(said, block[0])
        for path, was, now in EDIT.findall(block[2]):
            edit(site, path, was, now)
        if not meddled:
            switch_off(site, "pruning-notes")
            meddled = True
        return block[0]

    def said(shown: re.Match[str]) -> str:
        command = " ".join(names.get(word, word) for word in shown[1].split(" "))
        answer = typed(site, command)
        names.update(zip(NAMED.findall(shown[2]), NAMED.findall(answer), strict=False))
        return f"$ wenpu {command}\n{answer}"

    return BLOCK.sub(again, page)


def test_who_types_what_the_guide_shows_reads_the_same(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a new site to what `prune` closes, each command and each answer."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    page = (demo / PAGE).read_text(encoding="utf-8")
    site = tmp_path / "my-shop"
    CliRunner().invoke(main, ["new", str(site), "--lang", "en"])

    found = replayed(page, site)

    assert found == page


def test_every_word_of_the_lock_is_told_of(demo: Path) -> None:
    """Who opens the file finds each of its words in the guide."""
    page = (demo / PAGE).read_text(encoding="utf-8")

    assert [one for one in Entry.__struct_fields__ if f"`{one}`" not in page] == []


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("", ""),
        ("pk_test_1234567890", ""),
        ("tea", ""),
        ("rk_test_1234567890", "--live"),
        ("rk_live_1234567890", ""),
        ("", "--live --sandbox"),
    ],
)
def test_what_is_refused_is_in_the_guide(
    key: str, options: str, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who looks for a sentence finds it, word for word."""
    monkeypatch.setenv("STRIPE_API_KEY", key)
    page = (demo / PAGE).read_text(encoding="utf-8")

    done = CliRunner().invoke(main, ["-C", str(demo), "plan", *options.split()])

    assert done.exit_code == 1
    assert f"| {done.stderr.splitlines()[0]} |" in page
