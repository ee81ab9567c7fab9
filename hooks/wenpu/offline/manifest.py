"""What a telephone is told when somebody puts the site on its first screen."""

import json
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from wenpu import census
from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Picture, Settings, Site

NAME = "manifest.webmanifest"
SEAL = "icon.svg"
SIZES = (192, 512)
ROUND = 512
"""The icon that a telephone cuts to its own shape: its middle is what matters."""

INNER = 0.62
"""So much of it is sure to be seen, whatever the shape."""

TOUCH = 180
"""What an iPhone asks for."""

DATA = "data:image/svg+xml,"
CLEAR = (0, 0, 0, 0)
SHORT = 12
"""Characters that fit below an icon."""


def leaflets(root: Path, site: Site) -> Iterator[Leaflet]:
    """Return the manifest and the icons that it names."""
    settings = site.settings
    logo = settings.look.logo
    if logo and settings.look.is_pictured:
        yield from _icons(root, settings, logo)
    elif not logo:
        yield Leaflet(SEAL, lambda _: _seal(settings))
    yield Leaflet(NAME, lambda _: _told(settings))


def _seal(settings: Settings) -> bytes:
    return unquote(settings.look.icon.removeprefix(DATA)).encode()


def _told(settings: Settings) -> bytes:
    colours = settings.look.theme_color
    told: dict[str, Any] = {
        "name": settings.name,
        "short_name": settings.name[:SHORT],
        "description": settings.description,
        "lang": settings.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": colours.get("light", ""),
        "theme_color": colours.get("light", ""),
        "icons": list(_listed(settings)),
    }
    said = {key: value for key, value in told.items() if value}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _listed(settings: Settings) -> Iterator[dict[str, str]]:
    logo = settings.look.logo
    if settings.look.is_pictured:
        for size in SIZES:
            yield {"src": f"icon-{size}.png", "sizes": f"{size}x{size}"} | PNG
        src, sizes = f"icon-{ROUND}-round.png", f"{ROUND}x{ROUND}"
        yield {"src": src, "sizes": sizes, "purpose": "maskable"} | PNG
        return
    src = logo.url if logo else SEAL
    yield {"src": src, "sizes": "any", "type": "image/svg+xml"}


PNG = {"type": "image/png"}


def _icons(root: Path, settings: Settings, logo: Picture) -> Iterator[Leaflet]:
    path, ground = root / logo.path, settings.look.theme_color.get("light", "#ffffff")
    try:
        given = (census.stamp(path), ground)
    except OSError:  # It is told where the look is read.
        return
    for size, share in ((TOUCH, 0.8), *((size, 1.0) for size in SIZES)):
        made = partial(_drawn, path, size, share, ground)
        yield Leaflet(f"icon-{size}.png", made, (*given, share))
    made = partial(_drawn, path, ROUND, INNER, ground)
    yield Leaflet(f"icon-{ROUND}-round.png", made, given)


def _drawn(path: Path, size: int, share: float, ground: str, _: Tools) -> bytes:
    """Return a square picture of the logo at *path*, which fills a *share* of it."""
    from PIL import Image, ImageOps  # noqa: PLC0415 (few builds draw an icon)

    with Image.open(path) as found:
        upright = ImageOps.exif_transpose(found).convert("RGBA")
    inner = round(size * share)
    logo = ImageOps.contain(upright, (inner, inner), Image.Resampling.LANCZOS)
    icon = Image.new("RGBA", (size, size), CLEAR if share == 1 else ground)
    place = (size - logo.width) // 2, (size - logo.height) // 2
    icon.alpha_composite(logo, place)
    into = BytesIO()
    icon.save(into, "PNG", optimize=True)
    return into.getvalue()
