"""
Pages in a pile: those that must be made, and those of which enough is known.

A batch is taken from what is known if all that it was made of is as it was: then its
pages would come out the same. Whoever wants one of them nevertheless gets it made.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct, field

from wenpu import stamps
from wenpu.notes import Leaf, Ledger


class GeneratedPage(Struct, frozen=True):
    """
    Where a page stands, what its template may read, and its Markdown.

    *src_uri* is the file below `content/` that it is, or pretends to be.
    """

    src_uri: str
    url: str
    meta: Mapping[str, object]
    body: str = ""


class Sheet(NamedTuple):
    """What there is to know of a page without making it; *mark* stamps all it says."""

    src_uri: str
    url: str
    updated: str
    robots: str
    images: tuple[str, ...]
    template: str
    mark: bytes


class Known(NamedTuple):
    """A batch as it was made once: of what, the stamp of what was given, its pages."""

    read: tuple[Leaf, ...]
    given: bytes
    sheets: tuple[Sheet, ...]


class Packed(NamedTuple):
    """
    A page that waits to be printed: as bytes, its values take a third of the room.

    What stands *around* it is one value for many pages, and is not packed with them.
    """

    url: str
    values: bytes
    around: object
    body: str

    def unpacked(self, src_uri: str) -> GeneratedPage:
        """Return the page of *src_uri* that it is."""
        meta = pickle.loads(self.values)  # noqa: S301 (this process has written it)
        meta["wenpu"][AROUND] = self.around
        return GeneratedPage(src_uri, self.url, meta, self.body)


def packed(page: GeneratedPage) -> Packed:
    """Return *page* as it can wait."""
    wenpu: Any = page.meta["wenpu"]
    values = stamps.written({**page.meta, "wenpu": {**wenpu, AROUND: None}})
    return Packed(page.url, values, wenpu[AROUND], page.body)


AROUND = "site"
"""What templates call that which is the same around all pages."""

Make: TypeAlias = Callable[[], Iterable[GeneratedPage]]


class Pile(Struct):
    """Batches by their name, as they are added."""

    ledger: Ledger
    before: Mapping[str, Known]
    known: dict[str, Known] = field(default_factory=dict)
    made: dict[str, Packed] = field(default_factory=dict)
    makes: dict[str, Make] = field(default_factory=dict)
    around: dict[int, bytes] = field(default_factory=dict)
    """The stamps of what stands around pages, each of which some page holds."""

    def add(self, name: str, make: Make, given: object = ()) -> tuple[Sheet, ...]:
        """Add a batch; return its pages. What it does not read is *given*."""
        self.makes[name] = make
        told = stamps.of(given) if given else stamps.NONE
        ground, old = self.ledger.ground + told, self.before.get(name)
        if not old or old.given != ground or not self.ledger.is_same(old.read):
            old = self._made(name, ground)
        self.known[name] = old
        return old.sheets

    def make(self, name: str) -> None:
        """Make the pages of the batch *name*, of which enough was known till now."""
        with self.ledger.notes.taken():
            for page in self.makes[name]():
                self.made[page.src_uri] = packed(page)

    def _made(self, name: str, given: bytes) -> Known:
        with self.ledger.notes.taken() as found:
            sheets = tuple(map(self._sheet, self.makes[name]()))
        return Known(self.ledger.kept(found), given, sheets)

    def _sheet(self, page: GeneratedPage) -> Sheet:
        self.made[page.src_uri] = one = packed(page)
        wenpu: Any = page.meta["wenpu"]
        images, template = tuple(wenpu["images"]), str(page.meta["template"])
        said = str(wenpu["updated"]), str(wenpu["robots"]), images, template
        return Sheet(page.src_uri, page.url, *said, self._mark(one))

    def _mark(self, one: Packed) -> bytes:
        known, name = self.around, id(one.around)
        if name not in known:
            known[name] = stamps.of(one.around)
        return stamps.of((one.url, known[name], one.values, one.body))


class Pages:
    """
    All pages of a site.

    *written* are the author's own by their file, *generated* those nobody wrote;
    *missing* is what the template of the page for lost readers may read. Each is made
    when it is asked for.
    """

    def __init__(self, pile: Pile, missing: str) -> None:
        self._pile, self._missing = pile, missing
        self.batch: dict[str, str] = {
            sheet.src_uri: name
            for name, known in pile.known.items()
            for sheet in known.sheets
        }
        self.sheets: dict[str, Sheet] = {
            sheet.src_uri: sheet
            for sheet in chain.from_iterable(one.sheets for one in pile.known.values())
            if sheet.src_uri != missing
        }

    @property
    def known(self) -> Mapping[str, Known]:
        """What the next time may know of each batch."""
        return self._pile.known

    @property
    def fresh(self) -> list[Known]:
        """What has become known since the last time."""
        known, before = self._pile.known.items(), self._pile.before
        return [one for name, one in known if before.get(name) is not one]

    def get(self, src_uri: str) -> GeneratedPage:
        """Return the page of *src_uri*."""
        if src_uri not in self._pile.made:
            self._pile.make(self.batch[src_uri])
        return self._pile.made[src_uri].unpacked(src_uri)

    @property
    def lost(self) -> Sheet:
        """The page for lost readers."""
        return self._pile.known[self.batch[self._missing]].sheets[0]

    @property
    def written(self) -> Mapping[str, GeneratedPage]:
        """The author's own pages, by their file."""
        return self._those(written=True)

    @property
    def generated(self) -> Mapping[str, GeneratedPage]:
        """The pages that nobody wrote; where an author has, they are part of these."""
        return self._those(written=False)

    def _those(self, *, written: bool) -> Mapping[str, GeneratedPage]:
        return {
            uri: self.get(uri)
            for uri in self.sheets
            if self.batch[uri].startswith(WRITTEN) == written
        }

    @property
    def missing(self) -> Mapping[str, object]:
        """What the template of the page for lost readers may read."""
        found = self.get(self._missing).meta["wenpu"]
        return found if isinstance(found, Mapping) else {}

    @property
    def nobodys(self) -> frozenset[str]:
        """The addresses of those that nobody wrote."""
        return frozenset(
            sheet.url
            for uri, sheet in self.sheets.items()
            if not self.batch[uri].startswith(WRITTEN)
        )

    @property
    def urls(self) -> frozenset[str]:
        """Every address of the site, from its root."""
        return frozenset(sheet.url for sheet in self.sheets.values())


WRITTEN = "written:"
"""How the names of batches begin that are somebody's own file."""
