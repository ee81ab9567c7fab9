"""
A forme: all it takes to print the pages of a site, locked up so that it can be carried.

Who prints elsewhere has none of the site's files and none of this machine's settings; a
Forme is one value that holds what pages are made of, and nothing else: no path, nothing
of the environment, no options of other plugins. Whoever takes it up prints the same
pages, to the byte, and says by a stamp what they were made of, so that it can be seen.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import FunctionType
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct
from msgspec.structs import replace

from wenpu import links, pages, site, stamps, words
from wenpu.build import bench, cellar, secrets, tight, whole
from wenpu.build.printing import Printed, Printer
from wenpu.build.works import Works
from wenpu.model import Graph, Print, Site, Story
from wenpu.notes import Ledger, Mark
from wenpu.pages import Known
from wenpu.patterns import later
from wenpu.problems import WenpuError

HERE = {
    *("config_file_path", "docs_dir", "hooks", "markdown_extensions", "plugins"),
    *("site_dir", "watch"),
}
"""Options that say what is on this machine, or who else takes part: nobody, here."""

TELLING = later(r"\b(?:hooks|plugins|docs_dir|site_dir|config_file_path|dirs)\b")
"""What a template can read of those."""

PLAIN = (str, int, float, date, type(None), FunctionType, type)


class StuckError(WenpuError):
    """Why a site is printed where it is."""


class StrangerError(WenpuError):
    """Why nothing is printed here for others."""


class Lines(Struct, frozen=True):
    """What is locked up. *theme* are the author's own files, *options* `mkdocs.yml`."""

    site: Site
    graph: Graph
    stories: Mapping[str, Story]
    ground: bytes
    known: Mapping[str, Known]
    marks: Mapping[str, Mark]
    published: Sequence[str]
    prints: Mapping[str, Print]
    options: Mapping[str, Any]
    theme: Mapping[str, bytes]
    styles: Mapping[str, str]
    kept: frozenset[str]
    """Pages that take in files which are at home only."""


class Fittings(NamedTuple):
    """What a press is fitted with: the stamp of its code, the version of each part."""

    code: bytes
    versions: Mapping[str, str]


def fittings() -> Fittings:
    """Return what this process prints with."""
    return Fittings(cellar.code(), cellar.versions())


class Forme(NamedTuple):
    """Lines as bytes, their stamp, and that of the code that can read them."""

    stamp: bytes
    code: bytes
    data: bytes


def locked(works: Works) -> Forme:
    """Lock up what *works* prints; raise `StuckError` if that cannot be carried."""
    printer, shop = works.printer, works.shop
    options = _options(printer.config)
    if [*secrets.found(repr((options, shop.site.settings)).encode(), "mkdocs.yml")]:
        raise StuckError("mkdocs.yml takes in a secret key, which travels nowhere")
    lines = Lines(
        site=replace(shop.site, problems=()),
        graph=shop.graph,
        stories=dict(shop.desk.shared.stories),
        ground=works.ledger.ground,
        known=dict(shop.pages.known),
        marks=works.ledger.marks(one.read for one in shop.pages.known.values()),
        published=sorted(works.files),
        prints=dict(_prints(printer.prints, works.files)),
        options=options,
        theme=dict(_theme(printer.config)),
        styles=tight.lent(printer.env),
        kept=works.always,
    )
    data = pickle.dumps(lines, pickle.HIGHEST_PROTOCOL)
    return Forme(stamps.of_bytes(data), cellar.code(), data)


def _prints(
    prints: Mapping[str, Print | None], files: Mapping[str, Any]
) -> Iterator[tuple[str, Print]]:
    for uri in files:
        if uri.lower().endswith(site.PICTURES) and (found := prints[uri]):
            yield uri, found


def _options(config: MkDocsConfig) -> dict[str, Any]:
    """Return what `mkdocs.yml` says, with whatever it takes from elsewhere."""
    said = {key: value for one in whole.written(config) for key, value in one.items()}
    found: dict[str, Any] = _plain({key: said[key] for key in said.keys() - HERE})
    if isinstance(theme := found["theme"], dict):
        theme.pop("custom_dir", None)
    # MkDocs empties what was written, as it reads it.
    known, names = config.mdx_configs, config.markdown_extensions
    known = {**known, whole.SNIPPETS: {}}
    both = [{one: known.get(one) or {}} for one in names if _is_name(one)]
    return {**found, "markdown_extensions": _plain(both)}


