"""
Pictures to share: cards for messengers, posters with a code, codes for paper.

`planned()` says which there are, cheaply, so that pages can show them; `leaflets()` how
each is made. What cannot be drawn is told before anything is drawn, and stops a build:
a card never shows the empty box of a character that no font has, nor is it not there.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from urllib.parse import unquote

from msgspec import Struct, field

from wenpu import placements, stamps
from wenpu.cards import codes, drawing, missing, saying
from wenpu.cards.drawing import Said
from wenpu.cards.options import FIELDS, read
from wenpu.cards.studio import NO_STUDIO, Studio, opened
from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Card, Graph, Site
from wenpu.placements import Placement, Stand, ref, story_sku
from wenpu.problems import Problem, Spot
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


class Deck(Struct, frozen=True):
    """
    All pictures to share: the *cards* of each page, by its address and their name.

    *codes* are the addresses that codes say, by the page they stand for.
    """

    studio: Studio = NO_STUDIO
    cards: Mapping[str, Mapping[str, Card]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _Page(Struct, frozen=True):
    """An article or a product that is shared: which *say* tells of it, by its *key*."""

    url: str
    key: str
    say: Say
    spot: Spot
    drawn: bool = True
    """Whether its author wants more than a code."""


def planned(
    site: Site, graph: Graph, words: Words, stories: Collection[str], studio: Studio
) -> Deck:
    """
    Return which pictures the pages of *site* have to share.

    *stories* are the articles, by their `src`, all of whose things are sold together.
    """
    if not studio.on:
        return Deck()
    pages = {page: _said(studio, site, graph, words, page) for page in _pages(site)}
    problems = missing.problems(
        site,
        graph,
        studio,
        [(page.key, page.spot, said) for page, said in pages.items() if page.drawn],
    )
    drawn = set(studio.layouts) if studio.faces else set()
    cards = {
        page.url: _cards(page.url, studio, drawn if _is_drawn(page, said) else set())
        for page, said in pages.items()
    }
    doors = dict(_doors(site, stories))
    cards |= {url: _cards(url, studio, set()) for url in doors}
    found = {page.url: said.code(Placement.QR) for page, said in pages.items()}
    return Deck(studio, cards, {**found, **doors}, tuple(problems))


def _is_drawn(page: _Page, said: Said) -> bool:
    return page.drawn and not missing.is_backward(said)


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
                said = partial(_said, deck.studio, site, graph, words, pages[url])
                one = _Drawing(deck.studio, name, said)
                yield Leaflet(path, one.make, heft=one.heft)


def _pages(site: Site) -> Iterator[_Page]:
    for src, article in site.articles.items():
        url, spot = article.url, article.spot
        yield _Page(url, src, saying.article, spot, article.carded)
    for name, product in site.products.items():
        url, spot = product.url, product.spot
        yield _Page(url, name, saying.product, spot, product.carded)


def _said(studio: Studio, site: Site, graph: Graph, words: Words, page: _Page) -> Said:
    """Return what the cards of *page* say, without ornaments that no font has."""
    said = page.say(site, graph, words, page.key)
    signs = {char for char in drawing.letters(said) if saying.is_ornament(char)}
    lost = signs and {c for face in studio.faces.values() for c in face.lacks(signs)}
    return saying.without(said, lost) if lost else said


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


class _Drawing(Struct, frozen=True):
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
