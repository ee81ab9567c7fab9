"""How long a text takes to read."""

from wenpu import memory, stamps
from wenpu.patterns import later
from wenpu.prose.block import SAID, Kind
from wenpu.prose.characters import CJK, HAN
from wenpu.prose.elements import TAG
from wenpu.prose.link import LinkKind
from wenpu.prose.reading import read

CHARACTERS = later(f"[{HAN}]+")
WORDS = later(rf"[^\W_{CJK}]+(?:['’.-][^\W_{CJK}]+)*")
CHARACTERS_A_MINUTE = 400
WORDS_A_MINUTE = 220
SECONDS_A_PICTURE = 5


def minutes(body: str, stamp: bytes = stamps.NONE) -> int:
    """
    Return how long *body* takes to read: at least a minute.

    *stamp* is that of it, if it is known.
    """
    key = stamp or stamps.of_text(body)
    return memory.recall("minutes", key, lambda: _minutes(body))


def _minutes(body: str) -> int:
    reading = read(body)
    said = [reading.masked, *(link.text for link in reading.links if link.text)]
    said += [TAG.sub("", one.of(body)) for one in reading.blocks if one.kind in SAID]
    code = [one.of(body) for one in reading.blocks if one.kind is Kind.CODE]
    code += [body[start:end] for start, end in reading.codes]
    images = sum(link.kind == LinkKind.IMAGE for link in reading.links)
    total = sum(map(_time, said)) + sum(map(_time, code)) / 2
    return max(1, round(total + images * SECONDS_A_PICTURE / 60))


def _time(text: str) -> float:
    characters = sum(map(len, CHARACTERS.findall(text)))
    return characters / CHARACTERS_A_MINUTE + len(WORDS.findall(text)) / WORDS_A_MINUTE
