"""
The `product:` links of Wenpu, for Python-Markdown.

`[text](product:id)` becomes a link to the product, `![caption](product:id/variant)`
alone in its paragraph its card. Pictures get their size, so that nothing moves while a
page loads. The extension knows neither MkDocs nor the shop: it is handed functions.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor

from wenpu import prose

SCHEME = "product:"
BROKEN = re.compile(rf"(?<=[{prose.CJK}])\n(?=[{prose.CJK}])")
REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
VERBATIM = ("pre", "code")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

Card = Callable[[str, str, str, str, str], str]
"""(page url, product, variant, caption, anchor) → the HTML of a card."""

Size = Callable[[str], tuple[int, int] | None]
"""A file below the content folder → its width and height, none if it has none."""


@dataclass
class Place:
    """The page that is being converted: its file, its address, where links start."""

    src: str = "index.md"
    url: str = ""
    folder: str = ""
    """Pictures are found from here, "" for the folder of *src*."""
    from_root: bool = False
    """Links to `.md` files start at the content folder, not beside *src*."""


@dataclass(frozen=True)
class Target:
    """What stands behind `product:`."""

    product: str
    variant: str
    anchor: str

    @classmethod
    def parse(cls, address: str) -> "Target":
        """Read `product:id/variant#anchor`."""
        path, _, anchor = unquote(address).removeprefix(SCHEME).partition("#")
        product, _, variant = path.partition("/")
        return cls(product, variant, anchor)


class WenpuExtension(Extension):
    """Say `place` before each page, then let Markdown convert it."""

    def __init__(self, card: Card, size: Size) -> None:
        super().__init__()
        self.card, self.size = card, size
        self.place = Place()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Stand behind the inline patterns and before MkDocs resolves links (at 0)."""
        processor = _Products(self, md)
        md.treeprocessors.register(processor, "wenpu", 15)


class _Products(Treeprocessor):
    """Walks the tree of one page."""

    def __init__(self, extension: WenpuExtension, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        place = self.extension.place
        _lower_headings(root)
        _join_lines(root)
        for paragraph in list(root.iter("p")):
            if _only_cards(paragraph):
                self._cards(paragraph, place)
        for link in list(root.iter("a")):
            self._link(link, place)
        for picture in list(root.iter("img")):
            self._picture(picture, place)

    def _cards(self, paragraph: Element, place: Place) -> None:
        stash = self.md.htmlStash
        cards = [self._card(one, place) for one in paragraph if one.tag == "img"]
        paragraph.clear()
        # A paragraph that holds nothing but stashed HTML is replaced by it.
        if len(cards) == 1:
            paragraph.text = stash.store(cards[0])
            return
        paragraph.tag = "div"
        paragraph.set("class", "cards")
        for html in cards:
            SubElement(paragraph, "p").text = stash.store(html)

    def _card(self, picture: Element, place: Place) -> str:
        target = Target.parse(picture.get("src", ""))
        # Until the tree is written, marks stand for `\*` and entities for themselves.
        caption = unescape(UnescapeTreeprocessor().unescape(picture.get("alt", "")))
        return self.extension.card(
            place.url, target.product, target.variant, caption, target.anchor
        )

    def _link(self, link: Element, place: Place) -> None:
        href = link.get("href", "")
        if href.startswith(SCHEME):
            _to_product(link, Target.parse(href), place)
        elif _is_file(href) and (place.from_root or href.startswith("/")):
            link.set("href", _relative(href.lstrip("/"), place.src))

    def _picture(self, picture: Element, place: Place) -> None:
        src = picture.get("src", "")
        if not src.startswith(SCHEME):
            self._measure(picture, unquote(src), place)
            return
        # In the middle of a sentence there is no room for a card.
        target, tail = Target.parse(src), picture.tail
        caption = picture.get("alt") or target.product
        picture.clear()
        picture.tag, picture.text, picture.tail = "a", caption, tail
        _to_product(picture, target, place)

    def _measure(self, picture: Element, src: str, place: Place) -> None:
        picture.set("loading", "lazy")
        picture.set("decoding", "async")
        if REMOTE.match(src):
            return
        folder = place.folder or posixpath.dirname(place.src)
        path = posixpath.normpath(posixpath.join(f"/{folder}", src)).lstrip("/")
        found = self.extension.size(path)
        if place.folder or (found and src.startswith("/")):
            # MkDocs leaves addresses from the root alone; the site may lie in a folder.
            picture.set("src", _relative(path, place.src))
        if found:
            picture.set("width", str(found[0]))
            picture.set("height", str(found[1]))


def _is_file(href: str) -> bool:
    """Tell whether *href* names a Markdown file of this site; MkDocs resolves it."""
    return not REMOTE.match(href) and href.partition("#")[0].endswith(".md")


def _lower_headings(root: Element) -> None:
    """Move all down a step if there is an h1: the page's title is the only one."""
    if root.find(".//h1") is None:
        return
    for heading in [one for one in root.iter() if one.tag in HEADINGS]:
        heading.tag = HEADINGS[min(HEADINGS.index(heading.tag) + 1, 5)]


def _join_lines(root: Element) -> None:
    """Take out line breaks between Chinese characters: browsers show a gap for them."""
    if root.tag in VERBATIM:
        return
    root.text = root.text and BROKEN.sub("", root.text)
    for child in root:
        _join_lines(child)
        child.tail = child.tail and BROKEN.sub("", child.tail)


def _to_product(link: Element, target: Target, place: Place) -> None:
    chosen = f"#variant-{target.variant}" if target.variant else ""
    link.set("href", _relative(f"products/{target.product}.md", place.src) + chosen)
    link.set("class", "product-link")
    if target.anchor:
        link.set("id", target.anchor)


def _only_cards(paragraph: Element) -> bool:
    """Tell whether nothing but cards stands in *paragraph*."""
    texts = [paragraph.text, *(child.tail for child in paragraph)]
    cards = [one for one in paragraph if one.get("src", "").startswith(SCHEME)]
    rest = [one for one in paragraph if one not in cards and one.tag != "br"]
    return bool(cards) and not rest and not any(text and text.strip() for text in texts)


def _relative(path: str, src: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(src) or ".")


def makeExtension(**functions: Any) -> WenpuExtension:  # noqa: ANN401, N802 (theirs)
    """Make the extension, as Python-Markdown asks for it by name."""
    return WenpuExtension(**functions)
