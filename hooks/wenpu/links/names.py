"""
Find the names of products in running text.

One automaton (Aho-Corasick) knows all names, so a text is gone through once however
many products there are.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import ahocorasick

from wenpu.model import Product
from wenpu.patterns import later

SHORTEST = 2
"""A single character is no name: 茶 stands in half of all words of a tea shop."""

# Letters of scripts that put spaces between words. Within one, a name is not itself.
SPACED = "[0-9A-Za-zÀ-ÖØ-öø-ɏͰ-ԯḀ-ỿἀ-῿]"
LETTER = later(SPACED)
GOES_ON_BEFORE = later(rf"{SPACED}[-_.]?\Z|@\Z")
GOES_ON_AFTER = later(rf"[-_.]?{SPACED}|@")


class Place(NamedTuple):
    """Where a product is named."""

    start: int
    end: int
    product: str


class Names:
    """The names and aliases of products, ready to be found."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.owners = _owners(products)
        self.automaton: Any = ahocorasick.Automaton()
        for name in self.owners:
            may_go_on = bool(LETTER.match(name) or LETTER.match(name[-1]))
            self.automaton.add_word(name, (name, may_go_on))
        self.automaton.make_automaton()

    def find(self, text: str) -> list[Place]:
        """
        Return where *text* names a product, in order.

        Of names that overlap the longest counts. One that is not to be linked, as two
        products share it, still takes its place: no shorter one is found inside.
        """
        taken = bytearray(len(text))
        found: list[Place] = []
        for shorter, start, name in sorted(self._all(text)):
            end = start - shorter
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                if owner := self.owners[name]:
                    found.append(Place(start, end, owner))
        return sorted(found)

    def _all(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield minus the length, start and name, so that the longest sort first."""
        if not self.owners:
            return
        for last, (name, may_go_on) in self.automaton.iter(folded(text)):
            start, end = last + 1 - len(name), last + 1
            if not may_go_on or _is_whole(text, start, end):
                yield start - end, start, name


def folded(text: str) -> str:
    """Return *text* in small ASCII letters; its length stays the same."""
    return text.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")


def _owners(products: Iterable[Product]) -> dict[str, str]:
    """Return whose each name is, "" if it is not to be linked."""
    owners: dict[str, str] = {}
    for product in products:
        for written in {product.name, *product.aliases}:
            name = folded(" ".join(written.split()))
            if len(name) >= SHORTEST:
                shared = owners.get(name, product.id) != product.id
                owners[name] = "" if shared or product.unlisted else product.id
    return owners


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether the span is no part of a longer word, number or address."""
    if LETTER.match(text, start) and GOES_ON_BEFORE.search(
        text, max(0, start - 2), start
    ):
        return False
    return not (LETTER.match(text, end - 1) and GOES_ON_AFTER.match(text, end))
