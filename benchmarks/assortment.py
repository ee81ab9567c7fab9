"""
Make a shop that is all products, with a given number of offers, always the same.

Of each kind that the checkout knows there are some: variants, stock, memberships,
prices that readers choose, bundles, extras, questions, currencies, rates, coupons.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import yaml
from corpus import SAID, TOPICS

VARIANTS = (3, 1, 4, 2)
"""So many offers has each product in turn: 1,000 are 400 products."""

CONFIG = """\
site_name: Benchmark
site_url: https://bench.example/
docs_dir: content
theme: {name: material, language: zh, font: false}
plugins: [wenpu: {currency: CNY, timezone: Asia/Shanghai, checkout: {shop: bench}}]
"""
RATES = {
    "standard": {"name": "标准配送", "price": 12, "days": [2, 5]},
    "cold": {"name": "冷链", "price": 28, "days": [1, 3]},
    "overseas": {"name": "国际小包", "price": 80, "currencies": {"USD": 11}},
}
COUPONS = {
    "newyear": {"name": "新年", "percent": 10, "codes": ["NEWYEAR", "LAN10"]},
    "first": {"name": "头一回", "amount": 8, "codes": [{"code": "FIRST", "limit": 50}]},
}
SENT = {"countries": ["CN", "HK", "SG"], "rate": ["standard", "cold"]}
KINDS: dict[int, dict[str, Any]] = {
    2: {"shipping": SENT, "quantity": {"max": 10}, "extras": ["lot-0/a"]},
    5: {"every": "month"},
    7: {"digital": True, "price": {"min": 5, "suggested": 20}},
    9: {"place": ["左厢", "右厢"], "slots": ["周六", "周日"], "ask": ["姓名"]},
    11: {"shipping": SENT, "ships": "2027-01-15", "limit": 300},
    13: {"items": ["lot-0/a", {"item": "lot-0/b", "quantity": 2}]},
    15: {"shipping": SENT, "tax": "inclusive"},
    17: {"currencies": {"USD": 11, "HKD": 78}},
}
"""What is special about a product, by its number; half of the rest are sent."""


def make(root: Path, offers: int) -> Path:
    """Write a shop with as many *offers* to *root*, and return it."""
    _write(root / "mkdocs.yml", CONFIG)
    _write(root / "content/index.md", "这里只有货。\n")
    _write(root / "products/shipping.yml", _yaml(RATES))
    _write(root / "products/promotions.yml", _yaml(COUPONS))
    for number, size in enumerate(_sizes(offers)):
        shelf = f"shelf-{number % len(SAID['shelves'])}"
        path = root / f"products/{shelf}/lot-{number}.yml"
        _write(path, _yaml(_product(number, size)))
    return root


def _sizes(offers: int) -> Iterator[int]:
    """Yield how many offers each product has; products without variants have one."""
    for number in count():
        if offers <= 0:
            return
        size = VARIANTS[number % len(VARIANTS)]
        yield min(1 if number % 20 in ALONE else size, offers)
        offers -= min(1 if number % 20 in ALONE else size, offers)


ALONE = {number for number, one in KINDS.items() if {"items", "price"} & set(one)}


def _product(number: int, size: int) -> dict[str, Any]:
    rng = Random(f"lot {number}")  # noqa: S311 (not for secrets)
    place, topic = rng.choice(SAID["places"]), rng.choice(list(TOPICS))
    usual = {"shipping": SENT} if number % 2 == 0 else {"stock": 40 + number}
    kind = KINDS.get(number % 20, usual)
    whole = {
        "name": f"{place}{rng.choice(SAID['things'])} {number}",
        "summary": f"{rng.choice(TOPICS[topic])}，{rng.choice(SAID['ends'])}",
        "price": _price(rng),
        "tags": [topic],
        **kind,
    }
    return whole if size == 1 else _varied(rng, whole, size)


def _varied(rng: Random, whole: dict[str, Any], size: int) -> dict[str, Any]:
    """Return *whole* in variants, to which stock and limit then belong."""
    few = {name: whole.pop(name) for name in ("stock", "limit") if name in whole}
    same = "currencies" in whole  # A price in several currencies is all variants'.
    rows = [
        {
            "id": one,
            "options": {"款": one},
            "price": whole["price"] if same else _price(rng),
        }
        | few
        for one in "abcd"[:size]
    ]
    return {**whole, "variants": rows}


def _price(rng: Random) -> int:
    return rng.randint(9, 900)


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
