"""Each case is a small site, and who speaks of whom in it; laws hold for every site."""

import random
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from wenpu import links, prose
from wenpu.model import (
    Article,
    Graph,
    Item,
    Mention,
    MentionKind,
    Money,
    Offer,
    Product,
    Settings,
    Site,
)
from wenpu.problems import Spot


def product(name: str, says: dict[str, Any]) -> Product:
    """Make a product of the fields that a case names."""
    variants = says.get("variants", [""])
    price = Money(100, "CNY")
    offers = [Offer(f"{name}-{one}", name, one, price=price) for one in variants]
    return Product(
        id=name,
        name=says.get("name", name),
        offers=tuple(offers),
        spot=Spot(f"products/{name}.yml"),
        shelf=says.get("shelf", ""),
        description=says.get("description", ""),
        aliases=tuple(says.get("aliases", ())),
        tags=tuple(says.get("tags", ())),
        items=tuple(Item(one) for one in says.get("items", ())),
        unlisted=says.get("unlisted", False),
        retired=says.get("retired", False),
    )


def article(src: str, says: dict[str, Any] | str) -> Article:
    """Make an article of the fields that a case names, or of its text alone."""
    fields: dict[str, Any] = {"body": says} if isinstance(says, str) else says
    return Article(
        src=src,
        url=f"{src}/",
        title=fields.get("title", src),
        body=fields.get("body", ""),
        spot=Spot(f"content/articles/{src}.md"),
        body_line=fields.get("body_line", 1),
        day=fields.get("day"),
        tags=tuple(fields.get("tags", ())),
        products=tuple(fields.get("products", ())),
        products_line=fields.get("products_line", 1),
    )


def site(articles: Iterable[Article], products: Iterable[Product]) -> Site:
    return Site(
        settings=Settings("shop", date(2026, 1, 1)),
        products={one.id: one for one in products},
        shelves={},
        articles={one.src: one for one in articles},
        authors={},
        pages={},
    )


def read(case: dict[str, Any]) -> Site:
    goods = [product(name, says or {}) for name, says in case["products"].items()]
    return site([article(*pair) for pair in case["articles"].items()], goods)


def line(mention: Mention) -> str:
    """Write a mention in a case's short way."""
    variant = f"/{mention.variant}" if mention.variant else ""
    anchor = f" {mention.anchor}" if mention.anchor else ""
    where = f" {mention.words}: {mention.sentence}" if mention.sentence else ""
    return f"{mention.article} {mention.kind} {mention.product}{variant}{anchor}{where}"


def bodies(shop: Site, graph: Graph, *, link_names: bool) -> dict[str, str]:
    return {
        src: links.marked(one, graph.articles[src], link_names=link_names)
        for src, one in shop.articles.items()
    }


def found_in(shop: Site, case: dict[str, Any]) -> dict[str, object]:
    """Return all that a case could ask for."""
    graph = links.graph(shop)
    broken = frozenset(case.get("broken", ()))
    return {
        "mentions": [line(one) for one in graph.mentions],
        "marked": bodies(shop, graph, link_names=True),
        "unlinked": bodies(shop, graph, link_names=False),
        "problems": "".join(f"{one}\n" for one in links.problems(shop, broken)),
        "orphans": "".join(f"{one}\n" for one in links.orphans(shop, graph)),
        "article_products": plain_lists(graph.article_products),
        "product_articles": plain_lists(graph.product_articles),
        "article_articles": plain_lists(graph.article_articles),
        "product_products": plain_lists(graph.product_products),
    }


