"""What the checkout is told can be read back, whatever an article is called."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wenpu import placements
from wenpu.model import Article
from wenpu.placements import Placement, Stand
from wenpu.problems import Spot

LINK = "https://pay.example/b/1"
TOLD = f"{LINK}?client_reference_id=tea_card&locale=zh"
PATHS = some.text(some.characters(exclude_categories=["Cs"]), max_size=200)
PLAIN = some.text("aB-9", min_size=1, max_size=12)
PLACEMENTS = some.sampled_from(Placement)


def article(path: str) -> Article:
    """Return an article at *path*."""
    url = f"articles/{quote(path)}/"
    return Article(f"articles/{path}.md", url, "T", "", Spot("a.md"))


@given(PATHS | PLAIN, PLACEMENTS)
def test_a_reference_can_be_sent_and_comes_apart(
    path: str, placement: Placement
) -> None:
    """It is made of what the checkout takes; the article is before its one `_`."""
    name = placements.ref(article(path))
    told = placements.reference(name, placement)

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,200}", told)
    assert len(name) <= 150
    assert told.split("_") == [name, placement]
    assert name not in {"shop", "home"}


@given(some.lists(PATHS | PLAIN, unique_by=lambda path: article(path).url))
def test_no_two_articles_share_a_name(paths: list[str]) -> None:
    """However alike their names are, a sale is one article's, and so is a story."""
    articles = [article(path) for path in paths]

    assert len({placements.ref(one) for one in articles}) == len(articles)
    skus = {placements.story_sku(one) for one in articles}
    assert len(skus) == len(articles)
    assert all(re.fullmatch(r"story-[a-z0-9-]+", sku) for sku in skus)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("vinegar-year", "vinegar-year"),
        ("Vinegar", "Vinegar"),
        ("shop", "shop-d21fb6d6"),
        ("2025/vinegar", "2025-vinegar-dd8d276d"),
        ("snake_case", "snake-case-5ade4d0b"),
        ("陈醋", "52a25194"),
    ],
)
def test_a_name_stays_readable(path: str, name: str) -> None:
    """What is plain stays as it is; the rest is told apart by a hash, for ever."""
    assert placements.ref(article(path)) == name


def test_a_story_of_capitals_has_a_sku() -> None:
    """Skus have none; two articles that differ by case alone keep apart."""
    plain, loud = (
        placements.story_sku(article(path)) for path in ("vinegar", "Vinegar")
    )

    assert plain == "story-vinegar"
    assert re.fullmatch(r"story-vinegar-[0-9a-f]{8}", loud)


@pytest.mark.parametrize(
    ("link", "promotion", "told"),
    [
        (LINK, "", TOLD),
        (
            f"{LINK}?a=b%20c&d=",
            "",
            f"{LINK}?a=b%20c&d=&client_reference_id=tea_card&locale=zh",
        ),
        (
            f"{LINK}?locale=en#x",
            "TEA 10",
            f"{TOLD}&prefilled_promo_code=TEA%2010#x",
        ),
        ("", "TEA", ""),
    ],
    ids=["plain", "with its own", "with ours and a code", "none"],
)
def test_a_link_is_told_more(link: str, promotion: str, told: str) -> None:
    """Nothing of its own is lost, nothing is said twice; no link stays none."""
    assert placements.buy(link, "tea_card", "zh", promotion) == told


@given(PATHS, PLACEMENTS, some.text("AZ09-", max_size=9))
def test_what_a_link_is_told_is_read_back(
    path: str, placement: Placement, promotion: str
) -> None:
    """By anybody who reads addresses, whatever stands in them before."""
    stand = Stand(placement, placements.ref(article(path)), promotion)
    url = placements.buy(f"{LINK}?x={quote(path)}", stand.reference, "en", promotion)

    read = parse_qs(urlsplit(url).query, keep_blank_values=True)
    assert read.pop("x") == [path]
    assert read.pop("client_reference_id") == [stand.reference]
    assert read.pop("locale") == ["en"]
    assert read == ({"prefilled_promo_code": [promotion]} if promotion else {})
