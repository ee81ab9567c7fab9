"""Each component carries its examples in its first comment; all must render."""

import gzip
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import minijinja
import pytest
from tools.looks.specimens import FOLDERS, THEME, WORDS, call, doc, rendered

from wenpu.build import assets

GUIDE = Path(__file__).parents[2] / "docs" / "theming.md"
HOSTILE = "<i>\"'&</script>"
STYLE_BUDGET = 15 * 1024
SCRIPT_BUDGET = 4 * 1024
SEARCH = "components/search/search.js"
SEARCH_BUDGET = 4 * 1024 + 256


def page(folder: Path) -> Path:
    return folder / f"{folder.name}.html"


def body(folder: Path) -> str:
    """Return the macro, without its comment and without its own head."""
    source = page(folder).read_text(encoding="utf-8")
    return source.split("#}", 1)[1].split("{% macro ", 1)[1].split("%}", 1)[1]


CASES = [
    pytest.param(folder, example, id=f"{folder.name}: {name}")
    for folder in FOLDERS
    for name, example in doc(folder)["examples"].items()
]


def in_minijinja(folder: Path, example: dict[str, Any]) -> str:
    env = minijinja.Environment(
        loader=lambda name: (THEME / name).read_text(encoding="utf-8"),
        undefined_behavior="strict",
        auto_escape_callback=lambda _: False,
    )
    return env.render_str(call(folder), given={"words": WORDS, **example})


def hostile(value: Any) -> Any:  # noqa: ANN401
    """Return *value* with every text in it full of brackets and quotes."""
    if isinstance(value, dict):
        return {
            key: one if key.endswith("_html") else hostile(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [hostile(one) for one in value]
    # An empty text is a part left out: filled, it would be another example.
    return HOSTILE if isinstance(value, str) and value else value


class Tags(HTMLParser):
    """Collects each tag and each name of an attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag}[{name}]" for name, _ in attrs)}


def test_every_folder_is_a_component() -> None:
    """A folder is named after its template and tells its params and examples."""
    docs = {folder.name: doc(folder) for folder in FOLDERS}

    assert docs
    assert all(one["params"] and one["examples"] for one in docs.values())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_param_is_told_and_used(folder: Path) -> None:
    """The comment, the macro and the examples name the same params."""
    told = doc(folder)
    params = list(told["params"])
    macro = folder.name.replace("-", "_")
    given = [set(example) | {"words"} for example in told["examples"].values()]
    unused = [name for name in params if not re.search(rf"\b{name}\b", body(folder))]
    head = f"{{% macro {macro}({', '.join(params)}) %}}"

    assert head in page(folder).read_text(encoding="utf-8")
    assert unused == []
    assert [names for names in given if names != {*params, "words"}] == []


@pytest.mark.parametrize(("folder", "example"), CASES)
def test_an_example_is_all_it_needs(folder: Path, example: dict[str, Any]) -> None:
    """A component renders with nothing missing, and the same in both engines."""
    html = rendered(folder, example)

    assert unescape(html).split() == unescape(in_minijinja(folder, example)).split()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_component_bears_its_name(folder: Path) -> None:
    """The first tag has the component's class, unless there is nothing to show."""
    shown = [rendered(folder, one).strip() for one in doc(folder)["examples"].values()]
    first = [html.split(">", 1)[0] for html in shown if html]
    bare = [tag for tag in first if not re.search(rf'class="{folder.name}[ "]', tag)]

    assert first
    assert bare == []


@pytest.mark.parametrize(("folder", "example"), CASES)
def test_no_text_becomes_markup(folder: Path, example: dict[str, Any]) -> None:
    """A name full of brackets and quotes is shown, not obeyed, attributes included."""
    html = rendered(folder, {"words": hostile(WORDS), **hostile(example)})
    known = {tag for one in CASES for tag in written(*one.values)}

    assert "<i>" not in html
    assert "</script>" not in html
    assert "\"'" not in html
    assert Tags(html).found - known == set()


def written(folder: Any, example: Any) -> set[str]:  # noqa: ANN401
    """Return the tags and attributes that a friendly example is made of."""
    key = (folder, id(example))
    if key not in KNOWN:
        KNOWN[key] = Tags(rendered(folder, example)).found
    return KNOWN[key]


KNOWN: dict[tuple[Path, int], set[str]] = {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_style_sheet_speaks_of_its_component_only(folder: Path) -> None:
    """Every rule begins with a class of the component, so none reaches farther."""
    style = folder / f"{folder.name}.css"
    rules = list(selectors(style.read_text("utf-8"))) if style.exists() else []
    own = re.compile(rf"\.{folder.name}(__|--|\b(?!-))")

    assert [rule for rule in rules if not own.match(rule)] == []


def selectors(style: str) -> Iterator[str]:
    """Return each selector of a style sheet."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    for found in re.findall(r"([^{};]+)\{", bare):
        if not found.strip().startswith("@"):
            yield from (one.strip() for one in found.split(","))


def test_styles_ask_for_nothing_else() -> None:
    """All sheets become one: an import or an address would point elsewhere then."""
    styles = [path.read_text("utf-8") for path in THEME.rglob("*.css")]

    assert styles
    assert not [one for one in styles if "@import" in one or "url(" in one]


def test_the_page_is_light() -> None:
    """All styles and scripts together stay within what a first visit can bear."""
    sent = assets.opened([assets.THEME])
    others = sent.scripts.keys() - {SEARCH}

    assert packed(sent.style(sent.sheets)) <= STYLE_BUDGET
    assert packed(sent.script(others)) <= SCRIPT_BUDGET
    assert packed(sent.script({SEARCH})) <= SEARCH_BUDGET  # Its page alone has it.


def packed(text: str) -> int:
    return len(gzip.compress(text.encode()))


def test_every_icon_is_drawn() -> None:
    """A name that is asked for has a drawing."""
    drawn = re.findall(r'^  "(\w+)":', body(THEME / "components/icon"), re.MULTILINE)
    pages = [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    asked = {name for one in pages for name in re.findall(r'icon\("(\w+)"\)', one)}

    assert asked | {"home", "articles", "shop", "new"} <= set(drawn)


def test_the_guide_names_everything() -> None:
    """Authors find each component, token, page and block in the guide to theming."""
    guide = GUIDE.read_text(encoding="utf-8")
    tokens = (THEME / "assets/tokens.css").read_text("utf-8")
    base = (THEME / "pages/base.html").read_text("utf-8")
    names = [
        *(folder.name for folder in FOLDERS),
        *re.findall(r"^  (--wenpu-[\w-]+):", tokens, re.MULTILINE),
        *(f"pages/{path.name}" for path in THEME.glob("pages/*.html")),
        *re.findall(r"{% block (\w+) %}", base),
    ]

    assert [name for name in names if f"`{name}`" not in guide] == []
