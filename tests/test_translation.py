"""
A site in several languages: what each says, and where else a page is.

Each case is a folder, and what is told of it in its languages; the rest are laws.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from wenpu import shop, translation
from wenpu import site as sites
from wenpu.model import Language, Settings, Site
from wenpu.problems import in_order
from wenpu.translation import Script

ENGLISH = Language("en", "English", "en/", words={"规格": "Size"})
TWIN = Language("zh-Hant", "繁體中文", "zh-hant/", is_twin=True)
ALL = (Language("zh", "中文"), ENGLISH, TWIN)
SETTINGS = Settings("Tea", date(2026, 11, 22), languages=ALL)
IN_ENGLISH = replace(
    SETTINGS,
    language="en",
    path="en/",
    content_dir="content/en",
    shared_dir="content",
)
IN_TWIN = replace(SETTINGS, language="zh-Hant", path="zh-hant/")
SOLD = "channels: {email: 'mailto:tea@example.com'}\n"

Folder = Callable[[Mapping[str, Any]], Path]


def lying(root: Path, settings: Settings) -> dict[str, str]:
    """Return what a language has: its own, and what is no text of the first."""
    own = sites.lying(root, settings.content_dir)
    shared = sites.lying(root, settings.shared_dir) if settings.shared_dir else {}
    files = {k: v for k, v in shared.items() if not k.endswith(".md")}
    found = {**files, **own}
    return {k: v for k, v in found.items() if not k.startswith("en/")}


def read(root: Path, settings: Settings = SETTINGS) -> Site:
    return shop.read(root, settings, lying(root, settings))


def test_tells_what_a_language_lacks(case: dict[str, Any], folder: Folder) -> None:
    """What readers would see in another language than theirs is told, with its line."""
    root = folder({"content/en/index.md": "Tea.", **case["files"]})

    english = replace(ENGLISH, words=case.get("words", {}))
    wanted = replace(SETTINGS, languages=(ALL[0], english, TWIN))
    found = in_order(translation.problems(sites.load(root, wanted)))

    assert "".join(f"{one}\n" for one in found) == case.get("says", "")


@pytest.fixture
def root(folder: Folder) -> Path:
    """A product with a variant, an article in two languages, one in the first only."""
    return folder(
        {
            "products/leaf/tea.yml": "name: 绿茶\nsummary: 头茬茶\nprice: 20\n"
            "description: 见[春](articles/spring.md)。\naliases: [头茬]\n"
            "tags: [茶]\nvariants: [{id: big, options: {规格: 大}}]\n"
            "texts:\n  en:\n    name: Green tea\n    summary: First leaves\n"
            "    description: |\n      See [spring](articles/spring.md).\n"
            f"    aliases: [first leaves]\n    words: {{大: Large, 茶: Tea}}\n{SOLD}",
            "products/leaf/shelf.yml": "name: 茶叶\ntexts: {en: {name: Leaf}}\n",
            "content/articles/spring.md": "# 春天的茶\n\n头茬茶 `头茬茶` "
            "[壶](pot.md#头茬).",
            "content/articles/pot.md": "# 壶\n\n## 头茬\n\n壶。",
            "content/articles/yard.png": None,
            "content/en/articles/spring.md": "# Spring\n\nFirst leaves: Green tea.",
            "content/en/index.md": "Tea and pots.",
            "content/authors.yml": "lan: {name: 岳兰}\n",
        }
    )


def test_a_product_says_what_its_texts_say(root: Path) -> None:
    """Names, texts, other names, and the short texts of its variants."""
    one = read(root, IN_ENGLISH).products["tea"]

    assert (one.name, one.summary) == ("Green tea", "First leaves")
    assert one.description.strip() == "See [spring](articles/spring.md)."
    assert one.aliases == ("first leaves",)
    assert one.tags == ("Tea",)
    assert one.offers[0].options == (("Size", "Large"),)
    assert (one.url, one.offers[0].sku) == ("products/tea/", "tea-big")


def test_a_shelf_is_called_in_its_language(root: Path) -> None:
    """And in the first as its file says."""
    assert read(root, IN_ENGLISH).shelves["leaf"].name == "Leaf"
    assert read(root).shelves["leaf"].name == "茶叶"


def test_a_language_has_its_own_texts_and_the_others_pictures(root: Path) -> None:
    """No article of the first is among them, and nothing of theirs in the first."""
    english, first = read(root, IN_ENGLISH), read(root)

    assert list(english.articles) == ["articles/spring.md"]
    assert english.articles["articles/spring.md"].title == "Spring"
    assert "articles/yard.png" in english.files
    assert {one.name for one in english.authors.values()} == {"岳兰"}
    assert set(first.articles) == {"articles/pot.md", "articles/spring.md"}
    assert not first.pages


def test_the_twin_is_the_first_in_the_other_script(root: Path) -> None:
    """Code, addresses and ids are as they were; a heading that is linked is not."""
    twin = read(root, IN_TWIN)
    article, product = twin.articles["articles/spring.md"], twin.products["tea"]

    assert article.title == "春天的茶"
    assert article.body.strip() == "頭茬茶 `头茬茶` [壺](pot.md#頭茬)."
    assert (product.name, product.summary) == ("綠茶", "頭茬茶")
    assert product.offers[0].options == (("規格", "大"),)
    assert product.url == "products/tea/"
    assert twin.authors["lan"].name == "嶽蘭"  # Which is wrong, and can be mended:


def test_a_word_mends_what_the_converter_gets_wrong(root: Path) -> None:
    """Wherever it stands."""
    words = {"岳兰": "岳蘭", "头茬茶": "頭一茬的茶"}
    languages = (*ALL[:2], replace(TWIN, words=words))

    twin = read(root, replace(IN_TWIN, languages=languages))

    assert twin.authors["lan"].name == "岳蘭"
    body = twin.articles["articles/spring.md"].body
    assert body.strip().startswith("頭一茬的茶 `头茬茶`")


def test_each_page_knows_where_else_it_is(root: Path) -> None:
    """And only where it is: an article of one language has no other."""
    known = {one.path: read(root, one) for one in (SETTINGS, IN_ENGLISH, IN_TWIN)}

    here = translation.elsewhere(known, "")

    assert here["articles/spring/"] == ("en/", "zh-hant/")
    assert here["articles/pot/"] == ("zh-hant/",)
    assert here["products/tea/"] == here["buy/tea-big/"] == ("en/", "zh-hant/")
    assert here[""] == here["shop/"] == ("en/", "zh-hant/")


def test_who_is_somewhere_else_is_told_so_there(root: Path) -> None:
    """Machines ask that of languages: what is not said both ways is not believed."""
    known = {one.path: read(root, one) for one in (SETTINGS, IN_ENGLISH, IN_TWIN)}
    told = {path: translation.elsewhere(known, path) for path in known}

    for path, pages in told.items():
        for url, others in pages.items():
            assert all(path in told[other][url] for other in others)


def test_a_site_of_one_language_asks_nothing(root: Path) -> None:
    """No page of it has another."""
    assert translation.elsewhere({"": read(root)}, "") == {}


def test_mark_up_is_no_words() -> None:
    """Addresses, scripts, attributes stay as they are; what a reader hears does not."""
    text = (
        '<video src="发面.mp4" poster="发.jpg" title="发面">发面</video>\n\n'
        "![面](发.png){: srcset='发.png 2x' } https://a.example/发面/ 发面\n\n"
        '{{ product("发面") }} <script>var a = "发面"</script>\n'
    )

    assert Script({}).body(text) == (
        '<video src="发面.mp4" poster="发.jpg" title="發麵">發麵</video>\n\n'
        "![面](发.png){: srcset='发.png 2x' } https://a.example/发面/ 發麵\n\n"
        '{{ product("发面") }} <script>var a = "发面"</script>\n'
    )


def test_people_may_be_told_of_in_a_language(root: Path) -> None:
    """Those who are not are as the first says."""
    (root / "content/authors.yml").write_text("lan: {name: 岳兰}\nhe: {name: 何}\n")
    (root / "content/en/authors.yml").write_text("lan: {name: Yue Lan}\n")

    people = read(root, IN_ENGLISH).authors

    assert {key: one.name for key, one in people.items()} == {
        "lan": "Yue Lan",
        "he": "何",
    }


def test_the_twin_takes_what_is_written_in_its_script(root: Path) -> None:
    """A name is the author's to give."""
    path = root / "products/leaf/tea.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}  zh-Hant: {{name: 綠的茶}}\n".replace(SOLD, "") + SOLD)

    twin = read(root, IN_TWIN).products["tea"]

    assert (twin.name, twin.summary) == ("綠的茶", "頭茬茶")


TEXT = some.text("头茬茶发面干净后里 ab`[](#)!\n*<>-:/.~", max_size=60)


@given(TEXT)
def test_the_other_script_keeps_the_lines(text: str) -> None:
    """So a mistake in the twin stands where it stands in the first."""
    made = Script({}).body(text)

    assert made.count("\n") == text.count("\n")
    assert re.sub("[一-鿿]", "", made) == re.sub("[一-鿿]", "", text)


@given(some.text("头茬茶发面干", min_size=1), some.text("头茬茶", min_size=1))
def test_code_is_nobodys_language(text: str, code: str) -> None:
    """Whatever stands around it."""
    assert f"`{code}`" in Script({}).body(f"{text}：`{code}`。{text}")


@given(some.text("壶茶后面里", min_size=1), some.text("头茬茶发", min_size=1))
def test_a_file_is_found_by_the_name_it_has(words: str, file: str) -> None:
    """Addresses lead to files, and those are not renamed."""
    body = Script({}).body(f"[{words}]({file}.md) ![{words}](<{file}.png>)")

    assert f"]({file}.md)" in body
    assert f"{file}.png" in body
