"""One style sheet and one script from the theme's components."""

from collections.abc import Collection, Sequence
from fnmatch import fnmatch
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from rcssmin import cssmin

THEME = Path(str(resources("wenpu.theme")))
STYLE, SCRIPT = "assets/wenpu.css", "assets/wenpu.js"
TOKENS, BASE = "assets/tokens.css", "assets/base.css"
PALETTES = "palettes/"


def theme_dirs(config: MkDocsConfig) -> list[Path]:
    """Return where components are looked for: the author's folder, then ours."""
    custom = config.theme.custom_dir
    return [*([Path(custom)] if custom else []), THEME]


def bundle(dirs: Sequence[Path], look: str = "") -> dict[str, str]:
    """
    Return the style sheet and the script by their addresses.

    *dirs* are searched in order, so that an author's component replaces ours. Tokens
    are not replaced: the *look* changes some, and an author's own come last of all.
    Comments are for those who change a style, not for a phone: they stay here.
    """
    tokens = [path for one in reversed(dirs) if (path := one / TOKENS).is_file()]
    base = [path for one in dirs if (path := one / BASE).is_file()]
    ours, theirs = _texts(tokens[:1]), _texts(tokens[1:])
    styles = [*ours, look, *_texts([*base[:1], *components(dirs, "*.css")]), *theirs]
    return {
        STYLE: cssmin("\n".join(styles)),
        SCRIPT: "\n".join(_texts(components(dirs, "*.js"))),
    }


def _texts(paths: Sequence[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def components(dirs: Sequence[Path], pattern: str) -> list[Path]:
    """Return each component's file once, by name, the author's before ours."""
    found: dict[str, Path] = {}
    for folder in dirs:
        for path in folder.glob(f"components/*/{pattern}"):
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return [found[name] for name in sorted(found)]


def stamp(bundled: dict[str, str]) -> str:
    """Return a short name for exactly these files, so that a browser asks anew."""
    text = "\0".join(bundled[name] for name in sorted(bundled))
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
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name = path.relative_to(folder).as_posix()
            hidden = any(fnmatch(name.lower(), one) for one in UNPUBLISHED)
            if not hidden and name not in templates and not is_part(name):
                found.setdefault(name, path)
    return found


def is_part(src_uri: str) -> bool:
    """Tell whether a theme's file is in the bundle, or is a palette to choose."""
    in_component = src_uri.startswith("components/")
    bundled = src_uri.endswith((".css", ".js"))
    taken = src_uri in {TOKENS, BASE} or src_uri.startswith(PALETTES)
    return taken or (in_component and bundled)
