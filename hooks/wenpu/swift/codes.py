"""
Templates as Python has compiled them, kept from one run to the next.

To compile the theme takes as long as five hundred pages. A file is named by all that
it was made from: the source to the letter, settings, versions. It is believed only if
it is whole, and knows no path and no clock.

What is kept is run. So it belongs where nobody but its owner writes, as Python's own
does: never into a site's folder, which may come from anywhere.
"""

import marshal
import os
import re
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

MOST = 500
"""Files. A theme has a hundred; with more than these, the folder is begun anew."""

NAMED = re.compile(r"[0-9a-f]{64}")

SIZE = sha256().digest_size
KNOWN = {"_operator", "builtins", "jinja2", "markupsafe", "mkdocs", "wenpu"}
"""Whose filters and extensions are the same as long as the versions are."""

SETTINGS = (
    "block_start_string", "block_end_string", "variable_start_string",
    "variable_end_string", "comment_start_string", "comment_end_string",
    "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "autoescape", "is_async",
    "policies", "undefined", "newstyle_gettext",
)  # fmt: skip


class Codes(BytecodeCache):
    """
    Jinja's cache in one *folder*; it answers nothing rather than something wrong.

    *ours* names the version of our own code, which has extensions of Jinja as well.
    """

    def __init__(self, folder: Path, ours: str) -> None:
        self.folder, self.ours = folder, ours
        with suppress(OSError):
            found = [one for one in folder.iterdir() if NAMED.match(one.name)]
            for path in found if len(found) > MOST else ():
                path.unlink(missing_ok=True)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is known of the template *name*, whose text is *source*."""
        stamp = _stamp(environment, f"{self.ours}\n{name}\n{source}")
        bucket = Bucket(environment, stamp, "")
        self.load_bytecode(bucket)
        if bucket.code and filename:
            bucket.code = _at(bucket.code, filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code into *bucket* if its file is there, and whole."""
        if not bucket.key:
            return
        with suppress(OSError):
            data = (self.folder / bucket.key).read_bytes()
            check, kept = data[:SIZE], data[SIZE:]
            # Code that has rotted would not fail but do anything: look first.
            if check == _check(bucket.key, kept):
                bucket.code = marshal.loads(kept)  # noqa: S302 (only its owner writes)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*; where nothing can be written, nothing is kept."""
        if not bucket.key:
            return
        kept = marshal.dumps(_at(bucket.code, ""))
        path = self.folder / bucket.key
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_check(bucket.key, kept) + kept)
            part.replace(path)


def _check(key: str, kept: bytes) -> bytes:
    return sha256(key.encode() + kept).digest()


def _at(code: Any, filename: str) -> CodeType:  # noqa: ANN401
    """Return *code* as if it had been compiled from *filename*."""
    parts = code.co_consts
    moved = tuple(_at(one, filename) if type(one) is CodeType else one for one in parts)
    made: CodeType = code.replace(co_filename=filename, co_consts=moved)
    return made


def _stamp(env: Environment, source: str) -> str:
    """Name all that the code of *source* depends on, "" if nobody knows all of it."""
    # Jinja works out filters and tests of literals while it compiles.
    called = {**env.filters, **env.tests}
    places = [str(getattr(one, "__module__", "")) for one in called.values()]
    whose = {place.partition(".")[0] for place in (*places, *env.extensions)}
    if not whose <= KNOWN or callable(env.autoescape) or env.finalize:
        return ""
    names = [getattr(one, "__qualname__", "") for one in called.values()]
    settings = [getattr(env, name, None) for name in SETTINGS]
    parts = [*zip(called, places, names, strict=True)], sorted(env.extensions), settings
    said = (*map(repr, parts), _versions(), source)
    return sha256("\n".join(said).encode()).hexdigest()


@cache
def _versions() -> str:
    libraries = ("jinja2", "markupsafe", "mkdocs")
    return " ".join((sys.version, *map(version, libraries)))
