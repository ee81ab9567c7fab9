"""
Stamps: a short name of a value. Equal values have equal stamps, in every process.

They are what tells whether something has changed since it was last made. A value is
written by pickle without its memory of what it has met before, so that only what a
value says counts, and not which of its parts are one object.
"""

import pickle
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Any

SIZE = 12
"""Bytes. Of a million values, two share a stamp with a chance of 1 in 10^17."""

NONE = b""
"""The stamp of what is not there."""

Reducer = Callable[[Any], tuple[Any, ...]]


def of_bytes(data: bytes | memoryview) -> bytes:
    """Return the stamp of *data*."""
    return blake2b(data, digest_size=SIZE).digest()


@lru_cache(maxsize=1 << 14)  # Many ask for that of one article's text.
def of_text(text: str) -> bytes:
    """Return the stamp of *text*."""
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of(value: object, short: Mapping[type, Reducer] | None = None) -> bytes:
    """
    Return the stamp of *value*: plain values, dataclasses, and what holds them.

    *short* says how a type is written that has a stamp already. Sets have no order,
    so they are not for stamping; sort them first.
    """
    if value is None or isinstance(value, bool | int):
        return repr(value).encode()
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    if short:
        pickler.dispatch_table = dict(short)
    pickler.dump(value)
    return of_bytes(out.getvalue())
