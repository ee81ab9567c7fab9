"""
The styles and scripts of the theme: which files there are, and in what order.

Here they are one sheet and one script for any page; what a page of one template needs
of them is found out in `kits`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatch
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct
from rcssmin import cssmin
from rjsmin import jsmin

THEME = Path(str(resources("wenpu.theme")))
STYLE, SCRIPT = "assets/wenpu.css", "assets/wenpu.js"
TOKENS, BASE = "assets/tokens.css", "assets/base.css"
FURTHER = "assets/further.css"
"""What no first screen shows: every page has it, some of them later."""

MARKDOWN, TABS = "assets/markdown.css", "assets/tabs.css"
PALETTES, LAYOUTS = "palettes/", "cards/"
TABBED = {"pymdownx.tabbed", "pymdownx.blocks.tab"}
"""The extensions that write tabs: their rules are for sites that have one of them."""


def theme_dirs(config: MkDocsConfig) -> list[Path]:
    """Return where components are looked for: the author's folder, then ours."""
    custom = config.theme.custom_dir
    return [*([Path(custom)] if custom else []), THEME]


class Bundle(Struct, frozen=True):
    """
    What styles and scripts there are, by their path below a theme's folder.

    Tokens are not replaced: the *look* changes *ours*, and *theirs* come last of all.
    Without *tabs*, no page has any.
    """

    sheets: Mapping[str, str]
    scripts: Mapping[str, str]
    ours: str
    look: str
    theirs: str
    tabs: bool = True

    def style(self, parts: Collection[str]) -> str:
        """Return one sheet of tokens and of those *parts* that there are."""
        return self._joined(parts, [self.ours, self.look])

    def more(self, parts: Collection[str]) -> str:
        """Return one sheet of *parts* for a page that has the tokens already."""
        return self._joined(parts, [])

    def _joined(self, parts: Collection[str], before: Sequence[str]) -> str:
        named = [one for one in self.sheets if one in parts and self._is_wanted(one)]
        texts = [*before, *(self.sheets[one] for one in named), self.theirs]
        # Comments are for those who change a style, not for a phone: they stay here.
        return str(cssmin("\n".join(texts)))

    def _is_wanted(self, sheet: str) -> bool:
        return self.tabs or sheet != TABS

    def script(self, parts: Collection[str]) -> str:
        """Return one script of those *parts* that there are."""
        texts = [text for name, text in self.scripts.items() if name in parts]
        return "\n".join(str(jsmin(text)) for text in texts)

    def whole(self) -> dict[str, str]:
        """Return the sheet and the script for whatever page, by their addresses."""
        return {STYLE: self.style(self.sheets), SCRIPT: self.script(self.scripts)}


def opened(
    dirs: Sequence[Path], look: str = "", extensions: Iterable[object] = TABBED
) -> Bundle:
    """
    Return what there is in *dirs*, which are searched in order.

    So an author's file replaces ours of the same name. *extensions* are those that
    convert the site's Markdown.
    """
    tokens = [path for one in reversed(dirs) if (path := one / TOKENS).is_file()]
    found = partial(_found, dirs)
    grounds = {**found(BASE), **found(FURTHER), **found("pages/*.css")}
    grounds |= {**found(MARKDOWN), **found(TABS)}
    return Bundle(
        sheets=_read({**grounds, **found("components/*/*.css")}),
        scripts=_read(found("components/*/*.js")),
        ours="\n".join(_texts(tokens[:1])),
        look=look,
        theirs="\n".join(_texts(tokens[1:])),
        tabs=any(one in TABBED for one in extensions),
    )


def bundle(dirs: Sequence[Path], look: str = "") -> dict[str, str]:
    """Return the style sheet and the script of *dirs*, whole, by their addresses."""
    return opened(dirs, look).whole()


def _found(dirs: Sequence[Path], pattern: str) -> dict[str, Path]:
    """Return each file once, by name, the author's before ours."""
    found: dict[str, Path] = {}
    for folder in dirs:
        for path in folder.glob(pattern):
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return dict(sorted(found.items()))


def _read(paths: Mapping[str, Path]) -> dict[str, str]:
    return {name: path.read_text(encoding="utf-8") for name, path in paths.items()}


def _texts(paths: Iterable[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def stamp(text: str) -> str:
    """Return a short name for exactly this, so that a browser asks anew."""
    return sha256(text.encode()).hexdigest()[:8]


UNPUBLISHED = (
    *(".*", "*/.*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml"),
    *("locales/*", "*.md", "*.markdown", "*.mdown", "*.mkdn", "*.mkd"),
)
"""What MkDocs does not publish of a theme."""


def others(dirs: Sequence[Path], templates: Collection[str]) -> dict[str, Path]:
    """Return what a theme publishes besides the bundle, the author's before ours."""
    found: dict[str, Path] = {}
    for folder in dirs:
        ours = folder == THEME  # Nobody changes it while this process runs.
        for name, path in (_once if ours else _published)(folder):
            if name not in templates and not is_part(name):
                found.setdefault(name, path)
    return found


def _published(folder: Path) -> list[tuple[str, Path]]:
    paths = sorted(one for one in folder.rglob("*") if one.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return [pair for pair in named if not _is_hidden(pair[0].lower())]


def _is_hidden(name: str) -> bool:
    return any(fnmatch(name, one) for one in UNPUBLISHED)


_once = cache(_published)


def is_part(src_uri: str) -> bool:
    """Tell whether a theme's file is in the bundle, a palette, or how a card looks."""
    bundled = src_uri.endswith((".css", ".js"))
    inside = src_uri.startswith(("components/", "pages/"))
    named = src_uri in {TOKENS, BASE, FURTHER, MARKDOWN, TABS}
    apart = src_uri.startswith((PALETTES, LAYOUTS))
    return named or apart or (inside and bundled)
