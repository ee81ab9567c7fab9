"""Pictures to share: options and layouts as cases, the demo's cards read again."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from wenpu import cards, darkroom, letters, placements, shop
from wenpu.build import assets, engine, settings
from wenpu.cards import codes, drawing, layout, missing, saying, studio
from wenpu.cards.drawing import Inks, Said
from wenpu.darkroom import Album
from wenpu.placements import Placement
from wenpu.problems import Level, Spot
from wenpu.shop import Around, Shop

Folder = Callable[[Mapping[str, Any]], Path]

COLORS = ("accent", "ink", "paper", "surface")
SIZES = {"wide": (1200, 630), "square": (500, 500), "poster": (1080, 1620)}
MOST = {"wide": 300_000, "square": 300_000, "poster": 500_000}
SCALED = 240
"""Pixels: so wide is a poster that somebody has sent on twice."""


def test_tells_all_that_is_wrong_and_how_to_mend_it(case: dict[str, Any]) -> None:
    """Options and layouts are told with their lines, all of them in one run."""
    if "layout" in case:
        problems = layout.read(case["layout"], "theme/cards/wide.yml", COLORS)[1]
    else:
        problems = [*cards.read(yaml.compose(case["cards"])).problems]

    assert "".join(f"{one}\n" for one in problems) == case.get("says", "")


def test_is_what_the_case_says(case: dict[str, Any]) -> None:
    """What is not said, or cannot be, is as it is for everybody."""
    if "layout" in case:
        found = layout.read(case["layout"], "theme/cards/wide.yml", COLORS)[0]
        assert bool(found) is ("says" not in case)
    else:
        asked = cards.read(yaml.compose(case["cards"]))
        assert asked.on is case["made"]
        assert list(asked.only) == case.get("only", [])
        if "font" in case:
            assert (asked.font, asked.title_font) == (case["font"], case["title_font"])


@dataclass
class Room:
    """A site as it is built, but for its pages: who draws asks this for pictures."""

    shop: Shop
    album: Album

    def html(self, src: str) -> str:
        raise AssertionError(src)

    def body(self, src: str) -> str:
        raise AssertionError(src)

    def named(self, path: str) -> str:
        known = {one.path: darkroom.named(one) for one in self.album.negatives}
        return known.get(path, "")

    def pixels(self, path: str) -> Image.Image:
        return darkroom.pixels_of(self.album, path)

    def has(self, name: str) -> bool:
        raise AssertionError(name)

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        assert name.endswith(".jpg")
        return make()

    def made(self, name: str) -> bytes:
        return self.shop.leaflets[name].make(self)

    @property
    def told(self) -> list[str]:
        return [str(one) for one in self.shop.problems]


def opened(root: Path) -> Room:
    """Return the site at *root* with its cards."""
    config = engine.config(root)
    wanted = settings.read(config, engine.plugin(config).config)
    room = cards.opened(wanted, root, assets.theme_dirs(config))
    made_with = replace(wanted.cards, stamp=room.stamp, problems=room.problems)
    wanted = replace(wanted, cards=made_with)
    uris = settings.sources(config, wanted)
    files = dict(uris)
    goods = root / wanted.products_dir
    found = (one for one in sorted(goods.rglob("*")) if one.is_file())
    files |= {f"media/{one.name}": one.relative_to(root).as_posix() for one in found}
    album = darkroom.look(root, files)
    around = Around(album=album.prints, studio=room)
    return Room(shop.load(root, wanted, uris, around), album)


@pytest.fixture(scope="module")
def demo_room(demo: Path) -> Room:
    return opened(demo)


@pytest.fixture(scope="module")
def posters(demo_room: Room) -> dict[str, bytes]:
    """Every poster of the demo, by the address of its page."""
    names = [one for one in demo_room.shop.leaflets if one.endswith("/poster.jpg")]
    return {
        name.removeprefix("cards/").removesuffix("poster.jpg"): demo_room.made(name)
        for name in names
    }


def decoded(image: Image.Image) -> list[str]:
    """Return what a telephone reads in *image*."""
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    read = zxingcpp.read_barcodes(image, formats=wanted)
    return [one.text for one in read]


def opened_image(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_every_article_and_product_has_all_of_them(demo_room: Room) -> None:
    """And every door has a code."""
    site, names = demo_room.shop.site, {*demo_room.shop.leaflets}
    urls = [*(one.url for one in site.articles.values())]
    urls += [one.url for one in site.products.values()]

    wanted = {f"cards/{url}{kind}.jpg" for url in urls for kind in SIZES}
    wanted |= {f"cards/{url}qr.svg" for url in urls}
    wanted |= {f"cards/buy/{sku}/qr.svg" for sku in site.offers}

    assert wanted <= names


def test_every_poster_leads_to_its_page(
    demo_room: Room, posters: Mapping[str, bytes]
) -> None:
    """Its code is read as it is and small, and says that it stands on a poster."""
    site, pages = demo_room.shop.site, demo_room.shop.pages

    assert len(posters) == len(site.articles) + len(site.products)
    for url, data in posters.items():
        image = opened_image(data)
        small = image.resize((SCALED, image.height * SCALED // image.width))
        (said,) = decoded(image)
        assert decoded(small) == [said], url
        parts = urlsplit(said)
        assert said.startswith(site.settings.url)
        assert parts.path.removeprefix("/") in pages.urls, said
        (reference,) = parse_qs(parts.query)["ref"]
        assert reference in {"poster", "shop_poster"}


def test_a_poster_of_one_offer_leads_to_its_door(
    demo_room: Room, posters: Mapping[str, bytes]
) -> None:
    """What is printed leads to the door for ever; where one chooses, to the page."""
    for one in demo_room.shop.site.products.values():
        (said,) = decoded(opened_image(posters[one.url]))
        door = f"/buy/{one.offers[0].sku}/"
        assert (urlsplit(said).path == door) is (len(one.offers) == 1)


def test_every_card_is_as_large_and_as_light_as_it_may_be(demo_room: Room) -> None:
    names = [one for one in demo_room.shop.leaflets if one.endswith(".jpg")]

    for name in names:
        kind = Path(name).stem
        data = demo_room.made(name)
        assert opened_image(data).size == SIZES[kind], name
        assert len(data) <= MOST[kind], name


def test_codes_say_where_they_stand(demo_room: Room) -> None:
    """Each is told apart at the checkout: a code beside a page is no poster."""
    found = demo_room.shop.leaflets["cards/buy/daylily/qr.svg"].given

    assert str(found).endswith("/buy/daylily/?ref=shop_qr")


@given(st.text("abcdefgh/-0123456789", min_size=1, max_size=80))
def test_codes_are_read_again(path: str) -> None:
    """At a few pixels for each module."""
    url = placements.printed(f"https://a.example/{path}", "x_qr")

    assert decoded(codes.drawn(url, 200)) == [url]
    assert codes.svg(url) == codes.svg(url)
    assert b"viewBox" in codes.svg(url)


SAID = Said(
    "article",
    {"title": "一坛老陈醋", "summary": "在清徐住了一年。", "site": "晋味"},
    "https://a.example/101/",
    "",
    "晋味",
)
ALONE = """
from tests.test_cards import SAID, digest
print(digest(SAID))
"""


def digest(said: Said, picture: Image.Image | None = None) -> str:
    """Return the stamp of the three cards of *said*."""
    made = (drawing.draw(one, said, inks(), picture) for one in layouts().values())
    return sha256(b"".join(made)).hexdigest()


def inks() -> Inks:
    return plain_studio().inks


def layouts() -> Mapping[str, layout.Layout]:
    return plain_studio().layouts


def plain_studio() -> studio.Studio:
    config = engine.config(Path(__file__).parents[1])
    wanted = settings.read(config, engine.plugin(config).config)
    return cards.opened(wanted, Path(__file__).parents[1], [assets.THEME])


def test_the_same_card_is_the_same_in_every_process() -> None:
    root = Path(__file__).parents[1]

    done = subprocess.run(
        [sys.executable, "-c", ALONE], cwd=root, capture_output=True, check=True
    )

    assert done.stdout.decode().split() == [digest(SAID)] == [digest(SAID)]


def test_a_title_of_five_hundred_characters_is_cut() -> None:
    """It stays within its box, however long it is."""
    long = replace(SAID, texts={**SAID.texts, "title": "一坛醋，Vinegar。" * 50})

    for one in layouts().values():
        image = opened_image(drawing.draw(one, long, inks(), None))
        assert image.size == (one.width, one.height)
    assert decoded(
        opened_image(drawing.draw(layouts()["poster"], long, inks(), None))
    ) == [long.code(Placement.POSTER)]


def test_a_noisy_picture_is_written_lighter() -> None:
    """What weighs too much is a little less sharp."""
    noise = Image.effect_noise((1600, 900), 90).convert("RGB")

    for name, one in layouts().items():
        assert len(drawing.draw(one, SAID, inks(), noise)) <= MOST[name]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("一杯🍵茶", "一杯茶"),
        ("🎉 开张", "开张"),
        ("五★好评", "五★好评"),
        ("❤️ 谢谢", "谢谢"),
        ("👩‍🍳 下厨 🇨🇳", "下厨"),
        ("1️⃣ 第一", "第一"),
        ("葛\U000e0100城", "葛城"),
        ("一\u200b杯\u2060茶\ufeff", "一杯茶"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_emoji_are_left_out(text: str, left: str) -> None:
    """No font draws them in one colour; signs that it draws stay."""
    assert saying.plain(text) == left


CONFIG = """\
site_name: {name}
site_url: {url}
docs_dir: content
theme: {{name: material, language: {language}}}
plugins:
  - wenpu:
      cards: {said}
