"""
Why a site must be built as a whole: something looks at it that we cannot look into.

A page of ours depends on what was read for it, and that is known. A plugin, a hook or a
template of somebody else may look at any page while it works on another.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any

from jinja2 import Environment, TemplateError, meta
from mkdocs.config.defaults import MkDocsConfig

from wenpu import stamps
from wenpu.build.press import CLEAN, is_clean
from wenpu.pages import Pages

OURS = "pages/"
"""Where our page templates are, also those that an author overrides."""

HARMLESS = {"startup", "shutdown", "serve", "build_error"}
"""Events at which nobody sees a page."""

TELLING = {"nav", "pages", "build_date_utc", "mkdocs_version"}
"""What a template can read that is not of its own page."""

NEIGHBOURS = re.compile(
    r"page\.(previous_page|next_page|ancestors|parent|children|file|is_homepage)"
)
USUAL = {"404.html", "sitemap.xml"}
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
APART = ("site_dir", "strict")
"""Options that change where a site is written, and not what."""

SNIPPETS, EMBEDDED = "pymdownx.snippets", "pymdownx.b64"
"""Extensions by which a text takes in other files."""

SNIPPET = "8<-"
"""What is in the mark of each snippet."""


def reason(config: MkDocsConfig) -> str:
    """Return what keeps pages from being built one by one, "" for nothing."""
    return next(_reasons(config), "")


def shown(pages: Pages) -> str:
    """Return which of *pages* is shown by a template that we cannot look into."""
    for sheet in pages.sheets.values():
        if not sheet.template.startswith(OURS):
            return f"{sheet.src_uri} has the template {sheet.template}, not one of ours"
    return ""


def _reasons(config: MkDocsConfig) -> Iterator[str]:
    yield from _plugins(config)
    for one in config.markdown_extensions:
        if not is_clean(one):
            yield f"the Markdown extension {_name(one)} may know more than one page"
    yield from _embedding(config)
    yield from _options(config)
    for path in templates(config):
        yield from _template(path)


def _plugins(config: MkDocsConfig) -> Iterator[str]:
    for event, methods in config.plugins.events.items():
        for method in methods:
            if event not in HARMLESS and not _is_ours(method):
                name = _owner(config, method)
                yield f"{name} takes part in every page (on_{event})"


def _embedding(config: MkDocsConfig) -> Iterator[str]:
    """Tell of what Markdown extensions do that follows from no text alone."""
    known = config.mdx_configs or {}
    if EMBEDDED in config.markdown_extensions:
        yield f"with {EMBEDDED} pages hold pictures whole"
    if known.get(SNIPPETS, {}).get("auto_append"):
        yield f"with {SNIPPETS} all pages hold what stands in other files"
    for one in _called(known):
        if not str(one.__module__).startswith(CLEAN):
            yield f"the function {one.__module__}.{one.__qualname__} of mkdocs.yml"


def _called(value: Any) -> Iterator[Any]:  # noqa: ANN401 (whatever is configured)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _called(one)
    elif isinstance(value, FunctionType | type):
        yield value


def _is_ours(method: Any) -> bool:  # noqa: ANN401 (whatever is called)
    owner = getattr(method, "__self__", None)
    return type(owner).__module__.startswith("wenpu.")


def _owner(config: MkDocsConfig, method: Any) -> str:  # noqa: ANN401 (as above)
    owner = getattr(method, "__self__", None)
    for name, plugin in config.plugins.items():
        if plugin is owner:
            return f"the plugin {name}"
    return f"the hook {getattr(method, '__module__', method)}"


def _options(config: MkDocsConfig) -> Iterator[str]:
    if config.nav is not None:
        yield "mkdocs.yml has a  nav:  of its own"
    if config.extra_templates:
        yield "mkdocs.yml names  extra_templates:"
    if more := {*config.theme.static_templates} - USUAL:
        yield f"the theme has templates of its own: {', '.join(sorted(more))}"


def _template(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        found = meta.find_undeclared_variables(Environment().parse(text)) & TELLING  # noqa: S701 (it is only read)
    except TemplateError:  # It is told where it is used.
        found = set()
    if found or NEIGHBOURS.search(text):
        yield f"the template {path.name} of your theme looks at other pages"


def templates(config: MkDocsConfig) -> list[Path]:
    """Return the templates of the author's own theme folder."""
    custom = config.theme.custom_dir
    return sorted(Path(custom).rglob("*.html")) if custom else []


def ground(config: MkDocsConfig) -> bytes:
    """Return the stamp of what printing rests on besides our code and the settings."""
    texts = [(str(path), path.read_bytes()) for path in templates(config)]
    top = config.theme.custom_dir or ""
    named = [(path.removeprefix(top), data) for path, data in texts]
    said = [
        {key: value for key, value in one.items() if key not in APART}
        for one in _written(config)
    ]
    return stamps.of((named, ADDRESS.sub("", repr(said))))


def _written(config: MkDocsConfig) -> Sequence[Mapping[str, Any]]:
    """Return `mkdocs.yml` as it was read, and what a command says besides."""
    with warnings.catch_warnings():
        # MkDocs has no use for it, and warns whoever has; nothing else says as much.
        warnings.simplefilter("ignore", DeprecationWarning)
        return config.user_configs


def _name(one: Any) -> str:  # noqa: ANN401 (a name or an instance)
    return one if isinstance(one, str) else type(one).__module__
