"""Run MkDocs as our own command: quiet, with our words, one exit for every mistake."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler
from msgspec import Struct
from msgspec.structs import replace

from wenpu import memory, shop, words
from wenpu.build import bench, outputs, play, secrets, settings, store, weight, whole
from wenpu.build.bench import Table
from wenpu.build.languages import Languages, Tongue
from wenpu.build.store import Store
from wenpu.build.works import Hire
from wenpu.checkout import lock
from wenpu.checkout.gateway import Gateway
from wenpu.problems import (
    CommandError,
    ContentError,
    Level,
    Problem,
    Spot,
    WenpuError,
    errors,
)
from wenpu.shop import Around, Shop, Till

if TYPE_CHECKING:
    from wenpu.checkout.counter import Counter

log = get_plugin_logger("wenpu")

NAME = "mkdocs.yml"
RATES = "shipping.yml"

STOPPED = "The build stopped."

HARMLESS = {"harmless": True}
"""Marks a warning that is not of the site: nothing in it can be mended."""

OURS = ("drafts", "mode")
"""Options of our plugin that a command can say as well."""


class StoppedError(WenpuError):
    """A run that MkDocs ended; what was wrong has been said."""


class Built(Struct, frozen=True):
    """What came of a build: where it is, how much, how long it took in seconds."""

    folder: Path
    articles: int
    products: int
    pages: int
    seconds: float
    weights: tuple[str, ...] = ()
    """What the heaviest page of each type weighs, in words."""


def config(root: Path, **changes: Any) -> MkDocsConfig:  # noqa: ANN401
    """Load `mkdocs.yml` in *root*, which must name our plugin."""
    # Banners of rival projects are no business of our readers.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    path = root / NAME
    if not path.is_file():
        what = f"There is no {NAME} in this folder."
        fix = "Go to a site's folder, or begin:  wenpu new my-shop"
        raise CommandError(f"{what}\n  {fix}")
    ours = {name: changes.pop(name) for name in OURS if name in changes}
    try:
        found = load_config(str(path), **changes)
    except (Abort, ConfigurationError) as error:
        raise StoppedError(str(error)) from error
    if "wenpu" not in found.plugins:
        what = f"{NAME} does not use Wenpu."
        raise CommandError(f"{what}\n  Write  plugins: [wenpu]")
    for name, value in ours.items():
        plugin(found).config[name] = value
    return found


def plugin(found: MkDocsConfig) -> Any:  # noqa: ANN401
    """Return our plugin as *found* has set it up."""
    return found.plugins["wenpu"]


def counter(root: Path, gateway: Gateway) -> "Counter":
    """
    Open the checkout of the site at *root*.

    Raise `ContentError` if something must be mended first: nothing is sold that could
    not be published.
    """
    from wenpu.checkout.counter import Counter  # noqa: PLC0415 (no build needs it)

    # Play money is paid for what the preview shows, wherever that is.
    shown = {"site_url": play.shown_at(root)} if gateway.mode == play.MODE else {}
    found = load(root, mode=gateway.mode, **shown)
    # A rate that nobody has written would be no rate: things would be sent for nothing.
    free = [one for one in found.problems if one.spot.path.endswith(RATES)]
    if wrong := errors(found.problems) or errors(free, strict=True):
        raise ContentError(wrong)
    site = found.written
    said = words.read(site.settings.language)
    return Counter(root.resolve(), site, found.graph, said, gateway)


def load(root: Path, **changes: Any) -> Shop:  # noqa: ANN401
    """Read the shop as a build would, without building; *changes* are options."""
    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    before, logger.handlers[:] = list(logger.handlers), [heard]
    try:
        found = config(root, **changes)
        spoken = plugin(found).speaks(found)
    finally:
        logger.handlers[:] = before
        heard.say_errors()
    options = plugin(found).config
    wanted, studio = bench.drawn(found, settings.read(found, options))
    top, files = settings.root(found), settings.sources(found, wanted)
    made = shop.load(top, wanted, files, Around(studio=studio))
    secret = secrets.written(top, bench.texts(found, top, wanted, files))
    others = (one for one in spoken.others if not one.language.is_twin)
    first = [*heard.problems, *made.problems, *secret]
    told = {one.spot for one in first}
    more = (problem for one in others for problem in _said_of(one, made))
    problems = (*first, *(one for one in more if one.spot not in told))
    return replace(made, problems=problems)


def _said_of(one: Tongue, first: Shop) -> Iterator[Problem]:
    """Tell what is wrong with the texts of a language that is not the *first*."""
    wanted, studio = bench.drawn(one.config, one.wanted)
    top, files = settings.root(one.config), settings.sources(one.config, wanted)
    around = Around(studio=studio, stories=first.desk.shared.stories)
    yield from shop.load(top, wanted, files, around).problems
    yield from secrets.written(top, bench.texts(one.config, top, wanted, files))


class _Heard(logging.Handler):
    """What MkDocs says of `mkdocs.yml`, as problems like all others."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        fix = "Correct it; docs/site.md lists the options of Wenpu."
        level = Level.ERROR if record.levelno >= logging.ERROR else Level.WARNING
        self.problems.append(Problem(Spot(NAME), record.getMessage(), fix, level))

    def say_errors(self) -> None:
        """Print what is fatal: there will be no shop to carry it."""
        for one in errors(self.problems):
            logging.getLogger("mkdocs").error(str(one))


