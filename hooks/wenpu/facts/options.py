"""What variants differ by, in schema.org's words where it has one."""

from collections.abc import Mapping

from wenpu.facts.nodes import Node
from wenpu.model import Offer, Product

WORDS: Mapping[str, tuple[str, ...]] = {
    "size": (
        *("size", "sizes", "volume", "capacity", "weight", "length"),
        *(
            "尺寸",
            "大小",
            "尺码",
            "号码",
            "规格",
            "容量",
            "净含量",
            "重量",
            "分量",
            "长度",
        ),
    ),
    "color": ("color", "colour", "颜色", "色", "釉色", "配色"),
    "material": ("material", "材质", "材料", "质地", "用料"),
    "pattern": ("pattern", "花纹", "花色", "图案", "纹样", "花样"),
}
"""What authors call an option, by the property it is; these are what Google reads."""

KNOWN = {word: name for name, words in WORDS.items() for word in words}


def named(one: Product) -> dict[str, str]:
    """Return the options of *one* that are a property; of two the first is it."""
    found: dict[str, str] = {}
    for offer in one.offers:
        for option, _ in offer.options:
            name = KNOWN.get(option.strip().casefold(), "")
            if name and name not in found.values():
                found[option] = name
    return found


def told(offer: Offer, named: Mapping[str, str]) -> Node:
    """Tell the options of *offer*, those that are not *named* as pairs."""
    own = {named[name]: value for name, value in offer.options if name in named}
    others = [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in offer.options
        if name not in named
    ]
    return {**own, "additionalProperty": others}
