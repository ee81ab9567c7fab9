"""
Pages are printed: from what they say to the bytes of a file.

A Printer is all it takes, so that it can work in this process, in a copy of it, or on
another machine; pages do not know one another, and are printed in any order.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from wenpu import darkroom, prose
from wenpu.build import templates, tight, whole
from wenpu.build.press import Press, Text
from wenpu.build.weight import PageWeight, weigh_page
from wenpu.darkroom import Album
from wenpu.markdown import Place, WenpuExtension
from wenpu.model import Print, Site
from wenpu.notes import Leaf
from wenpu.pages import Desk, GeneratedPage, Pages
from wenpu.patterns import later
from wenpu.problems import CommandError
from wenpu.site import MEDIA

if TYPE_CHECKING:
    from PIL.Image import Image

    from wenpu.leaflets import Leaflet

HEADERLINK = later(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
"""What Markdown puts beside a heading where a page shows links to its parts."""

HIDDEN = InclusionLevel.NOT_IN_NAV
NOWHERE = Navigation([], [])


class Told(NamedTuple):
    """The text of an article as HTML that can stand anywhere, and what was read."""

    html: str
    read: tuple[Leaf, ...]


class Printed(NamedTuple):
    """
    A page or a leaflet as it is published, what was read for it, the stamp of that.

    A leaflet has no *weight*: no reader waits for it. *told* are the texts that were
    made for it, by the `src` of their article.
    """

    src_uri: str
    data: bytes
    read: tuple[Leaf, ...]
    stamp: bytes
    weight: PageWeight | None
    told: tuple[tuple[str, Told], ...] = ()


class Printer:
    """
    Prints the *pages* of one build.

    *published* are the paths of all other files, *prints* how pictures are seen.
    """

    originals: Mapping[str, str]
    album: Album

    def __init__(
        self,
        config: MkDocsConfig,
        desk: Desk,
        pages: Pages,
        published: Mapping[str, bool],
        prints: Mapping[str, Print | None],
    ) -> None:
        self.config, self.desk, self.pages = config, desk, pages
        self.printing = ""
        self.elsewhere = False
        """Whether what is made is read where no style of ours is."""
        self.told: dict[str, Told] = {}
        self.leaflets: Mapping[str, Leaflet] = {}
        self.env = environment(config)
        ledger = desk.shared.ledger
        known = ledger.noted("files", _Addresses(pages, published))
        self.files = _Published(known, config)
        self.prints = ledger.noted("prints", prints)
        self.last: tuple[str, Image] | None = None
        self.extension = WenpuExtension(self._card, self.prints.get)
        # As MkDocs hands it on: the extension comes last.
        others = [one for one in config.markdown_extensions if not _is_ours(one)]
        config.markdown_extensions = [*others, self.extension]  # type: ignore[list-item]
        self.press = Press(config, self.files, self.extension)

    @cached_property
    def _macro(self) -> Any:  # noqa: ANN401 (a macro of the theme's)
        return self.env.get_template("components/card/card.html").module.card  # type: ignore[attr-defined]

    @cached_property
    def _plain(self) -> Any:  # noqa: ANN401 (a macro of the theme's)
        return self.env.get_template("components/card/plain.html").module.plain  # type: ignore[attr-defined]

    def _card(
        self, url: str, product: str, variant: str, caption: str, anchor: str
    ) -> str:
        if product not in self.desk.shared.site.products:
            raise CommandError(unknown(self.desk, self.printing, product))
        words = dict(self.desk.shared.words.text)
        if self.elsewhere:
            values = self.desk.plain(url, product, variant, caption)
            return str(self._plain({**values, "anchor": anchor}, words)).strip()
        values = self.desk.card(url, product, variant, caption)
        return str(self._macro({**values, "anchor": anchor}, words)).strip()

    def print(self, src_uri: str) -> Printed:
        """Return the page of *src_uri*, or the leaflet of that name, as published."""
        leaflet, ledger = self.leaflets.get(src_uri), self.desk.shared.ledger
        self.printing, before = src_uri, {*self.told} if leaflet else set[str]()
        with ledger.notes.taken() as noted:
            data = leaflet.make(self) if leaflet else self._page(src_uri)
        read = tuple(sorted(noted))
        stamp = ledger.stamp(read)
        if not leaflet:
            return Printed(src_uri, data, read, stamp, weigh_page(data))
        told = ((src, one) for src, one in self.told.items() if src not in before)
        return Printed(src_uri, data, read, stamp, None, tuple(told))

    def html(self, src: str) -> str:
        """
        Return the text of the article at *src* as HTML that can stand anywhere.

        It is made once, for however many ask; each of them has read all it is made of.
        """
        notes = self.desk.shared.ledger.notes
        if src not in self.told:
            with notes.taken() as read:
                html = self._html(src)
            self.told[src] = Told(html, self.desk.shared.ledger.kept(read))
        found = self.told[src]
        notes.read.update(found.read)
        return found.html

    def body(self, src: str) -> str:
        """Return the Markdown of the article at *src*, its mentions marked."""
        return str(self.desk.shared.ledger.rooms["bodies"][src]).lstrip("\n")

    def _html(self, src: str) -> str:
        site = self.desk.shared.site
        one, self.printing, self.elsewhere = site.articles[src], src, True
        try:
            text = Text(self.files.file(src), self.body(src), Place(src, one.url))
            made = HEADERLINK.sub("", self.press.printed(text).content)
        finally:
            self.elsewhere = False
        return prose.absolute(made, f"{site.settings.url}{one.url}")

    def lay(self, album: Album) -> None:
        """Lay the pictures of *album* ready, for leaflets that show them."""
        self.album = album
        named = {one.path: darkroom.named(one) for one in album.negatives}
        self.originals = self.desk.shared.ledger.noted("originals", named)

    def named(self, path: str) -> str:
        """Name the picture at *path* by all that it shows, "" if it is no photo."""
        return self.originals.get(path, "")

    def pixels(self, path: str) -> "Image":
        """Return that picture; cards of one page are made one after the other."""
        if not self.last or self.last[0] != path:
            self.last = path, darkroom.pixels_of(self.album, path)
        return self.last[1]

    def has(self, name: str) -> bool:
        """Tell whether something is kept as *name*."""
        return name in self.album.cache.known

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept as *name*, or what *make* makes for it."""
        data = self.album.cache.get(name)
        if data is None:
            data = make()
            self.album.cache.put(name, data)
        return data

    def _text(self, found: GeneratedPage) -> Text:
        body, place = found.body.lstrip("\n"), placed(self.desk.shared.site, found)
        return Text(self.files.file(found.src_uri), body, place)

    def _page(self, src_uri: str) -> bytes:
        text = self._printed(self.pages.get(src_uri))
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def _printed(self, found: GeneratedPage) -> str:
        raw, said = self.desk.shared.raw, self._text(found)
        file = said.file
        if found.src_uri not in raw.articles and found.src_uri not in raw.pages:
            file.generated_by = "wenpu"  # There is nothing to edit.
        page = Page(None, file, self.config)
        page.meta = dict(found.meta)
        wenpu: Any = found.meta["wenpu"]
        page.update_date = wenpu["updated"] or str(self.desk.shared.today)
        page.markdown = said.body
        made = self.press.printed(said)
        page.content, page.toc = made.content, get_toc(list(made.toc))
        context = get_context(NOWHERE, [], self.config, page)
        template = self.env.get_template(str(found.meta["template"]))
        return template.render(context)


