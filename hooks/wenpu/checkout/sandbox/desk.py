"""Where one call is served: the books of its mode, the time, the account."""

import string
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.money import CURRENCIES
from wenpu.checkout.sandbox.store import Books

LETTERS = string.digits + string.ascii_letters

NOUNS = {
    "products": "product",
    "prices": "price",
    "payment_links": "payment_link",
    "coupons": "coupon",
    "promotion_codes": "promotion_code",
    "shipping_rates": "shipping_rate",
    "checkout_sessions": "checkout.session",
}
"""What one of them is called."""


class Account(Struct, frozen=True):
    """Whose shop it is, as the dashboard has it."""

    name: str = "Sandbox"
    country: str = "HK"
    currencies: frozenset[str] = CURRENCIES
    terms: bool = True
    """Whether the dashboard knows where the shop's terms are."""


class Desk(Struct, frozen=True):
    """What the rules of a noun work with."""

    books: Books
    account: Account
    seed: str
    live: bool
    now: int
    pay: str

    def new(self, prefix: str) -> str:
        """Return an id that nobody has: the same in each run from the same seed."""
        return f"{prefix}_{self.code(24)}"

    def code(self, length: int) -> str:
        """Return letters and digits that were not there before."""
        self.books.made += 1
        mode = "live" if self.live else "test"
        digest = sha256(f"{self.seed}:{mode}:{self.books.made}".encode()).digest()
        return "".join(LETTERS[byte % 62] for byte in digest)[:length]

    def get(self, noun: str, name: str, param: str = "id") -> Plain:
        """Return the object *name*, or refuse on behalf of *param*."""
        found = self.books.shelf(noun).get(name)
        if found is None:
            raise Refusal.missing(NOUNS[noun].replace("checkout.", ""), name, param)
        return found

    def all(self, noun: str) -> Iterable[Plain]:
        """Return all objects of *noun*, oldest first."""
        return list(self.books.shelf(noun).values())

    def put(self, noun: str, one: Plain) -> Plain:
        """Keep *one*, in place of the object that has its id."""
        self.books.put(noun, one["id"], one)
        return one

    def drop(self, noun: str, name: str) -> None:
        """Forget an object."""
        self.books.put(noun, name, None)

    def base(self, noun: str, name: str) -> Plain:
        """Return what every object has."""
        return {
            "id": name,
            "object": NOUNS[noun],
            "created": self.now,
            "livemode": self.live,
        }
