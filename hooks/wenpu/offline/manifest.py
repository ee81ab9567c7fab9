"""What a telephone is told when somebody puts the site on its first screen."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from wenpu.leaflets import Leaflet
from wenpu.model import Settings, Site
from wenpu.offline import icons
from wenpu.offline.icons import ROUND, SIZES

NAME = "manifest.webmanifest"
SEAL = "icon.svg"
DATA = "data:image/svg+xml,"
SHORT = 12
"""Characters that fit below an icon."""


def leaflets(root: Path, site: Site) -> Iterator[Leaflet]:
    """Return the manifest and the icons that it names."""
    settings = site.settings
    logo = settings.look.logo
    yield from icons.leaflets(root, settings)
    if not logo:
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
    look = settings.look
    if not look.is_pictured:  # A drawing is as sharp as can be: who takes it has it.
        src = look.logo.url if look.logo else SEAL
        yield {"src": src, "sizes": "any", "type": "image/svg+xml"}
    # The seal beside a logo that is a drawing is for iPhones, which read no list.
    if look.has_pixels and (look.is_pictured or not look.logo):
        for size in SIZES:
            yield {"src": f"icon-{size}.png", "sizes": f"{size}x{size}"} | PNG
        src, sizes = f"icon-{ROUND}-round.png", f"{ROUND}x{ROUND}"
        yield {"src": src, "sizes": sizes, "purpose": "maskable"} | PNG


PNG = {"type": "image/png"}
