"""
Ties: how strongly one thing belongs to others.

Nobody needs all pairs of a site, which are many: the ties of one thing are made when
its lists are. Sums of fractions depend on their order in the last digits, so all go
through names in order: what is equal today is equal tomorrow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from math import log

Order = Mapping[str, int]
"""What may stand in a list, and its place where no tie is the stronger one."""


class Row:
    """The ties of one thing to those others that have a place in *order*."""

    def __init__(self, weights: Mapping[str, float], order: Order) -> None:
        self._weights = weights
        self._order = order

    def weight(self, key: str) -> float:
        """Return how strong the tie to *key* is, 0 if there is none."""
        return self._weights.get(key, 0.0)

    @cached_property
    def levels(self) -> list[list[str]]:
        """What is tied, the strongest first; equals share a level, in order."""
        found: dict[float, list[str]] = defaultdict(list)
        for key in sorted(self._weights.keys() & self._order, key=self._order.__getitem__):
            found[self._weights[key]].append(key)
        return [found[weight] for weight in sorted(found, reverse=True)]


Ties = Callable[[str], Row]


def rarity(bearers: int, things: int) -> float:
    """Return the weight of a mark: the rarer it is, the closer it ties."""
    return log(1 + things / bearers)


def shared(
    marks: Mapping[str, Iterable[str]],
    order: Order,
    weigh: Callable[[int, int], float] = rarity,
) -> Ties:
    """Tie together what bears the same *marks*; their weights add up."""
    own = {key: tuple(sorted({*found})) for key, found in marks.items()}
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, found in own.items():
        for mark in found:
            bearers[mark].append(key)
    weights = {mark: weigh(len(keys), len(own)) for mark, keys in bearers.items()}

    @lru_cache(maxsize=256)  # Many bear the same: tags come in pairs, shelves are few.
    def row(found: tuple[str, ...]) -> Row:
        sums: dict[str, float] = {}
        for mark in found:
            for key in bearers[mark]:
                sums[key] = sums.get(key, 0.0) + weights[mark]
        return Row(sums, order)

    return lambda key: row(own.get(key, ()))
