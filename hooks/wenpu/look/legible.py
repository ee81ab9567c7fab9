"""Which colours stand on which, and how well they have to be read there (WCAG 2.2)."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from wenpu.look.colour import contrast
from wenpu.look.tokens import Tokens

AAA, AA, EDGE = 7.0, 4.5, 3.0
"""For running text, for words, and for what only has to be seen."""

GROUNDS = ("paper", "raised", "surface")
PAIRS = (
    *((AAA, words, on) for words in ("ink", "ink-soft", "link") for on in GROUNDS),
    *((AA, words, on) for words in ("ink-faint", "accent") for on in GROUNDS),
    *((AA, "on-buy", on) for on in ("buy", "buy-hover")),
    (AA, "on-seal", "seal"),
    (AA, "on-mark", "mark"),
    (AA, "code-string", "surface"),
    (AA, "code-number", "surface"),
    *((EDGE, edge, on) for edge in ("focus", "line-strong") for on in GROUNDS),
)


class Faint(Struct, frozen=True):
    """A pair of tokens that is hard to tell apart: what it has, and what it should."""

    mode: str
    words: str
    on: str
    found: float
    wanted: float

    def __str__(self) -> str:
        when = "at night" if self.mode == "dark" else "by day"
        names = f"--wenpu-{self.words} on --wenpu-{self.on}"
        return f"{names} has a contrast of {self.found:.1f} {when}"


def worst(found: Iterable[Faint]) -> list[Faint]:
    """Return of each word the pair it is faintest in: mended there, it is mended."""
    least: dict[tuple[str, str], Faint] = {}
    for one in found:
        known = least.setdefault((one.mode, one.words), one)
        if one.found < known.found:
            least[one.mode, one.words] = one
    return list(least.values())


def faint(*modes: Tokens) -> Iterator[Faint]:
    """Return the pairs that are not told apart well enough."""
    for tokens in modes:
        for wanted, words, on in PAIRS:
            one, other = tokens.colour(words), tokens.colour(on)
            if one and other and (found := contrast(one, other)) < wanted:
                yield Faint(tokens.mode, words, on, found, wanted)
