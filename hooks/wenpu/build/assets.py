"""One style sheet and one script from the theme's components."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path

THEME = Path(str(resources("wenpu.theme")))
STYLE, SCRIPT = "assets/wenpu.css", "assets/wenpu.js"
TOKENS, BASE = "assets/tokens.css", "assets/base.css"


def bundle(dirs: Sequence[Path]) -> dict[str, str]:
    """
    Return the style sheet and the script by their addresses.

    *dirs* are searched in order, so that an author's component replaces ours. Tokens
    are not replaced but added last: an author changes those that matter.
    """
    tokens = [path for one in reversed(dirs) if (path := one / TOKENS).is_file()]
    base = [path for one in dirs if (path := one / BASE).is_file()]
    styles = [*tokens[:1], *base[:1], *components(dirs, "*.css"), *tokens[1:]]
    return {STYLE: _joined(styles), SCRIPT: _joined(components(dirs, "*.js"))}


def _joined(paths: Sequence[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


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


def is_part(src_uri: str) -> bool:
    """Tell whether a theme's file is already in the bundle."""
    in_component = src_uri.startswith("components/")
    bundled = src_uri.endswith((".css", ".js"))
    return src_uri in {TOKENS, BASE} or (in_component and bundled)
