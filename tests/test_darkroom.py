"""
Pictures as authors have them, and what readers get of each.

Each case is a picture drawn to order, and how it is published.
"""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from wenpu import darkroom, pictures
from wenpu.darkroom import pixels, sizes
from wenpu.darkroom.strip import stripped
from wenpu.model import Print
from wenpu.problems import CommandError, ContentError

SECRET = b"SECRET"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET' + b" " * 99 + b"</x:xmpmeta>"
PHONE = 60_000
"""So many bytes may a cover have on a telephone of 360 pixels."""


def exif(turned: int) -> Image.Exif:
    """Return what a telephone notes: who, where, and how it was held."""
    found = Image.Exif()
    found[0x010E] = SECRET.decode()
    found[0x8825] = {1: "N", 2: (37.0, 20.0, 11.0), 3: "E", 4: (112.0, 10.0, 5.0)}
    found[pictures.ORIENTATION] = turned
    return found


def drawn(mode: str, size: tuple[int, int], *, shaded: bool) -> Image.Image:
    """Return a brown picture, or one of many colours; RGBA is clear in a corner."""
    image = Image.new("RGB", size, "brown")
    if shaded:
        one, other = Image.radial_gradient("L"), Image.linear_gradient("L")
        bands = [one, other, ImageChops.invert(one)]
        image = Image.merge("RGB", [band.resize(size) for band in bands])
    if mode == "RGBA":
        image.putalpha(255)
        image.putpixel((0, 0), (0, 0, 0, 0))
    return image.convert(mode)


def taken(picture: Mapping[str, Any]) -> bytes:
    """Return the file that a case describes."""
    form, size = picture["form"], tuple(picture["size"])
    image = drawn(picture.get("mode", "RGB"), size, shaded="shaded" in picture)
    more: dict[str, Any] = {}
    if frames := picture.get("frames"):
        others = [image.rotate(90 * place) for place in range(1, frames)]
        more = {"save_all": True, "append_images": others}
    if "turned" in picture or "notes" in picture:
        more |= {"exif": exif(picture.get("turned", 1)), "xmp": XMP}
    if "notes" in picture and form in {"JPEG", "GIF"}:
        more |= {"comment": SECRET}
    return saved(image, form, **more)


def saved(image: Image.Image, form: str, **more: Any) -> bytes:  # noqa: ANN401
    into = BytesIO()
    image.save(into, form, **more)
    return into.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def lay(site: Path, name: str, data: bytes) -> dict[str, str]:
    """Put a picture into *site*; return what there is to be published."""
    (site / "content" / name).write_bytes(data)
    return {name: f"content/{name}"}


