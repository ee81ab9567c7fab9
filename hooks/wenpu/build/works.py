"""
The works: a shop becomes a published folder, and what is as it was is left alone.

Here MkDocs is asked for its parts and not for its build: pages are printed that have
changed, on all cores if they are many, and all else is kept. The folder is the same to
the byte as if all had been made anew.
"""

import gzip
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, TypeAlias
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.commands.build import get_context as context_of
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct, field

from wenpu import census, stamps
from wenpu.build import copies, printing, secrets, weight, whole
from wenpu.build.crew import Crew
from wenpu.build.outputs import Output, Outputs
from wenpu.build.printing import NOWHERE, Printed, Printer, Told
from wenpu.notes import Leaf, Ledger, Mark, leaf
from wenpu.pages import Known
from wenpu.pages.pile import Sheet
from wenpu.problems import ContentError
from wenpu.shop import Shop

WORTH_IT = 20
"""So many pages pay for starting workers."""

CHUNK = 12
SITEMAP, MISSING = "sitemap.xml", "404.html"

Each = Callable[[str], None]
Source: TypeAlias = Path | str | bytes
"""The path of a file that is published, or what is in it."""

Coming: TypeAlias = deque[tuple[Sequence[str], Future[list[Printed]]]]
"""What others print, and what will come of it."""

Reads: TypeAlias = Mapping[str, tuple[Leaf, ...]]


class Edition(Struct, frozen=True):
    """What is known of a site as it was published last, in one of its folders."""

    known: Mapping[str, Known] = field(default_factory=dict)
    reads: Reads = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    """How all was that was read for it."""
    told: Mapping[str, tuple[bytes, Told]] = field(default_factory=dict)
    """Texts as feeds carry them, by the `src` of their article; on which ground."""

    ROOMS: ClassVar = ("known", "reads", "outputs", "marks", "told")

    @property
    def rooms(self) -> dict[str, Mapping[str, Any]]:
        """The same by name, as it is put away."""
        return {name: getattr(self, name) for name in self.ROOMS}