"""
TEA = "name: 春茶\nsummary: 头一茬\nprice: 68\nimages: [tea.png]\n"


def site(folder: Folder, said: str = "true", **more: str) -> Path:
    """Return a site of one product and one article."""
    values = {"name": "小铺", "url": "https://tea.example/", "language": "zh", **more}
    config = CONFIG.format(said=said, **values)
    files = {"content/index.md": "Hello.", "products/tea.png": None}
    article = more.get("article", "---\ntitle: 春天\n---\n一杯[茶](product:tea)。\n")
    files |= {"mkdocs.yml": config, "content/articles/spring.md": article}
    return folder({**files, "products/tea.yml": more.get("tea", TEA)})


def told(found: Room) -> list[str]:
    """Return what is told of characters."""
    return [str(one) for one in found.shop.problems if "U+" in one.what]


def test_what_no_font_draws_stops_the_build(folder: Folder) -> None:
    """With each character, the file and its line; all of it in one run."""
    tea = TEA.replace("头一茬", "头\U000323af茬\ue000")
    article = "---\ntitle: 春\U000323aa天\nauthors: [lin]\ntags: [茶]\n---\nTea.\n"
    root = site(folder, tea=tea, article=article)
    folder({"content/authors.yml": "lin:\n  bio: 写茶\n  name: 林\ue001\n"})

    found = opened(root)

    drawn, lost = "no font of cards can draw", "\U000323af"
    assert [one.split("\n")[0] for one in told(found)] == [
        f"content/articles/spring.md:2: {drawn} {chr(0x323AA)!r} (U+323AA).",
        f"content/authors.yml:3: {drawn} '\\ue001' (U+E001).",
        f"products/tea.yml:2: {drawn} {lost!r} (U+323AF), '\\ue000' (U+E000).",
    ]
    assert told(found)[0].endswith(f"\n  {missing.FONT}{missing.ELSE}")
    assert {one.level for one in found.shop.problems if "U+" in one.what} == {
        Level.ERROR
    }


def test_what_stands_on_every_card_is_told_once(folder: Folder) -> None:
    """The name of the site stands on each of them, and in one file."""
    found = opened(site(folder, name="小\ue000铺"))

    (only,) = told(found)
    assert only.startswith("mkdocs.yml:1: no font of cards can draw '\\ue000'")


def test_who_wants_no_card_writes_what_they_like(folder: Folder) -> None:
    """Such a page keeps its code, and is shared with its cover."""
    tea = TEA.replace("头一茬", "头\ue000茬") + "cards: false\n"
    article = "---\ntitle: \ue000\ncards: false\n---\n一杯[茶](product:tea)。\n"

    found = opened(site(folder, tea=tea, article=article))

    assert told(found) == []
    names = {one for one in found.shop.leaflets if one.startswith("cards/")}
    assert {Path(one).name for one in names} == {"qr.svg"}
    wenpu: Any = found.shop.pages.generated["products/tea.md"].meta["wenpu"]
    og = {one["property"]: one["content"] for one in wenpu["og"]}
    assert og["og:image"].endswith("tea.png")


def test_what_is_cut_off_is_on_no_card(folder: Folder) -> None:
    """A character far behind in a long summary is drawn nowhere, and stops nothing."""
    long = "头一茬，" * 200
    found = opened(site(folder, tea=TEA.replace("头一茬", f"{long}\ue000")))

    assert told(found) == []
    assert "cards/products/tea/poster.jpg" in found.shop.leaflets


def test_ornaments_that_no_font_has_are_left_out(folder: Folder) -> None:
    """A sign that is no letter, like an emoji, makes no site unbuildable."""
    odd = "\U0001fbc5"  # A stick figure of old computers: a sign, and no emoji.
    zero = "头\u200b一\u00ad茬\ufe0f"
    tea = TEA.replace("春茶", f"春{odd}茶 ✨🍵").replace("头一茬", zero)

    found = opened(site(folder, tea=tea))

    assert told(found) == []
    assert "cards/products/tea/wide.jpg" in found.shop.leaflets
    assert found.made("cards/products/tea/wide.jpg")


def test_what_one_font_lacks_another_draws() -> None:
    """An author's letters may be few; what is behind them stands on the same line."""
    few = letters.find(
        letters.Wish("DejaVu Sans", "sans", False, Spot("x")),  # noqa: FBT003
        Path(),
        "a",
    )[0]
    if not few or not few.behind:
        pytest.skip("DejaVu Sans is not installed here")
    assert few.lacks("春a") == frozenset()
    runs = few.runs("a春b")
    assert [part for _, part in runs] == ["a", "春", "b"]
    assert runs[0][0] == runs[2][0] != runs[1][0]
    assert few.ruler(20, "a春b")("a春b") == sum(
        face.at(20).getlength(part) for face, part in runs
    )
    mixed = Inks({"title": few, "text": few}, inks().colors)
    for one in layouts().values():
        assert opened_image(drawing.draw(one, SAID, mixed, None))


