"""
The workbench: a Shop laid out for one run, ours or MkDocs' own.

`lay()` reads the shop, `prepare()` sets MkDocs up for it, and the methods of a Bench
answer its events. Nothing here decides anything about articles or products.
"""

import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from msgspec import Struct
from msgspec.structs import replace

from wenpu import authors, cards, darkroom, pictures, shop
from wenpu.articles import MARKDOWN
from wenpu.build import ahead, assets, kits, secrets, settings, tight, whole, works
from wenpu.build.kits import Outfit
from wenpu.build.outputs import Outputs
from wenpu.build.press import Press, PressedPage, Text
from wenpu.build.printing import Printer, placed, unknown
from wenpu.build.whole import OURS
from wenpu.build.works import MISSING, SITEMAP, Edition, Source, Works
from wenpu.cards import Studio
from wenpu.darkroom import Album
from wenpu.markdown import Place, WenpuExtension
from wenpu.model import Print, Settings
from wenpu.pages import GeneratedPage
from wenpu.problems import ContentError, Level, Spot
from wenpu.shop import ALONE, Around, Shop
from wenpu.site import MEDIA, media

HIDDEN = InclusionLevel.NOT_IN_NAV


class Table(Struct, frozen=True):
    """All that lies ready before a page is made: the shop, its pictures, its files."""

    shop: Shop
    album: Album
    root: Path
    sources: Mapping[str, str]
    """What is published of the content folder, or made into pages: where each lies."""
    outfit: Outfit
    developed: Mapping[str, Path]
    """Pictures that are published otherwise than they lie, by their address."""
    dirs: Sequence[Path]

    @property
    def prints(self) -> "Prints":
        """How readers see each file that is a picture."""
        return Prints(self.album, self.shop.site.settings, self.sources)

    def path(self, uri: str) -> str:
        """Return where the file *uri* of the content folder lies."""
        return f"{self.root}/{self.sources[uri]}"

    def media(self) -> Iterator[tuple[str, Path]]:
        """Return the pictures that lie among the products, by their address."""
        folder = self.root / self.shop.site.settings.products_dir
        for uri in sorted(media(folder)):
            yield uri, folder / _inside(uri)

    def files(self, config: MkDocsConfig) -> dict[str, Source]:
        """Return all that is published and no page, by its address."""
        mine = [uri for uri in self.sources if not uri.endswith(MARKDOWN)]
        return {
            **assets.others(self.dirs, config.theme.static_templates),
            **{uri: self.path(uri) for uri in mine if uri != authors.NAME},
            **{uri: text.encode() for uri, text in self.outfit.files.items()},
            **dict(self.media()),
            **self.developed,
        }


