"""Each case is a folder of products, and what its author is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from wenpu import catalog
from wenpu.model import (
    Channel,
    FreePrice,
    Goal,
    Item,
    Kind,
    Money,
    Quantity,
    Question,
    Sale,
    Settings,
)
from wenpu.problems import Level

SETTINGS = Settings("Tea and vinegar", date(2026, 10, 18))
CORPUS = Path(__file__).parents[2] / "shared/corpus/spree-products"


def lay_out(root: Path, files: dict[str, str], pictures: list[str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for path in pictures:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (40, 30)).save(root / path)
    return root


@pytest.fixture
def shop(case: dict[str, Any], tmp_path: Path) -> Path:
    files = case.get("files") or {"products/tea.yml": case["file"]}
    return lay_out(tmp_path, files, case.get("pictures", []))


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], shop: Path
) -> None:
    """The author gets every problem, with its file and line, in one run."""
    found = catalog.read(shop, SETTINGS)

    marks = {Level.ERROR: "", Level.WARNING: "[warning] ", Level.NOTICE: "[notice] "}
    told = [f"{marks[one.level]}{one}\n" for one in found.problems]
    assert "".join(told) == case["says"]


def test_leaves_out_what_is_broken_and_remembers_it(
    case: dict[str, Any], shop: Path
) -> None:
    """A product is either for sale or known to be broken, and none is forgotten."""
    found = catalog.read(shop, SETTINGS)

    files = case.get("files") or {"products/tea.yml": ""}
    ids = {Path(path).stem for path in files if path.endswith(".yml")}
    ids -= {"shelf", ".old", "shipping", "promotions"} | (
        {"tea"} if "_drafts" in str(files) else set()
    )
    seen = {*found.products, *found.broken}
    assert seen >= ids
    assert not {*found.products} & {*found.broken}


def one(root: Path, text: str, *pictures: str) -> catalog.Catalog:
    files = {"products/tea.yml": text}
    return catalog.read(lay_out(root, files, list(pictures)), SETTINGS)


def test_reads_every_field_into_its_value(tmp_path: Path) -> None:
    """What the author wrote is what templates get, exactly."""
    text = """\
name: 老陈醋
summary: 手工酿造
description: |
  头醋要晒[整整一年](product:tea)。
price: 68.00
compare_at: 88
images: [tea.png, more/茶.png]
aliases: 陈醋
tags: [醋, 清徐, 醋]
specs: {容量: 500 ml, 年份: 2024}
stock: 3
limit: 100
code: 101
added: 2026-10-18
quantity: {max: 12}
extras: [cup]
ask: [刻什么字, {label: 大小, choices: [小, 大], optional: true}]
currencies: {USD: 9.90, JPY: 1400}
tax: inclusive
tax_code: txcd_99999999
checkout: false
sale: {from: 2026-11-01, to: 2026-11-11}
goal: {units: 300, until: 2026-12-31, sold: 12}
shipping: {countries: [CN, HK], rate: standard}
channels:
  weidian: https://weidian.example/1
  miniprogram: {image: tea.png, label: 小程序}
