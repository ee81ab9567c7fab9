"""Tags, comments and addresses within `<` and `>`."""

import re
from bisect import bisect_left

from wenpu.patterns import later
from wenpu.prose.elements import BLOCK_TAGS, TAG, raw
from wenpu.prose.link import Form, Link, LinkKind
from wenpu.prose.scan import PAUSE, Scan
from wenpu.prose.spans import Span

AUTOLINK = later(
    r"<((?:https?|ftp|mailto|tel):[^<>\s]*|[\w.+-]+@[\w-]+\.[\w.-]+)>", re.IGNORECASE
)
OPAQUE = {"a", "button", "code", "kbd", "pre", "script", "style", "svg", "textarea"}
CLOSES = later(rf"</({'|'.join(sorted(OPAQUE))})\s*>", re.IGNORECASE)
UNREADABLE = {"script", "style", "svg", "textarea"}
LINE_TAGS = later(rf"(?:br|hr|{BLOCK_TAGS})\Z", re.IGNORECASE)


def on_angle(scan: Scan, at: int) -> int:
    """Go over a comment, an address or a tag."""
    if scan.text.startswith("<!--", at):
        end = scan.text.find("-->", at)
        return scan.drop(at, end + 3 if end >= 0 else len(scan.text))
    if found := AUTOLINK.match(scan.text, at):
        return _autolink(scan, found)
    if found := TAG.match(scan.text, at):
        return _tag(scan, found)
    return at + 1


def _autolink(scan: Scan, found: re.Match[str]) -> int:
    start, end = found.span()
    link = Link(
        LinkKind.LINK, found[1], found[1], start, end, *found.span(1), Form.AUTO
    )
    scan.found.links.append(link)
    scan.found.holes.append((start, end))
    scan.found.edits += [(start, start + 1, ""), (end - 1, end, "")]
    return end


def _tag(scan: Scan, tag: re.Match[str]) -> int:
    start, end = tag.span()
    name = tag["name"].lower()
    scan.drop(start, end, "\n" if LINE_TAGS.match(name) else "")
    if name in OPAQUE and not tag[0].startswith("</"):
        return _element(scan, tag, name)
    if link := raw(scan.text, tag, end, end):
        scan.found.links.append(link)
    return end


def _element(scan: Scan, tag: re.Match[str], name: str) -> int:
    """Go into an element whose words are no prose: they are hidden, not dropped."""
    text_end, end = _closing_tag(scan, tag.end(), name)
    if link := raw(scan.text, tag, text_end, end):
        scan.found.links.append(link)
    scan.found.holes.append((tag.start(), end))
    if name in UNREADABLE:
        scan.found.edits.append((tag.start(), end, ""))
        return end
    return tag.end() if name == "a" else _literal(scan, tag.end(), end)


def _closing_tag(scan: Scan, at: int, name: str) -> Span:
    """Return where the tag stands that closes what began before *at*."""
    if scan.closes is None:
        scan.closes = {}
        for tag in CLOSES.finditer(scan.text):
            scan.closes.setdefault(tag[1].lower(), []).append(tag.span())
    spans = scan.closes.get(name, [])
    index = bisect_left(spans, (at, at))
    if index == len(spans) or PAUSE.search(scan.text, at, spans[index][0]):
        return at, at
    return spans[index]


def _literal(scan: Scan, start: int, end: int) -> int:
    """Keep what is code as it is; of its tags nothing stays."""
    for tag in TAG.finditer(scan.text, start, end):
        scan.found.edits.append((*tag.span(), ""))
    return max(start, end)