class Works(Struct, dict=True):
    """
    One build: the *shop*, who prints it, and where it is published.

    *files* are all that are not pages: by their address, their path or their content.
    """

    shop: Shop
    printer: Printer
    outputs: Outputs
    files: Mapping[str, Source]
    reads: Reads
    ground: bytes
    always: frozenset[str]
    """Pages that hold what stands in files we do not know of."""
    told: Mapping[str, tuple[bytes, Told]] = field(default_factory=dict)
    """Texts as they were made for feeds before."""

    def __post_init__(self) -> None:
        """Hand the printer the texts that would come out as they are."""
        self.unknown = frozenset(leaf("bodies", src) for src in self.always)
        same = (
            (src, one)
            for src, (ground, one) in self.told.items()
            if ground == self.rests and self._is_same(one.read)
        )
        self.printer.told.update(same)

    @property
    def rests(self) -> bytes:
        """What all that is printed rests on."""
        return self.ground + self.ledger.ground

    @property
    def ledger(self) -> Ledger:
        """What notes all that is read for a page."""
        return self.shop.desk.shared.ledger

    def run(self, each: Each, hire: "Hire | None" = None) -> Edition:
        """Publish all or nothing; *each* is told of each of the `pages` and `files`."""
        try:
            edition = self._made(each, hire or forked)
        except BaseException:
            self.outputs.drop()
            raise
        self.outputs.settle()
        return edition

    def _made(self, each: Each, hire: "Hire") -> Edition:
        pages = self.shop.pages
        wanted = (*pages.sheets, *self.printer.leaflets)
        known = ((uri, self._kept(uri)) for uri in wanted)
        reads = {uri: read for uri, read in known if read is not None}
        left = [uri for uri in wanted if uri not in reads]
        for one in self._printed(left, hire):
            self._publish(one)
            self.printer.told.update(one.told)
            reads[one.src_uri] = self.ledger.kept(one.read)
            each("pages" if one.src_uri in pages.sheets else "files")
        self._publish_templates()
        self._publish_files()
        new = (
            *(one.read for one in pages.fresh),
            *(reads[uri] for uri in left),
        )
        marks = self.ledger.marks(new)
        return Edition(pages.known, reads, self.outputs.kept, marks, self._told())

    def _told(self) -> dict[str, tuple[bytes, Told]]:
        """Return the texts that feeds carry; what is as it was is the same object."""
        found = {}
        for src, one in self.printer.told.items():
            before = self.told.get(src)
            same = before and before[1] is one
            found[src] = before if before and same else (self.rests, one)
        return found

    def _is_same(self, read: Sequence[Leaf]) -> bool:
        return self.unknown.isdisjoint(read) and self.ledger.is_same(read)

    def _kept(self, uri: str) -> tuple[Leaf, ...] | None:
        """Return what the page of *uri* was made of, if it need not be printed."""
        read = self.reads.get(uri)
        if read is None or uri in self.always or not self._is_same(read):
            return None
        return read if self.outputs.keep(self._name(uri), self._key(uri)) else None

    def _key(self, uri: str) -> bytes:
        sheet = self.shop.pages.sheets.get(uri)
        mark = sheet.mark if sheet else self.printer.leaflets[uri].mark
        return mark + self.rests

    def _name(self, uri: str) -> str:
        sheet = self.shop.pages.sheets.get(uri)
        return f"{unquote(sheet.url)}index.html" if sheet else uri

    def _publish(self, one: Printed) -> None:
        self._write(self._name(one.src_uri), one.data, self._key(one.src_uri))
        if one.weight:
            weight.remember(one.data, one.weight)

    def _write(self, name: str, data: bytes, key: bytes) -> None:
        if found := list(secrets.found(data, name)):
            raise ContentError(found)
        self.outputs.write(name, data, key)

    def _printed(self, uris: Sequence[str], hire: "Hire") -> Iterator[Printed]:
        leaflets = self.printer.leaflets
        near = [uri for uri in uris if uri in leaflets and leaflets[uri].at_hand]
        far = [uri for uri in uris if uri not in leaflets or not leaflets[uri].at_hand]
        with ExitStack() as stack:
            if crew := hire(self, sum(map(self._heft, far)), stack):
                coming = self._given(far, crew)
                stack.enter_context(_meanwhile(partial(self._mark, near)))
                yield from self._taken(coming, crew)
            else:
                yield from map(self.printer.print, far)
        yield from map(self.printer.print, near)

    def _mark(self, uris: Sequence[str]) -> None:
        """Find out by what the leaflets *uris* are known; those keep it at hand."""
        for uri in uris:
            self._key(uri)

    def _heft(self, uri: str) -> int:
        leaflet = self.printer.leaflets.get(uri)
        return leaflet.heft(self.printer) if leaflet else 1

    def _given(self, uris: Sequence[str], crew: Crew) -> Coming:
        """Let others print."""
        chunks = [uris[at : at + CHUNK] for at in range(0, len(uris), CHUNK)]
        return deque((chunk, crew.give(chunk)) for chunk in chunks)

    def _taken(self, coming: Coming, crew: Crew) -> Iterator[Printed]:
        """Take what is printed; what fails there is printed, and fails, at home."""
        while coming:
            chunk, future = coming.popleft()
            made = {one.src_uri: one for one in crew.take(future)}
            for uri in chunk:
                one = made.get(uri)
                yield one if one and self._holds(one) else self.printer.print(uri)

    def _holds(self, one: Printed) -> bool:
        """Tell whether *one* was made of what lies here, wherever that was."""
        return one.stamp == self.ledger.stamp(one.read)

    def _publish_templates(self) -> None:
        key = self.ground + self.shop.pages.lost.mark
        if not self.outputs.keep(MISSING, key):
            self.outputs.write(MISSING, self._missing(), key)
        today = self.shop.site.settings.today  # For pages that bear no day.
        key = self.ground + stamps.of((today, [one[1:5] for one in self._sheets()]))
        maps = (SITEMAP, f"{SITEMAP}.gz")
        kept = [self.outputs.keep(name, key) for name in maps]
        if not all(kept):
            for name, made in self._sitemap():
                self.outputs.write(name, made, key)

    def _missing(self) -> bytes:
        """Return the page for readers who lost their way."""
        meta = {"wenpu": self.shop.pages.missing}
        page = {"meta": meta, "content": ""}
        base = urlsplit(self.printer.config.site_url or "/").path
        return self._template(MISSING, [], page=page, base_url=base)

    def _sitemap(self) -> Iterator[tuple[str, bytes]]:
        """Return the map of all pages, plain and packed."""
        config, today = self.printer.config, str(self.shop.site.settings.today)
        found = [listed(config, one, today) for one in self._sheets()]
        data = self._template(SITEMAP, found)
        if data.strip():
            days = [one.page.update_date for one in found]
            yield SITEMAP, data
            yield f"{SITEMAP}.gz", packed(data, max(days))

    def _sheets(self) -> list[Sheet]:
        return sorted(self.shop.pages.sheets.values(), key=lambda one: one.url)

    def _template(self, name: str, pages: Sequence[Any], **values: Any) -> bytes:  # noqa: ANN401
        config = self.printer.config
        context = context_of(NOWHERE, pages, config, base_url=".")
        text = self.printer.env.get_template(name).render({**context, **values})
        return text.encode()

    def _publish_files(self) -> None:
        made = {SITEMAP, MISSING, *map(self._name, self.shop.pages.sheets)}
        for name, source in self.files.items():
            if name in made:  # A page takes the place of a file, as with MkDocs.
                continue
            if self.outputs.keep(name, _stamped(source)):
                continue
            # It may have changed since it was stamped: what is written counts.
            data = source if isinstance(source, bytes) else Path(source).read_bytes()
            self._write(name, data, stamps.of_bytes(data))


