"""
Text set in lines, as Chinese printers do: no line begins with a comma.

What holds together is known for each place between two characters; lines are then
filled one after the other, by measured widths. It knows no font: who asks says how wide
a text is.
"""

from collections.abc import Callable, Sequence

from wenpu.patterns import later

Ruler = Callable[[str], float]
"""How wide a text is, in whatever unit the line is."""

NO_START = frozenset(
    "、。，．·：；？！）］｝】〕〉》」』”’…—～％‰℃°,.:;?!)]}>％々ー゛゜ヽヾゝゞ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NO_END = frozenset("（［｛【〔〈《「『“‘([{<¥￥$£€№")
"""What begins no line, and what ends none."""

WHOLE = later(
    r"—{2,}|…{2,}|\.{3,}"  # Dashes and dots that are one sign.
    r"|[¥￥$£€№]?[0-9]+(?:[.,:][0-9]+)*[%％‰℃°]?"
    r"|[A-Za-zÀ-ɏͰ-ӿ0-9]+(?:[._:/@&+'’-]+[A-Za-zÀ-ɏͰ-ӿ0-9]+)*"
)
"""What is not taken apart while there is another way: words, amounts."""

MARKS = later(r"[\u0300-\u036f\u20d0-\u20ff\u3099\u309a\u200d\ufe00-\ufe0f]")
"""What belongs to the character before it."""

PAUSES = "、。，．·：；？！—…～,.:;?!-–"
"""What no dots follow."""

HAN = later(r"[\u3000-\u9fff\uf900-\uffef\U00020000-\U000323af]")


def lines(text: str, width: float, most: int, ruler: Ruler) -> list[str]:
    """
    Return *text* in at most *most* lines, none wider than *width*.

    Spaces are lost where lines end. What does not fit is replaced by dots. A single
    character that is wider than a line is set all the same.
    """
    left, found = " ".join(text.split()), list[str]()
    while left and len(found) < most:
        end = _end(left, width, ruler)
        if end < len(left) and len(found) == most - 1:
            found.append(_cut(left, width, ruler))
            break
        found.append(left[:end].rstrip())
        left = left[end:].lstrip()
    return found


def balanced(text: str, width: float, most: int, ruler: Ruler) -> list[str]:
    """Return the same, in as many lines, and those as even as they can be."""
    found = lines(text, width, most, ruler)
    if len(found) < 2 or is_cut(text, found):  # noqa: PLR2004 (one line is even)
        return found
    least, enough = width / 2, width
    while enough - least > width / 50:
        middle = (least + enough) / 2
        tried = lines(text, middle, most, ruler)
        # A narrower line takes words apart that a wider one can hold.
        good = len(tried) == len(found) and not is_cut(text, tried)
        if good and _is_whole(text, tried):
            enough, found = middle, tried
        else:
            least = middle
    return found


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_whole(text: str, found: Sequence[str]) -> bool:
    """Tell whether every line of *found* ends where one may."""
    flat, at = " ".join(text.split()), 0
    held = _held(flat)
    for line in found[:-1]:
        at = flat.index(line, at) + len(line)
        if at in held:
            return False
    return True


def is_cut(text: str, found: Sequence[str]) -> bool:
    """Tell whether the lines *found* are not all of *text*."""
    return _bare("".join(found)) != _bare(text)


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end with *before*, and the next begin with *after*."""
    return before not in NO_END and after not in NO_START and not MARKS.match(after)


def _held(text: str) -> set[int]:
    """Return the places within *text* where no line ends."""
    held = {
        place
        for found in WHOLE.finditer(text)
        for place in range(found.start() + 1, found.end())
    }
    for at in range(1, len(text)):
        before, after = text[:at].rstrip()[-1:], text[at:].lstrip()[:1]
        if before and after and not may_break(before, after):
            held.add(at)
    return held


def _end(text: str, width: float, ruler: Ruler) -> int:
    """Return where the first line of *text* ends, before the spaces that follow."""
    reach = _reach(text, width, ruler)
    if reach == len(text):
        return reach
    # What comes far behind cannot matter: one word is looked at, and no more.
    held = _held(text[: reach + 80])
    ends = [at for at in range(reach, 0, -1) if at not in held and text[:at].strip()]
    if ends:
        return ends[0]
    loose = (
        at
        for at in range(reach, 0, -1)
        if may_break(text[at - 1], text[at]) and not text[at].isspace()
    )
    return next(loose, reach)


def _reach(text: str, width: float, ruler: Ruler) -> int:
    """Return how many characters of *text* fit, spaces at the end aside; at least 1."""
    fits, at = 1, 1
    while at < len(text) and MARKS.match(text[at]):
        fits = at = at + 1
    while at <= len(text):
        if ruler(text[:at].rstrip()) > width:
            break
        fits, at = at, at + 1
    while fits > 1 and fits < len(text) and MARKS.match(text[fits]):
        fits -= 1
    return fits


def _cut(text: str, width: float, ruler: Ruler) -> str:
    """Return the last line of a *text* that goes on: as much as fits, and dots."""
    reach = _reach(text, width, ruler)
    # Chinese dots stand in the middle of a line: among Latin letters they look lost.
    dots = "……" if HAN.match(text[reach - 1]) else "..."
    for at in range(min(reach, len(text) - 1), 0, -1):
        kept = _trimmed(text[:at])
        inside = text[at - 1 : at + 1].isalnum() and text[at].isascii()
        if kept and not inside and ruler(f"{kept}{dots}") <= width:
            return f"{kept}{dots}"
    for at in range(reach, 0, -1):  # One word is longer than the line.
        kept = _trimmed(text[:at])
        if kept and ruler(f"{kept}{dots}") <= width:
            return f"{kept}{dots}"
    return dots


def _trimmed(text: str) -> str:
    """Return *text* without what neither dots nor the end of a line can follow."""
    return text.rstrip(f" {PAUSES}{''.join(NO_END)}")
