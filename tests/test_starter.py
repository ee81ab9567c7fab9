"""What a new site holds: a shop in small, and pictures that every reader can see."""

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from wenpu import shop, starter
from wenpu.model import Kind, Settings, State
from wenpu.shop import Shop

LANGUAGES = ["zh", "en"]
CURRENCY = {"zh": "CNY", "en": "EUR"}
TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"

WORD = re.compile(r"[\u4e00-\u9fff]|[A-Za-z’]+")
LEAST_WORDS, MOST_WORDS = 350, 800
PICTURE_BYTES, ALL_BYTES = 12_288, 400_000
"""An author's first page opens at once, and the wheel stays small."""


def begun(root: Path, language: str, today: date = TODAY) -> Shop:
    starter.site(root / "shop", language, today)
    found = Settings("Shop", today, language=language, currency=CURRENCY[language])
    return shop.load(root / "shop", found)


def drawings(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.svg") if path.is_file())


@pytest.fixture(params=LANGUAGES)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    """A new site in each language, as an author has it a minute after installing."""
    return begun(tmp_path, request.param)


def test_a_new_site_shows_what_a_shop_can_be(opened: Shop) -> None:
    """Who looks around meets each kind once, and variants, and a price to choose."""
    products = opened.site.products.values()
    kinds = {one.kind for one in products}

    assert (len(opened.site.articles), len(products)) == (3, 5)
    assert kinds >= {Kind.GOODS, Kind.DIGITAL, Kind.BUNDLE}
    assert kinds & {Kind.SERVICE, Kind.MEMBERSHIP}
    assert any(len(one.offers) > 1 for one in products)
    assert any(offer.free for one in products for offer in one.offers)


def test_nothing_in_a_new_site_is_half_done(opened: Shop) -> None:
    """Stories lead to goods and back; each has a picture and a person."""
    site = opened.site

    assert opened.problems == ()
    assert shop.orphans(opened) == []
    assert all(one.cover and one.series and one.tags for one in site.articles.values())
    assert all(one.images and one.description for one in site.products.values())
    assert {one.maker for one in site.products.values()} & {*site.authors}
    assert all(one.picture and one.bio for one in site.authors.values())


def test_its_articles_are_read_to_the_end(opened: Shop) -> None:
    """Long enough to see how a text looks, short enough not to be skipped."""
    sizes = {
        src: len(WORD.findall(one.body)) for src, one in opened.site.articles.items()
    }

    assert {
        src: size
        for src, size in sizes.items()
        if not LEAST_WORDS <= size <= MOST_WORDS
    } == {}


def test_each_product_has_a_picture_of_its_own(opened: Shop) -> None:
    """Two of the same would look like a mistake."""
    first = [one.images[0].path for one in opened.site.products.values()]

    assert len({*first}) == len(first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_picture_lies_about_unused(language: str, tmp_path: Path) -> None:
    """An author who deletes what is not needed finds its user by its name."""
    begun(tmp_path, language)
    texts = "".join(
        path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*")
        if path.suffix in {".yml", ".md"}
    )

    names = [path.name for path in drawings(tmp_path)]

    assert names
    assert [name for name in names if name not in texts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_drawings_need_no_letters_and_nobody_elses_file(
    language: str, tmp_path: Path
) -> None:
    """A picture stands alone: no fonts, no scripts, no addresses; each is small."""
    begun(tmp_path, language)

    for path in drawings(tmp_path):
        root = ET.parse(path).getroot()  # noqa: S314  # Our own files.
        names = {one.tag.removeprefix(SVG) for one in root.iter()}
        ids = [found for one in root.iter() if (found := one.get("id"))]
        links = [one.get("href", "#") for one in root.iter()]

        assert not names & {"text", "image", "script", "style", "foreignObject"}
        assert len(ids) == len({*ids}), path.name
        assert all(link.startswith("#") for link in links)
        assert path.stat().st_size <= PICTURE_BYTES, path.name


def test_both_beginnings_are_light() -> None:
    """Whoever installs Wenpu carries them."""
    folder = Path(starter.__file__).parent

    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]

    assert sum(sizes) <= ALL_BYTES


@settings(max_examples=8)
@given(
    today=some.dates(date(2027, 1, 1), date(2100, 1, 1)),
    language=some.sampled_from(LANGUAGES),
)
def test_a_new_site_has_a_pre_order_on_any_day(today: date, language: str) -> None:
    """It is ahead of whoever begins, this year or in ten."""
    with TemporaryDirectory() as folder:
        products = begun(Path(folder), language, today).site.products.values()

    states = {one.best_state(today) for one in products}

    assert State.PREORDER in states
    assert {state for state in states if not state.buyable} == set()
