"""Files as text: UTF-8, of a size that somebody can have written."""

import os
from pathlib import Path

from wenpu.problems import ContentError, Problem, Spot

LARGEST = 1_000_000
"""Bytes. A thick novel is about as long; what is larger is there by mistake."""


def read_text(root: Path, path: Path) -> str:
    """
    Return what *path*, below *root*, says, with newlines as line ends and no BOM.

    Raise `ContentError` when it is too large, not UTF-8, or cannot be read.
    """
    try:
        return _decoded(os.path.join(root, path), root, path)  # noqa: PTH118 (as below)
    except OSError as error:
        what, spot = f"cannot be read: {error.strerror}.", Spot(_shown(root, path))
        raise _refused(spot, what, "See that it is there, and yours.") from error


def _decoded(place: str, root: Path, path: Path) -> str:
    """Read a thousand files without as many paths: those are made for problems only."""
    if (size := os.stat(place).st_size) > LARGEST:  # noqa: PTH116
        raise _too_large(_shown(root, path), size)
    with open(place, "rb") as file:  # noqa: PTH123
        data = file.read()
    try:
        return _with_newlines(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return decode(data, _shown(root, path))


def decode(data: bytes, shown: str) -> str:
    """Return *data* as text; *shown* is the path to name when it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        spot = Spot(shown, data.count(b"\n", 0, error.start) + 1)
        what = f"not UTF-8: byte 0x{data[error.start]:02x} on this line."
        raise _refused(spot, what, f"Save the file as UTF-8{_guess(data)}.") from error
    return _with_newlines(text)


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(root: Path, path: Path) -> str:
    return (path.relative_to(root) if path.is_absolute() else path).as_posix()


def _too_large(shown: str, size: int) -> ContentError:
    what = (
        f"{size / 1_000_000:.1f} MB of text; at most {LARGEST // 1_000_000} MB is read."
    )
    fix = "Divide it, or move what is no text into a file beside it."
    return _refused(Spot(shown), what, fix)


def _refused(spot: Spot, what: str, fix: str) -> ContentError:
    return ContentError([Problem(spot, what, fix)])


def _guess(data: bytes) -> str:
    """Name the encoding it probably has: old Chinese editors write GBK."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "; it is UTF-16 now"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "; it may be GBK now"
