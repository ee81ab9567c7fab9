"""Each case is a site of a few pages that are weighed, and what is said of it."""

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wenpu.build import weight
from wenpu.build.weight import PageWeight, Verdict
from wenpu.model import Budgets

Folder = Callable[[Mapping[str, Any]], Path]


@pytest.fixture
def found(case: dict[str, Any]) -> Verdict:
    files: dict[str, int] = case["files"]

    def scales(address: str) -> list[tuple[str, int]]:
        name = urlsplit(address).path.lstrip("/")
        return [(name if name in files else address, files.get(name, 0))]

    pages = {
        url: PageWeight(one["kind"], one["html"], tuple(one["fetched"]))
        for url, one in case["pages"].items()
    }
    return weight.verdict(pages, scales, Budgets(case["budgets"]))


def test_tells_of_each_type_of_page(case: dict[str, Any], found: Verdict) -> None:
    """One line for each, in the order of the budgets."""
    assert list(found.lines) == case["lines"]


def test_tells_what_is_too_heavy(case: dict[str, Any], found: Verdict) -> None:
    """With what weighs most, and what to write to allow it."""
    assert "".join(f"{one}\n" for one in found.problems) == case.get("says", "")


HEAD = """\
<!doctype html><html><head>
<link rel="stylesheet" href="a.css?1"><link rel=icon href='b.svg'>
<LINK href="c.css" rel="preload stylesheet" as="style">
<link rel="preload" as="image" href="cover.avif"><link rel="canonical" href="/d/">
<link rel="stylesheet" href="a.css?1"><link rel="alternate" href="feed.xml">
<script type="application/ld+json">{"src": "no.js"}</script>
<script src="e.js?x=1&amp;y=2" defer></script><style>.link{top:0}</style>
</head><body class="kind-article" data-ref="x"><img src="f.png"></body></html>
"""


def test_what_a_browser_fetches_by_itself_is_counted() -> None:
    """Sheets, icons and scripts, each once, as the page writes it; no picture."""
    html = HEAD.encode()

    found = weight.weigh_page(html)

    assert found.kind == "article"
    assert found.html == len(gzip.compress(html, 6))
    assert found.fetched == ("a.css?1", "b.svg", "c.css", "e.js?x=1&y=2")


@given(some.text())
def test_what_people_write_fetches_nothing(text: str) -> None:
    """Once it is escaped, any text is a text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert weight.weigh_page(f"<p>{escaped}</p>".encode()).fetched == ()


def test_a_style_sheet_brings_what_it_names(folder: Folder) -> None:
    """Fonts and other sheets, once each, even in a circle; on the site's own host."""
    sheet = "@import 'b.css'; @font-face{src:url(../f/x.woff2)} a{top:url(data:x)}"
    site = folder(
        {
            "css/a.css": sheet,
            "css/b.css": "@import 'a.css'; b{top:url(https://other.example/y)}",
            "f/x.woff2": b"123",
        }
    )

    found = dict(weight.Folder(site, "/shop/")("/shop/css/a.css?1"))

    elsewhere = "https://other.example/y"
    assert set(found) == {"css/a.css", "css/b.css", "f/x.woff2", elsewhere}
    assert found["css/a.css"] == weight.packed(sheet.encode())
    assert found[elsewhere] == 0


URLS = some.lists(some.sampled_from(["a", "b", "c.html"]), max_size=3).map(
    lambda parts: "/".join(parts) + ("/" if parts else "")
)
ASKED = some.lists(
    some.sampled_from(
        [
            *("x.css", "../x.css", "../../x.css", "../../../x.css", "/x.css"),
            *("../a/x.css", "../../a/x.css", "https://other.example/x.css"),
        ]
    ),
    max_size=3,
).map(tuple)


@given(some.dictionaries(URLS, ASKED, min_size=1))
def test_pages_that_ask_for_the_same_weigh_the_same(
    pages: Mapping[str, tuple[str, ...]],
) -> None:
    """What is added up once for many is what each of them would come to."""
    weights = {url: PageWeight("page", 1, asked) for url, asked in pages.items()}

    def scales(address: str) -> list[tuple[str, int]]:
        return [(address, len(address))]

    found = weight.verdict(weights, scales, Budgets({"page": 1, "requests": 1}))

    sums = [weight.total(url, one, scales) for url, one in weights.items()]
    heaviest = max(sums, key=lambda one: (one.size, one.url))
    most = max(one.requests for one in sums)
    assert found.lines[0].endswith(f" {heaviest.url or '/'}")
    assert bool(found.problems) == (most > 1)
