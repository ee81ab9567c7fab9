"""The one door to the payment service: lists, creates, updates, deletes. No more."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Protocol

from wenpu.problems import WenpuError

Fields = Mapping[str, Any]
"""An object, or the parameters of a request, in the service's own words."""


class Thing(StrEnum):
    """What the service keeps for us. The value is what people call it."""

    PRODUCT = "product"
    PRICE = "price"
    LINK = "link"
    RATE = "shipping rate"
    COUPON = "coupon"
    CODE = "promotion code"


class CheckoutError(WenpuError):
    """The payment service cannot be used, or will not do what was asked."""


class RefusedError(CheckoutError):
    """It refused one request; *what* says why, in its own words. Others may go on."""

    def __init__(
        self, what: str, *, missing: bool = False, taken: bool = False
    ) -> None:
        super().__init__(what)
        self.what = what
        self.missing, self.taken = missing, taken


class BrokenError(CheckoutError):
    """It failed, may have done what was asked, and would say the same for a day."""


class Gateway(Protocol):
    """What planning and applying need of a payment service."""

    mode: str
    """`live`, `test` or `sandbox`: whose links these are."""

    def account(self) -> str:
        """Return the id of the account, "" if the key may not ask."""

    def every(self, thing: Thing) -> Iterator[dict[str, Any]]:
        """Yield each *thing*, ours and others', newest first; prices only in use."""

    def one(self, thing: Thing, name: str) -> dict[str, Any] | None:
        """Return the object called *name*, or none."""

    def create(self, thing: Thing, fields: Fields, key: str) -> dict[str, Any]:
        """Make an object; asking again with the same *key* makes no second one."""

    def update(self, thing: Thing, name: str, fields: Fields) -> dict[str, Any]:
        """Change the object called *name*."""

    def delete(self, thing: Thing, name: str) -> None:
        """Remove the object called *name*; one that is gone is no mistake."""

    def mutable(self, thing: Thing) -> frozenset[str]:
        """Return the fields of *thing* that can be changed at all."""