unlisted: true
"""
    rate = "standard: {name: 标准配送, price: 12}"
    others = {"products/cup.yml": "name: 杯\nprice: 5\n", "products/shipping.yml": rate}
    lay_out(tmp_path, others, [])

    found = one(tmp_path, text, "products/tea.png", "products/more/茶.png")
    tea = found.products["tea"]
    offer = tea.offers[0]

    assert found.problems == ()
    assert (offer.sku, offer.price, offer.compare_at, offer.stock, offer.limit) == (
        "tea",
        Money(6800, "CNY"),
        Money(8800, "CNY"),
        3,
        100,
    )
    assert [picture.path for picture in tea.images] == [
        "products/tea.png",
        "products/more/茶.png",
    ]
    assert [picture.url for picture in tea.images] == [
        "media/tea.png",
        "media/more/%E8%8C%B6.png",
    ]
    assert (tea.images[0].width, tea.images[0].height) == (40, 30)
    assert tea.description == "头醋要晒[整整一年](product:tea)。\n"
    assert tea.description_line == 4
    assert tea.aliases == ("陈醋",)
    assert tea.tags == ("醋", "清徐")
    assert tea.specs == (("容量", "500 ml"), ("年份", "2024"))
    assert tea.code == "101"
    assert tea.sale == Sale(date(2026, 11, 1), date(2026, 11, 11))
    assert tea.goal == Goal(300, date(2026, 12, 31), 12)
    assert tea.shipping
    assert tea.shipping.countries == ("CN", "HK")
    assert tea.channels[0] == Channel("weidian", "", "https://weidian.example/1")
    assert tea.channels[1].image == tea.images[0]
    assert tea.unlisted
    assert tea.quantity == Quantity(1, 12)
    assert tea.extras == (Item("cup"),)
    assert tea.questions == (
        Question("刻什么字"),
        Question("大小", "choice", ("小", "大"), optional=True),
    )
    assert offer.currencies == (Money(990, "USD"), Money(1400, "JPY"))
    assert (tea.tax, tea.tax_code) == ("inclusive", "txcd_99999999")
    assert not tea.paid_here
    assert tea.shipping.rates == ("standard",)
    assert (tea.lines["name"], tea.lines["price"], tea.lines["unlisted"]) == (1, 5, 28)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("", Kind.GOODS),
        ("digital: true", Kind.DIGITAL),
        ("place: 清徐", Kind.SERVICE),
        ('slots: ["周六 14:00"]', Kind.SERVICE),
        ("every: month", Kind.MEMBERSHIP),
        ("ships: 2027-01-15", Kind.PREORDER),
        ("goal: {units: 3, until: 2026-12-31}", Kind.PRESALE),
        ("items: [cup]", Kind.BUNDLE),
    ],
)
def test_knows_a_product_by_its_fields(tmp_path: Path, fields: str, kind: Kind) -> None:
    """No field says what kind a product is; those that are there do."""
    lay_out(tmp_path, {"products/cup.yml": "name: 杯\nprice: 1\n"}, [])

    found = one(tmp_path, f"name: 茶\nprice: 20\n{fields}\n")

    assert found.problems == ()
    assert found.products["tea"].kind == kind


def test_variants_take_over_what_they_do_not_say(tmp_path: Path) -> None:
    """Prices come from the product where they cost the same; so does the order."""
    text = """\
name: 老陈醋
price: 68.00
compare_at: 88.00
currencies: {USD: 9.90}
variants:
  - {id: bottle, options: {规格: 瓶, 年份: 3}, images: [tea.png], stock: 2}
  - {id: gift, options: {年份: 5, 规格: 盒}, price: 158, sku: gift-box}
  - {id: tin, options: {年份: 8, 规格: 罐}, price: 99, currencies: {EUR: 12}}
