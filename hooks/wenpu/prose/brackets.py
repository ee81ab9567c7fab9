"""Links and images in brackets."""

from wenpu.patterns import later
from wenpu.prose.definitions import label
from wenpu.prose.escapes import unescape
from wenpu.prose.link import Form, Link, LinkKind
from wenpu.prose.scan import PAUSE, Bracket, Scan

LONGEST_TEXT = 2000
FOOTNOTE = later(r"\[\^[^\]\s]+\]")
GROUP = r"\((?:[^\s()\\\x01]|\\.|\((?:[^\s()\\\x01]|\\.)*+\))*+\)"
DESTINATION = later(
    r"\([ \t]*\n?[ \t]*"
    rf"(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?![<\"'])(?:[^\s()\\\x01]|\\.|{GROUP})*+))"
    r"(?:[ \t]*\n?[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\n?[ \t]*\)"
)
LOOSE_DESTINATION = later(  # With spaces, as people name their files.
    r"\([ \t]*(?P<bare>(?:[^()\n\\]|\\.|\([^()\n]*\))*?)"
    r"(?:[ \t]+(?:\"[^\"\n()]*\"|'[^'\n()]*'))?[ \t]*\)"
)
LABEL = later(r" ?\[([^\[\]]{0,300})\]")


Place = tuple[str, int, int]
"""A destination, and where it is written."""


def on_bang(scan: Scan, at: int) -> int:
    """Open the bracket of an image."""
    if not scan.text.startswith("[", at + 1):
        return at + 1
    scan.brackets.append(Bracket(at, image=True))
    return at + 2


def on_open(scan: Scan, at: int) -> int:
    """Open the bracket of a link."""
    if found := FOOTNOTE.match(scan.text, at):
        return scan.drop(*found.span())
    scan.brackets.append(Bracket(at, image=False))
    return at + 1


def on_close(scan: Scan, at: int) -> int:
    """Close the innermost bracket; it is a link if a destination is known."""
    if not scan.brackets:
        return at + 1
    bracket = scan.brackets.pop()
    if at - bracket.at > LONGEST_TEXT or PAUSE.search(scan.text, bracket.at, at):
        return at + 1
    link = _inline(scan, bracket, at) or _reference(scan, bracket, at)
    if not link:
        return at + 1
    _add(scan, link)
    return link.end


def _add(scan: Scan, link: Link) -> None:
    scan.found.links.append(link)
    scan.found.holes.append((link.start, link.end))
    if link.kind == LinkKind.IMAGE:
        scan.found.edits.append((link.start, link.end, ""))
        return
    first, last = (link.start, link.start + 1), (link.text_end, link.end)
    scan.found.edits += [(*first, ""), (*last, "")]


def _inline(scan: Scan, bracket: Bracket, at: int) -> Link | None:
    if not scan.text.startswith("(", at + 1):
        return None
    found = DESTINATION.match(scan.text, at + 1)
    found = found or LOOSE_DESTINATION.match(scan.text, at + 1)
    if not found:
        return None
    angle = "angle" if found.groupdict().get("angle") is not None else "bare"
    place = (unescape(found[angle]), *found.span(angle))
    text = _text(scan, bracket, at)
    return _link(bracket, text, found.end(), place, Form.INLINE)


def _reference(scan: Scan, bracket: Bracket, at: int) -> Link | None:
    if not scan.known:
        return None
    text = _text(scan, bracket, at)
    found = LABEL.match(scan.text, at + 1)
    if found and (place := scan.known.get(label(found[1] or text))):
        return _link(bracket, text, found.end(), place, Form.REFERENCE)
    if place := scan.known.get(label(text)):
        return _link(bracket, text, at + 1, place, Form.REFERENCE)
    return None


def _text(scan: Scan, bracket: Bracket, at: int) -> str:
    return scan.text[bracket.at + 1 + bracket.image : at]


def _link(bracket: Bracket, text: str, end: int, place: Place, form: Form) -> Link:
    kind = LinkKind.IMAGE if bracket.image else LinkKind.LINK
    return Link(kind, text, place[0], bracket.at, end, place[1], place[2], form)
