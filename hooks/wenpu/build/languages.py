"""
A site in several languages: a configuration for each, and all of them at one time.

Each language is a site of its own, below the first: with its own texts, lists, feeds
and index to search. What joins them is that each page knows where else it is; so all
are read before the first is made.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct
from msgspec.structs import replace

from wenpu import shop, translation
from wenpu.build import settings
from wenpu.build.bench import Table
from wenpu.build.settings import HOME, SPOKEN, Spoken
from wenpu.checkout.lock import Section
from wenpu.model import Graph, Language, Settings, Site, Story
from wenpu.problems import CommandError, ContentError, Problem, Spot
from wenpu.shop import Around, Till
from wenpu.translation import Script

PLUGIN = "wenpu"
PASSED = ("drafts", "mode")
"""Options that a command says for all languages."""


class Tongue(Struct, frozen=True):
    """One language as MkDocs is set up for it; *said* is what each plugin is told."""

    config: MkDocsConfig
    said: Mapping[str, Any]
    language: Language

    @property
    def options(self) -> Any:  # noqa: ANN401
        """Those of our plugin."""
        return self.said[PLUGIN]

    def build(self) -> None:
        """Let MkDocs build it, with whoever else takes part; all are as before then."""
        with _kept(self.config):
            for name, one in _plugins(self.config):
                one.config = self.said[name]
            mkdocs_build(self.config)

    @property
    def wanted(self) -> Settings:
        """Its settings."""
        return settings.read(self.config, self.options)

    def read(self) -> Site:
        """Return what its folder says."""
        wanted = self.wanted
        files = settings.sources(self.config, wanted)
        return shop.read(settings.root(self.config), wanted, files)


Lay: TypeAlias = Callable[[Tongue, Around], Table]


class Languages(Struct, frozen=True):
    """All that a site speaks, by where their pages begin: "" for the first."""

    tongues: Mapping[str, Tongue]

    @property
    def others(self) -> list[Tongue]:
        """All but the first."""
        return [one for path, one in self.tongues.items() if path]

    def around(self, around: Around) -> dict[str, Around]:
        """Return what each knows besides its folder: where else its pages are."""
        if not self.others:
            return {"": around}
        sites = {path: one.read() for path, one in self.tongues.items()}
        till = once(around.till) if around.till else None
        return {
            path: replace(
                around,
                till=till,
                read=site,
                elsewhere=translation.elsewhere(sites, path),
            )
            for path, site in sites.items()
        }

    def laid(self, lay: Lay, around: Around) -> dict[str, Table]:
        """
        *lay* the table for each; raise `ContentError` with what stops any of them.

        What is wrong with what they share is told of the first only.
        """
        tables: dict[str, Table] = {}
        wrong: list[Problem] = []
        told: set[Spot] = set()
        sold: Mapping[str, Story] | None = None
        for path, known in self.around(around).items():
            try:
                table = lay(self.tongues[path], replace(known, told=told, stories=sold))
                tables[path], found = table, list(table.shop.problems)
                sold = sold if path else table.shop.desk.shared.stories
            except ContentError as error:
                found = [one for one in error.problems if one.spot not in told]
                wrong += found
            told = told | {one.spot for one in found}
        if wrong:
            raise ContentError(wrong)
        return tables


def once(till: Till) -> Till:
    """Return *till*, asked for the first language only: it sells for all of them."""
    known: list[Section] = []

    def ask(site: Site, graph: Graph) -> Section:
        if not site.settings.path or not known:
            known[:] = [till(site, graph)]
        return known[0]

    return ask


def opened(config: MkDocsConfig) -> Languages:
    """Set MkDocs up for each language of the site of *config*, which is the first."""
    said = {name: one.config for name, one in _plugins(config)}
    first = Tongue(config, said, Language("", ""))
    options: Any = first.options
    if SPOKEN in options or not (options.languages or options.traditional):
        return Languages({"": first})
    wanted = first.wanted
    others = wanted.languages[1:]
    made = {one.path: _tongue(first, wanted, one) for one in others}
    return Languages({"": first, **made})


def _tongue(first: Tongue, wanted: Settings, one: Language) -> Tongue:
    config = first.config
    top = settings.root(config)
    folder = _folder(top, wanted.content_dir, one)
    with _kept(config):
        made = load_config(
            config.config_file_path,
            docs_dir=str(top / folder),
            site_dir=str(Path(config.site_dir, one.path)),
            site_url=_below(config.site_url, one.path),
            site_name=_said(one, one.site_name, config.site_name),
            site_description=_said(one, one.description, config.site_description),
            copyright=_said(one, one.copyright, config.copyright),
            site_author=_said(one, "", config.site_author),
            strict=config.strict,
            nav=None,
        )
        said = {name: one.config for name, one in _plugins(made)}
    options: Any = said[PLUGIN]
    made.theme["language"] = one.tag
    for name in PASSED:
        options[name] = first.options[name]
    if HOME in first.options:
        options[HOME] = _below(first.options[HOME], one.path)
    options[SPOKEN] = Spoken(one.path, wanted.language, wanted.content_dir)
    return Tongue(made, said, one)


def _folder(top: Path, content: str, one: Language) -> str:
    """Return where the texts of *one* lie, from the site's root *top*."""
    names = dict.fromkeys([one.tag, one.tag.lower()])
    found = [name for name in names if (top / content / name).is_dir()]
    if one.is_twin and found:
        what = f"{content}/{found[0]}/ holds texts that traditional: auto would make."
        raise CommandError(f"mkdocs.yml: {what}\n  Take one of the two out.")
    if one.is_twin:
        return content
    if not found:
        what = f"languages: {one.tag}: there is no folder {content}/{one.tag}/."
        fix = f"Write its first page, {content}/{one.tag}/index.md, or take it out."
        raise CommandError(f"mkdocs.yml: {what}\n  {fix}")
    return f"{content}/{found[0]}"


def _below(url: str | None, path: str) -> str:
    return f"{url.rstrip('/')}/{path}" if url else ""


def _said(one: Language, own: str, first: str | None) -> str:
    """Return what is said in *one*: its own, or what the *first* language says."""
    text = own or first or ""
    return Script(one.words)(text) if one.is_twin and not own else text


def _plugins(config: MkDocsConfig) -> list[tuple[str, Any]]:
    """Return the plugins of *config*, without hooks, which have no options."""
    return [(k, one) for k, one in config.plugins.items() if hasattr(one, "config")]


@contextmanager
def _kept(config: MkDocsConfig) -> Iterator[None]:
    """Let each plugin have its options again: MkDocs has one for all that it reads."""
    before = {name: one.config for name, one in _plugins(config)}
    try:
        yield
    finally:
        for name, one in _plugins(config):
            one.config = before[name]
