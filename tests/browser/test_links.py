"""Where the pages of the demo lead: nowhere in vain, and to one another."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import Builder, Markup, Published

pytestmark = pytest.mark.xdist_group("markup")  # One reading of the site serves all.
ROOT = "https://wenpu.example/"
ADDRESSES = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "iframe": "src",
    "video": "poster",
}
STORIES = {"buy/story-sea-buckthorn/"}
"""The articles of the demo that sell all they speak of with one button."""

NOT_FOR_SALE = {
    "buy/daylily/",
    "buy/flower-bun-class/",
    "buy/old-label/",
    "buy/press-bed-big/",
    "buy/toon-sauce/",
}
"""Doors that are printed somewhere and shut today: no page leads to them."""
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGES = "{http://www.google.com/schemas/sitemap-image/1.1}"
APART = {"moved", "buy", "thanks", "missing", "offline"}
"""Kinds of page that no list shows."""


@pytest.fixture(scope="module", params=["as it is", "two to a page"])
def web(
    request: pytest.FixtureRequest,
    site: Published,
    demo: Path,
    build: Builder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Published:
    """The demo shop, and once more with its lists cut into many pages."""
    if request.param == "as it is":
        return site
    root = tmp_path_factory.mktemp("paged")
    for name in ("content", "products"):
        shutil.copytree(demo / name, root / name)
    settings = (demo / "mkdocs.yml").read_text(encoding="utf-8")
    paged = settings.replace("- wenpu:", "- wenpu:\n      per_page: 2")
    (root / "mkdocs.yml").write_text(paged, encoding="utf-8")
    cut = build(root)
    assert "articles/page/2/" in cut.pages
    return cut


def links(url: str, page: Markup) -> Iterator[str]:
    """Return every address that *page* names, in full."""
    for one in page.elements:
        found = [one.attributes.get(ADDRESSES.get(one.tag, ""), "")]
        if one.tag == "meta":
            found = list(_of_meta(one.attributes))
        found += [
            part.split()[0]
            for part in one.attributes.get("srcset", "").split(",")
            if part
        ]
        yield from (urljoin(ROOT + url, address) for address in found if address)


def _of_meta(attributes: dict[str, str]) -> Iterator[str]:
    content = attributes.get("content", "")
    if attributes.get("http-equiv") == "refresh":
        yield content.partition("url=")[2]
    named = attributes.get("property") or attributes.get("name")
    if named in {"og:url", "og:image", "twitter:image", "article:author"}:
        yield content


def told(value: Any) -> Iterator[str]:  # noqa: ANN401
    """Return every address of ours that machines are told of within *value*."""
    if isinstance(value, list):
        for one in value:
            yield from told(one)
    elif isinstance(value, dict):
        found = {key: one for key, one in value.items() if key != "urlTemplate"}
        yield from told([*found.values()])
    elif str(value).startswith(ROOT):
        yield str(value)


def here(address: str) -> bool:
    """Tell whether *address* is one of the site's own."""
    return urlsplit(address).netloc == urlsplit(ROOT).netloc


def dead(site: Published, address: str) -> bool:
    """Tell whether no file of *site*, or no place in it, is at *address*."""
    whole, place = urldefrag(address)
    path = unquote(urlsplit(whole).path).removeprefix("/")
    if path in site.pages:
        ids = {one.attributes.get("id") for one in site.pages[path].elements}
        return bool(place) and unquote(place) not in ids
    return not (site.folder / path).is_file()


def test_every_link_and_picture_is_there(web: Published) -> None:
    """All of them, on every page, with the place within the page that they name."""
    found = {
        f"{url or 'home'}: {address}"
        for url, page in web.pages.items()
        for address in links(url, page)
        if here(address) and dead(web, address)
    }

    assert found == set()


def test_all_that_machines_are_told_of_is_there(web: Published) -> None:
    """Pages, doors and pictures; names of things begin with the page that tells."""
    found = {
        f"{url or 'home'}: {address}"
        for url, page in web.pages.items()
        for script in page.all("script", type="application/ld+json")
        for address in told(json.loads(script.text))
        if dead(web, urldefrag(address)[0])
    }

    assert found == set()


