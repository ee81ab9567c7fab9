"""A card is drawn: a layout, what it says, and a picture, as a JPEG."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import chain

from msgspec import Struct
from PIL import Image, ImageDraw

from wenpu import placements
from wenpu.cards import codes, setting
from wenpu.cards.layout import Box, Layout
from wenpu.letters import Face
from wenpu.placements import Placement

QUALITY = (88, 80, 70, 58, 46, 34)
"""How well a card is written: the first that is light enough, else the last."""

LESS = (1.0, 0.9, 0.8, 0.7)
SMALLER = (*LESS, 0.6, 0.5)
"""How much smaller titles, and lines that stand alone, are set before they are cut."""

SEAL = 0.8
"""How much of a seal its letters take."""


class Said(Struct, frozen=True):
    """What stands on the cards of one page: texts by their name, and for whom it is."""

    kind: str
    texts: Mapping[str, str]
    door: str
    """The address that is scanned, before it says from where."""
    whose: str
    """On whose page the checkout is told that a code stands; "" where none asks."""
    mark: str
    """The letters of the seal."""
    cover: str = ""
    """The path of the picture, from the site's root."""

    def code(self, placed: Placement) -> str:
        """Return the address that is scanned where a code is *placed*."""
        told = placements.reference(self.whose, placed) if self.whose else placed.value
        return placements.printed(self.door, told)


class Inks(Struct, frozen=True):
    """With what all cards are drawn: letters by their face, colours by their token."""

    faces: Mapping[str, Face]
    colors: Mapping[str, str]


