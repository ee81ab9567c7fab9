"""A card is drawn: a layout, what it says, and a picture, as a JPEG."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from wenpu import placements
from wenpu.cards import codes, setting
from wenpu.cards.fonts import Face
from wenpu.cards.layout import TEXTS, Box, Layout
from wenpu.placements import Placement

QUALITY = (88, 80, 70, 58, 46, 34)
"""How well a card is written: the first that is light enough, else the last."""

LESS = (1.0, 0.9, 0.8, 0.7)
SMALLER = (*LESS, 0.6, 0.5)
"""How much smaller titles, and lines that stand alone, are set before they are cut."""

SEAL = 0.8
"""How much of a seal its letters take."""


@dataclass(frozen=True)
class Said:
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


@dataclass(frozen=True)
class Inks:
    """With what all cards are drawn: letters by their face, colours by their token."""

    faces: Mapping[str, Face]
    colors: Mapping[str, str]


@dataclass
class _Sheet:
    layout: Layout
    said: Said
    inks: Inks
    picture: Image.Image | None
    image: Image.Image = field(init=False)
    pen: ImageDraw.ImageDraw = field(init=False)
    below: int = 0
    """Where the last box ended."""

    def __post_init__(self) -> None:
        size = (self.layout.width, self.layout.height)
        self.image = Image.new("RGB", size, self.inks.colors[self.layout.ground])
        self.pen = ImageDraw.Draw(self.image)

    @property
    def true(self) -> set[str]:
        """The conditions that hold on this card."""
        said = {name for name in ("price", "summary") if self.said.texts.get(name)}
        cover = "cover" if self.picture else "no_cover"
        return {*said, cover, self.said.kind}

    def draw(self) -> None:
        """Put every box on the sheet whose conditions hold."""
        acts: Mapping[str, Callable[[Box], None]] = {
            "fill": self.fill,
            "cover": self.cover,
            "qr": self.qr,
            "seal": self.seal,
        }
        for box in self.layout.boxes:
            if self.true.issuperset(box.when):
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
        font = face.at(size)
        middle = top + height / 2 - each * (len(mark) - 1) / 2
        for at, char in enumerate(mark):
            # Centred by what is seen: a font's own middle is a little too low.
            x0, y0, x1, y1 = font.getbbox(char)
            spot = (left + (width - x1 - x0) / 2, middle + at * each - (y0 + y1) / 2)
            self._write(spot, char, face, size, self.inks.colors["on-seal"])

    def text(self, box: Box) -> None:
        left, top, width, _ = box.at
        top = top if box.after is None else self.below + box.after
        said = self.said.texts.get(box.show, "")
        if not said:  # What follows it stands where it would have been.
            self.below = top if box.after is None else self.below
            return
        face, color = self.inks.faces[box.face], self.inks.colors[box.color]
        size, pitch, rows = self._set(box, said)
        font = face.at(size)
        lead = (pitch - sum(font.getmetrics())) / 2
        for at, row in enumerate(rows):
            long = font.getlength(row)
            free = width - long
            aside = {"start": 0.0, "center": free / 2, "end": free}[box.align]
            spot = (left + aside, top + at * pitch + lead)
            self._write(spot, row, face, size, color)
            if box.show == "was":
                middle = top + at * pitch + pitch // 2
                ends = (left + aside, middle, left + aside + long, middle)
                self.pen.line(ends, color, max(1, size // 14))
        self.below = top + len(rows) * pitch

    def _set(self, box: Box, said: str) -> tuple[int, int, list[str]]:
        """Return how high letters are, from line to line, and the lines of *said*."""
        _, _, width, height = box.at
        alone = height < 2 * box.pitch
        shares = SMALLER if alone else LESS if box.face == "title" else LESS[:1]
        found: tuple[int, int, list[str]] = (box.size, box.pitch, [])
        for share in shares:
            size, pitch = round(box.size * share), round(box.pitch * share)
            # A line alone keeps its place, however small its letters are.
            pitch, most = (box.pitch, 1) if alone else (pitch, max(1, height // pitch))
            ruler = self.inks.faces[box.face].at(size).getlength
            set_in = setting.balanced if box.face == "title" else setting.lines
            found = size, pitch, set_in(said, width, most, ruler)
            if not setting.is_cut(said, found[2]):
                break
        return found

    def _write(
        self, spot: tuple[float, float], text: str, face: Face, size: int, color: str
    ) -> None:
        stroke = max(1, size // 48) if face.bold else 0
        at = (round(spot[0]), round(spot[1]))
        self.pen.text(at, text, color, face.at(size), stroke_width=stroke)


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


def letters(said: Said) -> dict[str, str]:
    """Return all texts that may be on a card, by what they are."""
    return {name: said.texts.get(name, "") for name in TEXTS} | {"seal": said.mark}
