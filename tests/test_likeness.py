"""What the comparison of looks sees, wherever it is on a picture of any size."""

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some
from PIL import Image
from tools.looks import likeness, sheet
from tools.looks.sheet import GROUND, SCREENS

Tone = tuple[int, int, int]
TONE = some.tuples(some.integers(0, 255), some.integers(0, 255), some.integers(0, 255))
LENGTH = some.integers(32, 200)
PATIENT = effort(deadline=None, max_examples=40)
"""A busy machine is no fault of a picture."""


@PATIENT
@given(LENGTH, LENGTH, TONE)
def test_a_picture_is_like_itself(width: int, height: int, ground: Tone) -> None:
    """Nothing is marked where nothing differs."""
    picture = Image.new("RGB", (width, height), ground)

    assert likeness.marks(picture, picture.copy()).getbbox() is None


@PATIENT
@given(LENGTH, LENGTH, some.data())
def test_a_spot_is_seen_wherever_it_is(
    width: int, height: int, data: some.DataObject
) -> None:
    """Eight points square, thirty levels darker: both ways, and there."""
    left, top = (data.draw(some.integers(0, size - 8)) for size in (width, height))
    before = Image.new("RGB", (width, height), "#fff")
    after = before.copy()
    after.paste("#e1e1e1", (left, top, left + 8, top + 8))
    marked = likeness.marks(before, after)

    assert not likeness.alike(before, after)
    assert not likeness.alike(after, before)
    assert marked.getpixel((left, top)) == 255


@PATIENT
@given(LENGTH, some.data())
def test_a_hairline_is_seen_wherever_it_is(height: int, data: some.DataObject) -> None:
    """As faint as a quarter of a line that is hardly darker than its paper."""
    top = data.draw(some.integers(0, height - 1))
    before = Image.new("RGB", (90, height), "#faf8f3")
    after = before.copy()
    after.paste("#f4f1ea", (0, top, 90, top + 1))

    assert not likeness.alike(before, after)


@PATIENT
@given(some.lists(LENGTH, min_size=6, max_size=6), some.sampled_from([1, 4]))
def test_a_sheet_can_be_cut_again(heights: list[int], scale: int) -> None:
    """Each shot comes back where it was, with the ground below it."""
    tones = [(40 * n, 20, 250 - 40 * n) for n in range(len(SCREENS))]
    shots = {
        screen: Image.new("RGB", (screen[1] // scale, tall), tone)
        for screen, tall, tone in zip(SCREENS, heights, tones, strict=True)
    }

    again = sheet.cut(sheet.laid_out(shots, scale), scale)

    for screen, shot in shots.items():
        below = Image.new("RGB", again[screen].size, GROUND)
        below.paste(shot, (0, 0))
        assert again[screen].tobytes() == below.tobytes()
