"""
Postings: in which documents a term stands, and how much it says there, as letters.

A posting is `(id - the one before - 1) * 4 + weight`, in digits of 32 with the lowest
first; a digit of the upper half of the alphabet says that more follow. A browser reads
that in three lines, and `gzip` makes it small.
"""

from collections.abc import Iterable, Mapping

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
HALF = 32
WEIGHTS = 4


def number(value: int) -> str:
    """Return *value* in digits."""
    digits = ""
    while value >= HALF:
        digits += ALPHABET[HALF + value % HALF]
        value //= HALF
    return digits + ALPHABET[value]


SHORT = [number(value) for value in range(HALF * HALF * 4)]
"""What is written most often."""


def written(spots: Iterable[int]) -> str:
    """Return *spots*, each `id * 4 + weight`, in rising order, as letters."""
    found, start, short = "", 0, len(SHORT)
    for spot in spots:
        step = spot - start
        found += SHORT[step] if step < short else number(step)
        start = (spot | 3) + 1
    return found


def read(letters: str) -> list[int]:
    """Return the spots that *letters* say."""
    found: list[int] = []
    value, place, start = 0, 1, 0
    for letter in letters:
        digit = VALUES[letter]
        value += digit % HALF * place
        place *= HALF
        if digit < HALF:
            found.append(start + value)
            start = ((start + value) | 3) + 1
            value, place = 0, 1
    return found


def encode(weights: Mapping[int, int]) -> str:
    """Return *weights*, by the document's id, as letters."""
    return written(sorted(one * WEIGHTS + weight for one, weight in weights.items()))


def decode(letters: str) -> dict[int, int]:
    """Return the weight in each document, by its id."""
    return dict(divmod(spot, WEIGHTS) for spot in read(letters))
