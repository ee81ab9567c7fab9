"""Each case is a site's folder, and what the templates of its pages may read."""

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from mkdocs.structure.files import File
from msgspec.structs import replace
from tests import tills
from tests.within import at

from wenpu import links, pages, shop, words
from wenpu import site as sites
from wenpu.model import Kit, Settings, Site
from wenpu.pages import GeneratedPage, Pages
from wenpu.shop import Shop

KITS = {
    "": Kit(css="assets/wenpu.css?abc", js="assets/wenpu.js?abc"),
    "pages/article.html": Kit(style="wenpu/article.css", rest="assets/rest.css?abc"),
}
SETTINGS = Settings("Tea", date(2026, 11, 22), "https://tea.example/", kits=KITS)
TEA = "name: 青茶\nprice: 20\nchannels: {email: 'mailto:tea@example.com'}\n"
ADDRESSES = {
    *("url", "src", "css", "rest", "js", "feed", "checkout"),
    *("home", "articles", "shop", "new", "tags", "authors", "series", "codes"),
    *("search", "podcast"),
}
"""Keys whose value, if it is a text, is an address."""

Folder = Callable[[Mapping[str, Any]], Path]


@pytest.fixture
def made(case: dict[str, Any], folder: Folder) -> Shop:
    files = {"products/tea.yml": TEA, **case["files"]}
    root = folder({name: text for name, text in files.items() if text != "absent"})
    found = shop.load(root, replace(SETTINGS, **case.get("settings", {})))
    return tills.opened(found, tills.Till.of(case))


def every(found: Pages) -> dict[str, GeneratedPage]:
    """Return all pages by their address."""
    both = (*found.written.values(), *found.generated.values())
    assert len({page.url for page in both}) == len(both)
    return {unquote(page.url): page for page in both}


def test_shows_what_the_case_says(case: dict[str, Any], made: Shop) -> None:
    """Whatever a case asks of a page is what its template gets."""
    found = every(made.pages)

    for url, wanted in case.get("pages", {}).items():
        wenpu = found[url].meta["wenpu"]
        assert {path: at(wenpu, path) for path in wanted} == wanted, url
    for url, body in case.get("bodies", {}).items():
        assert found[url].body == body
    assert {*case.get("absent", [])} & {*found} == set()


def test_says_nowhere_what_the_case_keeps_back(
    case: dict[str, Any], made: Shop
) -> None:
    """A draft or an unlisted product is not given away by some list."""
    pages = every(made.pages)
    own = case.get("but_on", [])
    shown = {url: page.meta["wenpu"] for url, page in pages.items() if url not in own}
    text = json.dumps([shown, made.pages.missing], ensure_ascii=False)

    assert [word for word in case.get("nowhere", []) if word in text] == []


def test_templates_get_plain_values_and_nothing_else(made: Shop) -> None:
    """Texts, numbers, lists and dicts: so a page can be hashed, by any engine shown."""
    for url, page in every(made.pages).items():
        wenpu = page.meta["wenpu"]
        assert list(not_plain(wenpu)) == [], url
        assert json.loads(json.dumps(wenpu)) == wenpu
    assert list(not_plain(made.pages.missing)) == []


def not_plain(value: Any) -> Iterator[Any]:  # noqa: ANN401
    if type(value) is dict:
        yield from (key for key in value if type(key) is not str)
        for one in value.values():
            yield from not_plain(one)
    elif type(value) is list:
        for one in value:
            yield from not_plain(one)
    elif type(value) not in {str, int, bool}:
        yield value


def test_every_address_leads_somewhere_from_where_it_stands(made: Shop) -> None:
    """At each depth, to pages and to files; places in articles are marked in them."""
    site, found = made.site, every(made.pages)
    files = {*site.files, "assets/wenpu.css", "assets/wenpu.js", "assets/rest.css"}
    base = "https://tea.example/"

    for url, page in found.items():
        for address in addresses(page.meta["wenpu"]):
            parts = urlsplit(unquote(urljoin(f"{base}{url}", address)))
            path = parts.path.lstrip("/")
            assert parts.netloc == "tea.example"
            assert not address.startswith("/")
            assert path in found or path in files, (url, address)
            if parts.fragment:
                assert parts.fragment in set(places(found[path])), (url, address)


