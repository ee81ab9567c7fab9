"""
What the files of `products/` said before, as far as it was committed and is known.

What was read once is kept with the commit that it was read at: git is asked again only
after the next one, and then tells of new files only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field

from wenpu import memory, stamps
from wenpu.catalog import terms
from wenpu.catalog.terms import Terse
from wenpu.history.repository import GitError, Repository, found
from wenpu.history.versions import Version, told_apart
from wenpu.model import Settings
from wenpu.patterns import later
from wenpu.problems import Level, Problem

DAYS = 90
"""So long news are news; nothing older is asked for."""

ROOM = "history"
CURRENCY = later(rb"(?m)^[^#\n]*\bcurrency:[ \t]*[\"']?([A-Z]{3})\b")
Value = TypeVar("Value")
USUAL = "CNY"
"""The currency of a site that names none."""


Gone: TypeAlias = frozenset[tuple[str, int | None, int | None]]
"""The skus that were sold to the last, each with the stock and limit of its file."""


class Lock(NamedTuple):
    """Where the lock is, from the site's root, and who can tell what it calls gone."""

    path: str
    gone: Callable[[bytes], Gone]


NO_LOCK = Lock("", lambda _: frozenset())


class Past(Struct, frozen=True):
    """The *versions* of each product that has several, by its id; the oldest first."""

    of: bytes = stamps.NONE
    """The stamp of the commit, and of all else that it follows from."""
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    said: Mapping[str, Terse | None] = field(default_factory=dict)
    """What is in each blob of a product, none if nobody can read it."""
    currencies: Mapping[str, str] = field(default_factory=dict)
    """What is the site's currency in each blob of its `mkdocs.yml`."""
    mode: str = ""
    gone: Mapping[str, Gone] = field(default_factory=dict)
    """What was sold to the last in that *mode*, in each blob of the lock."""
    is_cut: bool = False
    """Whether commits were not fetched that may hold news."""
    trouble: str = ""
    """Why git has said nothing."""


EMPTY = Past()


class Wanted(Struct, frozen=True):
    """What is asked of git: the paths of three things, how far back in seconds."""

    products: str
    config: str
    lock: Lock
    since: int

    @property
    def paths(self) -> list[str]:
        """All paths, from the site's root."""
        return list(filter(None, [self.products, self.config, self.lock.path]))


def read(root: Path, settings: Settings, lock: Lock = NO_LOCK) -> Past:
    """Return the past of the site at *root*, nothing if nobody wants to know it."""
    wanted = "history" in settings.feeds.made
    repository = found(root) if wanted else None
    if not repository or not repository.head:
        return EMPTY
    asked = _wanted(settings, lock)
    said = (asked.paths, asked.since, settings.mode)
    of = stamps.of((repository.head, repository.cut, said))
    known = memory.before(ROOM, "")
    past = known if isinstance(known, Past) else EMPTY
    if past.of != of:
        try:
            past = _read(repository, asked, past, of, settings.mode)
        except GitError as error:
            return Past(trouble=str(error))
    memory.keep(ROOM, "", past)
    return past


def _wanted(settings: Settings, lock: Lock) -> Wanted:
    day = settings.today - timedelta(days=DAYS)
    since = int(datetime.combine(day, time.min, UTC).timestamp())
    return Wanted(settings.products_dir, settings.feeds.spot.path, lock, since)


def problems(past: Past, settings: Settings) -> Iterator[Problem]:
    """Say that something of the *past* is not known here."""
    if past.trouble:
        what = f"git does not tell its history: {past.trouble}."
        fix = "Mend that, or write  feeds: {without: [history]}"
        yield Problem(settings.feeds.spot, what, fix, Level.NOTICE)
    elif past.is_cut:
        what = "the history in git is cut short: not all that costs less is known here."
        fix = "Fetch all of it  git fetch --unshallow  , in a workflow  fetch-depth: 0"
        yield Problem(settings.feeds.spot, what, fix, Level.NOTICE)


def _read(
    repository: Repository, asked: Wanted, known: Past, of: bytes, mode: str
) -> Past:
    commits = repository.commits(asked.paths, asked.since)
    versions = told_apart(commits, asked.products, asked.config, asked.lock.path)
    flat = [one for all_ in versions.values() for one in all_]
    parts = (
        ({one.blob for one in flat}, known.said, terms.read),
        ({one.config for one in flat}, known.currencies, _currency),
        (
            {one.lock for one in flat},
            known.gone if known.mode == mode else {},
            asked.lock.gone,
        ),
    )
    new = {name for names, known, _ in parts for name in names if name not in known}
    data = dict(repository.blobs(sorted(filter(None, new))))
    said, currencies, gone = (_each(data, *part) for part in parts)
    cut = any(one.id in repository.cut for one in commits)
    return Past(of, versions, said, currencies, mode, gone, is_cut=cut)


def _each(
    data: Mapping[str, bytes],
    names: Iterable[str],
    known: Mapping[str, Value],
    read: Callable[[bytes], Value],
) -> dict[str, Value]:
    """Return what is *known* of the blobs of those *names*, or *read* from *data*."""
    there = (name for name in names if name in known or name in data)
    return {one: known[one] if one in known else read(data[one]) for one in there}


def _currency(data: bytes) -> str:
    said = CURRENCY.search(data)
    return said[1].decode() if said else USUAL
