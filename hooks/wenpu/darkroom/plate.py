"""A picture while it is developed: read from the disk, and decoded, at most once."""

from functools import cached_property
from io import BytesIO
from pathlib import Path

from msgspec import Struct
from PIL import Image

from wenpu import pictures
from wenpu.darkroom import pixels, sizes
from wenpu.darkroom.exam import Own
from wenpu.darkroom.negative import Negative, Wanted, digest
from wenpu.darkroom.strip import stripped


class Plate(Struct, dict=True):
    """The *negative* of a picture of the site at *root*."""

    root: Path
    negative: Negative

    def made(self, wanted: Wanted) -> bytes:
        """Return the file that is *wanted*; `ValueError` says why it cannot be."""
        if not wanted.width:
            return self._own
        exam = self.negative.exam
        height = sizes.scaled(exam.width, exam.height, wanted.width)
        copy = pixels.resized(self.image, wanted.width, height)
        return pixels.light(copy, wanted.form)

    @cached_property
    def _data(self) -> bytes:
        data = (self.root / self.negative.path).read_bytes()
        if digest(data) != self.negative.digest:
            raise ValueError("the picture changed while it was being read.")
        return data

    @cached_property
    def image(self) -> Image.Image:
        """All pixels that are published, as every browser shows them."""
        exam = self.negative.exam
        image = pixels.plain(self._upright)
        return pixels.resized(image, exam.width, exam.height)

    @property
    def _upright(self) -> Image.Image:
        return pixels.upright(pixels.opened(self._data, self.negative.exam.width))

    @property
    def _own(self) -> bytes:
        """The picture itself, without notes."""
        exam, data = self.negative.exam, self._data
        if exam.own is Own.ANEW:
            # What is drawn keeps its few colours.
            image = self.image if exam.copied else self._upright
            data = pixels.written(image, exam.form, **pixels.WELL[exam.form])
        notes = pixels.notes(pictures.photo(BytesIO(data)))
        return stripped(data, exam.form, notes) or data
