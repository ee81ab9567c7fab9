"""Each case is what stands below `look:`, and what becomes of it."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some
from tests import configured

from wenpu import look
from wenpu.build import assets
from wenpu.look import Place, Wardrobe, legible, seal, tokens
from wenpu.look.colour import BLACK, WHITE, Colour, Shade, contrast, least, readable
from wenpu.look.legible import AA, GROUNDS, PAIRS
from wenpu.model import Look
from wenpu.problems import Level

Folder = Callable[[Mapping[str, Any]], Path]

OURS = look.opened([assets.THEME])
MARKS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTICE: "notice"}
CHANNEL = some.integers(0, 255)
COLOURS = some.builds(Colour, CHANNEL, CHANNEL, CHANNEL)
PALETTES = some.sampled_from(look.PALETTES)
PATIENT = effort(deadline=None)
"""A busy machine is no fault of a colour."""


def dressed(options: str, root: Path = Path(), wardrobe: Wardrobe = OURS) -> Look:
    return look.read(Place(root, "晋味"), wardrobe, yaml.compose(options))


def seen(found: Look) -> tuple[tokens.Tokens, tokens.Tokens]:
    """Return the tokens of a site that has this look."""
    return tokens.read([*(one.text for one in OURS.tokens), found.css])


@pytest.fixture
def worn(case: dict[str, Any], folder: Folder) -> Look:
    root = folder(case.get("files", {}))
    wardrobe = look.opened([root / "theme", assets.THEME])
    return dressed(case["look"], root, wardrobe)


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], worn: Look
) -> None:
    """Each option that cannot be is told with its line, all of them in one run."""
    told = [f"{MARKS[one.level]}: {one}\n" for one in worn.problems]

    assert "".join(told) == case.get("says", "")


def test_sets_the_tokens_that_the_case_says(case: dict[str, Any], worn: Look) -> None:
    """A few words of an author become tokens, by day and by night."""
    for mode in seen(worn):
        wanted = case.get(mode.mode, {})
        assert {name: mode.text(name) for name in wanted} == wanted


def test_shows_what_the_case_says(case: dict[str, Any], worn: Look) -> None:
    """Logo, colours of a phone's own bars, what is hidden."""
    shown = {
        "logo": worn.logo.url if worn.logo else "",
        "theme_color": worn.theme_color,
        "hidden": sorted(worn.hidden),
    }
    wanted = case.get("shows", {})

    assert {name: shown[name] for name in wanted} == wanted


@pytest.mark.parametrize("palette", look.PALETTES)
def test_every_palette_can_be_read(palette: str) -> None:
    """AAA for running text, AA for every other word, 3 for edges; by day and night."""
    modes = seen(dressed(f"palette: {palette}"))

    names = {name for _, *pair in PAIRS for name in pair}
    unread = [name for mode in modes for name in names if not mode.colour(name)]
    assert unread == []
    assert [str(one) for one in legible.faint(*modes)] == []


def test_what_is_faint_would_be_seen() -> None:
    """The ruler measures: grey words on white are told, with both names."""
    grey = tokens.read([":root { --wenpu-ink: #777; --wenpu-paper: #fff; }"])

    told = [str(one) for one in legible.faint(*grey)]

    assert told[0] == "--wenpu-ink on --wenpu-paper has a contrast of 4.5 by day"
    assert len(told) == 2


@pytest.mark.parametrize("name", sorted(OURS.palettes))
def test_every_palette_says_all_colours(name: str) -> None:
    """By day as by night: none is left over from another palette."""
    wanted = {*declared(OURS.tokens[0].text, 1)}
    text = OURS.palettes[name].text

    assert len(wanted) > 15
    assert [{*declared(text, rule)} for rule in (0, 1)] == [wanted, wanted]


def declared(sheet: str, rule: int) -> list[str]:
    """Return the tokens of the first or the second `:root` of a sheet."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    body = bare.split(":root {")[rule + 1].split("}")[0]
    return re.findall(r"--wenpu-([\w-]+):", body)


@PATIENT
@given(COLOURS, some.none() | COLOURS, PALETTES)
def test_any_colour_can_be_read(
    accent: Colour, buy: Colour | None, palette: str
) -> None:
    """Whatever an author likes, its words and those on its buttons are legible."""
    button = f'buy: "{buy}"\n' if buy else ""
    found = dressed(f'accent: "{accent}"\n{button}palette: {palette}')

    assert [str(one) for one in legible.faint(*seen(found))] == []
    assert [one for one in found.problems if one.level is Level.ERROR] == []


@PATIENT
@given(COLOURS, PALETTES)
def test_a_colour_that_can_be_read_is_kept(accent: Colour, palette: str) -> None:
    """It is changed only where it must be, and never without a word."""
    found = dressed(f'accent: "{accent}"\npalette: {palette}')
    day, night = seen(found)

    for mode in (day, night):
        grounds = [mode.colour(name) for name in GROUNDS]
        if least(accent, filter(None, grounds)) >= AA:
            assert mode.colour("accent") == accent
    told = [one for one in found.problems if str(accent) in one.what]
    assert bool(told) == (day.colour("accent") != accent)


@PATIENT
@given(COLOURS)
def test_a_shade_is_its_colour(colour: Colour) -> None:
    """Taken apart into lightness, chroma and hue, and put together again."""
    assert Shade.of(colour).colour() == colour


@PATIENT
@given(COLOURS, COLOURS)
def test_no_colour_nearer_would_do(colour: Colour, ground: Colour) -> None:
    """What is moved is moved just so far: half the way is not enough."""
    moved = readable(colour, [ground], AA)
    before, after = Shade.of(colour).lightness, Shade.of(moved).lightness

    assert contrast(moved, ground) >= AA
    if moved not in {colour, BLACK, WHITE} and abs(after - before) > 0.05:
        half = Shade(*((before + after) / 2, *_hue(colour))).colour()
        assert contrast(half, ground) < AA


def _hue(colour: Colour) -> tuple[float, float]:
    shade = Shade.of(colour)
    return shade.chroma, shade.hue


def test_contrast_is_that_of_wcag() -> None:
    """Its own examples: black on white, and the grey that just fails."""
    grey = Colour.parse("#777")

    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == 21
    assert round(contrast(grey, WHITE), 2) == 4.48


def test_tokens_are_resolved_as_browsers_do() -> None:
    """Later wins, at night the night's too; names are followed, circles end."""
    day, night = tokens.read(
        [
            "@charset 'utf-8'; :root { --wenpu-a: var(--md-x, #111); --wenpu-b: red; }",
            "@media (prefers-color-scheme: dark) { :root { --wenpu-b: #222 } }",
            "/* :root { --wenpu-a: blue } */ .x { --wenpu-a: blue }",
            ":root, .y { --wenpu-c: var(--wenpu-b); --wenpu-d: var(--wenpu-d) }",
            "@media print { :root { --wenpu-b: blue } }",
            "@media (prefers-color-scheme:light) { html { --wenpu-e: 1px } }",
        ]
    )

    assert [day.text(name) for name in "abcdef"] == ["#111", "red", "red", *DAY]
    assert [night.text(name) for name in "bce"] == ["#222", "#222", ""]


