"""
Draw the demo's pictures: `python tools/pictures.py [NAME…]`.

What stands on each picture is in `pictures.yml`, what it looks like in `art/`; faces,
herbs and spices come from Microsoft's Fluent Emoji (MIT), fetched by npm into a
temporary folder. The same input gives the same bytes: nothing here is random.
Needs `pip install resvg_py segno pillow pyyaml` and the font Noto Serif CJK.
"""

import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import resvg_py
import segno
import yaml
from PIL import Image, ImageChops

HERE = Path(__file__).parent
ROOT = HERE.parent
EMOJI = "fluentui-emoji@1.3.0"
MOST = 88_000
"""Bytes of one picture: readers are on the phone."""


def main(wanted: list[str]) -> None:
    plan = yaml.safe_load((HERE / "pictures.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        art = Art(Path(folder), plan["grounds"])
        for name, scene in plan["pictures"].items():
            if not wanted or any(word in name for word in wanted):
                save(draw(scene, art), ROOT / name)
    for name, address in plan["codes"].items():
        code = segno.make(address, error="m")
        code.save(ROOT / name, scale=12, border=4, dark="#2a140c")


def draw(scene: dict[str, Any], art: "Art") -> Image.Image:
    """Put the things of *scene* on their ground, then some grain on all of it."""
    width, height = scene["size"]
    parts = [art.ground(scene), *(art.thing(one) for one in scene["things"])]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    svg = head + "".join(parts) + "</svg>"
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height)
    return grained(Image.open(BytesIO(bytes(png))).convert("RGB"))


class Art:
    """Everything that can stand on a picture, as pieces of SVG."""

    def __init__(self, folder: Path, grounds: dict[str, list[str]]) -> None:
        self.folder, self.grounds = folder, grounds
        self.count = 0

    def ground(self, scene: dict[str, Any]) -> str:
        """Return a wall with light from the left, and the table's edge before it."""
        if "scape" in scene:
            return self.thing({**scene["scape"], "shadow": False})
        width, height = scene["size"]
        light, wall, table, edge = self.grounds[scene["ground"]]
        line = height * scene.get("table", 0.7)
        return GROUND.format_map(locals() | {"rest": height - line})

    def thing(self, one: dict[str, Any]) -> str:
        """Return one thing, standing at the middle of its foot."""
        body, wide, high = self.read(one)
        (x, y), height = one["at"], one["height"]
        width = height * wide / high
        turn = f"rotate({one.get('turn', 0)} {x} {y - height / 2})"
        flip = f"translate({2 * x} 0) scale(-1 1)" if one.get("flip") else ""
        box = f'x="{x - width / 2}" y="{y - height}" width="{width}" height="{height}"'
        inner = f'<svg {box} viewBox="0 0 {wide} {high}" fill="none">{body}</svg>'
        group = f'<g transform="{turn} {flip}">{inner}</g>'
        return group if one.get("shadow") is False else shadow(x, y, width) + group

    def read(self, one: dict[str, Any]) -> tuple[str, float, float]:
        """Return the inside of a drawing, its names made unique, and its size."""
        text = self.path(one).read_text(encoding="utf-8")
        for word, value in one.get("words", {}).items():
            text = text.replace(f"{{{word}}}", value)
        self.count += 1
        text = re.sub(r'(\bid="|url\(#|href="#)', rf"\1n{self.count}-", text)
        box = re.search(r'viewBox="0 0 (\S+) (\S+)"', text)
        if not box:
            raise ValueError(one)
        body = text[text.index(">") + 1 : text.rindex("</svg>")]
        return body, float(box[1]), float(box[2])

    def path(self, one: dict[str, Any]) -> Path:
        if "art" in one:
            return HERE / "art" / f"{one['art']}.svg"
        icons = self.folder / "package" / "icons" / "modern"
        if not icons.exists():
            fetch(self.folder)
        return icons / f"{one['emoji']}.svg"


GROUND = """
<defs>
  <radialGradient id="light" cx=".3" cy=".2" r="1">
    <stop offset="0" stop-color="{light}"/><stop offset="1" stop-color="{wall}"/>
  </radialGradient>
  <linearGradient id="table" x2="0" y2="1">
    <stop offset="0" stop-color="{table}"/><stop offset="1" stop-color="{edge}"/>
  </linearGradient>
  <linearGradient id="fall" x2="0" y2="1">
    <stop offset="0" stop-color="{edge}" stop-opacity=".55"/>
    <stop offset="1" stop-color="{edge}" stop-opacity="0"/>
  </linearGradient>
</defs>
<rect width="{width}" height="{height}" fill="url(#light)"/>
<rect y="{line}" width="{width}" height="{rest}" fill="url(#table)"/>
<rect y="{line}" width="{width}" height="5" fill="{light}" opacity=".7"/>
<rect y="{line}" width="{width}" height="46" fill="url(#fall)" opacity=".35"/>
"""


def shadow(x: float, y: float, width: float) -> str:
    """Return the soft shadow of a thing as wide as *width* on the table."""
    deep, blur = width * 0.045, max(4.0, width * 0.024)
    name = f"s{x:.0f}-{y:.0f}-{width:.0f}"
    return (
        f'<filter id="{name}" x="-50%" y="-150%" width="200%" height="400%">'
        f'<feGaussianBlur stdDeviation="{blur}"/></filter>'
        f'<ellipse cx="{x + width * 0.06}" cy="{y - deep * 0.45}" rx="{width * 0.5}"'
        f' ry="{deep}" fill="#2a140c" opacity=".42" filter="url(#{name})"/>'
    )


def grained(image: Image.Image) -> Image.Image:
    """Lay the grain of paper over *image*: the same grain every time."""
    side = 128
    noise = Random(side).randbytes(side * side)  # noqa: S311
    tile = Image.frombytes("L", (side, side), noise).resize((256, 256))
    paper = Image.new("L", image.size)
    for x in range(0, image.width, tile.width):
        for y in range(0, image.height, tile.height):
            paper.paste(tile, (x, y))
    light = paper.point([246 + value * 9 // 255 for value in range(256)])
    return ImageChops.multiply(image, light.convert("RGB"))


def save(image: Image.Image, path: Path) -> None:
    """Write *image* in the best quality that is small enough."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(86, 30, -4):
        image.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST:
            break
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def fetch(folder: Path) -> None:
    """Take the emoji from npm."""
    command = ["npm", "pack", EMOJI, "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    subprocess.run(["tar", "xzf", str(archive), "-C", str(folder)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