class _Sheet(Struct, dict=True):
    layout: Layout
    said: Said
    inks: Inks
    picture: Image.Image | None
    below: int = 0
    """Where the last box ended."""

    def __post_init__(self) -> None:
        size = (self.layout.width, self.layout.height)
        self.image = Image.new("RGB", size, self.inks.colors[self.layout.ground])
        self.pen = ImageDraw.Draw(self.image)

    def draw(self) -> None:
        """Put every box on the sheet whose conditions hold."""
        acts: Mapping[str, Callable[[Box], None]] = {
            "fill": self.fill,
            "cover": self.cover,
            "qr": self.qr,
            "seal": self.seal,
        }
        for box in _boxes(self.layout, self.said, pictured=bool(self.picture)):
            acts.get(box.show, self.text)(box)

    def fill(self, box: Box) -> None:
        left, top, width, height = box.at
        edge = (left, top, left + width - 1, top + height - 1)
        self.pen.rounded_rectangle(edge, box.round, self.inks.colors[box.color])

    def cover(self, box: Box) -> None:
        left, top, width, height = box.at
        if self.picture:
            self.image.paste(fitted(self.picture, width, height), (left, top))

    def qr(self, box: Box) -> None:
        left, top, width, height = box.at
        self.fill(box)
        code = codes.drawn(self.said.code(Placement.POSTER), min(width, height))
        free, down = width - code.width, (height - code.height) // 2
        aside = {"start": 0, "center": free // 2, "end": free}[box.align]
        self.image.paste(code, (left + aside, top + down))

    def seal(self, box: Box) -> None:
        """Cut the letters of the seal one above the other, as they are in stone."""
        left, top, width, height = box.at
        self.pen.rounded_rectangle(
            (left, top, left + width - 1, top + height - 1),
            box.round,
            self.inks.colors["seal"],
        )
        mark, face = self.said.mark, self.inks.faces["title"]
        each = round(height * SEAL / max(1, len(mark)))
        size = each if len(mark) > 1 else round(height * 0.64)
        middle = top + height / 2 - each * (len(mark) - 1) / 2
        for at, char in enumerate(mark):
            # Centred by what is seen: a font's own middle is a little too low.
            one = face.runs(char)[0][0]
            x0, y0, x1, y1 = one.at(size).getbbox(char)
            spot = (left + (width - x1 - x0) / 2, middle + at * each - (y0 + y1) / 2)
            self._write(spot, char, one, size, self.inks.colors["on-seal"])

    def text(self, box: Box) -> None:
        left, top, width, _ = box.at
        top = top if box.after is None else self.below + box.after
        said = self.said.texts.get(box.show, "")
        if not said:  # What follows it stands where it would have been.
            self.below = top if box.after is None else self.below
            return
        face, color = self.inks.faces[box.face], self.inks.colors[box.color]
        size, pitch, rows = _set(box, said, face)
        lead = (pitch - sum(face.at(size).getmetrics())) / 2
        ruler = face.ruler(size, said)
        for at, row in enumerate(rows):
            long = ruler(row)
            free = width - long
            aside = {"start": 0.0, "center": free / 2, "end": free}[box.align]
            spot = (left + aside, top + at * pitch + lead)
            self._write(spot, row, face, size, color)
            if box.show == "was":
                middle = top + at * pitch + pitch // 2
                ends = (left + aside, middle, left + aside + long, middle)
                self.pen.line(ends, color, max(1, size // 14))
        self.below = top + len(rows) * pitch

    def _write(
        self, spot: tuple[float, float], text: str, face: Face, size: int, color: str
    ) -> None:
        left, top = spot
        rise = face.at(size).getmetrics()[0]
        for one, part in face.runs(text):
            font, stroke = one.at(size), max(1, size // 48) if one.bold else 0
            # All stand on one line, however high the letters of each font reach.
            at = (round(left), round(top + rise - font.getmetrics()[0]))
            self.pen.text(at, part, color, font, stroke_width=stroke)
            left += font.getlength(part)


def _boxes(layout: Layout, said: Said, *, pictured: bool) -> Iterator[Box]:
    """Return the boxes of *layout* whose conditions hold for what is *said*."""
    there = {name for name in ("price", "summary") if said.texts.get(name)}
    true = {*there, "cover" if pictured else "no_cover", said.kind}
    return (box for box in layout.boxes if true.issuperset(box.when))


def _set(box: Box, said: str, face: Face) -> tuple[int, int, list[str]]:
    """Return how high letters are, from line to line, and the lines of *said*."""
    _, _, width, height = box.at
    alone = height < 2 * box.pitch
    shares = SMALLER if alone else LESS if box.face == "title" else LESS[:1]
    found: tuple[int, int, list[str]] = (box.size, box.pitch, [])
    for share in shares:
        size, pitch = round(box.size * share), round(box.pitch * share)
        # A line alone keeps its place, however small its letters are.
        pitch, most = (box.pitch, 1) if alone else (pitch, max(1, height // pitch))
        ruler = face.ruler(size, said)
        set_in = setting.balanced if box.face == "title" else setting.lines
        found = size, pitch, set_in(said, width, most, ruler)
        if not setting.is_cut(said, found[2]):
            break
    return found


def draw(layout: Layout, said: Said, inks: Inks, picture: Image.Image | None) -> bytes:
    """Return the card as a JPEG that is as light as its layout asks for."""
    sheet = _Sheet(layout, said, inks, picture)
    sheet.draw()
    return light(sheet.image, layout.weight * 1000)


def light(image: Image.Image, most: int) -> bytes:
    """Return *image* as a JPEG of *most* bytes, as good as that allows."""
    data = b""
    for quality in QUALITY:
        out = BytesIO()
        # Red letters on paper fray where colours are halved.
        image.save(out, "JPEG", quality=quality, subsampling=0)
        data = out.getvalue()
        if len(data) <= most:
            break
    return data


def fitted(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return the middle of *image*, as much as a box of this shape shows."""
    wide = min(image.width, image.height * width / height)
    high = min(image.height, image.width * height / width)
    left, top = (image.width - wide) / 2, (image.height - high) / 2
    return image.resize(
        (width, height),
        Image.Resampling.LANCZOS,
        box=(left, top, left + wide, top + high),
        reducing_gap=2.0,
    )


def letters(said: Said) -> str:
    """Return all that may be written on a card."""
    return "".join([*said.texts.values(), said.mark])


def lacking(layout: Layout, said: Said, inks: Inks) -> Iterator[tuple[str, str]]:
    """
    Return each character that *said* has on this card and no font can draw.

    With it comes the name of the text that it stands in. What is cut off is on no card,
    with its picture or, if that should be gone, without.
    """
    both = (_boxes(layout, said, pictured=one) for one in (True, False))
    for box in chain.from_iterable(both):
        text = said.mark if box.show == "seal" else said.texts.get(box.show, "")
        face = inks.faces["title" if box.show == "seal" else box.face]
        lost = face.lacks(text) - {" "}
        if lost and box.show != "seal":
            lost &= {*"".join(_set(box, text, face)[2])}
        yield from ((char, box.show) for char in text if char in lost)