def test_letters_with_accents_are_drawn(folder: Folder) -> None:
    """A Chinese font has few of them; the system's own font has the others."""
    found = opened(site(folder, tea=TEA.replace("春茶", "Bence Bakcső")))

    assert told(found) == []
    assert found.made("cards/products/tea/wide.jpg")


def test_what_is_read_from_right_to_left_is_told(folder: Folder) -> None:
    """To have its letters is not enough: they would stand backwards."""
    article = "---\ntitle: 春天\nsummary: שלום\n---\nTea.\n"

    found = opened(site(folder, article=article))

    (only,) = (one for one in found.shop.problems if "cards" in one.what)
    assert str(only).startswith("content/articles/spring.md:3: cards cannot set what")
    assert only.level is Level.WARNING
    made = [name for name in found.shop.leaflets if name.startswith("cards/articles")]
    assert made == ["cards/articles/spring/qr.svg"]


def test_pages_are_shared_with_their_card(folder: Folder) -> None:
    """Where there is one, it stands for the cover."""
    found = opened(site(folder)).shop.pages
    wenpu: Any = found.generated["products/tea.md"].meta["wenpu"]
    og = {one["property"]: one["content"] for one in wenpu["og"]}

    assert og["og:image"] == "https://tea.example/cards/products/tea/wide.jpg"
    assert (og["og:image:width"], og["og:image:height"]) == ("1200", "630")
    assert wenpu["share"]["poster"]["src"] == "../../cards/products/tea/poster.jpg"
    assert wenpu["share"]["code"] == "../../cards/products/tea/qr.svg"


