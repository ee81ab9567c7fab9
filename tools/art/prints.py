"""Labels, plates and the seal: what is printed on goods."""

import tempfile
from pathlib import Path

import bpy
from art.stuff import stuff
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
CHINESE = 2  # the font's third face is the simplified one
FOLDER = Path(tempfile.mkdtemp(prefix="prints-"))


def paper(
    words: str,
    *,
    ink: str = "#8e1f1a",
    ground: str = "#f1e7cf",
    wide: float = 0.6,
    plain: bool = False,
) -> bpy.types.Material:
    """Return what *words* are printed on."""
    return stuff("print", image=label(words, ink, ground, wide, plain=plain))


def font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, round(size), index=CHINESE)


def label(
    words: str, ink: str, ground: str, wide: float, *, plain: bool = False
) -> str:
    """Print *words* downwards in a frame; *wide* is width by height."""
    high = 600
    size = (round(high * wide), high)
    image = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(image)
    if not plain:
        pen.rectangle((22, 22, size[0] - 23, high - 23), outline=ink, width=7)
        pen.rectangle((36, 36, size[0] - 37, high - 37), outline=ink, width=2)
    step = min((high - 110) / max(1, len(words)), size[0] * 0.62)
    top = high / 2 - step * (len(words) - 1) / 2
    for k, letter in enumerate(words):
        pen.text(
            (size[0] / 2, top + k * step), letter, ink, font(step * 0.9), anchor="mm"
        )
    return kept(image, f"label {words} {ink} {ground} {wide}")


def plate(words: str) -> str:
    """Print a card: the magazine's name, a line, *words*."""
    image = Image.new("RGB", (1300, 800), "#8e1f17")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((36, 36, 1263, 763), 30, outline="#d9ae5f", width=5)
    pen.text((120, 300), "晋味", "#f0d597", font(210), anchor="lm")
    pen.text((126, 480), words, "#f0d597", font(72), anchor="lm")
    pen.line((126, 590, 520, 590), "#d9ae5f", 5)
    for radius in (110, 160, 210):
        pen.arc(
            (980 - radius, 560 - radius, 980 + radius, 560 + radius),
            180,
            360,
            "#d9ae5f",
            6,
        )
    return kept(image, f"plate {words}")


def kept(image: Image.Image, name: str) -> str:
    path = FOLDER / f"{name}.png"
    image.save(path)
    return str(path)