@contextmanager
def _meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do *work* besides; it is done at the end, or will fail where it is needed."""
    beside = threading.Thread(target=work)
    beside.start()
    try:
        yield
    finally:
        beside.join()


def _stamped(source: Source) -> bytes:
    return (
        stamps.of_bytes(source) if isinstance(source, bytes) else census.stamp(source)
    )


def listed(config: MkDocsConfig, sheet: Sheet, today: str) -> Any:  # noqa: ANN401 (as MkDocs' File)
    """Return a page as far as the map of the site asks for it."""
    base = config.site_url and f"{config.site_url.rstrip('/')}/"
    url = urljoin(base, sheet.url) if base else ""
    page = SimpleNamespace(canonical_url=url, abs_url=url, is_link=False)
    page.update_date = sheet.updated or today
    told = {"robots": sheet.robots, "updated": sheet.updated, "images": sheet.images}
    page.meta = {"wenpu": told}
    return SimpleNamespace(page=page)


def packed(data: bytes, day: str) -> bytes:
    """Return the map of the site as MkDocs packs it: the same day, the same bytes."""
    when = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    out = BytesIO()
    with gzip.GzipFile(f"{SITEMAP}.gz", "wb", fileobj=out, mtime=int(when)) as file:
        file.write(data)
    return out.getvalue()


Hire: TypeAlias = Callable[[Works, int, ExitStack], Crew | None]
"""Who is to print so many pages of the works, as long as the stack is open."""


def forked(works: Works, pages: int, stack: ExitStack) -> Crew | None:
    """Return workers that are copies of this process, if that is safe and pays."""
    if pages < WORTH_IT or not copies.may_fork():
        return None
    printer = works.printer
    printer.env.get_template("pages/base.html")  # Read once, and not by each of them.
    printing.at_work[:] = [printer]
    stack.callback(printing.at_work.clear)
    pool = stack.enter_context(copies.pool())
    return Crew(pool, printing.print_here)


def always(shop: Shop, config: MkDocsConfig) -> frozenset[str]:
    """Return the pages whose texts take in files that we do not know of."""
    if not whole.uses(config, whole.SNIPPETS):
        return frozenset()
    site = shop.site
    written: Iterable[Any] = (*site.articles.values(), *site.pages.values())
    told: Iterable[Any] = (*site.products.values(), *site.shelves.values())
    urls = {one.url for one in written if whole.SNIPPET in one.body}
    urls |= {one.url for one in told if whole.SNIPPET in one.description}
    sheets = shop.pages.sheets.items()
    return frozenset(uri for uri, sheet in sheets if sheet.url in urls)