DAY = ("var(--wenpu-d)", "1px", "")


@pytest.mark.parametrize(
    ("name", "mark"),
    {
        "晋味": "晋",
        "「茶」": "茶",
        "山西十二味": "山西",
        "「茶」与器": "茶与",
        "茶 shop": "茶",
        "the tea house": "T",
        "été": "É",
        "42 teas": "4",
        "…": "文",
    }.items(),
)
def test_a_name_has_a_mark(name: str, mark: str) -> None:
    """Two characters of longer Chinese names, one of all others, whatever is first."""
    assert seal.mark(name) == mark


def test_the_worst_of_each_word_is_told() -> None:
    """Mended where it is faintest, a word is mended everywhere."""
    told = [
        legible.Faint("dark", "ink", "paper", 3.0, 7.0),
        legible.Faint("dark", "ink", "raised", 2.0, 7.0),
        legible.Faint("light", "ink", "paper", 6.0, 7.0),
    ]

    assert legible.worst(told) == told[1:]


def test_the_icon_is_a_drawing_in_its_address() -> None:
    """It needs no file, and nothing in it can end an attribute."""
    icon = seal.icon("<&\"'", Colour.parse("#1d5c4a"))

    head, _, drawn = icon.partition(",")
    assert head == "data:image/svg+xml"
    assert set("<>\"'& #") & set(drawn) == set()
    assert "fill='#1d5c4a'" in unquote(drawn)
    assert ">文</text>" in unquote(drawn)


WRITTEN = configured.ways("look", "shape", "oval")


@pytest.mark.parametrize(("plugins", "line"), WRITTEN.values(), ids=WRITTEN)
def test_a_mistake_is_told_with_its_line(
    plugins: str, line: int, folder: Folder
) -> None:
    """However `mkdocs.yml` is written; on line 1 where only the value is known."""
    wanted = configured.told(folder, plugins)

    assert [str(one.spot) for one in wanted.look.problems] == [f"mkdocs.yml:{line}"]


def test_only_what_is_chosen_is_sent(folder: Folder) -> None:
    """The tokens, one palette and the author's own last word; no other file."""
    own = {"theme/assets/tokens.css": ".mine{top:0}", "theme/palettes/tea.css": ".plum"}
    folders = [folder(own) / "theme", assets.THEME]

    sheet = assets.bundle(folders, ".look{top:0}")[assets.STYLE]

    order = [sheet.index(one) for one in (":root", ".look", ".skip", ".mine")]
    assert order == sorted(order)
    assert ".plum" not in sheet
    assert assets.is_part("palettes/tea.css")


OWN = """\
site_name: Tea
site_url: https://tea.example/shop/
docs_dir: content
theme: {name: material, language: en}
extra_css: [own.css, https://other.example/a.css]
extra_javascript: [own.mjs, {path: late.js, async: true}]
plugins: [wenpu: {look: {logo: logo.svg}}]
"""


def sheets(html: str) -> list[list[str]]:
    """Return the style sheets that a page names in its head, then those in its body."""
    found = [
        re.findall(r'rel="stylesheet" href="([^"]+)"', part)
        for part in html.split("</head>")
    ]
    return [one for one in found if one]


UP = {"": "", "products/tea/": "../../", "404.html": "/shop/"}


def test_an_authors_own_files_are_on_every_page(folder: Folder) -> None:
    """Sheets after ours, scripts as they are meant, the logo as icon; lost or not."""
    own = {"content/own.css": "", "content/own.mjs": "", "content/late.js": ""}
    logo = {"content/logo.svg": "<svg viewBox='0 0 40 20'></svg>"}
    root = folder({"mkdocs.yml": OWN, **configured.SITE, **own, **logo})

    wenpu = Path(sys.executable).with_name("wenpu")
    subprocess.run([wenpu, "-C", root, "build"], check=True, capture_output=True)

    for url, up in UP.items():
        path = root / "site" / (url if url.endswith(".html") else f"{url}index.html")
        html = path.read_text(encoding="utf-8")
        last = [f"{up}own.css", "https://other.example/a.css"]
        assert [part[-2:] for part in sheets(html)] in ([last], [last, last]), url
        assert f'<script src="{up}own.mjs" type="module">' in html
        assert f'<script src="{up}late.js" async>' in html
        assert f'<link rel="icon" href="{up}logo.svg">' in html
