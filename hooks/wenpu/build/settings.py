"""What `mkdocs.yml` says, as our Settings."""

import os
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from copy import copy
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files, set_exclusions
from msgspec.structs import replace

from wenpu import budgets, cards, languages, memory, outlets, stamps, till
from wenpu.articles import MARKDOWN
from wenpu.build import clothes
from wenpu.build import options as written
from wenpu.look import Place
from wenpu.model import (
    CURRENCIES,
    Budgets,
    Cards,
    Channel,
    Checkout,
    Feeds,
    Language,
    Script,
    Settings,
)
from wenpu.problems import CommandError, Problem, Spot, closest
from wenpu.till import Counter

Part = TypeVar("Part")

TWIN = "auto"
"""What asks for the other script of the first language."""

PLAY = "sandbox"
"""The mode in which a preview is its own shop, wherever it is served."""

HOME = "home"
"""What a preview tells of the site, besides its options: where it will be."""

SPOKEN = "spoken"
"""What is told of one of several languages: where it begins, and the first one."""

CALLED = {"RMB", "CNH", "YUAN"}
"""What people call CNY; the nearest code by its letters is Russia's."""


def read(config: MkDocsConfig, options: Any) -> Settings:  # noqa: ANN401
    """Return the settings of a site; *options* are our plugin's."""
    if not config.use_directory_urls:
        what = "mkdocs.yml: use_directory_urls: false would move /buy/<sku>/,"
        raise CommandError(f"{what} which is printed on paper.\n  Take the line out.")
    content = _below(root(config), Path(config.docs_dir))
    file = Path(config.config_file_path).name
    spoken = options[SPOKEN] if SPOKEN in options else Spoken(first=_language(config))
    # What options name lies where the first language has its texts.
    shared = spoken.folder or content
    place = Place(root(config), config.site_name, file, shared)
    spoken_here, problems = _languages(config, options, spoken.first)
    checkout, follow = _till(config, options, place)
    return Settings(
        name=config.site_name,
        today=today(options.timezone),
        url=_folder(config.site_url or ""),
        language=_language(config),
        currency=_currency(options.currency),
        description=config.site_description or "",
        drafts=options.drafts,
        per_page=_at_least_one(options.per_page),
        link_names=options.link_names,
        author=config.site_author or "",
        copyright=config.copyright or "",
        content_dir=content,
        products_dir=_below(root(config), root(config) / options.products),
        look=clothes.read(config, options, place),
        extra_css=tuple(config.extra_css),
        extra_js=tuple(map(_script, config.extra_javascript)),
        checkout=replace(checkout, shop=PLAY) if options.mode == PLAY else checkout,
        follow=follow,
        budgets=_part(
            config, "budgets", options.budgets, budgets.read, lambda _: Budgets()
        ),
        feeds=_part(
            config, "feeds", options.feeds, outlets.read, lambda spot: Feeds(spot=spot)
        ),
        cards=_part(config, "cards", options.cards, cards.read, lambda _: Cards()),
        zone=options.timezone,
        mode=options.mode,
        home=_folder(options[HOME] or "") if HOME in options else None,
        # An author who looks at drafts wants to see what is there now.
        offline=options.offline and not options.drafts,
        languages=spoken_here,
        path=spoken.path,
        shared_dir="" if content == shared else shared,
        problems=problems,
    )


class Spoken(NamedTuple):
    """
    One of several languages, while its pages are made.

    *path* is where they begin, *first* the first language, *folder* where it has its
    texts, from the site's root.
    """

    path: str = ""
    first: str = ""
    folder: str = ""


def path(options: Any) -> str:  # noqa: ANN401
    """Return where the pages begin that are made with *options*: "" for the first."""
    return options[SPOKEN].path if SPOKEN in options else ""


def _language(config: MkDocsConfig) -> str:
    return str(config.theme.get("language") or "en")


def _languages(
    config: MkDocsConfig,
    options: Any,  # noqa: ANN401
    first: str,
) -> tuple[tuple[Language, ...], tuple[Problem, ...]]:
    twin, file = options.traditional == TWIN, Path(config.config_file_path).name
    node = written.node(config, "languages", options.languages)
    return languages.read(node, first, twin=twin, file=file)


