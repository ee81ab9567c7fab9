"""
How much texts are alike: TF-IDF over pairs of Han characters and Latin words, cosine.

Why so: it needs no dictionary, and a dictionary would cut apart the very names that
nobody has put into one. It is symmetric, as "related" should be, where BM25 is not. And
two characters are about the length of a Chinese word, so rare pairs mean something.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from itertools import chain
from math import fsum, log, sqrt

from wenpu.links.ties import Row
from wenpu.patterns import later

# Words that only hold others together; a pair with half of one tells of neither.
PARTICLES = "的了是在和也就都而与或及这那我你他她它们"
# All but these, and all but what is no Han character and no kana.
HAN = f"[^\0-〿㄀-㏿ꀀ-\uf8ff\ufb00-\U0001ffff{PARTICLES}]"
# No regular expression finds pairs that overlap, but two do: the first of them begins
# with the first character of a run, the second with the second.
PAIRS = (later(f"{HAN}{HAN}"), later(f"{HAN}{HAN}(?<={HAN}{HAN}{HAN})"))
LATIN = later("[a-z][a-z0-9]+")

MOST_TERMS = 40
"""Of each text only its most telling terms are compared."""

COMMON = 5
"""A term in more than one text of so many tells nothing of any of them…"""

FEW, MANY = 5, 200
"""…unless it is in no more than a few texts at all; and never if it is in many."""

LEAST = 0.03
"""Below this, two texts have a turn of phrase in common and no more."""


class Likeness:
    """How much texts are alike, asked of one of them at a time."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._keys = sorted(texts)
        vectors = _vectors(texts[key] for key in self._keys)
        self._vectors = dict(zip(self._keys, vectors, strict=True))
        self._terms = {key: frozenset(found) for key, found in self._vectors.items()}

    def row(self, key: str) -> Row:
        """Return what is like the text called *key*, and how much: up to 1."""
        terms, vectors = self._terms, self._vectors
        own, one = terms[key], vectors[key]

        def weight(other: str) -> float:
            both = own & terms[other]
            if not both:
                return 0.0
            two = vectors[other]
            score = fsum([one[term] * two[term] for term in both])  # In any order.
            return score if score >= LEAST else 0.0

        return Row(weight, partial(self._to, key))

    def _to(self, key: str) -> dict[str, float]:
        scores: dict[int, float] = defaultdict(float)
        for term, weight in self._vectors[key].items():
            for place, its in zip(*self._places[term], strict=True):
                scores[place] += weight * its
        found = sorted(place for place, score in scores.items() if score >= LEAST)
        return {self._keys[place]: scores[place] for place in found}

    @cached_property
    def _places(self) -> dict[str, tuple[list[int], list[float]]]:
        """Return in which texts each term is, and how telling it is there."""
        found: dict[str, tuple[list[int], list[float]]] = {}
        for place, vector in enumerate(self._vectors.values()):
            for term, weight in vector.items():
                places, weights = found.setdefault(term, ([], []))
                places.append(place)
                weights.append(weight)
        return found


def _vectors(texts: Iterable[str]) -> list[dict[str, float]]:
    counts = [Counter(terms(text)) for text in texts]
    seen = Counter(chain.from_iterable(counts))
    weights = _weights(seen, len(counts))
    lonely = {term for term, number in seen.items() if number == 1}
    return [_vector(found, weights, lonely) for found in counts]


def terms(text: str) -> list[str]:
    """Return the terms of *text*: Latin words, pairs of Han characters."""
    found = LATIN.findall(text.lower())
    for rule in PAIRS:
        found += rule.findall(text)
    return found


def _weights(seen: Mapping[str, int], texts: int) -> dict[str, float]:
    """Return how telling each term is: the rarer, the more; nothing if it is common."""
    most = max(min(texts // COMMON, MANY), FEW)
    found = {t: number for t, number in seen.items() if number <= most}
    by_number = {number: log((1 + texts) / number) for number in {*found.values()}}
    return {term: by_number[number] for term, number in found.items()}


def _vector(
    counts: Counter[str], weights: Mapping[str, float], lonely: set[str]
) -> dict[str, float]:
    """Return the most telling terms, weighted so that the whole text has length 1."""
    found: dict[str, float] = {}
    for term, number in counts.items():
        if weight := weights.get(term):
            found[term] = weight if number == 1 else weight * (1 + log(number))
    length = sqrt(fsum([weight * weight for weight in found.values()]))
    for term in found.keys() & lonely:  # They make a text longer, and tie it to none.
        del found[term]
    if len(found) > MOST_TERMS:
        least = sorted(found.values())[-MOST_TERMS]
        found = {term: weight for term, weight in found.items() if weight >= least}
    telling = sorted(found)
    return {term: found[term] / length for term in telling[:MOST_TERMS]}
