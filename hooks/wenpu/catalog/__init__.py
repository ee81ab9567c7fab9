"""
`products/` becomes products and shelves, with everything that is wrong said at once.

Nothing is raised for what an author wrote: a product with an error is left out and
named in `broken`, so that nobody complains of it a second time, and who asked decides
what stops. Only this room knows how a product's file looks.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import census, stamps
from wenpu.catalog import (
    bundles,
    extras,
    product,
    promotions,
    rates,
    rules,
    shelves,
    tables,
)
from wenpu.catalog.draft import MEDIA, Draft, Shop
from wenpu.catalog.folder import File, files, misplaced
from wenpu.catalog.form import CODE, ID, PRODUCT, SHELF
from wenpu.catalog.promotions import COUPON
from wenpu.catalog.rates import RATE
from wenpu.fields import Reading
from wenpu.model import Coupon, Product, Rate, Settings, Shelf
from wenpu.problems import Problem, Spot, in_order

__all__ = [
    "CODE",
    "COUPON",
    "ID",
    "MEDIA",
    "PRODUCT",
    "RATE",
    "SHELF",
    "Catalog",
    "coupons_schema",
    "rates_schema",
    "read",
    "schema",
    "shelf_schema",
]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Catalog(Struct, frozen=True):
    """
    What is for sale, by shelf and then by name of file.

    *broken* are the ids of products that exist, but have errors and are left out.
    """

    products: Mapping[str, Product]
    shelves: Mapping[str, Shelf]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    rates: Mapping[str, Rate] = field(default_factory=dict)
    coupons: Mapping[str, Coupon] = field(default_factory=dict)


def read(root: Path, settings: Settings) -> Catalog:
    """Read the products of the site at *root*."""
    top = root / settings.products_dir
    # Pictures have a size, so they count as well.
    paths = sorted(_files(top))
    names = [path.removeprefix(str(top)) for path in paths]
    # All that products are read with; they are the same in each language.
    told = stamps.of((names, top.name, settings.currency, settings.today))
    return census.recall("catalog", paths, told, partial(_read, root, settings))


def _files(top: Path) -> Iterator[str]:
    for folder, _, names in os.walk(top):
        paths = (f"{folder}{os.sep}{name}" for name in names)
        yield from (path for path in paths if os.path.isfile(path))  # noqa: PTH113 (many)


def _read(root: Path, settings: Settings) -> Catalog:
    shop = Shop(root, settings)
    found = list(files(root, settings.products_dir))
    problems: list[Problem] = []
    goods = [file for file in found if not (file.is_shelf or file.is_table)]
    drafts = _drafts(shop, goods, problems)
    if not drafts:
        problems.append(_nothing(settings.products_dir))
    ranged = shelves.read(shop, found, problems)
    shipping, offers = (
        tables.opened(shop, found, name) for name in ("shipping", "promotions")
    )
    rates.check(drafts, shipping)
    priced = rates.read(shop, shipping)
    coupons = promotions.read(shop, offers, drafts)
    problems += (*shipping.reading.problems, *offers.reading.problems)
    made = _catalog(_by_shelf(drafts.values(), ranged), ranged, problems)
    return replace(made, rates=priced, coupons=coupons)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a product's file."""
    return {"$schema": DIALECT, "title": "A product of Wenpu", **PRODUCT.schema()}


def shelf_schema() -> dict[str, Any]:
    """Return the JSON Schema of a `shelf.yml`."""
    return {"$schema": DIALECT, "title": "A shelf of Wenpu", **SHELF.schema()}


def rates_schema() -> dict[str, Any]:
    """Return the JSON Schema of `shipping.yml`."""
    return {"$schema": DIALECT, "title": "Shipping rates", **rates.RATES.schema()}


def coupons_schema() -> dict[str, Any]:
    """Return the JSON Schema of `promotions.yml`."""
    return {"$schema": DIALECT, "title": "Coupons", **promotions.COUPONS.schema()}


def _drafts(
    shop: Shop, found: Iterable[File], problems: list[Problem]
) -> dict[str, Draft]:
    """Read each of the files *found*, then look at them together."""
    drafts: dict[str, Draft] = {}
    for file in found:
        reading = Reading(file.path.as_posix(), problems=[])
        reading.problems += misplaced(file, shop.settings.products_dir)
        if first := drafts.get(file.id):
            problems.append(_twice(file, first))
        else:
            drafts[file.id] = product.read(shop, file, reading)
    for draft in drafts.values():
        currency = bundles.currency(draft, drafts, shop.settings.currency)
        product.price(draft, currency)
    rules.check(drafts)
    bundles.check(drafts)
    extras.check(drafts)
    return drafts


def _twice(file: File, first: Draft) -> Problem:
    what = f"the product {file.id!r} a second time; the first is {first.file.path}."
    fix = "Rename one of the two files: ids are the same on all shelves."
    return Problem(Spot(file.path.as_posix()), what, fix)


def _nothing(folder: str) -> Problem:
    fix = "Make the first with  wenpu new product NAME"
    return Problem(Spot(folder), "there is no product in it.", fix)


def _by_shelf(drafts: Iterable[Draft], ranged: Mapping[str, Shelf]) -> list[Draft]:
    """Return *drafts* as readers meet them; what lies on no shelf comes last."""
    place = {name: position for position, name in enumerate(ranged)}
    return sorted(
        drafts, key=lambda one: (place.get(one.file.shelf, len(place)), one.id)
    )


def _catalog(
    drafts: list[Draft], ranged: Mapping[str, Shelf], problems: list[Problem]
) -> Catalog:
    said = [problem for draft in drafts for problem in draft.reading.problems]
    return Catalog(
        products={one.id: product.make(one) for one in drafts if not one.is_broken},
        shelves=ranged,
        problems=tuple(in_order([*problems, *said])),
        broken=frozenset(one.id for one in drafts if one.is_broken),
    )
