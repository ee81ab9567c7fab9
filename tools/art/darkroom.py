"""From what the camera saw to a file: size, grain, fewest bytes."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

MOST = 116_000
"""Bytes of one picture: it is a source, the build makes small ones for phones."""


def develop(image: Image.Image, size: list[int]) -> Image.Image:
    """Enlarge *image* to *size*, darken its corners a little, give it grain."""
    wide, high = size
    large = image.resize((wide, high), Image.Resampling.LANCZOS)
    sharp = large.filter(ImageFilter.UnsharpMask(1.4, 60, 1))
    light = np.asarray(sharp, np.float32)
    x, y = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    light *= (1 - 0.07 * (x**2 + y**2) ** 1.5)[..., None]
    noise = np.random.default_rng(7).normal(0, 1.5, (high, wide, 1))
    return Image.fromarray((light + noise).clip(0, 255).round().astype(np.uint8))


def save(image: Image.Image, path: Path) -> None:
    """Write *image* in the best quality that is small enough."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(86, 40, -4):
        image.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST:
            break
    print(f"{path.name}  {path.stat().st_size // 1000} kB", flush=True)
