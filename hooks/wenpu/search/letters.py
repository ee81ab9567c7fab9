"""
Letters: how a text is cut into what can be looked up, the same in every language.

A reader's browser cuts a query in the same way (`components/search/search.js`), so both
rest on rules that fit into a line: characters are compared by what they mean and in
small letters; what is written without spaces is cut into pairs, all else into words.
"""

import unicodedata
from operator import add

from wenpu.patterns import later

SOLID = "々〇\u0e00-\u0eff\u3040-ヿ㐀-䶿一-鿿가-힣豈-\ufaff\U00020000-\U000323af"
"""Written without spaces, or with words that nobody could cut (in a set)."""

SPACED = (
    "a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u1e00-\u1fff"
)
"""The letters of words that stand apart (in a set)."""

END = "。"
"""Stands behind the last character of a run: so each character begins some pair."""

RUNS = later(f"[{SOLID}]+|[0-9]+|[{SPACED}]+")
"""Numbers stand apart, so that `500ml` is `500 ml`."""


class _Plainer(dict[int, str]):
    """What each character becomes; found out when one is met."""

    def __missing__(self, code: int) -> str:
        made = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = made
        return made


_plainer = _Plainer()


def composed(text: str) -> str:
    """Return *text* with each accent in its letter, where there is such a letter."""
    return unicodedata.normalize("NFC", text)


def normal(text: str) -> str:
    """
    Return *text* as it is compared: full width or half, capital or small are one.

    Each character by itself, so that a place in the one is a place in the other.
    """
    return composed(text).translate(_plainer)


def runs(text: str) -> list[str]:
    """Return the pieces of *text*, which is `normal`, that can be looked for."""
    return RUNS.findall(text)


def is_solid(run: str) -> bool:
    """Tell whether *run* is looked for by its pairs, and not as a word."""
    return run[0] >= "々" or "\u0e00" <= run[0] <= "\u0eff"


def terms(text: str) -> list[str]:
    """Return the words and pairs of *text*, in any order, as often as they stand."""
    found: list[str] = []
    for run in RUNS.findall(normal(text)):
        if is_solid(run):
            found += map(add, run, run[1:])
            found.append(run[-1] + END)
        else:
            found.append(run)
    return found


def shard(term: str, shards: int) -> int:
    """
    Return in which of so many *shards* the *term* is.

    Pairs that begin alike are together, and words of which the first two letters are.
    """
    if is_solid(term):
        return ord(term[0]) % shards
    second = ord(term[1]) if len(term) > 1 else 0
    return (ord(term[0]) * 31 + second) % shards
