"""
All components in all states on one page, from the examples in their templates.

Each example stands under its name, in the real bundle. Where it names a picture there
is a drawn one, so that nothing is missing. The page is never published.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import yaml

from wenpu import words
from wenpu.build import assets

HERE = Path(__file__).parent
THEME = Path(str(files("wenpu.theme")))
FOLDERS = sorted(path for path in THEME.glob("components/*") if path.is_dir())
WORDS = dict(words.read("zh").text)
ENGINE = jinja2.Environment(
    loader=jinja2.FileSystemLoader(THEME), undefined=jinja2.StrictUndefined
)
PICTURE = {"src", "width", "height"}


def publish(folder: Path, palette: str = "") -> None:
    """Write the page into *folder* with all it needs, in the colours of *palette*."""
    look = THEME / assets.PALETTES / f"{palette}.css"
    bundle = assets.bundle([THEME], look.read_text("utf-8") if palette else "")
    style = (HERE / "specimens.css").read_text("utf-8")
    for name, text in {**bundle, "specimens.css": style, "index.html": page()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def page() -> str:
    """Return the page: a section for each component, in it a stage for each example."""
    env = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    template = env.from_string((HERE / "specimens.html").read_text("utf-8"))
    shown = {folder.name: _examples(folder) for folder in FOLDERS}
    return template.render(components=shown, style=assets.STYLE, script=assets.SCRIPT)


def _examples(folder: Path) -> dict[str, str]:
    given: dict[str, Any] = doc(folder)["examples"]
    return {
        name: rendered(folder, illustrated(example)) for name, example in given.items()
    }


def doc(folder: Path) -> dict[str, Any]:
    """Return what the first comment of a component says: its params and examples."""
    source = (folder / f"{folder.name}.html").read_text(encoding="utf-8")
    comment = source.removeprefix("{#").split("#}")[0]
    found: dict[str, Any] = yaml.safe_load(comment)
    return found


def call(folder: Path) -> str:
    """Return what a page writes to place the component."""
    macro = folder.name.replace("-", "_")
    source = f"components/{folder.name}/{folder.name}.html"
    params = ", ".join(f"given['{name}']" for name in doc(folder)["params"])
    return f'{{% from "{source}" import {macro} %}}{{{{ {macro}({params}) }}}}'


def rendered(folder: Path, example: dict[str, Any]) -> str:
    """Render as MkDocs does: nothing is escaped unless the template says so."""
    template = ENGINE.from_string(call(folder))
    return template.render(given={"words": WORDS, **example})


def illustrated(value: Any) -> Any:  # noqa: ANN401
    """Return *value* with a drawing in place of every picture in it."""
    if isinstance(value, list):
        return [illustrated(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= PICTURE:
        src = drawing(value["width"], value["height"])
        return {**value, "src": src, "sources": []}
    found = {key: illustrated(one) for key, one in value.items()}
    # A code is square, and its template knows how large it is.
    if str(value.get("src")).endswith("qr.svg"):
        found["src"] = drawing(128, 128)
    return found


def drawing(width: int, height: int) -> str:
    """Return the address of a picture that shows when it is stretched or cut."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        '<rect width="100%" height="100%" fill="#b9a88a"/>'
        '<circle cx="50%" cy="50%" r="30%" fill="#8f5a3c"/>'
        f'<path d="M0 0h{width}L0 {height}z" fill="#5d6b52"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"
