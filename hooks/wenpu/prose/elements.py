"""Elements of HTML, and the links that an author wrote in it."""

import html
import re
from collections.abc import Iterator

from wenpu.patterns import later
from wenpu.prose.link import Form, Link, LinkKind

COMMENT = (
    r"<!--(?:[^-]|-(?!->))*+(?:-->)?"  # Left open, it hides the rest: so in browsers.
)
TAG = later(
    r"</?(?P<name>[a-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>", re.IGNORECASE
)

BLOCK_TAGS = (
    "address|article|aside|blockquote|body|canvas|center|dd|details|dialog|div|dl|dt|embed"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|html|iframe|li|main"
    "|map|math|menu|nav|noscript|object|ol|p|pre|script|section|style|summary|svg|table"
    "|tbody|td|textarea|tfoot|th|thead|tr|ul|video|audio"
)
BLOCK_TAG = later(
    rf"<(?P<close>/?)(?P<name>{BLOCK_TAGS})\b(?P<rest>[^<>]*)>", re.IGNORECASE
)
RAW_PARTS = later(
    rf"{COMMENT}|<(?P<code>script|style)\b(?:[^<]|<(?!/(?P=code)))*+"
    r"|<(?P<name>a|img)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>",
    re.IGNORECASE,
)
RAW_ADDRESS = later(
    r"(?<![\w-])(?:href|src)\s*=\s*(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)'|(?P<none>[^\s\"'>]+))",
    re.IGNORECASE,
)
CLOSES_LINK = later(r"</a\s*>", re.IGNORECASE)
LONGEST_ELEMENT = 3000


def ends(body: str) -> dict[int, int]:
    """Return where each block of HTML ends that is closed, by where it begins."""
    if "</" not in body:
        return {}
    opened: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    for tag in BLOCK_TAG.finditer(body):
        before = opened.setdefault(tag["name"].lower(), [])
        if not tag["close"]:
            before.append(tag.start())
        elif before:
            found[before.pop()] = tag.end()
    return found


def raw_links(body: str, start: int, end: int) -> Iterator[Link]:
    """Yield what the HTML of `body[start:end]` links to and shows."""
    for tag in RAW_PARTS.finditer(body, start, end):
        if tag["name"]:
            until = min(end, tag.end() + LONGEST_ELEMENT)
            close = CLOSES_LINK.search(body, tag.end(), until)
            span = close.span() if close else (tag.end(), tag.end())
            if link := raw(body, tag, *span):
                yield link


def raw(text: str, tag: re.Match[str], text_end: int, end: int) -> Link | None:
    """Return the link that the HTML *tag* makes, if it makes one."""
    name = tag["name"].lower()
    found = RAW_ADDRESS.search(tag[0]) if name in {"a", "img"} else None
    if not found or found.lastgroup is None:
        return None
    destination = html.unescape(found[found.lastgroup]).strip()
    first, last = found.span(found.lastgroup)
    place = (tag.start() + first, tag.start() + last)
    if name == "img":
        return Link(LinkKind.IMAGE, "", destination, *tag.span(), *place, Form.RAW)
    words = text[tag.end() : text_end]
    return Link(LinkKind.LINK, words, destination, tag.start(), end, *place, Form.RAW)
