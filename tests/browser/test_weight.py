"""What the demo ships: enough for all that it shows, and no more than is allowed."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from tests.browser.conftest import Published

from wenpu import budgets
from wenpu.build import assets, weight
from wenpu.model import Settings

WHOLE = assets.bundle([assets.THEME])
GOAL = 22.0
"""Kilobytes of an article; the budget that authors have leaves room for theirs."""


@pytest.fixture(params=["site", "states"])
def web(request: pytest.FixtureRequest) -> Published:
    """The demo, then the shop of every state."""
    found: Published = request.getfixturevalue(request.param)
    return found


def rules(style: str) -> dict[str, frozenset[str]]:
    """Return the selectors of *style*, each with the classes that it takes."""
    bare = re.sub(r"\"[^\"]*\"", "", style)
    found = [
        selector.strip()
        for prelude in re.findall(r"([^{};]+)\{", bare)
        if not prelude.startswith("@")
        for selector in re.split(r",(?![^(]*\))", prelude)
    ]
    return {one: frozenset(CLASS.findall(INNER.sub("", one))) for one in found}


CLASS = re.compile(r"\.([\w-]+)")
INNER = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
"""What stands in `:is(…)`: one of it is enough."""


def elements(script: str) -> set[str]:
    """Return the elements that *script* brings to life."""
    return set(re.findall(r"customElements\.define\(\"([\w-]+)\"", script))


def shipped(folder: Path, path: Path) -> Iterator[str]:
    """Yield the styles and scripts of a page, those within it first."""
    html = path.read_text(encoding="utf-8")
    yield from re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    url = path.relative_to(folder).as_posix().removesuffix("index.html")
    for one in weight.weigh_page(html.encode()).fetched:
        name = urlsplit(urljoin(f"/{url}", one)).path.lstrip("/")
        if name.endswith((".css", ".js")):
            yield (folder / name).read_text(encoding="utf-8")


def test_nothing_on_a_page_is_without_its_style(web: Published) -> None:
    """Each rule that a page can meet, and each element with a script, is with it."""
    wanted, alive = rules(WHOLE[assets.STYLE]), elements(WHOLE[assets.SCRIPT])
    lacking = set()
    for path in sorted(web.folder.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        sent = "\n".join(shipped(web.folder, path))
        body = html.partition("</head>")[2]
        placed = {
            one
            for names in re.findall(r"class=\"([^\"]*)\"", body)
            for one in names.split()
        }
        shown = {name for name, taken in wanted.items() if taken and taken <= placed}
        living = set(re.findall(r"<(wenpu-[\w-]+)", body)) & alive
        lacking |= {(path.name, one) for one in shown - rules(sent).keys()}
        lacking |= {(path.name, one) for one in living - elements(sent)}

    assert len(wanted) > 500
    assert alive
    assert lacking == set()


def test_the_demo_keeps_its_budgets(site: Published) -> None:
    """Every page, with room to spare for what an author adds."""
    wanted = Settings("", date(2026, 11, 22), budgets=budgets.read(None))

    found = weight.of_site(site.folder, wanted)

    assert len(found.lines) == 6
    assert found.problems == ()


def test_an_article_is_light(site: Published) -> None:
    """Every one of the demo's."""
    scales = weight.Folder(site.folder)
    paths = (site.folder / "articles").glob("*/index.html")
    pages = {path.parent.name: weight.weigh_page(path.read_bytes()) for path in paths}
    sums = [
        weight.total(f"articles/{name}/", page, scales)
        for name, page in pages.items()
        if page.kind == "article"
    ]

    assert len(sums) > 10
    assert [one.url for one in sums if one.size > GOAL * weight.KILO] == []
    assert max(one.requests for one in sums) <= 4