class Bench(Struct):
    """One run of MkDocs: the table, and the Markdown extension that knows the shop."""

    table: Table
    extension: WenpuExtension
    pages: Mapping[str, GeneratedPage]
    themes: Sequence[Path]

    @property
    def shop(self) -> Shop:
        """The shop that is built."""
        return self.table.shop

    @property
    def dirs(self) -> Sequence[Path]:
        """Where components are: the author's folder, then ours."""
        return self.table.dirs

    def fill(self, files: Files, config: MkDocsConfig) -> None:
        """Put the files of the shop among MkDocs' own, and take away what waits."""
        for file in list(files):
            if self._is_kept_back(file):
                files.remove(file)
            elif file.src_uri in self.pages and config.nav is None:
                file.inclusion = HIDDEN
        for file in self._made(files, config):
            self._add(files, file)
        self._set(files, config)

    def _set(self, files: Files, config: MkDocsConfig) -> None:
        """Set the press: it knows all texts before the first is asked for."""
        press = Press(config, files, self.extension)
        for uri, page in self.pages.items():
            file = files.get_file_from_path(uri)
            # A page in the author's `nav` keeps its title there: MkDocs makes it.
            if file and file.inclusion is HIDDEN:
                press.texts[uri] = Text(file, page.body.lstrip("\n"), self._place(page))
                PressedPage(file, config, press)

    def _is_kept_back(self, file: File) -> bool:
        """Tell whether *file* is nothing to publish: a draft, the file of authors."""
        mine = file.generated_by is None
        if mine and self._is_of_another(file):
            return True
        if file.is_documentation_page():
            return mine and file.src_uri not in self.pages
        return file.src_uri == authors.NAME or self._is_part(file)

    def _is_of_another(self, file: File) -> bool:
        """Tell whether *file* is of the content folder, and not of this language."""
        wanted = self.shop.site.settings
        theme = Path(str(file.src_dir)) in self.themes
        known = self.table.sources
        return bool(wanted.languages) and not theme and file.src_uri not in known

    def _made(self, files: Files, config: MkDocsConfig) -> Iterator[File]:
        for uri in self.pages:
            if not files.get_file_from_path(uri):
                yield File.generated(config, uri, content="", inclusion=HIDDEN)
        table = self.table
        for uri, text in table.outfit.files.items():
            yield File.generated(config, uri, content=text)
        for uri in self.shop.leaflets:  # They are made last: see `publish`.
            if not files.get_file_from_path(uri):
                yield File.generated(config, uri, content="")
        lying = (*self._shared(files), *table.media(), *table.developed.items())
        for uri, path in lying:
            yield File.generated(config, uri, abs_src_path=str(path))

    def _shared(self, files: Files) -> Iterator[tuple[str, Path]]:
        """Return what a language has of the first, and where it lies."""
        for uri in self.table.sources if self.shop.site.settings.shared_dir else ():
            text = uri.endswith(MARKDOWN) or uri == authors.NAME
            if not text and not files.get_file_from_path(uri):
                yield uri, Path(self.table.path(uri))

    def _add(self, files: Files, file: File) -> None:
        if old := files.get_file_from_path(file.src_uri):
            files.remove(old)
        files.append(file)

    def _is_part(self, file: File) -> bool:
        """Tell whether *file* belongs to a theme, and is in the bundle already."""
        folders = {str(folder) for folder in self.dirs}
        return str(file.src_dir) in folders and assets.is_part(file.src_uri)

    def source(self, src_uri: str) -> str | None:
        """
        Return the Markdown of a page.

        The empty front matter keeps MkDocs from taking a first line such as
        `Note: …` for one.
        """
        page = self.pages.get(src_uri)
        return f"---\n{{}}\n---\n{page.body}" if page else None

    def open(self, page: Page) -> None:
        """Give *page* its meta, and tell the Markdown extension where it stands."""
        found = self.pages.get(page.file.src_uri)
        if not found:  # Another plugin's.
            self.extension.place = Place(page.file.src_uri, page.url)
            return
        page.meta.update(found.meta)
        wenpu: Any = found.meta["wenpu"]
        # The day of the text, not of the build: the same input gives the same bytes.
        page.update_date = wenpu["updated"] or str(self.shop.site.settings.today)
        self.extension.place = self._place(found)

    def _place(self, page: GeneratedPage) -> Place:
        return placed(self.shop.site, page)

    def lighten(self, files: Files) -> None:
        """Drop the base theme's own files unless a page stands on its templates."""
        pages = [file.page for file in files.documentation_pages() if file.page]
        if not all(str(page.meta.get("template")).startswith(OURS) for page in pages):
            return
        ours = {str(folder) for folder in self.dirs}
        themes = [str(folder) for folder in self.themes if str(folder) not in ours]
        for file in list(files):
            if str(file.src_dir) in themes:
                files.remove(file)

    def fit(self, env: Environment) -> None:
        """Dress the templates in *env*."""
        tight.lend(tight.fitted(env), self.table.outfit.inlined)

    def publish(self, config: MkDocsConfig) -> None:
        """Make the leaflets, where MkDocs has made all else."""
        printer = _printer(config, self.table, self.table.files(config))
        for name in printer.leaflets:
            path = Path(config.site_dir, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(printer.print(name).data)

    def context(self, template: str, context: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a template that has no page may read besides its *context*."""
        if template == SITEMAP:
            return {"pages": sorted(context["pages"], key=lambda one: one.page.url)}
        if template != MISSING:
            return {}
        return {"page": {"meta": {"wenpu": self.shop.pages.missing}, "content": ""}}


def prepare(config: MkDocsConfig, table: Table) -> Bench:
    """Set MkDocs up for the shop on the *table*."""
    found = table.shop
    dress(config)
    extension = WenpuExtension(_cards(config, found), table.prints.get)
    config.markdown_extensions.append(extension)  # type: ignore[arg-type]
    pages = {**found.pages.written, **found.pages.generated}
    return Bench(table, extension, pages, [Path(one) for one in config.theme.dirs])


def dress(config: MkDocsConfig) -> None:
    """Let MkDocs find our templates, and leave it to us to tell of broken links."""
    dirs, ours = config.theme.dirs, str(assets.THEME)
    if ours not in dirs:
        dirs.insert(1 if config.theme.custom_dir else 0, ours)
    _quiet(config)


def lay(
    config: MkDocsConfig,
    options: Any,  # noqa: ANN401
    log: Any,  # noqa: ANN401
    made: Callable[[str], None],
    around: Around = ALONE,
) -> Table:
    """
    Read the shop; raise `ContentError` with all that stops this build.

    *made* is told of each of the `pictures`; of what is *around* the folder, how
    pictures are published is found out here.
    """
    dirs = assets.theme_dirs(config)
    wanted = settings.read(config, options)
    bundle = assets.opened(dirs, wanted.look.css, config.markdown_extensions)
    outfit = kits.outfit(dirs, bundle)
    wanted, studio = drawn(config, replace(wanted, kits=outfit.kits))
    around = replace(around, studio=studio)
    files = settings.sources(config, wanted)
    found, album = _read(config, wanted, files, around)
    _tell(found, log, around.told)
    developed = darkroom.develop(album, lambda: made("pictures"))
    return Table(found, album, album.root, files, outfit, developed, dirs)


def drawn(config: MkDocsConfig, wanted: Settings) -> tuple[Settings, Studio]:
    """Return where cards are drawn, and what is *wanted* with what is wrong there."""
    studio = cards.opened(wanted, settings.root(config), assets.theme_dirs(config))
    made_with = replace(wanted.cards, stamp=studio.stamp, problems=studio.problems)
    return replace(wanted, cards=made_with), studio


def _read(
    config: MkDocsConfig, wanted: Settings, files: Mapping[str, str], around: Around
) -> tuple[Shop, Album]:
    root = settings.root(config)
    album = darkroom.look(root, _pictures(root, wanted, files))
    if not around.read:  # Else it has been read already.
        ahead.read(root, wanted, files, album.prints)
    found = shop.load(root, wanted, files, replace(around, album=album.prints))
    secret = secrets.written(root, texts(config, root, wanted, files))
    found = replace(found, problems=(*found.problems, *album.problems, *secret))
    if shop.stops(found, strict=config.strict):
        # Warnings as well: an author mends a file once, not once per run.
        told = [one for one in found.problems if one.level is not Level.NOTICE]
        raise ContentError(told)
    return found, album


def texts(
    config: MkDocsConfig, root: Path, wanted: Settings, files: Mapping[str, str]
) -> Iterator[str]:
    """Return the paths of what may be published in one way or another."""
    yield str(Path(config.config_file_path).resolve())
    yield from (f"{root}/{path}" for path in files.values())
    folders = [root / wanted.products_dir]
    if (custom := config.theme.custom_dir) and Path(custom).is_relative_to(root):
        folders.append(Path(custom))
    for top in folders:
        for folder, _, names in os.walk(top):
            yield from (f"{folder}/{name}" for name in names)


def watched(config: MkDocsConfig, options: Any) -> list[Path]:  # noqa: ANN401
    """Return the folders whose change is a change of the site."""
    folders = [settings.root(config) / options.products, *assets.theme_dirs(config)]
    return [folder for folder in folders if folder.is_dir()]


def steadied(builder: Callable[..., None], log: Any) -> Callable[..., None]:  # noqa: ANN401
    """
    Return *builder*, which no mistake stops: the last good site is served on.

    MkDocs lets every request wait until the next build that ends well.
    """

    def build() -> None:
        try:
            builder()
        except Abort:
            log.warning("Nothing is built until that is mended.")
        except MkDocsException as error:
            log.warning("%s\nNothing is built until that is mended.", error)

    return build


def _tell(found: Shop, log: Any, told: Collection[Spot]) -> None:  # noqa: ANN401
    """Say what is wrong, less what was *told* of another language, by its place."""
    for kind in darkroom.lacking():
        log.info("No picture becomes %s: the Pillow of this machine writes none.", kind)
    levels = {Level.WARNING: logging.WARNING, Level.NOTICE: logging.INFO}
    for problem in found.problems:
        if problem.spot not in told:
            log.log(levels[problem.level], str(problem))


def _quiet(config: MkDocsConfig) -> None:
    """Broken links are ours to tell, with their line; MkDocs would tell them again."""
    links = config.validation.links
    links.not_found = links.unrecognized_links = logging.DEBUG
    links.anchors = logging.DEBUG  # Variants have theirs in the template.
    if links.absolute_links >= 0:  # Else it is `relative_to_docs`, which is of use.
        links.absolute_links = logging.DEBUG


def _cards(config: MkDocsConfig, found: Shop) -> Any:  # noqa: ANN401
    env = tight.fitted(config.theme.get_env())
    macro = env.get_template("components/card/card.html").module.card  # type: ignore[attr-defined]
    words = dict(found.desk.shared.words.text)

    def card(url: str, product: str, variant: str, caption: str, anchor: str) -> str:
        if product not in found.site.products:
            raise _unknown(found, url, product)
        values = found.desk.card(url, product, variant, caption)
        return str(macro({**values, "anchor": anchor}, words)).strip()

    return card


def _unknown(found: Shop, url: str, product: str) -> PluginError:
    """Say where a product stands that was not found before."""
    pages = (*found.pages.written.values(), *found.pages.generated.values())
    page = next(page for page in pages if page.url == url)
    return PluginError(unknown(found.desk, page.src_uri, product))


def _pictures(root: Path, wanted: Settings, files: Mapping[str, str]) -> dict[str, str]:
    """Return the paths of all files that are published, by where they are."""
    goods = wanted.products_dir
    found = {uri: files[uri] for uri in sorted(files)}
    sold = {uri: f"{goods}/{_inside(uri)}" for uri in sorted(media(root / goods))}
    return {**found, **sold}


def _inside(uri: str) -> str:
    return uri.removeprefix(f"{MEDIA}/")


def _printer(
    config: MkDocsConfig, table: Table, files: Mapping[str, Source]
) -> Printer:
    """Return who prints the pages and the leaflets that no file takes the place of."""
    found, prints = table.shop, table.prints
    leaflets = {k: one for k, one in found.leaflets.items() if k not in files}
    published = dict.fromkeys([*files, *leaflets], True)
    printer = Printer(config, found.desk, found.pages, published, prints)
    printer.lay(table.album)
    printer.leaflets = leaflets
    tight.lend(printer.env, table.outfit.inlined)
    return printer


class Prints(Mapping[str, Print | None]):
    """How readers see what lies below the content folder: none if it is no picture."""

    def __init__(
        self, album: Album, wanted: Settings, sources: Mapping[str, str]
    ) -> None:
        self.album, self.wanted, self.sources = album, wanted, sources
        self.known: dict[str, Print | None] = {}

    def __getitem__(self, src: str) -> Print | None:
        if src not in self.known:
            self.known[src] = self._found(src)
        return self.known[src]

    def _found(self, src: str) -> Print | None:
        root, wanted = self.album.root, self.wanted
        path = self.sources.get(src, f"{wanted.content_dir}/{src}")
        if src != _inside(src) and not (root / path).is_file():
            path = f"{wanted.products_dir}/{_inside(src)}"
        return self.album.prints.get(path) or _measured(root, path)

    def __contains__(self, src: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def _measured(root: Path, path: str) -> Print | None:
    """Return what is known of a drawing: its size."""
    try:
        return Print(*pictures.size(root, path))
    except ContentError:
        return None  # It is told with its line, where links are checked.


def opened(
    config: MkDocsConfig, table: Table, edition: Edition, apart: Sequence[str] = ()
) -> Works:
    """
    Return the works that renew *edition* with what lies on the *table*.

    What is published *apart*, below these paths, is others' affair.
    """
    dress(config)
    files, found = table.files(config), table.shop
    printer = _printer(config, table, files)
    outputs = Outputs(Path(config.site_dir), edition.outputs, tuple(apart))
    ground, always = whole.ground(config), works.always(found, config)
    reads, told = edition.reads, edition.told
    return Works(found, printer, outputs, files, reads, ground, always, told)
