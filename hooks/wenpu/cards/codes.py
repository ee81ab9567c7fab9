"""Codes to scan: addresses as black squares on white, with the quiet edge they need."""

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import segno

BORDER = 4
"""Modules that stay white around a code: less, and telephones miss it."""


def made(url: str) -> "segno.QRCode":
    """Return the code of *url*; a sixth of it may be damaged."""
    # It takes as long to import as a small site to build, and few builds draw a code.
    room = import_module("segno")
    found: segno.QRCode = room.make_qr(url, error="m", boost_error=True)
    return found


def svg(url: str) -> bytes:
    """Return the code of *url* as a drawing, black on white wherever it stands."""
    out = BytesIO()
    made(url).save(
        out,
        kind="svg",
        border=BORDER,
        dark="#000",
        light="#fff",
        xmldecl=False,
        nl=False,
        omitsize=True,
    )
    return out.getvalue()


def drawn(url: str, side: int) -> Image.Image:
    """Return the code of *url*, *side* pixels wide at most: whole pixels per module."""
    code = made(url)
    modules = int(code.symbol_size(border=BORDER)[0])
    rows = [bytes(255 if not one else 0 for one in row) for row in code.matrix]
    inner = modules - 2 * BORDER
    image = Image.new("L", (modules, modules), 255)
    image.paste(Image.frombytes("L", (inner, inner), b"".join(rows)), (BORDER, BORDER))
    scale = max(1, side // modules)
    return image.resize((modules * scale,) * 2, Image.Resampling.NEAREST)
