"""
The workbench: a Shop laid out for one run of MkDocs.

`prepare()` reads the shop and sets MkDocs up; the methods of a Bench answer its
events. Nothing here decides anything about articles or products.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from wenpu import authors, darkroom, pictures, shop
from wenpu.build import assets, secrets, settings
from wenpu.build.press import Press, PressedPage, Text
from wenpu.darkroom import Album
from wenpu.markdown import Place, WenpuExtension
from wenpu.model import Print, Settings
from wenpu.pages import GeneratedPage
from wenpu.problems import ContentError, Level
from wenpu.shop import Shop, Till
from wenpu.site import MEDIA, media

HIDDEN = InclusionLevel.NOT_IN_NAV
OURS = "pages/"
"""Where our page templates are, also those that an author overrides."""


@dataclass
class Bench:
    """One run: the shop, its files, and the Markdown extension that knows them."""

    shop: Shop
    root: Path
    bundle: Mapping[str, str]
    developed: Mapping[str, Path]
    """Pictures that are published otherwise than they lie, by their address."""
    dirs: Sequence[Path]
    extension: WenpuExtension
    pages: Mapping[str, GeneratedPage]
    themes: Sequence[Path]

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
        if file.is_documentation_page():
            return mine and file.src_uri not in self.pages
        return file.src_uri == authors.NAME or self._is_part(file)

    def _made(self, files: Files, config: MkDocsConfig) -> Iterator[File]:
        for uri in self.pages:
            if not files.get_file_from_path(uri):
                yield File.generated(config, uri, content="", inclusion=HIDDEN)
        for uri, text in self.bundle.items():
            yield File.generated(config, uri, content=text)
        for uri, path in (*self.media(), *self.developed.items()):
            yield File.generated(config, uri, abs_src_path=str(path))

    def _add(self, files: Files, file: File) -> None:
        if old := files.get_file_from_path(file.src_uri):
            files.remove(old)
        files.append(file)

    def _is_part(self, file: File) -> bool:
        """Tell whether *file* belongs to a theme, and is in the bundle already."""
        folders = {str(folder) for folder in self.dirs}
        return str(file.src_dir) in folders and assets.is_part(file.src_uri)

    def media(self) -> Iterator[tuple[str, Path]]:
        """Return the pictures that lie among the products, by their address."""
        folder = self.root / self.shop.site.settings.products_dir
        for uri in sorted(media(folder)):
            yield uri, folder / _inside(uri)

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
        shelf = self._described(page)
        if shelf is None:
            return Place(page.src_uri, page.url)
        folder = PurePosixPath(MEDIA, shelf).as_posix()
        return Place(page.src_uri, page.url, folder, from_root=True)

    def _described(self, page: GeneratedPage) -> str | None:
        """Return the shelf whose folder the text of *page* comes from, if one does."""
        site = self.shop.site
        if page.src_uri in site.pages:
            return None  # An author's page gives it its words.
        room, _, name = page.url.rstrip("/").partition("/")
        if room == "products" and name in site.products:
            return site.products[name].shelf
        return name if room == "shop" and name in site.shelves else None

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

    def context(self, template: str) -> dict[str, Any]:
        """Return what a template that has no page may read besides."""
        if template != "404.html":
            return {}
        return {"page": {"meta": {"wenpu": self.shop.pages.missing}, "content": ""}}


def prepare(
    config: MkDocsConfig,
    options: Any,  # noqa: ANN401
    log: Any,  # noqa: ANN401
    made: Callable[[str], None],
    till: Till | None = None,
) -> Bench:
    """
    Read the shop; raise `ContentError` with all that stops this build.

    *made* is told of each of the `pictures`; *till* is where things are paid for, if
    not what the lock says.
    """
    dirs = assets.theme_dirs(config)
    wanted = settings.read(config, options)
    bundle = assets.bundle(dirs, wanted.look.css)
    wanted = replace(wanted, style=assets.stamp(bundle))
    found, album = _read(config, wanted, till)
    _tell(found, log)
    developed = darkroom.develop(album, lambda: made("pictures"))
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(assets.THEME))
    _quiet(config)
    extension = WenpuExtension(_cards(config, found), _prints(album, found))
    config.markdown_extensions.append(extension)  # type: ignore[arg-type]
    pages = {**found.pages.written, **found.pages.generated}
    themes = [Path(folder) for folder in config.theme.dirs]
    return Bench(found, album.root, bundle, developed, dirs, extension, pages, themes)


def _read(
    config: MkDocsConfig, wanted: Settings, till: Till | None
) -> tuple[Shop, Album]:
    root, files = settings.root(config), settings.sources(config)
    album = darkroom.look(root, _pictures(root, wanted, files))
    found = shop.load(root, wanted, files, album.prints, till)
    secret = secrets.written(root, texts(config, root, wanted, files))
    found = replace(found, problems=(*found.problems, *album.problems, *secret))
    if shop.stops(found, strict=config.strict):
        # Warnings as well: an author mends a file once, not once per run.
        told = [one for one in found.problems if one.level is not Level.NOTICE]
        raise ContentError(told)
    return found, album


def texts(
    config: MkDocsConfig, root: Path, wanted: Settings, files: Iterable[str]
) -> Iterator[Path]:
    """Return what may be published in one way or another."""
    yield Path(config.config_file_path).resolve()
    yield from (root / wanted.content_dir / name for name in files)
    yield from (root / wanted.products_dir).rglob("*")
    if custom := config.theme.custom_dir:
        yield from (path for path in Path(custom).rglob("*") if root in path.parents)


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


def _tell(found: Shop, log: Any) -> None:  # noqa: ANN401
    for kind in darkroom.lacking():
        log.info("No picture becomes %s: the Pillow of this machine writes none.", kind)
    levels = {Level.WARNING: logging.WARNING, Level.NOTICE: logging.INFO}
    for problem in found.problems:
        log.log(levels[problem.level], str(problem))


def _quiet(config: MkDocsConfig) -> None:
    """Broken links are ours to tell, with their line; MkDocs would tell them again."""
    links = config.validation.links
    links.not_found = links.unrecognized_links = logging.DEBUG
    links.anchors = logging.DEBUG  # Variants have theirs in the template.
    if links.absolute_links >= 0:  # Else it is `relative_to_docs`, which is of use.
        links.absolute_links = logging.DEBUG


def _cards(config: MkDocsConfig, found: Shop) -> Any:  # noqa: ANN401
    macro = (
        config.theme.get_env().get_template("components/card/card.html").module.card  # type: ignore[attr-defined]
    )
    words = dict(found.desk.shared.words.text)

    def card(url: str, product: str, variant: str, caption: str, anchor: str) -> str:
        if product not in found.site.products:
            raise _unknown(found, url, product)
        values = found.desk.card(url, product, variant, caption)
        return str(macro({**values, "anchor": anchor}, words)).strip()

    return card


def _unknown(found: Shop, url: str, product: str) -> PluginError:
    """Say what was not found before: a fence that never ends hides what it holds."""
    pages = (*found.pages.written.values(), *found.pages.generated.values())
    page = next(page for page in pages if page.url == url)
    path = f"{found.site.settings.content_dir}/{page.src_uri}"
    fix = "Correct it, and close every ``` and every <!-- that stands above it."
    return PluginError(f"{path}: no product {product!r}.\n  {fix}")


def _pictures(root: Path, wanted: Settings, files: Iterable[str]) -> dict[str, str]:
    """Return the paths of all files that are published, by where they are."""
    content, goods = wanted.content_dir, wanted.products_dir
    found = {uri: f"{content}/{uri}" for uri in sorted(files)}
    sold = {uri: f"{goods}/{_inside(uri)}" for uri in sorted(media(root / goods))}
    return {**found, **sold}


def _inside(uri: str) -> str:
    return uri.removeprefix(f"{MEDIA}/")


def _prints(album: Album, found: Shop) -> Any:  # noqa: ANN401
    root, wanted = album.root, found.site.settings
    known: dict[str, Print | None] = {}

    def prints(src: str) -> Print | None:
        if src not in known:
            path = f"{wanted.content_dir}/{src}"
            if src != _inside(src) and not (root / path).is_file():
                path = f"{wanted.products_dir}/{_inside(src)}"
            known[src] = album.prints.get(path) or _measured(root, path)
        return known[src]

    return prints


def _measured(root: Path, path: str) -> Print | None:
    """Return what is known of a drawing: its size."""
    try:
        return Print(*pictures.size(root, root / path))
    except ContentError:
        return None  # It is told with its line, where links are checked.
