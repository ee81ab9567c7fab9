"""
Ties: how strongly two things belong together, seen from either side.

Sums of fractions depend on their order in the last digits. So all go through names in
order: what is equal today is equal tomorrow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import log

Ties = Mapping[str, Mapping[str, float]]


def both_ways(pairs: Iterable[tuple[str, str, float]]) -> Ties:
    """Return *pairs* by each of their ends; the weights of equal pairs add up."""
    ties: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, weight in pairs:
        ties[one][other] = ties[other][one] = ties[one].get(other, 0.0) + weight
    return ties


def shared(marks: Mapping[str, Iterable[str]]) -> Ties:
    """Tie together what bears the same *marks*; the rarer a mark, the closer."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for key in sorted(marks):
        for mark in sorted(set(marks[key])):
            bearers[mark].append(key)
    return both_ways(
        (one, other, log(1 + len(marks) / len(keys)))
        for mark, keys in sorted(bearers.items())
        for one, other in combinations(keys, 2)
    )
