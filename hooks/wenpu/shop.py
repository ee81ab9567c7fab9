"""
The whole shop: a Site, its graph, its pages, and all that is wrong with them.

The derivers do not know one another; here their values are handed on.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import (
    cards,
    feeds,
    history,
    links,
    offline,
    pages,
    search,
    stamps,
    translation,
    words,
)
from wenpu import site as sites
from wenpu.cards import Deck, Studio
from wenpu.checkout import limits, lock, shown, stories
from wenpu.checkout.lock import Section
from wenpu.leaflets import Leaflet
from wenpu.model import Graph, Print, Settings, Site, Story
from wenpu.notes import Ledger, Mark
from wenpu.pages import Desk, Known, Pages
from wenpu.problems import ContentError, Problem, Spot, errors, in_order

Till = Callable[[Site, Graph], Section]
"""What is asked where things are paid for; usually the lock's file."""


class Shop(Struct, frozen=True):
    """
    Everything derived from one folder. *pages* are there if nothing is wrong.

    *written* is the site as its author wrote it, *site* the same as it is sold: with
    the links of the lock, and what is left in stock.
    """

    written: Site
    site: Site
    graph: Graph
    desk: Desk
    pages: Pages
    problems: tuple[Problem, ...]
    leaflets: Mapping[str, Leaflet] = field(default_factory=dict)
    """What is published besides pages and files, by its address."""


class Around(Struct, frozen=True):
    """
    What who builds knows besides the folder.

    *album* says how pictures are published, by their path, and *till* what is on sale,
    if not the lock. *code* is the stamp of whatever makes pages, *known* what they were
    when they were made last, and *marks* how all was of which they were made.
    """

    album: Mapping[str, Print] = field(default_factory=dict)
    till: Till | None = None
    code: bytes = stamps.NONE
    known: Mapping[str, Known] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    studio: Studio = cards.NO_STUDIO
    """Where cards are drawn."""
    read: Site | None = None
    """What the folder says, if that was read already."""
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """In which other languages each page is there as well."""
    told: Collection[Spot] = ()
    """Of which places something was said before, in another language."""
    stories: Mapping[str, Story] | None = None
    """What the first language sells together, if this is another: there is one till."""


ALONE = Around()


def read(
    root: Path, settings: Settings, files: Mapping[str, str] | None = None
) -> Site:
    """Return what the folder at *root* says, in the language of *settings*."""
    found = sites.load(root, settings, files)
    problems = (
        [] if settings.path else [*settings.problems, *translation.problems(found)]
    )
    found = replace(found, problems=(*found.problems, *problems))
    return translation.spoken(found)


def load(
    root: Path,
    settings: Settings,
    files: Mapping[str, str] | None = None,
    around: Around = ALONE,
) -> Shop:
    """Read the folder at *root* and derive all there is to know of it."""
    found = around.read or read(root, settings, files)
    settings = replace(settings, follow=found.settings.follow)
    written = replace(
        found, settings=settings, album=around.album, elsewhere=around.elsewhere
    )
    graph = links.graph(written)
    section, wrong = _section(root, written, graph, around.till)
    site = shown.folded(written, section)
    sold = shown.linked(_together(site, graph, around.stories), section)
    said = words.read(settings.language)
    deck = cards.planned(site, graph, said, sold.keys(), around.studio)
    past = history.read(root, settings, _locked(settings))
    news = history.news(past, site.products, settings)
    site = replace(site, cards=deck.cards, news=news)
    ledger = Ledger(_ground(settings, around.code), around.marks)
    desk = pages.desk(site, graph, said, stories=sold, ledger=ledger)
    made = pages.make(desk, links.Bodies(site, graph), around.known)
    leaflets = _leaflets(root, site, desk, made, deck)
    problems = [
        *settings.look.problems,
        *settings.checkout.problems,
        *settings.budgets.problems,
        *settings.feeds.problems,
        *settings.cards.problems,
        *deck.problems,
        *wrong,
        *site.problems,
        *links.problems(site),
        *sites.broken(site, made.urls | {quote(name) for name in leaflets}),
        *_taken(site, made),
        *limits.problems(site),
        *_alone(site, graph, around.stories),
        *shown.problems(site, section),
        *([] if wrong else shown.unsold(site, section)),
        *feeds.problems(desk.shared),
        *history.problems(past, settings),
    ]
    told = tuple(in_order(problems))
    return Shop(written, site, graph, desk, made, told, leaflets)


def _locked(settings: Settings) -> history.Lock:
    """Return how the past learns what was sold at the till."""
    return history.Lock(lock.NAME, partial(shown.gone, settings.mode))


def _leaflets(
    root: Path, site: Site, desk: Desk, made: Pages, deck: Deck
) -> dict[str, Leaflet]:
    """Return all that is published besides pages and the author's files."""
    noted, said = desk.shared.site, desk.shared.words
    marks = {sheet.url: sheet.mark for sheet in made.sheets.values()}
    found = (
        *feeds.leaflets(desk.shared),
        *cards.leaflets(deck, noted, desk.shared.graph, said),
        *offline.leaflets(root, noted, marks),
        *search.leaflets(site, said),
    )
    return {one.name: one for one in found}


def _section(
    root: Path, site: Site, graph: Graph, till: Till | None
) -> tuple[Section, list[Problem]]:
    """Return what the lock says, or nothing and why."""
    try:
        if till and not errors([*site.problems, *limits.problems(site)]):
            return till(site, graph), []
        return shown.read(root, site.settings.mode), []
    except ContentError as error:
        return Section(), error.problems


def orphans(shop: Shop) -> list[Problem]:
    """Return the articles that speak of no product, the products none speaks of."""
    return links.orphans(shop.site, shop.graph)


def stops(shop: Shop, *, strict: bool) -> list[Problem]:
    """Return what must be mended before anything is built."""
    return errors(shop.problems, strict=strict)


def _together(
    site: Site, graph: Graph, first: Mapping[str, Story] | None
) -> dict[str, Story]:
    """Return what is sold together: by what the *first* language says, if another."""
    if first is None:
        return stories.stories(site, graph)
    told = (one.src for one in site.articles.values() if one.bundle)
    return {src: first[src] for src in told if src in first}


def _alone(
    site: Site, graph: Graph, first: Mapping[str, Story] | None
) -> Iterator[Problem]:
    """Report what is to be sold together, and cannot be."""
    if first is None:
        yield from stories.problems(site, graph)
        return
    for one in site.articles.values():
        if one.bundle and one.src not in first:
            what = "bundle: the first language sells nothing together at this path."
            fix = f"Write  bundle: true  in its {one.src}, or take it out here."
            yield Problem(Spot(one.spot.path, one.bundle_line), what, fix)


def _ground(settings: Settings, code: bytes) -> bytes:
    """Return the stamp of what every page rests on."""
    look = replace(settings.look, hidden=frozenset())
    rest = replace(settings, look=look)
    return stamps.of((code, rest, sorted(settings.look.hidden)))


def _taken(site: Site, made: Pages) -> Iterator[Problem]:
    """Report the articles that live where a page stands that Wenpu makes."""
    generated = made.nobodys
    for article in site.articles.values():
        if article.url in generated:
            what = f"/{article.url} is the address of a page that Wenpu makes."
            yield Problem(article.spot, what, "Rename the file.")