"""

    found = one(tmp_path, text, "products/tea.png")
    bottle, gift, tin = found.products["tea"].offers

    assert bottle.currencies == (Money(990, "USD"),)
    assert gift.currencies == ()
    assert tin.currencies == (Money(1200, "EUR"),)
    assert (bottle.sku, bottle.variant, bottle.stock) == ("tea-bottle", "bottle", 2)
    assert (bottle.price, bottle.compare_at) == (Money(6800, "CNY"), Money(8800, "CNY"))
    assert bottle.images[0].path == "products/tea.png"
    assert (gift.sku, gift.price, gift.compare_at) == (
        "gift-box",
        Money(15800, "CNY"),
        None,
    )
    assert gift.options == (("规格", "盒"), ("年份", "5"))


def test_readers_may_choose_what_they_pay(tmp_path: Path) -> None:
    """A free price has a floor, and may have more."""
    text = "name: 随喜\nprice: {min: 0, suggested: 20}\ncurrency: JPY\n"

    found = one(tmp_path, text)

    free = FreePrice(Money(0, "JPY"), Money(20, "JPY"))
    assert found.products["tea"].offers[0].free == free
    assert found.products["tea"].offers[0].price is None


def test_a_bundle_costs_what_its_parts_cost(tmp_path: Path) -> None:
    """Bundles of bundles, quantities and variants are summed, in their currency."""
    files = {
        "products/all.yml": "name: 全部\nitems: [box, cup]\ncompare_at: 99\n",
        "products/box.yml": "name: 盒\nitems: [tea/bag, {item: cup, quantity: 2}]\n",
        "products/cup.yml": "name: 杯\nprice: 10.50\ncurrency: EUR\n",
        "products/tea.yml": "name: 茶\nprice: 7\ncurrency: EUR\nvariants: {id: bag}\n",
    }

    found = catalog.read(lay_out(tmp_path, files, []), SETTINGS)

    assert found.problems == ()
    assert found.products["box"].offers[0].price == Money(2800, "EUR")
    assert found.products["all"].offers[0].price == Money(3850, "EUR")
    assert found.products["all"].offers[0].compare_at == Money(9900, "EUR")
    assert found.products["box"].items == (Item("tea", "bag"), Item("cup", "", 2))


def test_a_bundle_waits_for_a_broken_part(tmp_path: Path) -> None:
    """Without the part's price there is no bundle, and no second complaint."""
    files = {
        "products/box.yml": "name: 盒\nitems: [cup]\n",
        "products/cup.yml": "name: 杯\nprice: x\n",
        "products/gift.yml": "name: 礼\nprice: 20\nitems: [cup]\ninstead: cup\n",
    }

    found = catalog.read(lay_out(tmp_path, files, []), SETTINGS)

    assert [str(one.spot) for one in found.problems] == ["products/cup.yml:2"]
    assert found.broken == {"box", "cup"}
    assert set(found.products) == {"gift"}


def test_shelves_come_in_their_order_and_products_by_name_of_file(
    tmp_path: Path,
) -> None:
    """A shelf needs no file of its own; what lies on none comes last."""
    price = "price: 1\n"
    files = {
        "products/zither.yml": f"name: 琴\n{price}",
        "products/robot-vacuums/b.yaml": f"name: B\n{price}",
        "products/robot-vacuums/a.yml": f"name: A\n{price}",
        "products/first/c.yml": f"name: C\n{price}",
        "products/first/shelf.yml": "name: 头等\nsummary: 最好的\norder: -1\n",
        "products/photos/README.md": "No shelf: nothing is for sale here.",
    }

    found = catalog.read(lay_out(tmp_path, files, []), SETTINGS)

    assert found.problems == ()
    assert [shelf.name for shelf in found.shelves.values()] == ["头等", "Robot vacuums"]
    assert list(found.products) == ["c", "a", "b", "zither"]
    assert found.products["zither"].shelf == ""
    assert found.shelves["first"].spot.path == "products/first/shelf.yml"


def test_reads_products_made_by_others() -> None:
    """A shop that was exported from elsewhere is read without a complaint."""
    if not CORPUS.is_dir():
        pytest.skip(f"no exported shop at {CORPUS}")

    found = catalog.read(CORPUS, SETTINGS)

    assert found.problems == ()
    assert len(found.products) == 37
    assert sum(len(product.offers) for product in found.products.values()) == 87


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"name: \xc0\xcf\n", "products/tea.yml:1: not UTF-8"),
        (b"# " + b"x" * 20_000_000, "products/tea.yml:1: 20.0 MB of text"),
    ],
)
def test_a_file_that_is_no_text_is_a_product_that_is_broken(
    data: bytes, says: str, tmp_path: Path
) -> None:
    """Its id is known, so nobody is told that there is no such product."""
    box = "name: 盒\nprice: 5\nitems: [tea]\ninstead: tea\n"
    lay_out(tmp_path, {"products/box.yml": box}, [])
    (tmp_path / "products/tea.yml").write_bytes(data)

    found = catalog.read(tmp_path, SETTINGS)

    assert [str(one).startswith(says) for one in found.problems] == [True]
    assert found.broken == {"tea"}
    assert set(found.products) == {"box"}