def build(
    found: MkDocsConfig,
    made: Callable[[str], None],
    *,
    clean: bool = False,
    cluster: str = "",
) -> Built:
    """
    Build the site; *made* is told of each of the `pictures`, `pages` and `files`.

    What is as it was when it was built last is left alone, unless all is to be *clean*.
    The workers of a *cluster* print, if its address is given.
    """
    start = time.monotonic()
    hire = hired(cluster) if cluster else None
    ours, root = plugin(found), settings.root(found)
    ours.made = made
    with alone(root):
        kept = Store(root, clean)
        with memory.opened(kept.memory):
            built, pages = renewed(found, ours, kept, hire=hire)
            weights = _weighed(ours.speaks(found), built, kept)
        kept.save()
    seconds = time.monotonic() - start
    counts = len(built.site.articles), len(built.site.products), pages
    return Built(Path(found.site_dir), *counts, seconds, weights)


def hired(address: str) -> Hire:
    """Return how the cluster at *address* is asked to print."""
    try:
        from wenpu.build import cluster  # noqa: PLC0415 (few have Dask, or a need of it)
    except ModuleNotFoundError as error:
        what = "To print on a cluster takes Dask, which is not installed."
        fix = "Install it:  pip install 'wenpu[cluster]'"
        raise CommandError(f"{what}\n  {fix}") from error
    return cluster.at(address, partial(log.warning, "%s", extra=HARMLESS))


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one build at a time work in a folder; where none can say so, go on."""
    said = partial(log.warning, "Another build is at work in this folder: waiting.")
    with ExitStack() as stack:
        with suppress(ContentError):
            stack.enter_context(lock.held(root / ".wenpu", "build", said))
        yield


def renewed(
    found: MkDocsConfig,
    ours: Any,  # noqa: ANN401 (our plugin)
    kept: Store,
    till: Till | None = None,
    hire: Hire | None = None,
) -> tuple[Shop, int]:
    """
    Build what has changed; all of it where that cannot be known.

    *till* is what is asked for links, if not the lock, *hire* who is to print.
    """
    if why := whole.reason(found):
        return _whole(found, ours, why, hire)
    with _strictly(found):
        spoken = ours.speaks(found)
        around = Around(till=till, code=kept.cellar.code)
        tables = spoken.laid(partial(_laid, kept, ours.made), around)
        for table in tables.values():
            if why := whole.shown(table.shop.pages):
                ours.tables = tables
                return _whole(found, ours, why, hire)
        pages = 0
        for path, table in tables.items():
            one = spoken.tongues[path]
            name = store.named(kept.root, one.config, one.options)
            apart = () if path else table.shop.site.settings.apart
            works = bench.opened(one.config, table, kept.edition(name), apart)
            kept.keep(name, works.run(ours.made, hire))
            pages += len(table.shop.pages.sheets)
    return tables[""].shop, pages


def _laid(
    kept: Store, made: Callable[[str], None], one: Tongue, around: Around
) -> Table:
    """Lay the table for a language, with what is known of it from before."""
    edition = kept.edition(store.named(kept.root, one.config, one.options))
    around = replace(around, known=edition.known, marks=edition.marks)
    return bench.lay(one.config, one.options, log, made, around)


def _weighed(spoken: Languages, built: Shop, kept: Store) -> tuple[str, ...]:
    """Weigh what is published, and tell of what is too heavy; the first is shown."""
    lines: list[tuple[str, ...]] = []
    for path, tongue in spoken.tongues.items():
        config = tongue.config
        done = kept.editions.get(store.named(kept.root, config, tongue.options))
        known = {name: one.stamp for name, one in done.outputs.items()} if done else {}
        wanted = replace(built.site.settings, url=config.site_url or "", path=path)
        with _strictly(config):
            said = weight.of_site(Path(config.site_dir), wanted, known)
            for one in said.problems:
                log.warning(str(one))
        lines.append(said.lines)
        if not done:  # MkDocs has built all, and all was weighed.
            break
    return lines[0]


@contextmanager
def _strictly(found: MkDocsConfig) -> Iterator[None]:
    """Say what is wrong as MkDocs would; where it is strict, warnings are wrong."""
    logger, counts = logging.getLogger("mkdocs"), CountHandler(level=logging.WARNING)
    counts.addFilter(lambda record: not hasattr(record, "harmless"))
    logger.addHandler(counts)
    try:
        yield
    except WenpuError as error:
        log.error(str(error))  # noqa: TRY400 (a sentence, and no trace)
        raise StoppedError(STOPPED) from error
    finally:
        logger.removeHandler(counts)
    if found.strict and counts.get_counts():
        raise StoppedError(STOPPED)


def _whole(
    found: MkDocsConfig,
    ours: Any,  # noqa: ANN401 (our plugin)
    why: str,
    hire: Hire | None,
) -> tuple[Shop, int]:
    """Let MkDocs build the site, with whoever else takes part in it."""
    if hire:
        log.warning("All is printed on this machine: %s.", why, extra=HARMLESS)
    log.info("All pages are built, not only those that changed: %s.", why)
    outputs.straighten(Path(found.site_dir))  # MkDocs would follow such ways.
    found.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(found)
    except Abort as error:
        raise StoppedError(STOPPED) from error
    finally:
        found.plugins.on_shutdown()
    return ours.bench.shop, len(ours.bench.pages)


def speak(level: int, handler: logging.Handler) -> None:
    """Let MkDocs say what is at least of *level* through *handler*, and no more."""
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False
