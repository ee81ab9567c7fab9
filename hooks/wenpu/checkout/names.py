"""How what is ours is called at the payment service, and how we know it again."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct

from wenpu.checkout.gateway import Fields, Thing

OWNER, SKU = "wenpu", "sku"
"""Metadata that marks an object as ours, and says which of ours it is."""


class Ref(Struct, frozen=True, order=True):
    """An object by our name for it, where the service wants its id."""

    thing: Thing
    key: str


class Names(Struct, frozen=True):
    """The names of one *shop*: several may share an account."""

    shop: str

    def name(self, key: str) -> str:
        """Return the id of a product, or lookup key of a price: no shops share one."""
        return f"wenpu_{self.shop}_{key}"

    def marks(self, key: str) -> dict[str, str]:
        """Return the metadata that says whose *key* it is."""
        return {OWNER: self.shop, SKU: key}

    def owns(self, found: Fields) -> bool:
        """Tell whether *found* carries our mark."""
        return marks(found).get(OWNER) == self.shop

    def key(self, found: Fields) -> str:
        """Return which of ours *found* is, "" if it does not say."""
        return str(marks(found).get(SKU, ""))


def marks(found: Fields) -> Mapping[str, Any]:
    """Return the metadata of *found*."""
    return found.get("metadata") or {}


def id_of(value: Any) -> str:  # noqa: ANN401 (an id, or the object itself)
    """Return the id of what the service names, or shows whole."""
    return str(value["id"] if isinstance(value, Mapping) else value)


def short(text: str) -> str:
    """Return six letters that stand for *text*."""
    return sha256(text.encode()).hexdigest()[:6]
