"""Each case is a content folder, and what is read from it."""

from datetime import date
from pathlib import Path
from typing import Any

from wenpu import articles
from wenpu.model import Settings

TODAY = date(2026, 11, 22)


def read(case: dict[str, Any], root: Path) -> articles.Writing:
    for name, text in case["files"].items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = Settings("Tea", TODAY, drafts=case.get("drafts", False))
    lying = {name: f"content/{name}" for name in case["files"]}
    return articles.read(root, settings, lying)


def test_reads_what_the_case_says(case: dict[str, Any], tmp_path: Path) -> None:
    """Each field that a case names is as it says, of each article it names."""
    found = read(case, tmp_path)

    for src, fields in case.get("articles", {}).items():
        article = found.articles[src]
        for name, wanted in fields.items():
            value = getattr(article, name)
            value = list(value) if isinstance(value, tuple) else value
            assert (name, value) == (name, wanted)
    assert sorted(found.hidden) == case.get("hidden", [])
    assert sorted(found.pages) == case.get("pages", [])


def test_says_what_the_case_says(case: dict[str, Any], tmp_path: Path) -> None:
    """Problems are told in words, with their file and line, and no others."""
    found = read(case, tmp_path)

    said = "".join(f"{one.level}: {one}\n" for one in found.problems)
    assert said == case.get("says", "")


def test_reads_all_files_in_one_order(tmp_path: Path) -> None:
    """Newest first; of one day, and without one, by name: never as found on disk."""
    files = {
        "articles/b.md": "---\ndate: 2026-01-02\n---\nB.",
        "articles/a.md": "---\ndate: 2026-01-02\n---\nA.",
        "articles/z.md": "---\ndate: 2026-02-02\n---\nZ.",
        "articles/y.md": "Y.",
    }

    forth = read({"files": files}, tmp_path)
    back = read({"files": dict(reversed(files.items()))}, tmp_path)

    order = ["articles/z.md", "articles/a.md", "articles/b.md", "articles/y.md"]
    assert list(forth.articles) == list(back.articles) == order