def published(site: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """Return what stands at each address."""
    made = darkroom.develop(darkroom.look(site, files))
    found = {uri: site / path for uri, path in files.items()}
    return {uri: path.read_bytes() for uri, path in {**found, **made}.items()}


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_publishes_what_the_case_says(case: dict[str, Any], site: Path) -> None:
    """Its size, its colour, what is at its own address, and which copies there are."""
    files = lay(site, "tea.jpg", taken(case["picture"]))
    wanted = case["published"]

    album = darkroom.look(site, files)
    seen, [negative] = album.prints["content/tea.jpg"], album.negatives

    assert [seen.width, seen.height] == wanted["size"]
    assert alike(seen.color, wanted["color"])
    assert negative.exam.own == wanted["own"]
    for kind in ("image/avif", "image/webp"):
        widths = [one.width for one in seen.copies if one.type == kind]
        assert widths == wanted["copies"]


def alike(one: str, other: str) -> bool:
    """Tell whether two colours, or none, look the same."""
    pair = [bytes.fromhex(color.removeprefix("#")) for color in (one, other)]
    return len(pair[0]) == len(pair[1]) and all(
        abs(a - b) <= 4 for a, b in zip(*pair, strict=True)
    )


def test_every_file_is_what_was_said_of_it(case: dict[str, Any], site: Path) -> None:
    """Each has its size, stands upright, and tells nobody where it was taken."""
    files, wanted = lay(site, "tea.jpg", taken(case["picture"])), case["published"]
    seen = darkroom.look(site, files).prints["content/tea.jpg"]

    found = published(site, files)

    own = opened(found["tea.jpg"])
    assert [own.width, own.height] == wanted["size"]
    assert getattr(own, "n_frames", 1) == wanted.get("frames", 1)
    for one in seen.copies:
        copy = opened(found[one.url])
        assert copy.width == one.width
        assert abs(copy.height - one.width * seen.height / seen.width) <= 1
        assert copy.has_transparency_data == wanted.get("clear", False)
    assert [url for url, data in found.items() if SECRET in data] == []
    assert [url for url, data in found.items() if dict(opened(data).getexif())] == []


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_stands_as_it_was_seen(form: str, turned: int, site: Path) -> None:
    """Whichever way the telephone was held, sky is above, in every copy."""
    view = drawn("RGB", (400, 330), shaded=True)
    data = saved(view, form, exif=exif(turned), quality=95)
    meant = ImageOps.exif_transpose(opened(data))

    found = published(site, lay(site, "tea.jpg", data))

    assert len(found) > 2
    assert [url for url, data in found.items() if far(opened(data), meant) > 4] == []


def far(one: Image.Image, other: Image.Image) -> float:
    """Return how many of 255 shades two pictures differ, in the mean."""
    small = [image.convert("RGB").resize((60, 60)) for image in (one, other)]
    return max(ImageStat.Stat(ImageChops.difference(*small)).mean)


def photograph() -> Image.Image:
    """Return twelve megapixels as a camera sees them: details of all sizes, noise."""
    bands = []
    for _ in range(3):
        band = Image.effect_noise((4, 3), 90).resize((4032, 3024))
        for across, share in ((16, 0.4), (64, 0.3), (256, 0.2), (1024, 0.15)):
            grain = Image.effect_noise((across, across), 90).resize((4032, 3024))
            band = Image.blend(band, grain, share)
        bands.append(Image.blend(band, Image.effect_noise((4032, 3024), 90), 0.1))
    return Image.merge("RGB", bands)


@pytest.fixture(scope="module")
def holiday() -> bytes:
    return saved(photograph(), "JPEG", quality=95, exif=exif(1))


def test_a_cover_is_light_on_a_phone(holiday: bytes, site: Path, demo: Path) -> None:
    """Under 60 KB at 360 pixels of one, two or three dots, in either format."""
    demos = max(
        (demo / "content").rglob("*.webp"), key=lambda path: path.stat().st_size
    )
    files = lay(site, "holiday.jpg", holiday)
    files |= lay(site, "cover.webp", demos.read_bytes())
    prints = darkroom.look(site, files).prints

    found = published(site, files)

    for seen in prints.values():
        needed = {chosen(seen, dots) for dots in (1, 2, 3)}
        copies = [one for one in seen.copies if one.width in needed]
        assert len(needed) == 3
        assert len(copies) == 6
        assert [one for one in copies if len(found[one.url]) > PHONE] == []


def chosen(seen: Print, dots: int) -> int:
    """Return the width that a telephone of 360 pixels takes, for all of its width."""
    return min(one.width for one in seen.copies if one.width >= 360 * dots)


def test_colours_keep_their_meaning(site: Path) -> None:
    """
    A profile says what numbers mean; here, that red is blue.

    The author's file keeps its own, copies are in the colours of the web.
    """
    profile, red = swapped(), Image.new("RGB", (400, 330), "red")
    data = saved(red, "JPEG", icc_profile=profile)

    found = published(site, lay(site, "tea.jpg", data))

    copies = [opened(found[url]) for url in found if url != "tea.jpg"]
    assert opened(found["tea.jpg"]).info["icc_profile"] == profile
    assert len(copies) > 2
    blue = Image.new("RGB", (9, 9), "blue")
    assert [one for one in copies if far(one, blue) > 4] == []


def swapped() -> bytes:
    """Return the profile of the web with the words for red and blue exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    words = [b"rXYZ", b"bXYZ"]
    first, second = sorted(profile.index(word) for word in words)
    assert 128 < first < second < 400  # In the table of the profile's head.
    old = {place: profile[place : place + 4] for place in (first, second)}
    made = bytearray(profile)
    made[first : first + 4], made[second : second + 4] = old[second], old[first]
    return bytes(made)


def test_the_cache_changes_nothing(holiday: bytes, site: Path) -> None:
    """Cold or warm, on one core or on all: the same bytes."""
    files = lay(site, "holiday.jpg", holiday)
    many = published(site, files)
    warm = published(site, files)
    for path in cached(site):
        path.unlink()

    with one_core():
        one = published(site, files)

    assert many == warm == one


@contextmanager
def one_core() -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cached(site: Path) -> list[Path]:
    return [path for path in (site / ".cache/wenpu").glob("*.*.*") if path.is_file()]


@pytest.fixture
def tea(site: Path) -> dict[str, str]:
    return lay(
        site, "tea.jpg", taken({"form": "JPEG", "size": [700, 500], "turned": 6})
    )


@pytest.mark.parametrize("left", [0, 1, 100])
def test_nothing_half_written_is_published(
    left: int, site: Path, tea: dict[str, str]
) -> None:
    """Whatever broke off in the cache, or rotted, is made again."""
    whole = published(site, tea)
    for path in cached(site):
        path.write_bytes(path.read_bytes()[:left] + b"?" * (left % 2))

    assert published(site, tea) == whole
    assert published(site, tea) == whole


def test_only_what_is_missing_is_made(site: Path, tea: dict[str, str]) -> None:
    """Files of the cache are not touched by a second build."""
    published(site, tea)
    before = {path: path.stat().st_mtime_ns for path in cached(site)}
    gone = min(before)
    gone.unlink()

    published(site, tea)

    after = {path: path.stat().st_mtime_ns for path in cached(site)}
    assert after.keys() == before.keys()
    assert {path for path in before if after[path] != before[path]} <= {gone}


def test_what_nobody_uses_goes_after_a_month(site: Path, tea: dict[str, str]) -> None:
    """Until then another branch, or last week's draft, costs nothing."""
    published(site, tea)
    old, young = sorted(cached(site))[:2]
    os.utime(old, (0, 0))

    published(site, {})

    assert not old.exists()
    assert young.exists()


def test_what_is_used_stays_however_old(site: Path, tea: dict[str, str]) -> None:
    """Age alone takes nothing away."""
    published(site, tea)
    before = cached(site)
    for path in before:
        os.utime(path, (0, 0))

    published(site, tea)

    assert cached(site) == before


def test_git_leaves_the_cache_alone(site: Path, tea: dict[str, str]) -> None:
    """Also where an author's .gitignore does not know of it."""
    published(site, tea)

    assert (site / ".cache/wenpu/.gitignore").read_text() == "*\n"


def test_a_cache_that_cannot_be_written_is_a_sentence(
    site: Path, tea: dict[str, str]
) -> None:
    """It says where, why, and what to do."""
    (site / ".cache").write_text("in the way")

    with pytest.raises(
        CommandError, match=r"\.cache/wenpu: no picture .*\n  Make room"
    ):
        darkroom.look(site, tea)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_tells_of_all_that_is_broken_inside(form: str, site: Path) -> None:
    """The head is fine, the end is there; what lies between is not."""
    data = taken({"form": form, "size": [700, 500], "shaded": True})
    files = lay(site, "a.jpg", broken(data)) | lay(site, "b.jpg", b"no picture")
    pictures.size(site, site / "content/a.jpg")  # Nothing shows from outside.

    album = darkroom.look(site, files)

    told = [str(problem.spot) for problem in album.problems]
    assert told == ["content/a.jpg:1", "content/b.jpg:1"]
    assert all("Save it again" in problem.fix for problem in album.problems)


def broken(data: bytes) -> bytes:
    """Return a picture that cannot be decoded: of a JPEG, the tables are gone."""
    middle = bytes((place * 7919 + 13) % 256 for place in range(len(data)))
    rubbish = data[: len(data) // 3] + middle[len(data) // 3 : -20] + data[-20:]
    is_jpeg = data.startswith(b"\xff\xd8")
    return data.replace(b"\xff\xdb", b"\xff\xfe") if is_jpeg else rubbish


def test_a_picture_that_changes_meanwhile_is_not_published(
    site: Path, tea: dict[str, str]
) -> None:
    """What pages say of it would be wrong."""
    album = darkroom.look(site, tea)
    lay(site, "tea.jpg", taken({"form": "JPEG", "size": [500, 700]}))

    with pytest.raises(ContentError, match=r"tea\.jpg:1: the picture changed"):
        darkroom.develop(album)


def test_refuses_what_only_telephones_show(site: Path) -> None:
    """A file that browsers do not show would only tell where it was taken."""
    files = lay(site, "IMG_1.HEIC", b"ftypheic")

    [problem] = darkroom.look(site, files).problems

    assert str(problem).startswith("content/IMG_1.HEIC:1: browsers do not show HEIC")


def test_leaves_alone_what_is_no_picture(site: Path) -> None:
    """Drawings, texts and films are not its affair, and ask for no cache."""
    files = lay(site, "a.svg", b"<svg/>") | lay(site, "b.md", b"# B")

    assert published(site, files) == {"a.svg": b"<svg/>", "b.md": b"# B"}
    assert not (site / ".cache").exists()


def test_no_thread_is_left(site: Path, tea: dict[str, str]) -> None:
    """The press forks next, which only a process of one thread may."""
    before = threading.active_count()

    published(site, tea)

    assert threading.active_count() == before


def test_names_of_any_kind_become_addresses(site: Path) -> None:
    """Chinese, spaces, marks, and as long as a disk allows."""
    data = taken({"form": "JPEG", "size": [400, 300]})
    names = ["红 茶.jpg", "a,b?c#d%20.jpg", f"{'长' * 80}.jpg"]
    files = {uri: path for one in names for uri, path in lay(site, one, data).items()}

    album = darkroom.look(site, files)

    urls = [copy.url for seen in album.prints.values() for copy in seen.copies]
    assert len(set(urls)) == len(urls) == 12
    assert [url for url in urls if set(url) & set(" ,?#") or not url.isascii()] == []
    assert all(len(Path(uri).name.encode()) < 255 for uri in darkroom.develop(album))


SIDES = some.integers(1, 30_000)


@given(SIDES, SIDES)
def test_copies_are_worth_their_place(width: int, height: int) -> None:
    """None is wider than the picture, none hardly wider than the one before."""
    found = sizes.widths(*sizes.fitted(width, height))

    assert all(one <= width for one in found)
    steps = pairwise(found)
    assert all(after >= sizes.GAIN * before for before, after in steps)


@given(
    some.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "GIF"]),
    some.tuples(some.integers(1, 40), some.integers(1, 40)),
    some.sampled_from(["RGB", "RGBA", "L", "P"]),
    some.integers(1, 3),
)
def test_taking_notes_away_changes_no_pixel(
    form: str, size: tuple[int, int], mode: str, frames: int
) -> None:
    """And there is nothing left to take away."""
    mode = "RGB" if form == "JPEG" else mode
    more = {} if form == "JPEG" else {"frames": frames}
    data = taken({"form": form, "size": size, "mode": mode, "notes": True, **more})

    bare = stripped(data, form, pixels.notes(opened(data)))

    assert bare is not None
    assert SECRET not in bare
    assert stripped(bare, form, pixels.notes(opened(bare))) == bare
    assert opened(bare).tobytes() == opened(data).tobytes()
    assert getattr(opened(bare), "n_frames", 1) == getattr(opened(data), "n_frames", 1)


@given(some.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), some.data())
def test_never_fails_at_what_is_broken(form: str, data: some.DataObject) -> None:
    """Cut off anywhere, changed anywhere: there is an answer, and it is no longer."""
    whole = bytearray(taken({"form": form, "size": [9, 9], "notes": True}))
    place = data.draw(some.integers(0, len(whole) - 1))
    whole[place] = data.draw(some.integers(0, 255))
    cut = bytes(whole[: data.draw(some.integers(0, len(whole)))])

    found = stripped(cut, form)

    assert found is None or len(found) <= len(cut) + len("RIFF????WEBP")
