"""A site of three languages is built as one: all or nothing, whoever builds it."""

import re
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest
from tests import shops
from tests.shops import Source, Text

from wenpu import han
from wenpu.build import engine

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CHOICE = re.compile(r'<a class="languages__link" href="([^"]+)" lang="([^"]+)"')


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    """A shop with a twin, and a few texts in English."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    return shops.polyglot()


@pytest.fixture
def root(source: Source, tmp_path: Path) -> Path:
    """The same in a folder."""
    source.write(tmp_path)
    return tmp_path


def page(found: shops.Files, path: str) -> str:
    return found[f"{path}index.html"].decode()


def test_each_language_is_a_site_below_the_first(root: Path) -> None:
    """With its own texts, lists and words; a product is called in each of them."""
    found = shops.build(root).files

    english = page(found, "en/products/tea/")
    assert '<html lang="en">' in english
    assert "Spring tea" in english
    assert "Spring tea" not in page(found, "products/tea/")
    assert "Spring" in page(found, "en/articles/spring/")
    assert '<html lang="zh-Hant">' in page(found, "zh-hant/articles/spring/")
    assert "en/articles/summer/index.html" not in found
    assert {"en/feed.xml", "en/search/index.html", "zh-hant/sitemap.xml"} <= {*found}
    assert "en/robots.txt" not in found


def test_a_page_says_where_it_is_in_other_languages(root: Path) -> None:
    """To machines only where it is; to readers always, at least the first page."""
    found = shops.build(root).files
    url = "https://shop.example"

    told = dict(ALTERNATE.findall(page(found, "en/articles/spring/")))
    assert told == {
        "zh-CN": f"{url}/articles/spring/",
        "en": f"{url}/en/articles/spring/",
        "zh-Hant": f"{url}/zh-hant/articles/spring/",
        "x-default": f"{url}/articles/spring/",
    }
    summer = page(found, "articles/summer/")
    assert "en" not in dict(ALTERNATE.findall(summer))
    assert CHOICE.findall(summer) == [
        ("../../articles/summer/", "zh-CN"),
        ("../../en/articles/", "en"),
        ("../../zh-hant/articles/summer/", "zh-Hant"),
    ]


def test_every_choice_leads_to_a_page(root: Path) -> None:
    """On whatever page a reader makes it."""
    found = shops.build(root).files

    pages = [name for name in found if name.endswith("/index.html")]
    for name in pages:
        for address, _ in CHOICE.findall(found[name].decode()):
            url = unquote(urljoin(f"/{quote(name)}", address))
            assert f"{url[1:]}index.html" in found, name


def test_mkdocs_makes_the_same(root: Path) -> None:
    """To the byte, in each language."""
    ours = shops.build(root).files

    assert shops.differing(ours, shops.by_mkdocs(root, "there")) == set()


def test_with_another_plugin_each_language_is_built_whole(
    source: Source, tmp_path: Path
) -> None:
    """Who must see every page sees those of each."""
    source.config["plugins"].append("search")
    source.write(tmp_path)

    found = shops.build(tmp_path).files

    assert {"search/search_index.json", "en/search/search_index.json"} <= {*found}
    assert '<html lang="en">' in page(found, "en/articles/spring/")


def test_a_text_is_no_affair_of_other_languages(source: Source, root: Path) -> None:
    """Of all that is published only what is of its language changes."""
    before = shops.build(root).files
    source.texts["content/en/articles/spring.md"].body += "\n\nMore."
    source.write(root)

    changed = shops.differing(before, shops.build(root).files)

    assert "en/articles/spring/index.html" in changed
    assert all(name.startswith("en/") for name in changed)


def test_a_price_is_one_in_all_of_them(source: Source, root: Path) -> None:
    """There is one till."""
    shops.build(root)
    source.products["products/leaf/tea.yml"]["price"] = "71.50"
    source.write(root)

    found = shops.build(root).files

    for path in ("", "en/", "zh-hant/"):
        assert "71.50" in page(found, f"{path}products/tea/")


def test_a_language_that_is_gone_leaves_nothing(source: Source, root: Path) -> None:
    """Neither its pages nor its files; its folder is the author's again."""
    shops.build(root)
    source.ours.update(languages={}, traditional="")
    for name in [one for one in source.texts if one.startswith("content/en/")]:
        del source.texts[name]
    source.write(root)

    found = shops.build(root).files

    assert not [name for name in found if name.startswith(("en/", "zh-hant/"))]


def test_a_mistake_in_any_language_stops_all(source: Source, root: Path) -> None:
    """Told at once, before anything is written."""
    before = shops.build(root).files
    for path in ("content/en/articles/spring.md", "content/articles/spring.md"):
        source.texts[path].body += "\n[x](product:nothing)"
    source.write(root)

    built = shops.build(root)

    said = "\n".join(built.said)
    assert built.stopped
    assert said.count("no product 'nothing'") == 2
    assert "content/en/articles/spring.md" in said
    assert built.files == before