def places(page: GeneratedPage) -> Iterator[str]:
    """Yield the names of places in *page*, as its text and its template mark them."""
    wenpu: Any = page.meta["wenpu"]
    yield from re.findall(r"#(\w+)\)", page.body)
    if wenpu["kind"] == "product":
        yield "buy"
        choice = [] if wenpu["product"]["single"] else wenpu["product"]["variants"]
        yield from (f"variant-{one['id']}" for one in choice)


def addresses(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, list):
        for one in value:
            yield from addresses(one)
    if isinstance(value, dict):
        for key, one in value.items():
            ours = isinstance(one, str) and key in ADDRESSES
            if ours and one and not one.startswith(("https://", "mailto:")):
                yield one
            elif key != "words":
                yield from addresses(one)


def test_mkdocs_finds_each_page_where_its_maker_says(made: Shop) -> None:
    """The file that a page pretends to be has the very address it is linked by."""
    for page in every(made.pages).values():
        file = File(page.src_uri, "content", "site", use_directory_urls=True)
        assert file.url.removeprefix("./") == page.url


def test_each_page_can_be_reached_from_home(made: Shop) -> None:
    """By links alone; but for doors, what was paid for, or taken off the shelves."""
    found = every(made.pages)
    goods = made.site.products.values()

    seen, ways = {""}, [""]
    while ways:
        fresh = near(found[ways.pop()]) & found.keys() - seen
        seen |= fresh
        ways += fresh

    kinds = {url: at(page.meta["wenpu"], "kind") for url, page in found.items()}
    apart = {"moved", "thanks", "buy", "offline"}
    lost = {url for url in found.keys() - seen if kinds[url] not in apart}
    off = [one for one in goods if one.unlisted or one.retired]
    assert lost <= {one.url for one in off}


def near(page: GeneratedPage) -> set[str]:
    """Return the addresses that *page* leads to, from the root."""
    here = f"https://tea.example/{page.url}"
    to = [urljoin(here, one) for one in addresses(page.meta["wenpu"])]
    return {unquote(urlsplit(one).path).lstrip("/") for one in to}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("articles/a/", "a_card&locale=en&prefilled_promo_code=TEA10"),
        ("products/tea/", "shop_card&locale=en"),
        ("about/", "shop_card&locale=en"),
    ],
)
def test_a_card_says_whose_it_is(url: str, told: str, folder: Folder) -> None:
    """The same card in an article, in a description and on another page."""
    card = "![](product:tea)"
    files = {"content/articles/a.md": card, "content/about.md": card}
    english = replace(SETTINGS, language="en")
    found = shop.load(folder({"products/tea.yml": TEA, **files}), english)
    coded = {"articles/a.md": {"promotion": "TEA10"}}
    till = tills.Till({"tea": "https://pay.example/tea"}, articles=coded)

    shown = tills.opened(found, till).desk.card(url, "tea", "", "")

    told = f"https://pay.example/tea?client_reference_id={told}"
    assert shown["button"]["url"] == told
    assert shown["address"] == "tea.example/buy/tea/"


def test_every_mention_shows_on_both_sides(made: Shop) -> None:
    """The article's page shows the product, the product's page the article."""
    found = every(made.pages)

    for mention in made.graph.mentions:
        article = made.site.articles[mention.article]
        product = made.site.products[mention.product]
        here, there = found[unquote(article.url)], found[product.url]
        assert product.id in at(here.meta, "wenpu.article.shop.*.id")
        assert article.title in at(there.meta, "wenpu.product.stories.*.title")


@pytest.fixture(scope="module")
def still(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop, so that nobody changes it while it is read."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("content", "products"):
        shutil.copytree(demo / name, root / name)
    return root


def derived(site: Site) -> Pages:
    graph = links.graph(site)
    desk = pages.desk(site, graph, words.read("zh"))
    bodies = {src: one.body for src, one in site.articles.items()}
    return pages.make(desk, bodies)


@settings(max_examples=10)
@given(some.randoms(use_true_random=False))
def test_pages_are_the_same_in_whatever_order_files_are_found(
    still: Path, chance: random.Random
) -> None:
    """Disks list files as they please; a site is the same on all of them."""
    found = sorted(sites.lying(still, "content").items())
    first = derived(sites.load(still, SETTINGS, dict(found)))

    chance.shuffle(found)
    again = derived(sites.load(still, SETTINGS, dict(found)))

    assert list(again.written.items()) == list(first.written.items())
    assert list(again.generated.items()) == list(first.generated.items())