def test_only_those_are_made_that_are_wanted(folder: Folder) -> None:
    found = opened(site(folder, "{only: wide}")).shop.leaflets

    made = {Path(one).name for one in found if one.startswith("cards/")}
    assert made == {"wide.jpg", "qr.svg"}


def test_without_cards_the_cover_is_shared(folder: Folder) -> None:
    found = opened(site(folder, "false")).shop
    wenpu: Any = found.pages.generated["products/tea.md"].meta["wenpu"]
    og = {one["property"]: one["content"] for one in wenpu["og"]}

    assert not [one for one in found.leaflets if one.startswith("cards/")]
    assert og["og:image"].endswith("tea.png")
    assert wenpu["share"]["poster"] == {}
    assert wenpu["share"]["code"] == ""


def test_without_an_address_there_is_one_sentence(folder: Folder) -> None:
    """A code has to say where."""
    found = opened(site(folder, url="''"))

    assert not [one for one in found.shop.leaflets if one.startswith("cards/")]
    said = [one for one in found.shop.problems if "site_url" in one.what]
    (told,) = [one for one in said if "feeds" not in one.what]
    assert told.level is Level.NOTICE


def test_without_a_font_there_is_one_sentence(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that has none builds all the same, and hears what to install."""
    monkeypatch.setenv("PATH", "")

    found = opened(site(folder))

    (told,) = [one for one in found.shop.problems if "no font" in one.what]
    assert told.level is Level.NOTICE
    assert "fonts-noto-cjk" in told.fix
    names = {one for one in found.shop.leaflets if one.startswith("cards/")}
    assert names
    assert all(one.endswith(".svg") for one in names)


def test_a_font_that_is_none_stops_the_build(folder: Folder) -> None:
    """It is told with its line."""
    root = site(folder, "{font: fonts/mine.otf}")
    folder({"fonts/mine.otf": "no font"})

    told = opened(root).told

    assert told[0].startswith("mkdocs.yml:7: font: 'fonts/mine.otf' is no font that")


def test_a_family_that_is_not_installed_is_told(folder: Folder) -> None:
    """Cards are made in other letters; a strict build wants to hear of it."""
    found = opened(site(folder, "{title_font: No Such Letters}"))

    (told,) = [one for one in found.shop.problems if "No Such" in one.what]
    assert (str(told.spot), told.level) == ("mkdocs.yml:7", Level.WARNING)
    assert "cards/products/tea/wide.jpg" in found.shop.leaflets


def test_a_cover_that_is_no_picture_is_told(folder: Folder) -> None:
    """As it is wherever a picture is named."""
    root = site(folder)
    folder({"products/tea.png": "no picture"})

    assert any("products/tea.yml:4: tea.png: not a" in one for one in opened(root).told)


def test_a_layout_of_the_author_is_taken(folder: Folder) -> None:
    """It lies in the theme's folder, and replaces ours."""
    root = site(folder)
    own = "size: [600, 315]\nboxes:\n  - {show: title, at: [20, 20, 560, 200]}\n"
    folder({"theme/cards/wide.yml": own})
    text = (root / "mkdocs.yml").read_text("utf-8")
    named = text.replace("theme: {", "theme: {custom_dir: theme, ")
    (root / "mkdocs.yml").write_text(named, "utf-8")

    found = opened(root)

    data = found.made("cards/products/tea/wide.jpg")
    assert opened_image(data).size == (600, 315)


def test_a_card_is_another_when_what_it_shows_is(folder: Folder) -> None:
    """A price, a picture: each is in its name in the cache, too."""
    names = list[str]()

    class Noting(Room):
        def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
            names.append(name)
            return super().kept(name, make)

    def made() -> None:
        found = opened(root)
        Noting(found.shop, found.album).made("cards/products/tea/wide.jpg")

    root = site(folder)
    made()
    made()
    folder({"products/tea.yml": TEA.replace("68", "69")})
    made()
    Image.new("RGB", (41, 30), "red").save(root / "products/tea.png")
    made()

    assert names[0] == names[1]
    assert len({*names}) == 3
