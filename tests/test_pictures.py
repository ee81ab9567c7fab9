"""Pictures as they lie in folders: turned, broken, disguised."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from wenpu import pictures
from wenpu.model import Picture
from wenpu.problems import ContentError, Spot

SPOT = Spot("products/tea/oolong.yml", 3)


def save(path: Path, size: tuple[int, int] = (40, 30), turned: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = turned
    Image.new("RGB", size, "brown").save(path, exif=exif)
    return path


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp", "avif"])
def test_measures_what_browsers_show(ending: str, tmp_path: Path) -> None:
    """Each format of the web is measured."""
    path = save(tmp_path / f"tea.{ending}")

    assert pictures.size(tmp_path, path) == (40, 30)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_measures_a_photograph_as_it_is_seen(ending: str, tmp_path: Path) -> None:
    """A telephone held upright saves a wide picture and a note to turn it."""
    path = save(tmp_path / f"tea.{ending}", turned=6)

    assert pictures.size(tmp_path, path) == (30, 40)


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="20" height="10">', (20, 10)),
        ("<svg width='20px' height='10mm'>", (20, 38)),
        ('<svg viewBox="0 0 200 100">', (200, 100)),
        ('<svg viewBox="0,0,200,100" width="50">', (50, 25)),
        ('<svg viewBox="0 0 200 100" width="100%" height="100%">', (200, 100)),
        ('<!-- <svg width="1" height="1"> -->\n<svg stroke-width="3">', (300, 150)),
        ("<svg>", (300, 150)),
        ('<?xml version="1.0"?><svg\n  height="30" viewBox="0 0 10 10">', (30, 30)),
    ],
)
def test_measures_a_drawing_by_its_own_words(
    svg: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """A drawing says its size in several ways, or leaves it to the page."""
    path = tmp_path / "tea.svg"
    path.write_text(f"{svg}</svg>", encoding="utf-8")

    assert pictures.size(tmp_path, path) == size


def huge_png() -> bytes:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [b"IHDR" + header, b"IDAT" + zlib.compress(b"\0" * 99), b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html>Not found</html>", "not a picture"),
        (b"", "not a picture"),
        (b"\xff\xd8\xff", "not a picture"),
        (b"BM" + b"\0" * 60, "not a picture"),
        (huge_png(), "far too many"),
    ],
    ids=["text", "empty", "three bytes", "another format", "bomb"],
)
def test_refuses_what_is_no_picture(data: bytes, says: str, tmp_path: Path) -> None:
    """What a browser would show as a broken frame is told before."""
    (tmp_path / "tea.jpg").write_bytes(data)

    with pytest.raises(ContentError, match=rf"tea\.jpg:1: .*{says}"):
        pictures.size(tmp_path, tmp_path / "tea.jpg")


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp"])
def test_refuses_half_a_picture(ending: str, tmp_path: Path) -> None:
    """A download that broke off has a size, but no end."""
    path = tmp_path / f"tea.{ending}"
    Image.radial_gradient("L").save(path)
    path.write_bytes(path.read_bytes()[:-60])

    with pytest.raises(ContentError, match="its end is missing"):
        pictures.size(tmp_path, path)


def test_says_where_a_picture_is_published(tmp_path: Path) -> None:
    """Its path is the author's, its address the reader's."""
    save(tmp_path / "products/photos/红 茶.png")

    found = pictures.read(
        tmp_path, "../photos/红 茶.png", SPOT, within="products", media="media"
    )

    url = "media/photos/%E7%BA%A2%20%E8%8C%B6.png"
    assert found == Picture("products/photos/红 茶.png", url, 40, 30)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("te.png", "there is no picture 'te.png'.\n  Did you mean  tea.png  ?"),
        ("photos/tea.png", "there is no picture"),
        (".", "there is no picture"),
        ("https://a.example/tea.png", "lies elsewhere"),
        ("//a.example/tea.png", "lies elsewhere"),
        ("data:image/png;base64,AAAA", "lies elsewhere"),
        ("C:\\tea.png", "lies elsewhere"),
        ("photos\\tea.png", "no path that works everywhere"),
        ("/tea.png", "no path that works everywhere"),
        ("../../tea.png", "leaves the folder products/"),
        ("../../../etc/passwd", "leaves the folder products/"),
        ("link.png", "is a link that leaves the site's folder"),
        ("loop.png", "there is no picture|leads nowhere"),
        ("tea\0.png", "leads nowhere"),
    ],
)
def test_refuses_what_is_not_there_or_not_ours(
    written: str, says: str, tmp_path: Path
) -> None:
    """A path stays in the folder, and so does what it leads to."""
    root = tmp_path / "site"
    save(root / "products/tea/tea.png")
    save(root / "tea.png")
    (root / "products/tea/link.png").symlink_to(save(tmp_path / "secret.png"))
    (root / "products/tea/loop.png").symlink_to("loop.png")

    with pytest.raises(ContentError, match=rf"oolong\.yml:3: .*({says})"):
        pictures.read(root, written, SPOT, within="products", media="media")


def test_says_which_picture_of_a_product_is_broken(tmp_path: Path) -> None:
    """The line is the product's, the name the picture's."""
    (tmp_path / "products/tea").mkdir(parents=True)
    (tmp_path / "products/tea/tea.jpg").write_text("oh", encoding="utf-8")

    with pytest.raises(ContentError, match=r"oolong\.yml:3: tea\.jpg: not a picture"):
        pictures.read(tmp_path, "tea.jpg", SPOT, within="products", media="media")
