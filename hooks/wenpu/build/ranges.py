"""
Parts of files: who goes to a moment of a recording asks for the rest from there on.

Hosts of static sites answer so; a browser lets nobody go anywhere in a recording
where they do not.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from wenpu.patterns import later

ASKED = later(r"bytes=(\d*)-(\d*)")
CHUNK = 1 << 16

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def ranged(app: App) -> App:
    """Return *app*, a WSGI server of files, which gives parts of them as well."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        asked = ASKED.fullmatch(environ.get("HTTP_RANGE", ""))
        said: list[tuple[str, list[tuple[str, str]]]] = []
        body = app(environ, lambda status, headers, *_: said.append((status, headers)))
        status, headers = said[0]
        file, size = getattr(body, "filelike", None), int(dict(headers).get(LENGTH, 0))
        if not asked or not file or not status.startswith("200"):
            start(status, headers)
            return body
        others = [one for one in headers if one[0] != LENGTH]
        part = bounds(asked[1], asked[2], size)
        if not part:
            file.close()
            start("416 Range Not Satisfiable", [("Content-Range", f"bytes */{size}")])
            return []
        first, last = part
        told = ("Content-Range", f"bytes {first}-{last}/{size}")
        length = (LENGTH, str(last - first + 1))
        start("206 Partial Content", [*others, told, length])
        return _read(file, first, last)

    return answer


LENGTH = "Content-Length"


def bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that are asked for of *size*, if there are."""
    if not first:  # So many at the end.
        wanted = int(last or 0)
        return (max(0, size - wanted), size - 1) if wanted and size else None
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None


def _read(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (data := file.read(min(left, CHUNK))):
            left -= len(data)
            yield data
