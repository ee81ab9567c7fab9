"""
A site in several languages: a configuration for each, and all of them at one time.

Each language is a site of its own, below the first: with its own texts, lists, feeds
and index to search. What joins them is that each page knows where else it is; so all
are read before the first is made.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from wenpu import shop, translation
from wenpu.build import settings
from wenpu.build.settings import HOME, SPOKEN, Spoken
from wenpu.checkout.lock import Section
from wenpu.han import traditional
from wenpu.model import Graph, Language, Settings, Site
from wenpu.problems import CommandError
from wenpu.shop import Around, Till

PLUGIN = "wenpu"
PASSED = ("drafts", "mode")
"""Options that a command says for all languages."""


@dataclass(frozen=True)
class Tongue:
    """One language as MkDocs is set up for it; *options* are our plugin's."""

    config: MkDocsConfig
    options: Any
    language: Language

    @property
    def wanted(self) -> Settings:
        """Its settings."""
        return settings.read(self.config, self.options)

    def read(self) -> Site:
        """Return what its folder says."""
        wanted = self.wanted
        files = settings.sources(self.config, wanted)
        return shop.read(settings.root(self.config), wanted, files)


@dataclass(frozen=True)
class Languages:
    """All that a site speaks, by where their pages begin: "" for the first."""

    tongues: Mapping[str, Tongue]

    @property
    def others(self) -> list[Tongue]:
        """All but the first."""
        return [one for path, one in self.tongues.items() if path]

    @property
    def apart(self) -> tuple[str, ...]:
        """Where within the first language the others begin."""
        return tuple(path for path in self.tongues if path)

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
    options: Any = config.plugins[PLUGIN].config
    first = Tongue(config, options, Language("", ""))
    if SPOKEN in options or not (options.languages or options.traditional):
        return Languages({"": first})
    wanted = first.wanted
    others = wanted.languages[1:]
    made = {one.path: _tongue(first, wanted, one) for one in others}
    return Languages({"": first, **made})


def _tongue(first: Tongue, wanted: Settings, one: Language) -> Tongue:
    config = first.config
    top = settings.root(config)
    folder = wanted.content_dir
    if not one.is_twin:
        folder = f"{folder}/{one.path.rstrip('/')}"
        if not (top / folder).is_dir():
            what = f"mkdocs.yml: languages: {one.tag}: there is no folder {folder}/."
            fix = f"Write its first page, {folder}/index.md, or take the language out."
            raise CommandError(f"{what}\n  {fix}")
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
        options: Any = made.plugins[PLUGIN].config
    made.theme["language"] = one.tag
    for name in PASSED:
        options[name] = first.options[name]
    if HOME in first.options:
        options[HOME] = _below(first.options[HOME], one.path)
    options[SPOKEN] = Spoken(one.path, wanted.language, wanted.content_dir)
    return Tongue(made, options, one)


def _below(url: str | None, path: str) -> str:
    return f"{url.rstrip('/')}/{path}" if url else ""


def _said(one: Language, own: str, first: str | None) -> str:
    """Return what is said in *one*: its own, or what the *first* language says."""
    text = own or first or ""
    return traditional(text) if one.is_twin else text


@contextmanager
def _kept(config: MkDocsConfig) -> Iterator[None]:
    """Keep what our plugin says: MkDocs has one of it for all that it reads."""
    ours = config.plugins[PLUGIN]
    before = ours.config
    try:
        yield
    finally:
        ours.config = before
