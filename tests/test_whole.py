"""When a site must be built as a whole, and that it comes out as MkDocs makes it."""

from pathlib import Path
from typing import Any

import pytest
from tests import shops

ALL = "All pages are built, not only those that changed: "


@pytest.fixture
def site(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small shop with what the case adds, in the folder the author works in."""
    source = shops.source()
    source.config |= case.get("config", {})
    raw = case.get("raw", "")
    if raw:
        del source.config["markdown_extensions"]
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    source.files |= files
    source.write(tmp_path)
    path = tmp_path / "mkdocs.yml"
    path.write_text(path.read_text("utf-8") + raw, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_site_comes_out_as_mkdocs_makes_it(case: dict[str, Any], site: Path) -> None:
    """Whether pages are made one by one or not; and where not, it is said why."""
    ours = shops.build(site)
    again = shops.build(site)
    theirs = shops.by_mkdocs(site, "theirs")

    told = [one.partition(ALL)[2] for one in ours.said if ALL in one]
    assert [bool(one) for one in told] == [True] * bool(case["says"])
    assert case["says"] in "".join(told)
    assert shops.differing(ours.files, theirs) == set()
    assert shops.differing(again.files, theirs) == set()
