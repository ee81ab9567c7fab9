"""
Notes that cameras and programs leave in a picture: where, when, by whom it was taken.

They are cut out without touching a pixel. What is kept is what a browser needs to show
the picture: its pixels, its colours' meaning (ICC), its movement.
"""

from collections.abc import Callable, Iterable, Iterator

from wenpu.patterns import later

MARK, START, PIXELS, END = 0xFF, 0xD8, 0xDA, 0xD9
BARE = {*range(0xD0, 0xD8), 0x01}
"""Markers of JPEG that no length follows."""

JPEG_NOTES = {0xFE, *range(0xE1, 0xF0)} - {0xEE}
"""Comments and what applications add; not Adobe's word on what the colours are."""

ICC = b"ICC_PROFILE\0"

PNG_HEAD = 8
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs"),
}

WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
WEBP_NOTED = 0b0000_1100
"""The bits of a WebP's head that announce EXIF and XMP."""

GIF_COMMENT, GIF_APPLICATION = 0xFE, 0xFF
GIF_KEPT = (b"NETSCAPE", b"ANIMEXTS")
"""How often a GIF repeats."""

EXIF_HEAD = later(rb"(Exif\0\0)?(II\*\0|MM\0\*)")
EXIF_LIST = {b"II*\0": b"\x08\0\0\0", b"MM\0*": b"\0\0\0\x08"}
"""What follows that head: the list of notes is the next thing, and it is empty."""


def stripped(data: bytes, form: str, notes: Iterable[bytes] = ()) -> bytes | None:
    """
    Return the picture *data* without notes, nothing if that cannot be done.

    *form* is what Pillow calls its format, *notes* are those that Pillow has found.
    """
    try:
        if form == "AVIF":
            return _blotted(data, [note for note in notes if note])
        return b"".join(STRIPPERS[form](data))
    except (IndexError, ValueError):
        return None


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Keep segments up to the end of the first picture: a second one may follow."""
    at = 0
    while True:
        if data[at] != MARK:
            raise ValueError(at)
        marker = data[at + 1]
        end = _segment_end(data, at, marker)
        segment = data[at:end]
        if marker not in JPEG_NOTES or segment[4:].startswith(ICC):
            yield segment
        if marker == END:
            return
        at = end


def _segment_end(data: bytes, at: int, marker: int) -> int:
    if marker == MARK:  # Any number of these may stand before a marker.
        return at + 1
    if marker in BARE or marker in {START, END}:
        return at + 2
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
    return _scan_end(data, end) if marker == PIXELS else end


def _scan_end(data: bytes, at: int) -> int:
    """Return where the pixels end: at a marker that is none of theirs."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] and data[at + 1] not in BARE:
            return at
        at += 2


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:PNG_HEAD]
    at, name = PNG_HEAD, b""
    while name != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data):
            raise ValueError(at)
        if name in PNG_KEPT:
            yield data[at:end]
        at = end


def _webp(data: bytes) -> Iterator[bytes]:
    kept = b"".join(_webp_chunks(data))
    yield b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at, last = 12, int.from_bytes(data[4:8], "little") + 8
    while at + 8 <= last:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size
        if end > len(data):
            raise ValueError(at)
        chunk = data[at:end] + b"\0" * (size % 2)
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_NOTED]) + chunk[9:]
        if name in WEBP_KEPT:
            yield chunk
        at = end + size % 2


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _palette(data[10])
    yield data[:at]
    while data[at] != ord(";"):
        end = _gif_block_end(data, at)
        if not _is_gif_note(data, at):
            yield data[at:end]
        at = end
    yield b";"


def _gif_block_end(data: bytes, at: int) -> int:
    kind = data[at]
    if kind not in b"!,":
        raise ValueError(at)
    at += 2 if kind == ord("!") else 11 + _palette(data[at + 9])
    while size := data[at]:
        at += 1 + size
    return at + 1


def _is_gif_note(data: bytes, at: int) -> bool:
    if data[at] != ord("!"):
        return False
    application = data[at + 1] == GIF_APPLICATION
    named = data[at + 3 : at + 11] in GIF_KEPT
    return data[at + 1] == GIF_COMMENT or (application and not named)


def _palette(flags: int) -> int:
    """Return how long the palette is that a GIF's *flags* announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blotted(data: bytes, notes: Iterable[bytes]) -> bytes | None:
    """Overwrite *notes*: in AVIF everything else is found by counting bytes."""
    for note in notes:
        if note not in data:
            return None
        data = data.replace(note, _blot(note))
    return data


def _blot(note: bytes) -> bytes:
    """Return as many bytes that say nothing: EXIF needs its head where it was."""
    head = EXIF_HEAD.match(note)
    blot = head[0] + EXIF_LIST[head[2]] if head else b""
    return blot.ljust(len(note), b"\0")[: len(note)]


STRIPPERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "GIF": _gif,
}