def unknown(desk: Desk, src_uri: str, product: str) -> str:
    """Say what was not found before: a fence that never ends hides what it holds."""
    path = f"{desk.shared.site.settings.content_dir}/{src_uri}"
    fix = "Correct it, and close every ``` and every <!-- that stands above it."
    return f"{path}: no product {product!r}.\n  {fix}"


def environment(config: MkDocsConfig) -> Environment:
    """Return the templates; a preview goes on with those that it has compiled."""
    key = (tuple(config.theme.dirs), whole.ground(config))
    if key not in _environments:
        _environments.clear()
        _environments[key] = tight.fitted(config.theme.get_env())
        _environments[key].auto_reload = False  # What is in it changes the key.
        templates.quickened(_environments[key], templates.own())
    return _environments[key]


_environments: dict[tuple[tuple[str, ...], bytes], Environment] = {}


def _is_ours(extension: object) -> bool:
    """Tell whether it is that of an earlier build of this process."""
    return isinstance(extension, WenpuExtension)


def placed(site: Site, page: GeneratedPage) -> Place:
    """Return where the text of *page* stands, and from where its links start."""
    shelf = _described(site, page)
    if shelf is None:
        return Place(page.src_uri, page.url)
    folder = PurePosixPath(MEDIA, shelf).as_posix()
    return Place(page.src_uri, page.url, folder, from_root=True)


def _described(site: Site, page: GeneratedPage) -> str | None:
    """Return the shelf whose folder the text of *page* comes from, if one does."""
    if page.src_uri in site.pages:
        return None  # An author's page gives it its words.
    room, _, name = page.url.rstrip("/").partition("/")
    if room == "products" and name in site.products:
        return site.products[name].shelf
    return name if room == "shop" and name in site.shelves else None


class _Addresses(Mapping[str, bool]):
    """The files that pages are, or pretend to be, and those published beside them."""

    def __init__(self, pages: Pages, published: Mapping[str, bool]) -> None:
        self.pages, self.published = pages, published

    def __contains__(self, path: object) -> bool:
        return path in self.pages.sheets or path in self.published

    def __getitem__(self, path: str) -> bool:
        if path not in self:
            raise KeyError(path)
        return True

    def __iter__(self) -> Iterator[str]:
        yield from self.pages.sheets
        yield from self.published

    def __len__(self) -> int:
        return len(self.pages.sheets) + len(self.published)


class _Published(Files):
    """MkDocs' view of the files: each is made when a link asks whether it is there."""

    def __init__(self, known: Mapping[str, bool], config: MkDocsConfig) -> None:
        super().__init__([])
        self.known, self.config = known, config

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at *path*, if it is published."""
        uri = PurePath(path).as_posix()
        return self.file(uri) if uri in self.known else None

    def file(self, uri: str) -> File:
        """Return the file at *uri* as MkDocs sees it."""
        config = self.config
        top, dest = config.docs_dir, config.site_dir
        return File(uri, top, dest, config.use_directory_urls, inclusion=HIDDEN)


at_work: list[Printer] = []
"""What a forked worker finds; nothing is sent to it."""


def print_here(uris: Sequence[str]) -> list[Printed]:
    """Print some pages in a worker that is a copy of the process with the Printer."""
    return [at_work[0].print(uri) for uri in uris]
