"""
Stamps: a short name of a value. Equal values have equal stamps, in every process.

They are what tells whether something has changed since it was last made. A value is
written by pickle without its memory of what it has met before, so that only what a
value says counts, and not which of its parts are one object.
"""

import pickle
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO

SIZE = 12
"""Bytes. Of a million values, two share a stamp with a chance of 1 in 10^17."""

NONE = b""
"""The stamp of what is not there."""

Reducer = Callable[[Any], tuple[Any, ...]]


def of_bytes(data: bytes | memoryview) -> bytes:
    """Return the stamp of *data*."""
    # Processors have a part that makes this one; of large files that is most of it.
    return sha256(data).digest()[:SIZE]


class Sealed:
    """A *file*, with the stamp of all that is written to it from now on."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._sum = file, sha256()

    def write(self, data: bytes) -> int:
        """Write *data*."""
        self._sum.update(data)
        return self._file.write(data)

    @property
    def stamp(self) -> bytes:
        """The stamp of what was written so far."""
        return self._sum.digest()[:SIZE]


@lru_cache(maxsize=1 << 14)  # Many ask for that of one article's text.
def of_text(text: str) -> bytes:
    """Return the stamp of *text*."""
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of(value: object, short: Mapping[type, Reducer] | None = None) -> bytes:
    """
    Return the stamp of *value*: plain values, structs, and what holds them.

    *short* says how a type is written that has a stamp already. Sets have no order,
    so they are not for stamping; sort them first.
    """
    if value is None or isinstance(value, bool | int):
        return repr(value).encode()
    return of_bytes(written(value, short))


def written(value: object, short: Mapping[type, Reducer] | None = None) -> bytes:
    """Return *value* as it is stamped; `pickle` reads it unless it is in *short*."""
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    if short:
        pickler.dispatch_table = dict(short)
    pickler.dump(value)
    return out.getvalue()