def test_every_file_of_the_style_sheet_is_there(site: Published) -> None:
    """What the style sheet asks for is published, or within it."""
    text = (site.folder / "assets/wenpu.css").read_text(encoding="utf-8")
    found = re.findall(r"url\(\s*['\"]?([^'\")]+)", text)
    asked = [
        urljoin(f"{ROOT}assets/wenpu.css", one)
        for one in found
        if not one.startswith("data:")
    ]

    assert [one for one in asked if not here(one) or dead(site, one)] == []


def test_no_page_needs_another_host(site: Published) -> None:
    """Only links that a reader taps leave the site; pictures and scripts are ours."""
    parts = ("img", "script", "source", "iframe", "video")
    found = {
        one.attributes.get("src", "")
        for page in site.pages.values()
        for one in page.elements
        if one.tag in parts
    }
    sheets = {
        one.attributes["href"]
        for page in site.pages.values()
        for one in page.all("link", rel="stylesheet")
    }

    assert [one for one in found | sheets if "//" in one] == []
    assert sheets


def test_every_page_can_be_reached_from_the_home_page(web: Published) -> None:
    """By links alone; but for old addresses, doors, thanks and the lost."""
    reached = {"", *_reached(web, "")}
    left = {url: kind(page) for url, page in web.pages.items() if url not in reached}

    assert {url for url, what in left.items() if what not in APART} == set()


def _reached(site: Published, start: str) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        url = todo.pop()
        found = _next(site, url) - seen
        seen |= found
        todo += found
    return seen


def _next(site: Published, url: str) -> set[str]:
    hrefs = [one.attributes.get("href", "") for one in site.pages[url].all("a")]
    full = [urljoin(ROOT + url, href) for href in hrefs]
    paths = {unquote(urlsplit(one).path).removeprefix("/") for one in full if here(one)}
    return paths & site.pages.keys()


def kind(page: Markup) -> str:
    """Return what kind of page it is, as its body says."""
    return page.all("body")[0].attributes["class"].removeprefix("kind-")


def test_every_open_door_stands_on_a_product_page(site: Published) -> None:
    """What can be bought today can be bought from its product's page."""
    assert doors(site) - STORIES - _led_to(site, "product") == NOT_FOR_SALE


def test_the_door_of_a_story_stands_on_its_article(site: Published) -> None:
    """All that an article speaks of can be bought from it."""
    found = {url for url in doors(site) if url.startswith("buy/story-")}

    assert found == STORIES
    assert found <= _led_to(site, "article")


def doors(site: Published) -> set[str]:
    return {url for url, page in site.pages.items() if kind(page) == "buy"}


def _led_to(site: Published, what: str) -> set[str]:
    """Return the addresses that pages of one kind lead to."""
    pages = [url for url, page in site.pages.items() if kind(page) == what]
    return {url for here in pages for url in _next(site, here)}


def test_the_map_names_what_is_there_and_meant_to_be_found(site: Published) -> None:
    """sitemap.xml: every address exists, and none asks not to be indexed."""
    tree = ET.parse(site.folder / "sitemap.xml")  # noqa: S314 (we made it)
    found = [one.text or "" for one in tree.iter() if one.tag == f"{MAP}loc"]
    shown = [one.text or "" for one in tree.iter() if one.tag == f"{IMAGES}loc"]
    paths = [unquote(one.removeprefix(ROOT)) for one in found]
    lost = [
        one
        for one in shown
        if not (site.folder / unquote(one.removeprefix(ROOT))).is_file()
    ]
    unwanted = [
        path
        for path in paths
        if site.pages[path].all("meta", name="robots", content="noindex")
    ]

    assert "articles/vinegar-year/" in paths
    assert unwanted == lost == []
    assert len(shown) > len(site.pages) / 4