@pytest.mark.parametrize("more", [[], ["search"]], ids=["ours", "with another plugin"])
def test_what_waits_in_a_language_is_nowhere(
    more: list[str], source: Source, root: Path
) -> None:
    """A draft, a text of next year, and what is left out by the author."""
    source.config["plugins"] += more
    source.config["exclude_docs"] = "en/articles/secret.md\n"
    folder = "content/en/articles"
    source.texts[f"{folder}/draft.md"] = Text({"draft": True}, "Hush.")
    source.texts[f"{folder}/next.md"] = Text({"date": "2027-01-01"}, "Hush.")
    source.texts[f"{folder}/secret.md"] = Text({"title": "Secret"}, "Hush.")
    source.write(root)

    found = shops.build(root).files

    assert not [one for one in found if re.search("articles/(draft|next|secret)", one)]
    assert b"Hush" not in b"".join(found.values())


def test_with_another_plugin_a_mistake_stops_all_as_well(
    source: Source, root: Path
) -> None:
    """MkDocs clears the folder first: nothing may be wrong by then."""
    source.config["plugins"].append("search")
    source.write(root)
    before = shops.build(root).files
    source.texts["content/en/articles/spring.md"].body += "\n[x](product:nothing)"
    source.write(root)

    built = shops.build(root)

    assert built.stopped
    assert built.files == before


def test_what_is_sold_together_is_one_in_all_of_them(
    source: Source, root: Path
) -> None:
    """There is one till: a language sells what the first one does, at its price."""
    path = "articles/2026-05-05-parts.md"
    source.texts[f"content/en/{path}"] = Text(
        {"title": "A set", "bundle": True}, "![](product:tea) ![](product:set)"
    )
    source.write(root)

    found = shops.build(root).files

    first = page(found, "buy/story-2026-05-05-parts/")
    english = page(found, "en/buy/story-2026-05-05-parts/")
    price = re.compile(r"1\d\d(\.\d\d)?")
    assert price.search(first)[0] in english  # type: ignore[index]
    assert english.count('href="../../products/') == first.count(
        'href="../../products/'
    )


def test_what_only_a_language_sells_together_is_told(
    source: Source, root: Path
) -> None:
    """Nobody could pay for it."""
    source.texts["content/en/articles/only.md"] = Text(
        {"title": "Only", "bundle": True}, "![](product:tea) ![](product:pot)"
    )
    source.write(root)

    built = shops.build(root)

    assert built.stopped
    assert "content/en/articles/only.md:3: bundle: the first" in "\n".join(built.said)


def test_no_link_leads_out_of_a_language(source: Source, root: Path) -> None:
    """It would lead to another page of the same name, or to none."""
    source.texts["content/en/articles/spring.md"].body += "\n[x](../../about.md)"
    source.write(root)

    said = "\n".join(shops.build(root).said)

    assert "the link '../../about.md' leads out of content/en/." in said


def test_a_folder_for_what_is_made_is_told(source: Source, root: Path) -> None:
    """Its texts would be nowhere."""
    source.texts["content/zh-hant/about.md"] = Text({"title": "關於"}, "我們。")
    source.write(root)

    built = shops.build(root)

    assert built.stopped
    assert "content/zh-hant/ holds texts that" in "\n".join(built.said)


def test_a_short_address_is_that_of_its_language(source: Source, root: Path) -> None:
    """The same number may lead elsewhere in another."""
    source.texts["content/en/articles/spring.md"].head["code"] = "301"
    source.write(root)

    found = shops.build(root).files

    assert "/en/301/<" in page(found, "en/articles/spring/")
    assert "/301/<" in page(found, "articles/spring/")
    assert "en/301/index.html" in found


def test_a_check_reads_all_of_them(source: Source, root: Path) -> None:
    """And tells once what is wrong with what they share."""
    source.texts["content/en/articles/spring.md"].body += "\n[x](product:nothing)"
    source.products["products/leaf/tea.yml"]["maker"] = "nobody"
    source.write(root)

    found = engine.load(root).problems

    told = [f"{one.spot.path}: {one.what}" for one in found]
    assert "content/en/articles/spring.md: no product 'nothing'." in told
    assert told.count("products/leaf/tea.yml: maker: no person 'nobody'.") == 1


def test_without_its_converter_a_twin_is_told_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence with the command; the rest of Wenpu needs no such thing."""
    monkeypatch.setitem(sys.modules, "opencc", None)
    han.converter.cache_clear()

    built = shops.build(root)

    han.converter.cache_clear()
    assert built.stopped
    assert "pip install 'wenpu[traditional]'" in "\n".join(built.said)


def test_a_language_without_a_folder_is_told_what_to_write(
    source: Source, root: Path
) -> None:
    """A sentence, and no trace."""
    for name in [one for one in source.texts if one.startswith("content/en/")]:
        del source.texts[name]
    source.write(root)

    built = shops.build(root)

    assert built.stopped
    assert "languages: en: there is no folder content/en/." in "\n".join(built.said)


def test_no_page_lies_where_a_language_begins(source: Source, root: Path) -> None:
    """Somebody would be covered up."""
    source.texts["content/en.md"] = Text({"title": "En"}, "Mine.")
    source.write(root)

    built = shops.build(root)

    assert built.stopped
    assert "/en/ is where the pages in another language begin." in "\n".join(built.said)


def test_a_preview_shows_all_of_them(source: Source, root: Path) -> None:
    """And follows what is written in each."""
    preview = shops.preview(root)
    shops.shown(preview)
    source.texts["content/en/articles/spring.md"].body += "\nAnd more."
    source.write(root)

    found = shops.shown(preview).files

    assert "And more." in page(found, "en/articles/spring/")
    assert "127.0.0.1:8000/en/" in page(found, "en/articles/spring/")
