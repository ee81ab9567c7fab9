"""What machines are told is true, joined up, and cannot break out of its place."""

import json
from datetime import date
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from wenpu import facts
from wenpu.model import (
    Article,
    Author,
    FreePrice,
    Money,
    Offer,
    Picture,
    Product,
    Settings,
    Site,
    State,
)
from wenpu.problems import Spot

TEXTS = some.text(some.characters(exclude_categories=["Cs"])) | some.sampled_from(
    ["</script>", "<!--<script>", "]]>", "\u2028\u2029", '"\\', "&lt;", "青茶"]
)
VALUES = some.recursive(
    TEXTS | some.integers() | some.booleans(),
    lambda inner: some.lists(inner) | some.dictionaries(TEXTS, inner),
    max_leaves=8,
)
TODAY = date(2026, 11, 22)


class Scripts(HTMLParser):
    """Keeps the text of a page, and names its elements and how much they carry."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag}{len(attrs) or ''}")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(some.dictionaries(TEXTS, VALUES, min_size=1))
def test_what_is_told_is_read_back_from_a_page(told: dict[str, Any]) -> None:
    """No text ends the script, opens another, or is changed by standing in it."""
    text = facts.as_script(told)

    page = Scripts(f'<script type="application/ld+json">{text}</script><p></p>')

    assert page.tags == ["script1", "p"]
    assert json.loads(page.text) == told
    assert not {*"<>&\u2028\u2029"} & {*text}


def test_nothing_known_is_no_script() -> None:
    """A page of which nothing can be told has no empty element."""
    assert facts.as_script({}) == ""


def site(url: str = "https://tea.example/", **changes: Any) -> Site:  # noqa: ANN401
    article = Article(
        src="articles/a.md",
        url="articles/a/",
        title="一</script>",
        body="Text.",
        spot=Spot("content/articles/a.md"),
        day=date(2026, 11, 1),
        authors=("lan",),
        cover=Picture("content/a.png", "a.png", 40, 30),
    )
    offers = (
        Offer("tea-bag", "tea", "bag", price=Money(1250, "EUR")),
        Offer("tea-free", "tea", "free", free=FreePrice(Money(0, "EUR")), stock=0),
    )
    product = Product("tea", "茶", offers, Spot("products/tea.yml"), **changes)
    return Site(
        settings=Settings("Tea", TODAY, url),
        products={"tea": product},
        shelves={},
        articles={article.src: article},
        authors={"lan": Author("阿岚", "阿岚")},
        pages={},
    )


def told(here: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    article, product = here.articles["articles/a.md"], here.products["tea"]
    article_facts = facts.article(here, article, ["tea"])
    return article_facts, facts.product(here, product, [article])


def test_article_and_product_know_one_another_by_their_ids() -> None:
    """A machine that reads either page can join it to the other."""
    article, product = told(site())

    assert article["@id"] == "https://tea.example/articles/a/#article"
    assert product["@id"] == "https://tea.example/products/tea/#product"
    assert article["mentions"] == [{"@id": product["@id"]}]
    assert product["subjectOf"] == [{"@id": article["@id"]}]


def test_an_offer_is_told_as_it_is_sold() -> None:
    """Its exact amount, whether it is there, and the door that never moves."""
    _, product = told(site())

    assert product["offers"] == [
        {
            "@type": "Offer",
            "sku": "tea-bag",
            "price": "12.50",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "url": "https://tea.example/buy/tea-bag/",
        },
        {
            "@type": "Offer",
            "sku": "tea-free",
            "price": "0.00",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/SoldOut",
            "url": "https://tea.example/buy/tea-free/",
        },
    ]


def test_who_makes_a_product_is_its_brand() -> None:
    """With the page that tells of them; without a maker nothing is said."""
    _, made = told(site(maker="lan"))
    _, other = told(site())

    assert made["brand"] == {
        "@type": "Brand",
        "name": "阿岚",
        "url": "https://tea.example/authors/%E9%98%BF%E5%B2%9A/",
    }
    assert "brand" not in other


def test_every_state_has_its_word_for_machines() -> None:
    """A state that is new here must be told there, too."""
    assert {*facts.AVAILABILITY} == {*State}


def test_addresses_are_whole_and_quoted() -> None:
    """A machine that has only the facts can follow them."""
    article, _ = told(site())

    assert article["image"] == "https://tea.example/a.png"
    assert article["author"] == [
        {
            "@type": "Person",
            "name": "阿岚",
            "url": "https://tea.example/authors/%E9%98%BF%E5%B2%9A/",
        }
    ]


def test_a_site_without_an_address_tells_what_it_knows() -> None:
    """No half of an address stands anywhere."""
    article, product = told(site(""))

    text = json.dumps([article, product])
    assert article["headline"] == "一</script>"
    assert product["offers"][0]["price"] == "12.50"
    assert not [word for word in ("@id", "url", "articles/", "buy/") if word in text]


def test_open_graph_leaves_out_what_is_not_known() -> None:
    """An empty tag is worse than none."""
    found = facts.open_graph({"og:title": "茶", "og:image": ""})

    assert found == [{"property": "og:title", "content": "茶"}]
    assert facts.price_tags(Money(1200, "JPY")) == {
        "product:price:amount": "1200",
        "product:price:currency": "JPY",
    }
