"""
The `product:` links of Wenpu, and its pictures, for Python-Markdown.

`[text](product:id)` becomes a link to the product, `![caption](product:id/variant)`
alone in its paragraph its card. Pictures get their size, so that nothing moves while a
page loads, and copies to choose from; one that stands alone and has a title becomes a
figure. The extension knows neither MkDocs nor the shop: it is handed functions.
"""

import posixpath
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from msgspec import Struct

from wenpu import prose
from wenpu.model import Print
from wenpu.patterns import later

SCHEME = "product:"
BROKEN = later(rf"(?<=[{prose.CJK}])\n(?=[{prose.CJK}])")
REMOTE = later(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
VERBATIM = ("pre", "code")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

Card = Callable[[str, str, str, str, str], str]
"""(page url, product, variant, caption, anchor) → the HTML of a card."""

Prints = Callable[[str], Print | None]
"""A file below the content folder → how readers get it, none if it is no picture."""

MEASURE, REACH = 612, 896
"""How wide text is where there is room, and a picture that reaches over it."""

WIDE = "wide"
"""The class by which an author asks for that."""


class Place(Struct):
    """The page that is being converted: its file, its address, where links start."""

    src: str = "index.md"
    url: str = ""
    folder: str = ""
    """Pictures are found from here, "" for the folder of *src*."""
    from_root: bool = False
    """Links to `.md` files start at the content folder, not beside *src*."""


class Target(Struct, frozen=True):
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

    def __init__(self, card: Card, prints: Prints) -> None:
        super().__init__()
        self.card, self.prints = card, prints
        self.place = Place()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Stand behind the inline patterns and before MkDocs resolves links (at 0)."""
        md.treeprocessors.register(_Products(self, md), "wenpu", 15)
        # Behind `attr_list` (at 8): an author's own size and class are known by then.
        md.treeprocessors.register(_Pictures(self, md), "wenpu-pictures", 7)


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
            if picture.get("src", "").startswith(SCHEME):
                _to_text(picture, place)

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


class _Pictures(Treeprocessor):
    """Gives the pictures of one page their size, their copies and their captions."""

    def __init__(self, extension: WenpuExtension, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for paragraph in list(root.iter("p")):
            _to_figure(paragraph)
        wide = {
            picture
            for figure in root.iter("figure")
            if WIDE in _classes(figure)
            for picture in figure.iter("img")
        }
        for picture in list(root.iter("img")):
            self._picture(picture, REACH if picture in wide else MEASURE)

    def _picture(self, picture: Element, room: int) -> None:
        src, place = unquote(picture.get("src", "")), self.extension.place
        _default(picture, loading="lazy", decoding="async")
        if REMOTE.match(src):
            return
        folder = place.folder or posixpath.dirname(place.src)
        path = posixpath.normpath(posixpath.join(f"/{folder}", src)).lstrip("/")
        found = self.extension.prints(path)
        if place.folder or (found and src.startswith("/")):
            # MkDocs leaves addresses from the root alone; the site may lie in a folder.
            picture.set("src", _relative(path, place.src))
        if found:
            width = min(_measure(picture, found), room)
            _offer(picture, found.sources("../" * place.url.count("/")), width)


def _to_figure(paragraph: Element) -> None:
    """Make *paragraph* a figure if it is nothing but a picture that has a title."""
    picture = _alone(paragraph)
    if picture is None:
        return
    title, classes = picture.get("title"), _classes(picture)
    if not title and WIDE not in classes:
        return
    paragraph.tag, paragraph.text = "figure", None
    if classes:
        paragraph.set("class", " ".join([*_classes(paragraph), *classes]))
        del picture.attrib["class"]
    if title:
        SubElement(paragraph, "figcaption").text = picture.attrib.pop("title")


def _alone(element: Element) -> Element | None:
    """Return the one picture, in a link or not, if *element* holds nothing else."""
    texts = [element.text, *(child.tail for child in element)]
    if len(element) != 1 or any(text and text.strip() for text in texts):
        return None
    child = element[0]
    return _alone(child) if child.tag == "a" else child if child.tag == "img" else None


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _default(element: Element, **attributes: str) -> None:
    """Set what the author has not said."""
    for name, value in attributes.items():
        element.attrib.setdefault(name, value)


def _measure(picture: Element, found: Print) -> int:
    """Say both sides of *picture*, even if the author said one; return its width."""
    width, height = picture.get("width", ""), picture.get("height", "")
    shown = found.width
    if width.isdecimal():
        shown = int(width)
    elif height.isdecimal():
        shown = round(int(height) * found.width / found.height)
    if not (width + height).strip("0123456789"):  # Else it is in other units.
        tall = round(shown * found.height / found.width)
        _default(picture, width=str(shown), height=str(tall))
    if found.color:
        _default(picture, style=f"background:{found.color}")
    return shown


def _offer(picture: Element, sources: list[dict[str, str]], width: int) -> None:
    """Let browsers choose among *sources* for a picture *width* pixels wide."""
    if not sources:
        return
    attributes, tail = dict(picture.attrib), picture.tail
    picture.clear()
    picture.tag, picture.tail = "picture", tail
    sizes = f"(min-width: {width}px) {width}px, 100vw"
    for one in sources:
        SubElement(picture, "source", {**one, "sizes": sizes})
    SubElement(picture, "img", attributes)


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


def _to_text(picture: Element, place: Place) -> None:
    """Make a card in the middle of a sentence, where there is no room, a link."""
    target, tail = Target.parse(picture.get("src", "")), picture.tail
    caption = picture.get("alt") or target.product
    picture.clear()
    picture.tag, picture.text, picture.tail = "a", caption, tail
    _to_product(picture, target, place)


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
