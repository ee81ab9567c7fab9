"""
Pictures to share: cards for messengers, posters with a code, codes for paper.

`planned()` says which there are, cheaply, so that pages can show them; `leaflets()` how
each is made. What cannot be drawn is told before anything is drawn: a card never shows
the empty box of a character that its font does not have.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote

from wenpu import placements, stamps
from wenpu.cards import codes, drawing, saying
from wenpu.cards.drawing import Said
from wenpu.cards.fonts import FORWARD
from wenpu.cards.options import FIELDS, read
from wenpu.cards.studio import NO_STUDIO, Studio, opened
from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Card, Graph, Site
from wenpu.placements import Placement, Stand, ref, story_sku
from wenpu.problems import Level, Problem, Spot
from wenpu.source import read_text
from wenpu.words import Words

__all__ = [
    "FIELDS",
    "NO_STUDIO",
    "Deck",
    "Studio",
    "leaflets",
    "opened",
    "planned",
    "read",
]

FOLDER = "cards"
CODE = "qr"
HEFT = 12
"""So many pages can be printed while one card is drawn."""

Say = Callable[[Site, Graph, Words, str], Said]


@dataclass(frozen=True)
class Deck:
    """
    All pictures to share: the *cards* of each page, by its address and their name.

    *codes* are the addresses that codes say, by the page they stand for.
    """

    studio: Studio = NO_STUDIO
    cards: Mapping[str, Mapping[str, Card]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Page:
    """An article or a product that is shared: which *say* tells of it, by its *key*."""

    url: str
    key: str
    say: Say
    spot: Spot


def planned(
    site: Site, graph: Graph, words: Words, stories: Collection[str], studio: Studio
) -> Deck:
    """
    Return which pictures the pages of *site* have to share.

    *stories* are the articles, by their `src`, all of whose things are sold together.
    """
    if not studio.on:
        return Deck()
    pages = {page: _said(site, graph, words, page) for page in _pages(site)}
    lacking, problems = _lacking(pages, studio)
    drawn = set(studio.layouts) if studio.faces else set()
    cards = {
        page.url: _cards(page.url, studio, set() if page.url in lacking else drawn)
        for page in pages
    }
    doors = dict(_doors(site, stories))
    cards |= {url: _cards(url, studio, set()) for url in doors}
    found = {page.url: said.code(Placement.QR) for page, said in pages.items()}
    return Deck(studio, cards, {**found, **doors}, tuple(problems))


def leaflets(deck: Deck, site: Site, graph: Graph, words: Words) -> Iterator[Leaflet]:
    """
    Return every picture of *deck* as a file that is to be made.

    What *site* and *graph* are asked for is noted: they are those that pages draw on.
    """
    pages = {page.url: page for page in _pages(site)} if deck.cards else {}
    for url, cards in deck.cards.items():
        for name, card in cards.items():
            path = unquote(card.url)
            if name == CODE:
                code = deck.codes[url]
                yield Leaflet(path, partial(_code, code), code)
            else:
                said = partial(_said, site, graph, words, pages[url])
                one = _Drawing(deck.studio, name, said)
                yield Leaflet(path, one.make, heft=one.heft)


def _pages(site: Site) -> Iterator[_Page]:
    for src, article in site.articles.items():
        yield _Page(article.url, src, saying.article, article.spot)
    for name, product in site.products.items():
        yield _Page(product.url, name, saying.product, product.spot)


def _said(site: Site, graph: Graph, words: Words, page: _Page) -> Said:
    return page.say(site, graph, words, page.key)


def _cards(url: str, studio: Studio, drawn: Collection[str]) -> dict[str, Card]:
    """Return the cards of the page at *url*: those that are *drawn*, and its code."""
    sheets = {name: one for name, one in studio.layouts.items() if name in drawn}
    top = f"{FOLDER}/{url}"
    return {
        **{k: Card(f"{top}{k}.jpg", s.width, s.height) for k, s in sheets.items()},
        CODE: Card(f"{top}{CODE}.svg"),
    }


def _doors(site: Site, stories: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return the address that the code of each door says, by the door's own."""
    shop = Stand(Placement.QR).reference
    top = site.settings.address
    for sku in site.offers:
        url = saying.offer(sku)
        yield url, placements.printed(f"{top}{url}", shop)
    for src in stories:
        article = site.articles[src]
        url = saying.offer(story_sku(article))
        where = Stand(Placement.QR, ref(article)).reference
        yield url, placements.printed(f"{top}{url}", where)


def _code(address: str, _: Tools) -> bytes:
    return codes.svg(address)


@dataclass(frozen=True)
class _Drawing:
    """The card called *name*, which says what *say* returns."""

    studio: Studio
    name: str
    say: Callable[[], Said]

    def make(self, tools: Tools) -> bytes:
        """Return it, drawn now or in some build before."""
        said = self.say()
        return tools.kept(self.key(said, tools), partial(self._drawn, said, tools))

    def heft(self, tools: Tools) -> int:
        """Return how many pages could be printed while it is made."""
        return 0 if tools.has(self.key(self.say(), tools)) else HEFT

    def key(self, said: Said, tools: Tools) -> str:
        """Name it by all that is seen on it."""
        seen = tools.named(said.cover) if said.cover else ""
        texts = sorted(said.texts.items())
        parts = (said.kind, texts, said.door, said.whose, said.mark, seen)
        return f"{stamps.of((self.studio.stamp, self.name, parts)).hex()}.jpg"

    def _drawn(self, said: Said, tools: Tools) -> bytes:
        photo = said.cover and tools.named(said.cover)
        picture = tools.pixels(said.cover) if photo else None
        layout = self.studio.layouts[self.name]
        return drawing.draw(layout, said, self.studio.inks, picture)


def _lacking(
    told: Mapping[_Page, Said], studio: Studio
) -> tuple[set[str], list[Problem]]:
    """Return the addresses of pages whose cards cannot be written, and why."""
    if not studio.faces:
        return set(), []
    every = {char for one in told.values() for char in _text(one)}
    lost = {char for face in studio.faces.values() for char in face.lacks(every)}
    lost -= {" "}
    found, problems = set[str](), list[Problem]()
    for page, one in told.items() if lost else ():
        if wrong := next((char for char in _text(one) if char in lost), ""):
            found.add(page.url)
            problems.append(_undrawn(studio, page, wrong))
    return found, problems


def _text(said: Said) -> str:
    return "".join(drawing.letters(said).values())


def _undrawn(studio: Studio, page: _Page, char: str) -> Problem:
    name = f"{char!r} (U+{ord(char):04X})"
    spot = _spot(studio, page.spot, char)
    if unicodedata.bidirectional(char) in FORWARD:
        what = f"{name} is read from right to left, which cards cannot: it has none."
        fix = "Write it otherwise, or leave it: the page itself is as it should be."
    else:
        what = f"the font of cards has no {name}: this page has none."
        fix = "Write it otherwise, or name a font that has it:  cards: {font: …}"
    return Problem(spot, what, fix, Level.WARNING)


def _spot(studio: Studio, spot: Spot, char: str) -> Spot:
    """Return the first line on which *char* stands, for who looks for it."""
    text = read_text(studio.root, studio.root / spot.path)
    before, found, _ = text.partition(char)
    return Spot(spot.path, before.count("\n") + 1) if found else spot
