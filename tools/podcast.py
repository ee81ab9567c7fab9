"""
Draw the picture of the demo's podcast: a bowl that is struck, seen from above.

    python tools/podcast.py content/images/podcast.jpg

By hand only: the file lies in the repository.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

SIDE, TWICE = 1400, 2
PAPER, INK, SEAL = "#faf8f3", "#211e19", "#9a2a1b"
RINGS = (620, 540, 460, 380, 300)
"""Five spoons, five rings, each a little stronger."""


def drawn() -> Image.Image:
    """Return it: drawn twice as large, so that its edges are smooth."""
    side = SIDE * TWICE
    image = Image.new("RGB", (side, side), PAPER)
    pen = ImageDraw.Draw(image)
    middle = side // 2
    for number, ring in enumerate(RINGS):
        edge = [middle - ring * TWICE, middle + ring * TWICE]
        box = (edge[0], edge[0], edge[1], edge[1])
        pen.ellipse(box, outline=INK, width=(4 + 4 * number) * TWICE)
    bowl = 190 * TWICE
    pen.ellipse((middle - bowl, middle - bowl, middle + bowl, middle + bowl), SEAL)
    drop = 46 * TWICE
    pen.ellipse((middle - drop, middle - drop, middle + drop, middle + drop), PAPER)
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    drawn().save(Path(sys.argv[1]), "JPEG", quality=72, optimize=True)
