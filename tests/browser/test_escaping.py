"""
A shop whose every text is an attack.

What an author writes in a field is text, and arrives as that very text: in the page,
in its attributes, in what machines are told. Only Markdown may hold HTML.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import Builder, Element, Published

pytestmark = pytest.mark.xdist_group("markup")  # One reading of the site serves all.
ATTACK = """<script>alert(1)</script>"'&amp;</script><b x="y">"""
OUR_SCRIPT = re.compile(r"(\.\./|/)*assets/wenpu(-\w+)?\.js\?[0-9a-f]{8}")
PAUSE = "document.body.offsetTop"
NAMES = re.compile(r"[a-z][a-z-]*[0-9]?")

TEA: dict[str, Any] = {
    "name": f"{ATTACK} tea",
    "summary": f"{ATTACK} what it is",
    "price": 12,
    "tags": [f"{ATTACK} tag"],
    "specs": {f"{ATTACK} made of": f"{ATTACK} leaves"},
    "variants": [
        {"id": "tin", "options": {f"{ATTACK} size": f"{ATTACK} tin"}},
        {"id": "bag", "options": {f"{ATTACK} size": f"{ATTACK} bag"}},
    ],
    "channels": {
        "market": {
            "url": "https://a.example/?a='b'&c=d&amp;e",
            "label": f"{ATTACK} market",
        }
    },
}
CLASS: dict[str, Any] = {
    "name": f"{ATTACK} class",
    "summary": f"{ATTACK} an hour",
    "price": 30,
    "place": f"{ATTACK} kitchen",
    "slots": [f"{ATTACK} noon"],
    "channels": {"market": "https://a.example/"},
}
SET: dict[str, Any] = {
    "name": f"{ATTACK} set",
    "summary": "{{ 7 * 7 }}{% set words = 1 %}",
    "stock": 0,
    "instead": "tea",
    "price": 40,
    "items": ["tea/tin"],
    "channels": {"market": "https://a.example/"},
}
SHELF = {"name": f"{ATTACK} shelf", "summary": f"{ATTACK} of leaves"}
# Titles and summaries of existing posts hold Markdown: there, text is what it reads as.
TITLE, SUMMARY = f"{ATTACK} title", f"{ATTACK} summary"
FRONT: dict[str, Any] = {
    "title": escape(TITLE),
    "date": "2026-11-01",
    "summary": escape(SUMMARY),
    "authors": ["ann"],
    "tags": [f"{ATTACK} tag", f"{ATTACK} other tag"],
    "series": f"{ATTACK} series",
    "products": ["tea", "class"],
}
AUTHOR = {"name": f"{ATTACK} Ann", "bio": f"{ATTACK} drinks"}
ABOUT = {"title": f"{ATTACK} page", "summary": f"{ATTACK} about us"}
PAGE = {key: escape(text) for key, text in ABOUT.items()}
SITE: dict[str, Any] = {
    "site_name": f"{ATTACK} shop",
    "site_description": f"{ATTACK} description",
    "site_url": "https://shop.example/",
    "copyright": f"{ATTACK} mine",
    "docs_dir": "content",
    "theme": {"name": "material", "language": "en"},
    "plugins": [{"wenpu": {"currency": "EUR"}}],
}
BODY = """
They wrote &lt;script&gt;alert(1)&lt;/script&gt; on
the [good tea](product:tea), "ours" & yours.

![a caption with " and ' & so on](product:class)
"""


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    """Return every attack within *value*."""
    if isinstance(value, dict):
        yield from texts([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif str(value).startswith(ATTACK):
        yield str(value)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, build: Builder) -> Published:
    """The shop, built."""
    root = tmp_path_factory.mktemp("hostile")
    for path, value in {
        "mkdocs.yml": SITE,
        "content/authors.yml": {"ann": AUTHOR},
        "products/leaves/tea.yml": TEA,
        "products/leaves/class.yml": CLASS,
        "products/leaves/set.yml": SET,
        "products/leaves/shelf.yml": SHELF,
    }.items():
        _write(root / path, _yaml(value))
    _write(root / "content/articles/one.md", f"---\n{_yaml(FRONT)}---\n{BODY}")
    _write(root / "content/about.md", f"---\n{_yaml(PAGE)}---\nWe are.\n")
    return build(root)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _yaml(value: Any) -> str:  # noqa: ANN401
    return str(yaml.safe_dump(value, allow_unicode=True, width=10_000))


def scripts(site: Published) -> Iterator[tuple[str, Element]]:
    for url, page in site.pages.items():
        for one in page.all("script"):
            yield url, one


def test_no_script_but_ours(hostile: Published) -> None:
    """One file of ours on each page, what machines are told, and those that pause."""
    odd = {
        url: one
        for url, one in scripts(hostile)
        if one.attributes != {"type": "application/ld+json"}
        and not OUR_SCRIPT.fullmatch(one.attributes.get("src", ""))
        and (one.attributes or one.text != PAUSE)
    }

    assert odd == {}
    assert hostile.pages


def test_no_element_and_no_attribute_but_ours(hostile: Published) -> None:
    """No quotation mark ended an attribute, no bracket began an element."""
    found = [(url, one) for url, page in hostile.pages.items() for one in page.elements]
    odd = {
        (url, one.tag, name)
        for url, one in found
        for name in one.attributes
        if not NAMES.fullmatch(name) or name.startswith("on") or name in {"x", "y"}
    }

    assert odd == set()


def test_every_text_arrives_as_it_was_written(hostile: Published) -> None:
    """Each of them can be read on some page, or heard there, or found by machines."""
    shown = [
        text
        for page in hostile.pages.values()
        for one in page.elements
        for text in (*one.attributes.values(), one.text)
    ]
    fields = [TEA, CLASS, SET, SHELF, TITLE, SUMMARY, FRONT, AUTHOR, ABOUT, SITE]

    lost = {one for one in texts(fields) if not any(one in text for text in shown)}
    assert lost == set()
    assert SET["summary"] in shown


def test_headings_titles_and_descriptions_are_the_text(hostile: Published) -> None:
    """The same text, in an element, in an attribute, twice on a page."""
    page = hostile.pages["products/tea/"]

    assert page.all("h1")[0].text == TEA["name"]
    assert page.all("title")[0].text == f"{TEA['name']} - {SITE['site_name']}"
    said = [one.attributes["content"] for one in page.all("meta", name="description")]
    assert said == [TEA["summary"]]
    shared = [
        one.attributes["content"] for one in page.all("meta", property="og:title")
    ]
    assert shared == [TEA["name"]]


def test_a_channel_keeps_its_address(hostile: Published) -> None:
    """Quotation marks and ampersands are part of it."""
    links = hostile.pages["buy/tea-tin/"].all(
        "a", href=TEA["channels"]["market"]["url"]
    )

    label = TEA["channels"]["market"]["label"]
    assert [one.text for one in links] == [label]


def test_machines_are_told_the_text(hostile: Published) -> None:
    """JSON-LD parses, and gives it back exactly."""
    told = {
        url: json.loads(one.text)
        for url, one in scripts(hostile)
        if one.attributes.get("type") == "application/ld+json"
    }

    tea, article = (
        told[url]["@graph"][0] for url in ("products/tea/", "articles/one/")
    )
    assert (tea["name"], tea["description"]) == (TEA["name"], TEA["summary"])
    assert (article["headline"], article["description"]) == (TITLE, SUMMARY)
    assert article["author"][0]["name"] == AUTHOR["name"]
    assert article["keywords"] == FRONT["tags"]


def test_a_sentence_and_a_caption_are_text(hostile: Published) -> None:
    """What a product's page quotes from an article was plain text there."""
    places = hostile.pages["products/tea/"].all("a", **{"class": "story__sentence"})
    captions = hostile.pages["articles/one/"].all("p", **{"class": "card__caption"})

    wanted = 'They wrote <script>alert(1)</script> on the good tea, "ours" & yours.'
    assert [one.text for one in places] == [wanted]
    assert [one.text for one in captions] == ["""a caption with " and ' & so on"""]