def _is_name(extension: Any) -> bool:  # noqa: ANN401 (a name, or our own extension)
    return isinstance(extension, str)


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever is configured)
    """Return a copy of *value*, which means the same on any machine."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, partial):
        return partial(value.func, *_plain(value.args), **_plain(value.keywords))
    if not isinstance(value, PLAIN):
        raise StuckError(f"mkdocs.yml holds  {value}  which means something here only")
    return value


def _theme(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """Return the author's own theme as far as templates can take it in: texts."""
    if not config.theme.custom_dir:
        return
    top = Path(config.theme.custom_dir)
    for path in whole.files(config):
        if b"\0" in (data := path.read_bytes()):
            continue
        if path.suffix == ".html" and TELLING.search(data.decode("utf-8", "replace")):
            what = f"the template {path.name} of your theme looks at what is here only"
            raise StuckError(what)
        yield path.relative_to(top).as_posix(), data


class Bed:
    """Where a forme lies to be printed from: its printer, in a folder of its own."""

    def __init__(self, forme: Forme) -> None:
        self.lines: Lines = pickle.loads(forme.data)  # noqa: S301 (sent by who hired us)
        self.folder = TemporaryDirectory(prefix="wenpu-", ignore_cleanup_errors=True)
        self.printer = _printer(self.lines, Path(self.folder.name))

    def printed(self, uris: Sequence[str]) -> list[Printed]:
        """Print some pages, but none that would fail, or come out otherwise."""
        tried = (self._tried(uri) for uri in uris if uri not in self.lines.kept)
        return [one for one in tried if one]

    def _tried(self, uri: str) -> Printed | None:
        try:
            return self.printer.print(uri)
        except Exception:  # noqa: BLE001 (whatever it is, it is told at home)
            return None


def _printer(lines: Lines, folder: Path) -> Printer:
    said = words.read(lines.site.settings.language)
    site, graph, ledger = lines.site, lines.graph, Ledger(lines.ground, lines.marks)
    desk = pages.desk(site, graph, said, stories=lines.stories, ledger=ledger)
    made = pages.make(desk, links.Bodies(site, graph), lines.known)
    published = dict.fromkeys(lines.published, True)
    config, prints = _config(lines, folder), _Prints(lines.prints)
    printer = Printer(config, desk, made, published, prints)
    tight.lend(printer.env, lines.styles)
    return printer


def _config(lines: Lines, folder: Path) -> MkDocsConfig:
    """Set MkDocs up in *folder* as it was where the forme comes from."""
    custom, content = folder / "theme", folder / lines.site.settings.content_dir
    for name, data in lines.theme.items():
        (custom / name).parent.mkdir(parents=True, exist_ok=True)
        (custom / name).write_bytes(data)
    content.mkdir(parents=True)
    theme = lines.options["theme"]
    theme = dict(theme) if isinstance(theme, dict) else {"name": theme}
    if lines.theme:
        theme["custom_dir"] = str(custom)
    found = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    found.load_dict({**lines.options, "theme": theme, "plugins": ["wenpu"]})
    found.load_dict({"docs_dir": str(content), "site_dir": str(folder / "site")})
    if wrong := found.validate()[0]:
        raise StrangerError(f"mkdocs.yml is not understood there: {wrong[0][1]}")
    bench.dress(found)
    return found


class _Prints(dict[str, Print | None]):
    """How pictures are seen; who asks for what is no picture hears so."""

    def __contains__(self, src: object) -> bool:
        return True

    def __missing__(self, src: str) -> None:
        return None


on_bed: list[tuple[bytes, Bed]] = []
"""The forme that is printed from in this process, by its stamp: one has room."""

_one_at_a_time = Lock()
"""A printer takes notes of the page it is at: workers may have threads."""


def print_from(forme: Forme, uris: Sequence[str]) -> list[Printed]:
    """Return some pages of *forme*, those that can be printed here."""
    if forme.code != cellar.code():
        raise StrangerError("its Wenpu, theme or libraries are others than ours")
    with _one_at_a_time:
        return _bed(forme).printed(uris)


def _bed(forme: Forme) -> Bed:
    if not on_bed or on_bed[0][0] != forme.stamp:
        clear()
        on_bed.append((forme.stamp, Bed(forme)))
    return on_bed[0][1]


def clear() -> None:
    """Take away the forme that lies here."""
    while on_bed:
        on_bed.pop()[1].folder.cleanup()
