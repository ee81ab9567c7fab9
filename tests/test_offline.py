"""What a telephone keeps: the manifest, its icons, the worker."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image
from tests.conftest import Folder

from wenpu import offline, shop
from wenpu.look import seal
from wenpu.look.colour import Colour
from wenpu.model import Look, Picture, Settings

SETTINGS = Settings(
    "晋味 Jin", date(2026, 11, 22), "https://jin.example/", offline=True
)
LOOK = Look(
    theme_color={"light": "#faf8f3", "dark": "#000"},
    icon="data:image/svg+xml,%3Csvg/%3E",
)
TEA = "name: 青茶\nprice: 20\nchannels: {email: 'mailto:tea@example.com'}\n"


def files(root: Path, settings: Settings) -> dict[str, bytes]:
    """Return what is published for telephones, by its address."""
    found = shop.load(root, settings)
    site = found.desk.shared.site
    marks = {sheet.url: sheet.mark for sheet in found.pages.sheets.values()}
    tools: Any = None
    return {one.name: one.make(tools) for one in offline.leaflets(root, site, marks)}


@pytest.fixture
def root(folder: Folder) -> Path:
    return folder({"products/a/tea.yml": TEA, "products/a/shelf.yml": "name: 茶"})


def test_a_seal_is_an_icon(root: Path) -> None:
    """Without a logo: as the browser's tab shows it."""
    found = files(root, replace(SETTINGS, look=LOOK))

    told = json.loads(found["manifest.webmanifest"])
    assert found["icon.svg"] == b"<svg/>"
    assert told["icons"] == [
        {"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}
    ]
    assert told["start_url"] == told["scope"] == "./"
    assert told["theme_color"] == "#faf8f3"


def test_a_logo_becomes_icons_of_each_size(root: Path) -> None:
    """Square, whatever its shape; the one that is cut has its middle free of edges."""
    Image.new("RGB", (300, 200), "#a00").save(root / "logo.png")
    logo = Picture("logo.png", "logo.png", 300, 200)

    found = files(root, replace(SETTINGS, look=replace(LOOK, logo=logo)))

    told = json.loads(found["manifest.webmanifest"])
    assert {one["src"] for one in told["icons"]} | {"icon-180.png"} == {
        name for name in found if name.startswith("icon")
    }
    for one in told["icons"]:
        with Image.open(BytesIO(found[one["src"]])) as icon:
            assert f"{icon.width}x{icon.height}" == one["sizes"]
    with Image.open(BytesIO(found["icon-512-round.png"])) as icon:
        assert icon.getpixel((20, 20)) == (0xFA, 0xF8, 0xF3, 255)
        assert icon.getpixel((256, 256)) == (0xAA, 0, 0, 255)


def cut(root: Path, look: Look = LOOK) -> Settings:
    """Return settings whose seal can be cut on this machine."""
    sign = seal.sign(root, SETTINGS.name, Colour(0x9A, 0x2A, 0x1B))
    if not sign:
        pytest.skip("no font here has the letter of the seal")
    return replace(SETTINGS, look=replace(look, sign=sign))


def test_a_seal_is_an_icon_for_iphones_too(root: Path) -> None:
    """In pixels: letters of its ink on its ground, and full where it will be cut."""
    settings = cut(root)

    found = files(root, settings)

    told = json.loads(found["manifest.webmanifest"])
    named = {one["src"] for one in told["icons"]} | {"icon-180.png"}
    assert named == {name for name in found if name.startswith("icon")}
    for name, side, corner in (
        ("icon-180.png", 180, (0x9A, 0x2A, 0x1B)),
        ("icon-192.png", 192, (0, 0, 0, 0)),
        ("icon-512.png", 512, (0, 0, 0, 0)),
        ("icon-512-round.png", 512, (0x9A, 0x2A, 0x1B)),
    ):
        with Image.open(BytesIO(found[name])) as icon:
            icon.load()
            assert icon.size == (side, side)
            assert icon.getpixel((0, 0)) == corner
            ink = icon.convert("L").point(lambda light: 255 * (light > 200))
            box = ink.getbbox()
            assert box
            left, top, right, bottom = box
            assert abs(left + right - side) <= side / 20  # It stands in the middle.
            assert abs(top + bottom - side) <= side / 20
            assert bottom - top > side / 3
    assert files(root, settings) == found


def test_what_is_cut_to_a_circle_keeps_its_letter(root: Path) -> None:
    """Android shows a circle of four fifths for sure."""
    found = files(root, cut(root))

    with Image.open(BytesIO(found["icon-512-round.png"])) as icon:
        left, top, right, bottom = icon.convert("L").point(
            lambda light: 255 * (light > 200)
        ).getbbox() or (0, 0, 512, 512)
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    far = max((x - 256) ** 2 + (y - 256) ** 2 for x, y in corners)
    assert far <= (0.4 * 512) ** 2


def test_a_logo_that_is_a_drawing_lends_iphones_the_seal(root: Path) -> None:
    """All others have the drawing."""
    (root / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    logo = Picture("logo.svg", "logo.svg", 300, 150)

    found = files(root, cut(root, replace(LOOK, logo=logo)))

    assert {one for one in found if one.startswith("icon")} == {"icon-180.png"}
    assert json.loads(found["manifest.webmanifest"])["icons"] == [
        {"src": "logo.svg", "sizes": "any", "type": "image/svg+xml"}
    ]


def told(script: bytes) -> Mapping[str, Any]:
    """Return what the worker is told of its build, by running it."""
    names = "VERSION,FIRST,CHANGES,PAGE"
    said = f"console.log(JSON.stringify({{{names}}}))"
    around = "const addEventListener=()=>{},registration={scope:'https://a.example/'};"
    code = f"{around}{script.decode()}{said}"
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [node, "-e", code], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_worker_knows_its_build(folder: Folder) -> None:
    """What it fetches first, when prices change; another build is another version."""
    sold = f"{TEA}sale: {{from: 2026-12-01, to: 2026-12-24}}\n"
    root = folder({"products/a/tea.yml": sold, "products/a/shelf.yml": "name: 茶"})

    one = told(files(root, SETTINGS)["sw.js"])
    again = told(files(root, SETTINGS)["sw.js"])
    (root / "products/a/shelf.yml").write_text("name: 好茶", encoding="utf-8")
    other = told(files(root, SETTINGS)["sw.js"])

    assert one["FIRST"] == ["", "articles/", "shop/", "shop/a/", "search/", "offline/"]
    assert one["CHANGES"] == ["2026-12-01", "2026-12-25"]
    assert one == again
    assert other["VERSION"] != one["VERSION"]


def test_who_wants_none_has_one_that_leaves(root: Path) -> None:
    """Telephones that have the old one come for it at their next visit."""
    found = files(root, replace(SETTINGS, offline=False))

    assert set(found) == {"sw.js"}
    assert b"unregister" in found["sw.js"]