def _till(
    config: MkDocsConfig,
    options: Any,  # noqa: ANN401
    place: Place,
) -> tuple[Checkout, tuple[Channel, ...]]:
    url = config.site_url or ""
    counter = Counter(place.root, place.name, url, place.file, place.content_dir)
    paid = written.node(config, "checkout", options.checkout)
    return till.read(counter, paid, written.node(config, "follow", options.follow))


def _part(
    config: MkDocsConfig,
    name: str,
    said: object,
    read: Callable[[yaml.Node | None, str], Part],
    none: Callable[[Spot], Part],
) -> Part:
    """Return what *read* makes of what the option *name* *said*; *none* of false."""
    file = Path(config.config_file_path).name
    if said is False:  # It says something, and is empty.
        return none(Spot(file))
    return read(written.node(config, name, said), file)


def root(config: MkDocsConfig) -> Path:
    """Return the folder that holds `mkdocs.yml`."""
    return Path(config.config_file_path).parent.resolve()


def sources(config: MkDocsConfig, wanted: Settings) -> dict[str, str]:
    """
    Return what MkDocs publishes of the content folder, and where each lies.

    A language has what is no text of the first as well, where it has none of its own.
    """
    top, apart = root(config), wanted.apart
    own = _lying(config, config.docs_dir, wanted.content_dir)
    if not wanted.shared_dir:
        return {uri: path for uri, path in own.items() if not uri.startswith(apart)}
    shared = _lying(config, str(top / wanted.shared_dir), wanted.shared_dir)
    # What is left out is named from the folder of the first language.
    within = f"{wanted.content_dir.removeprefix(f'{wanted.shared_dir}/')}/"
    left_out = config.exclude_docs
    if left_out:
        own = {k: one for k, one in own.items() if not left_out.match_file(within + k)}
    return {
        uri: path
        for uri, path in shared.items()
        if not uri.startswith(apart) and not uri.endswith(MARKDOWN)
    } | own


def _lying(config: MkDocsConfig, top: str, folder: str) -> dict[str, str]:
    """Return what is published of the folder *top*, as *folder* from the root."""
    key, make = partial(_listed, config, top), partial(_published, config, top)
    found = memory.recall("sources", key, make)
    return {uri: f"{folder}/{uri}" for uri in found}


def _listed(config: MkDocsConfig, top: str) -> bytes:
    """Return the stamp of all that lies there, and of what is not to be published."""
    found = [
        f"{folder.removeprefix(top)}/{name}"
        for folder, _, names in os.walk(top, followlinks=True)
        for name in names
    ]
    specs = (config.exclude_docs, config.draft_docs)
    rules = [[str(one.pattern) for one in spec.patterns] for spec in specs if spec]
    return stamps.of((sorted(found), rules))


def _published(config: MkDocsConfig, top: str) -> AbstractSet[str]:
    here = copy(config)
    here.docs_dir = top
    files = get_files(here)
    set_exclusions(files, here)
    return {file.src_uri for file in files if not file.inclusion.is_excluded()}


def today(zone: str) -> date:
    """Return the day it is where the site is at home."""
    where: tzinfo | None = None
    try:
        where = ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # `Asia` is a folder.
        what, fix = f"no time zone {zone!r}.", "Write it as in  timezone: Asia/Shanghai"
        raise CommandError(f"mkdocs.yml: {what}\n  {fix}") from error
    # Builds that must repeat to the byte say what time it is (reproducible-builds.org).
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), where or UTC).date()
    return datetime.now(where).astimezone(where).date()


def _script(one: Any) -> Script:  # noqa: ANN401 (a path, or MkDocs' own value)
    if isinstance(one, str):
        return Script(one)
    return Script(one.path, one.type, one.defer, one.async_)


def _folder(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        as_in = "Write it as in  currency: CNY"
        known = code.upper() not in CALLED
        fix = closest(code.upper(), CURRENCIES, as_in) if known else as_in
        raise CommandError(f"mkdocs.yml: no currency {code!r}.\n  {fix}")
    return code


def _at_least_one(number: int) -> int:
    if number < 1:
        what = f"mkdocs.yml: per_page {number} leaves pages without anything."
        raise CommandError(f"{what}\n  Write it as in  per_page: 24")
    return number


def _below(top: Path, folder: Path) -> str:
    try:
        return folder.resolve().relative_to(top).as_posix()
    except ValueError as error:
        what = f"mkdocs.yml: the folder {folder} is not below {top}."
        raise CommandError(f"{what}\n  Move it into the site's folder.") from error
