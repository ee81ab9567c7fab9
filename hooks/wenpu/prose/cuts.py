"""Where a text may be cut: after a sentence, or between two words."""

import re

from wenpu.patterns import later
from wenpu.prose.characters import CJK, HAN

CLOSERS = "”’」』）》】\"')\\]*"
STOP = later(
    rf"[。！？；…]+[{CLOSERS}]*|[!?]+[{CLOSERS}]*(?=\s|\Z|[{CJK}])"
    r"|\.(?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bcf\.)"
    r"(?<!\bNo\.)(?<!\bSt\.)(?<!\b[DM]r\.)(?<!\bMs\.)(?<!\bMrs\.)"
    rf"[{CLOSERS}]*(?=\s*\Z|\s+[^\sa-z]|[{HAN}])"
)


def boundary(text: str, at: int) -> int:
    """Return the last place up to *at* in no word; *at* if the word is long."""
    word = re.compile(rf"(?:(?![{CJK}])[\w'’.-])+")
    first = max(0, at - 30)
    for found in word.finditer(text, first):
        if found.start() >= at:
            break
        if found.end() > at and found.start() > first:
            return found.start()
    return at
