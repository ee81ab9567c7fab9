"""
Ties: how strongly one thing belongs to others.

Nobody needs all pairs of a site, which are many: the ties of one thing are made when
its lists are. Sums of fractions depend on their order in the last digits, so all go
through names in order: what is equal today is equal tomorrow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from math import log

from wenpu.links.destinations import SCHEME

Order = Mapping[str, int]
"""What may stand in a list, and its place where no tie is the stronger one."""

Weigh = Callable[[str], float]
Weights = Callable[[], Mapping[str, float]]


class Row:
    """
    The ties of one thing to others.

    *weight* tells how strong one of them is, 0 if there is none, and *weights* all of
    them: there are ties of which one is found far sooner than all.
    """

    def __init__(self, weight: Weigh, weights: Weights) -> None:
        self.weight = weight
        self._weights = weights

    @cached_property
    def levels(self) -> list[list[str]]:
        """What is tied, the strongest first; equals share a level."""
        found: dict[float, list[str]] = defaultdict(list)
        for key, weight in self._weights().items():
            found[weight].append(key)
        return [found[weight] for weight in sorted(found, reverse=True)]


Ties = Callable[[str], Row]

MANY = 200
"""A mark that more bear ties only the first of them: who reads on has enough there."""


def rarity(bearers: int, things: int) -> float:
    """Return the weight of a mark: the rarer it is, the closer it ties."""
    return log(1 + things / bearers)


def shared(
    marks: Mapping[str, Iterable[str]], weigh: Callable[[int, int], float] = rarity
) -> Ties:
    """Tie together what bears the same *marks*; their weights add up."""
    own = {key: tuple(sorted({*found})) for key, found in marks.items()}
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, found in own.items():
        for mark in found:
            bearers[mark].append(key)
    weights = {mark: weigh(len(keys), len(own)) for mark, keys in bearers.items()}
    near = {mark: _nearest(keys) for mark, keys in bearers.items()}

    @lru_cache(maxsize=256)  # Many bear the same: tags come in pairs, shelves are few.
    def row(found: tuple[str, ...]) -> Row:
        sums: dict[str, float] = defaultdict(float)
        for mark in found:
            weight = weights[mark]
            for key in near[mark]:
                sums[key] += weight
        return Row(lambda key: sums.get(key, 0.0), lambda: sums)

    return lambda key: row(own.get(key, ()))


def _nearest(keys: Sequence[str]) -> list[str]:
    """Return the first articles and the first products of *keys*."""
    if len(keys) <= MANY:
        return list(keys)
    stories = (key for key in keys if not key.startswith(SCHEME))
    goods = (key for key in keys if key.startswith(SCHEME))
    return [*islice(stories, MANY), *islice(goods, MANY)]


def best(rows: list[Row], order: Order, but: Iterable[str], most: int) -> list[str]:
    """
    Return the *most* of *order* that *rows* tie closest, except *but*.

    No tie is looked at that could not change the list: neither one of a lower row if
    those above have filled it, nor one of what will not be in it anyway.
    """
    found: list[str] = []
    known, weights = {*but}, [row.weight for row in rows]
    for depth, row in enumerate(rows, start=1):
        for level in row.levels:
            fresh = [key for key in level if key in order and key not in known]
            found += _first(fresh, weights[depth:], order, most - len(found))
            if len(found) == most:
                return found
        known.update(found)
    return found


def _first(keys: list[str], weights: list[Weigh], order: Order, most: int) -> list[str]:
    """Return the *most* of *keys* that come first; *weights* tell equals apart."""
    if len(keys) <= 1:
        return keys
    if not weights:
        return sorted(keys, key=order.__getitem__)[:most]
    weigh, *below = weights
    by_weight: dict[float, list[str]] = defaultdict(list)
    for key in keys:
        by_weight[weigh(key)].append(key)
    found: list[str] = []
    for weight in sorted(by_weight, reverse=True):
        found += _first(by_weight[weight], below, order, most - len(found))
        if len(found) == most:
            break
    return found