def plain_lists(found: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {key: list(names) for key, names in found.items()}


def test_finds_what_the_case_says(case: dict[str, Any]) -> None:
    """Whatever a case names is what is found in its site."""
    found = found_in(read(case), case)

    for key in case.keys() & found.keys():
        wanted, here = case[key], found[key]
        if isinstance(wanted, dict) and isinstance(here, dict):
            here = {name: here[name] for name in wanted}
        assert here == wanted, key


# Names that overlap, stand in other words, are shared, or have marks in them.
NAMES = [
    "老陈醋",
    "陈醋",
    "醋",
    "老陈醋礼盒",
    "Pot",
    "Tea Pot",
    "tea pot",
    "[限]壶",
    "a*b*c",
]
PIECES = [
    *NAMES,
    *"，。 \n`[]",
    "\n\n",
    "```\n",
    "# ",
    "x",
    "teapot",
    "[文](product:p0)",
    "![图](product:p1)",
    "![图](product:p2/v)",
    "[文][r]",
    "[无](product:none)",
    "[**粗**](<product:p3> 't')",
    "[外](http://a.cn/老陈醋)",
    "\n\n[r]: product:p4\n\n",
]
TAGS = st.lists(st.sampled_from(["醋", "茶", "Tea", "tea"]), max_size=2, unique=True)
IDS = [f"p{number}" for number in range(5)]
PRODUCTS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "aliases": st.lists(st.sampled_from(NAMES), max_size=2),
        "variants": st.sampled_from([[""], ["v", "w"]]),
        "tags": TAGS,
        "unlisted": st.booleans(),
        "retired": st.booleans(),
        "items": st.lists(st.sampled_from(IDS), max_size=2),
    }
)
ARTICLES = st.fixed_dictionaries(
    {
        "body": st.lists(st.sampled_from(PIECES), max_size=15).map("".join),
        "products": st.lists(st.sampled_from([*IDS, "p0/v", "none"]), max_size=3),
        "day": st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 3)),
        "tags": TAGS,
    }
)
SITES = st.builds(
    lambda goods, texts: site(
        [article(f"a{number}", says) for number, says in enumerate(texts)],
        [product(*pair) for pair in zip(IDS, goods, strict=True)],
    ),
    st.lists(PRODUCTS, min_size=len(IDS), max_size=len(IDS)),
    st.lists(ARTICLES, max_size=5),
)


@given(SITES)
def test_every_mention_shows_on_both_sides(shop: Site) -> None:
    """The author of an article writes it once; both pages tell it."""
    graph = links.graph(shop)

    assert {*graph.mentions} == {
        one for all_of in graph.articles.values() for one in all_of
    }
    assert {*graph.mentions} == {
        one for all_of in graph.products.values() for one in all_of
    }
    for one in graph.mentions:
        assert one.product in graph.article_products[one.article]
        assert one.article in graph.product_articles[one.product]


@given(SITES, st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(shop: Site, chance: random.Random) -> None:
    """Whatever is read first, the graph is the same."""
    products, articles = [*shop.products.items()], [*shop.articles.items()]
    chance.shuffle(products)
    chance.shuffle(articles)

    other = replace(shop, products=dict(products), articles=dict(articles))

    assert links.graph(other) == links.graph(shop)
    assert links.problems(other) == links.problems(shop)


@given(SITES)
def test_nobody_is_led_to_what_is_hidden_or_gone(shop: Site) -> None:
    """What is unlisted or retired appears where an author put it, and nowhere else."""
    graph = links.graph(shop)

    gone = {name for name, one in shop.products.items() if one.unlisted or one.retired}
    said = {(one.article, one.product) for one in graph.mentions}
    for src, names in graph.article_products.items():
        assert all((src, name) in said for name in names if name in gone)
    for names in graph.product_products.values():
        assert not gone & {*names}
    named = (one for one in graph.mentions if one.kind is MentionKind.NAMED)
    assert not any(shop.products[one.product].unlisted for one in named)


@given(SITES)
def test_lists_name_each_thing_once_and_never_itself(shop: Site) -> None:
    """Six that are alike, beyond those that are mentioned."""
    graph = links.graph(shop)

    for lists in (graph.article_articles, graph.product_products):
        for key, names in lists.items():
            assert len(names) == len({*names}) <= 6
            assert key not in names
    for names in (*graph.article_products.values(), *graph.product_articles.values()):
        assert len(names) == len({*names})


@given(SITES)
def test_names_are_found_in_running_prose_only(shop: Site) -> None:
    """A named mention lies where nothing is masked."""
    for one in links.graph(shop).mentions:
        mask = prose.mask(shop.articles[one.article].body)
        if one.kind is MentionKind.NAMED:
            body = shop.articles[one.article].body
            assert mask[one.start : one.end] == body[one.start : one.end]
        assert one.words in one.sentence


@given(SITES)
def test_without_mentions_a_text_stays_as_it_is(shop: Site) -> None:
    """Nothing is rewritten for the sake of rewriting."""
    for one in shop.articles.values():
        assert links.marked(one, [], link_names=True) == one.body


@given(SITES)
def test_each_anchor_is_in_the_marked_text_once(shop: Site) -> None:
    """A product's page can lead to the very place; a reader sees the same words."""
    graph = links.graph(shop)

    for src, text in bodies(shop, graph, link_names=True).items():
        wanted = [one.anchor for one in graph.articles[src] if one.anchor]
        ends = [link.destination.partition("#")[2] for link in prose.links(text)]
        assert wanted == [f"m{number}" for number, _ in enumerate(wanted, start=1)]
        assert sorted(filter(None, ends)) == sorted(wanted)
        # A linked name shows its stars, in running text they might have been emphasis.
        words, before = prose.plain(text), prose.plain(shop.articles[src].body)
        assert words.replace("*", "") == before.replace("*", "")
