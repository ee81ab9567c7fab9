"""
Why a site must be built as a whole: something looks at it that we cannot look into.

A page of ours depends on what was read for it, and that is known. A plugin, a hook or a
template of somebody else may look at any page while it works on another.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError, TemplateNotFound, meta
from mkdocs.config.defaults import MkDocsConfig

from wenpu import census, stamps
from wenpu.build import assets
from wenpu.build.press import CLEAN, is_clean
from wenpu.pages import Pages
from wenpu.patterns import later

OURS = "pages/"
"""Where our page templates are, also those that an author overrides."""

HARMLESS = {"startup", "shutdown", "serve", "build_error"}
"""Events at which nobody sees a page."""

TELLING = {"nav", "pages", "build_date_utc", "mkdocs_version"}
"""What a template can read that is not of its own page."""

NEIGHBOURS = later(
    r"""page\s*(\.\s*|\[\s*["'])"""
    r"(previous_page|next_page|ancestors|parent|children|file|is_homepage)"
)
TEMPLATES = (".html", ".xml")
"""How the names of templates end that are not only taken in by others."""

USUAL = {"404.html", "sitemap.xml"}
ADDRESS = later(r" at 0x[0-9a-f]+")
APART = ("site_dir", "strict")
"""Options that change where a site is written, and not what."""

SNIPPETS, EMBEDDED = "pymdownx.snippets", "pymdownx.b64"
"""Extensions by which a text takes in other files."""

FOREIGN = {"auto_append", "custom_icons"}
"""Options of theirs that name files which no text names."""

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
    yield from _templates(config)


def _plugins(config: MkDocsConfig) -> Iterator[str]:
    for event, methods in config.plugins.events.items():
        for method in methods:
            if event not in HARMLESS and not _is_ours(method):
                name = _owner(config, method)
                yield f"{name} takes part in every page (on_{event})"


def _embedding(config: MkDocsConfig) -> Iterator[str]:
    """Tell of what Markdown extensions do that follows from no text alone."""
    known = config.mdx_configs or {}
    if uses(config, EMBEDDED):
        yield f"with {EMBEDDED} pages hold pictures whole"
    for name, one in _said(known):
        if name in FOREIGN and one:
            yield f"with {name} pages hold what stands in other files"
        if callable(one) and not _home(one).startswith(CLEAN):
            yield f"the function {_home(one)} of mkdocs.yml may look at other pages"


def uses(config: MkDocsConfig, name: str) -> bool:
    """Tell whether the extension *name* is used, whether or not with its class."""
    found = (one for one in config.markdown_extensions if isinstance(one, str))
    return any(re.split("[:.][A-Z]", one)[0] == name for one in found)


def _said(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (whatever is configured)
    """Return each value that is configured, however deep, and what it is called."""
    if isinstance(value, partial):
        value = [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _said(one, str(key))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _said(one, name)
    else:
        yield name, value


def _home(one: Any) -> str:  # noqa: ANN401 (whatever is called)
    """Return where the function *one* comes from."""
    known = one if hasattr(one, "__qualname__") else type(one)
    return f"{known.__module__}.{known.__qualname__}"


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


def _templates(config: MkDocsConfig) -> Iterator[str]:
    """Tell of templates in which, or below which, other pages can be seen."""
    left, seen = _own(config), set[str]()
    env: Environment = config.theme.get_env() if left else Environment()  # noqa: S701 (it is not used)
    while left:
        seen.add(name := left.pop())
        try:
            text = _text(env, name)
            tree = env.parse(text)
        except TemplateError:  # It is told where it is used.
            continue
        if meta.find_undeclared_variables(tree) & TELLING or NEIGHBOURS.search(text):
            yield f"the template {name} looks at other pages"
        for other in meta.find_referenced_templates(tree):
            if other is None:
                yield f"the template {name} takes in others, and which is not said"
            elif other not in seen and _is_open(config, other):
                left.append(other)


def _own(config: MkDocsConfig) -> list[str]:
    """Return the author's templates that take the place of ours, or stand beside."""
    custom = Path(config.theme.custom_dir or "")
    names = (path.relative_to(custom).as_posix() for path in files(config))
    ours = (OURS, "components/")
    return [
        name
        for name in names
        if name.endswith(TEMPLATES)
        and (name.startswith(ours) or (assets.THEME / name).is_file())
    ]


def _is_open(config: MkDocsConfig, name: str) -> bool:
    """Tell whether the template *name* is not ours, of which all is known."""
    custom = config.theme.custom_dir
    mine = bool(custom) and Path(str(custom), name).is_file()
    return mine or not (assets.THEME / name).is_file()


def _text(env: Environment, name: str) -> str:
    if not env.loader:
        raise TemplateNotFound(name)
    return env.loader.get_source(env, name)[0]


def files(config: MkDocsConfig) -> list[Path]:
    """Return all that lies in the author's own theme folder: any may be taken in."""
    custom = config.theme.custom_dir
    found = Path(custom).rglob("*") if custom else ()
    return sorted(path for path in found if path.is_file())


def ground(config: MkDocsConfig) -> bytes:
    """Return the stamp of what printing rests on besides our code and the settings."""
    top = config.theme.custom_dir or ""
    named = [(str(one).removeprefix(top), census.stamp(one)) for one in files(config)]
    said = [
        {key: value for key, value in one.items() if key not in APART}
        for one in written(config)
    ]
    # MkDocs takes the options of extensions out of what was written, and has put the
    # folder of the site before that of the theme; a copy of the site lies elsewhere,
    # and is the same site.
    told = ADDRESS.sub("", repr((said, config.mdx_configs)))
    for path in (top, str(Path(config.config_file_path).parent)):
        told = told.replace(repr(path)[1:-1], "")
    return stamps.of((named, told))


def written(config: MkDocsConfig) -> Sequence[Mapping[str, Any]]:
    """Return `mkdocs.yml` as it was read, and what a command says besides."""
    with warnings.catch_warnings():
        # MkDocs has no use for it, and warns whoever has; nothing else says as much.
        warnings.simplefilter("ignore", DeprecationWarning)
        found: Sequence[Mapping[str, Any]] = config.user_configs
        return found


def _name(one: Any) -> str:  # noqa: ANN401 (a name or an instance)
    return one if isinstance(one, str) else type(one).__module__
