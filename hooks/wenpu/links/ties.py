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
    """
    The ties of one thing to those others that have a place in *order*.

    *weight* tells how strong one of them is, 0 if there is none, and *weights* all of
    them: there are ties of which one is found far sooner than all.
    """

    def __init__(
        self,
        weight: Callable[[str], float],
        weights: Callable[[], Mapping[str, float]],
        order: Order,
    ) -> None:
        self.weight = weight
        self._weights = weights
        self._order = order

    @cached_property
    def levels(self) -> list[list[str]]:
        """What is tied, the strongest first; equals share a level, in order."""
        weights, found = self._weights(), defaultdict[float, list[str]](list)
        for key in sorted(weights.keys() & self._order, key=self._order.__getitem__):
            found[weights[key]].append(key)
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
        return Row(lambda key: sums.get(key, 0.0), lambda: sums, order)

    return lambda key: row(own.get(key, ()))


def best(rows: list[Row], but: Iterable[str], most: int) -> list[str]:
    """
    Return the *most* that *rows* tie closest, except *but*.

    No tie is looked at that could not change the list: neither one of a lower row if
    those above have filled it, nor one of what will not be in it anyway.
    """
    found: list[str] = []
    known = {*but}
    for depth, row in enumerate(rows, start=1):
        for level in row.levels:
            fresh = [key for key in level if key not in known]
            found += _first(fresh, rows[depth:], most - len(found))
            if len(found) == most:
                return found
        known.update(found)
    return found


def _first(keys: list[str], rows: list[Row], most: int) -> list[str]:
    """Return the *most* of *keys* that come first; *rows* tell equals apart."""
    if len(keys) <= 1 or not rows:
        return keys[:most]
    by_weight: dict[float, list[str]] = defaultdict(list)
    for key in keys:
        by_weight[rows[0].weight(key)].append(key)
    found: list[str] = []
    for weight in sorted(by_weight, reverse=True):
        if len(found) == most:
            break
        found += _first(by_weight[weight], rows[1:], most - len(found))
    return found
