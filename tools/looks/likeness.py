"""
Whether two pictures of a screen look the same: values in, values out.

Both are a quarter as large as the screen, so the ragged edges of letters, which each
browser draws a little otherwise, weigh next to nothing. Points find what has moved or
gone. Strips are the mean of sixteen points in a row: in them letters average out, and
what stays is the hairline that is missing and the grey that is another.
"""

from PIL import Image, ImageChops, ImageOps

from .sheet import GROUND

SCALE = 4
BITS = 6
"""What is left of a colour's eight: half the weight of what is kept, seen by nobody."""

GRAINS = {(1, 1): 24, (16, 1): 4, (1, 16): 4}
"""How far the mean of so many points across and down may be off, of 255."""

ALLOWED = 48
"""So many points may be marked: three strips. Real changes have hundreds."""


def small(shot: Image.Image) -> Image.Image:
    """Return a picture of a screen as it is kept and compared."""
    return ImageOps.posterize(shot.reduce(SCALE), BITS)


def alike(wanted: Image.Image, found: Image.Image) -> bool:
    """Tell whether two small pictures look the same."""
    return marks(wanted, found).histogram()[255] <= ALLOWED


def marks(wanted: Image.Image, found: Image.Image) -> Image.Image:
    """Return a picture that is white wherever the two are not alike."""
    size = max(wanted.width, found.width), max(wanted.height, found.height)
    pair = _on(size, wanted), _on(size, found)
    marked = Image.new("L", size)
    for grain, limit in GRAINS.items():
        marked = ImageChops.lighter(marked, _coarse(pair, grain, limit))
    return marked


def _coarse(
    pair: tuple[Image.Image, Image.Image], grain: tuple[int, int], limit: int
) -> Image.Image:
    """Return what is off by more than *limit*, seen in fields the size of *grain*."""
    fields = ImageChops.difference(*(one.reduce(grain) for one in pair))
    red, green, blue = fields.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    marked = most.point([0] * (limit + 1) + [255] * (255 - limit))
    whole = marked.width * grain[0], marked.height * grain[1]
    return marked.resize(whole, Image.Resampling.NEAREST).crop((0, 0, *pair[0].size))


def _on(size: tuple[int, int], shot: Image.Image) -> Image.Image:
    ground = Image.new("RGB", size, GROUND)
    ground.paste(shot, (0, 0))
    return ground


def shown(found: Image.Image, marked: Image.Image) -> Image.Image:
    """Return what was *found*, pale, with all that is *marked* in red."""
    white = Image.new("RGB", marked.size, "#fff")
    pale = Image.blend(_on(marked.size, found), white, 0.6)
    pale.paste("#e00030", (0, 0), marked)
    return pale
