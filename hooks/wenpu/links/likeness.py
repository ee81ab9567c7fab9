"""
How much texts are alike: TF-IDF over pairs of Han characters and Latin words, cosine.

Why so: it needs no dictionary, and a dictionary would cut apart the very names that
nobody has put into one. It is symmetric, as "related" should be, where BM25 is not. And
two characters are about the length of a Chinese word, so rare pairs mean something.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from math import fsum, log, sqrt
from operator import add

from wenpu.links.ties import Ties, both_ways

# Words that only hold others together; a pair with half of one tells of neither.
PARTICLES = "的了是在和也就都而与或及这那我你他她它们"
# All but these, and all but what is no Han character and no kana.
HAN = re.compile(f"[^\0-〿㄀-㏿ꀀ-\uf8ff\ufb00-\U0001ffff{PARTICLES}]{{2,}}")
LATIN = re.compile("[a-z][a-z0-9]+")

MOST_TERMS = 40
"""Of each text only its most telling terms are compared."""

COMMON = 5
"""A term in more than one text of so many tells nothing of any of them…"""

FEW = 5
"""…unless it is in no more than so many texts at all."""

LEAST = 0.03
"""Below this, two texts have a turn of phrase in common and no more."""


def likeness(texts: Mapping[str, str]) -> Ties:
    """Return how much each two of *texts* are alike, above 0 and up to 1."""
    counts = {key: Counter(terms(texts[key])) for key in sorted(texts)}
    seen = Counter(chain.from_iterable(counts.values()))
    weights = _weights(seen, len(counts))
    lonely = {term for term, number in seen.items() if number == 1}
    vectors = {key: _vector(found, weights, lonely) for key, found in counts.items()}
    return both_ways(_alike(vectors))


def terms(text: str) -> Iterable[str]:
    """Return the terms of *text*: pairs of Han characters, Latin words."""
    pairs = (map(add, run, run[1:]) for run in HAN.findall(text))
    return chain(LATIN.findall(text.lower()), *pairs)


def _weights(seen: Mapping[str, int], texts: int) -> dict[str, float]:
    """Return how telling each term is: the rarer, the more; nothing if it is common."""
    most = max(texts // COMMON, FEW)
    found = {term: number for term, number in seen.items() if number <= most}
    by_number = {number: log((1 + texts) / number) for number in {*found.values()}}
    return {term: by_number[number] for term, number in found.items()}


def _vector(
    counts: Counter[str], weights: Mapping[str, float], lonely: set[str]
) -> dict[str, float]:
    """Return the most telling terms, weighted so that the whole text has length 1."""
    found = {term: weights[term] for term in counts if term in weights}
    often = [(term, number) for term, number in counts.items() if number > 1]
    found |= {t: found[t] * (1 + log(number)) for t, number in often if t in found}
    length = sqrt(fsum([weight * weight for weight in found.values()]))
    for term in found.keys() & lonely:  # They make a text longer, and tie it to none.
        del found[term]
    best = sorted(found.values(), reverse=True)[:MOST_TERMS]
    telling = sorted(term for term, weight in found.items() if weight >= best[-1])
    return {term: found[term] / length for term in telling[:MOST_TERMS]}


def _alike(
    vectors: Mapping[str, Mapping[str, float]],
) -> Iterable[tuple[str, str, float]]:
    """Yield each pair once; terms point to those texts only that have come before."""
    places: dict[str, list[tuple[str, float]]] = {}
    for key, vector in vectors.items():
        scores: dict[str, float] = {}
        for term, weight in vector.items():
            before = places.setdefault(term, [])
            for other, its in before:
                scores[other] = scores.get(other, 0.0) + weight * its
            before.append((key, weight))
        for other, score in scores.items():
            if score >= LEAST:
                yield key, other, score
