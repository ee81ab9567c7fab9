"""
Templates as Python has compiled them, kept from one run to the next.

To compile the theme takes as long as a hundred pages. A file is taken for what it says
only if it is whole, was written by these versions for these settings, and the source is
the same to the letter; else the template is compiled, and the file written anew. It
knows no path and no clock: it may come from another folder or machine.
"""

import marshal
import os
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

SIZE = sha256().digest_size
KNOWN = {"_operator", "builtins", "jinja2", "markupsafe", "mkdocs"}
"""Whose filters are the same as long as the versions are."""

SETTINGS = (
    "block_start_string", "block_end_string", "variable_start_string",
    "variable_end_string", "comment_start_string", "comment_end_string",
    "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "autoescape", "is_async",
    "policies", "undefined", "newstyle_gettext",
)  # fmt: skip


class Codes(BytecodeCache):
    """Jinja's cache in one *folder*; it answers nothing rather than something wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with suppress(OSError):
            files = list(folder.iterdir())
            for path in files if len(files) > MOST else ():
                path.unlink()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is known of the template *name*, whose text is *source*."""
        stamp = _stamp(environment, source)
        bucket = Bucket(environment, sha256(name.encode()).hexdigest()[:32], stamp)
        self.load_bytecode(bucket)
        if bucket.code and filename:
            bucket.code = _at(bucket.code, filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code into *bucket* if there is a whole file of the same stamp."""
        with suppress(OSError):
            data = (self.folder / bucket.key).read_bytes()
            check, kept = data[:SIZE], data[SIZE:]
            # Code that has rotted would not fail but do anything: look first.
            same = kept[: len(bucket.checksum)] == bucket.checksum.encode()
            if bucket.checksum and same and sha256(kept).digest() == check:
                bucket.code = marshal.loads(kept[len(bucket.checksum) :])  # noqa: S302

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*; where nothing can be written, nothing is kept."""
        if not bucket.checksum:
            return
        kept = bucket.checksum.encode() + marshal.dumps(_at(bucket.code, ""))
        path = self.folder / bucket.key
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(sha256(kept).digest() + kept)
            part.replace(path)


def _at(code: Any, filename: str) -> CodeType:  # noqa: ANN401
    """Return *code* as if it had been compiled from *filename*."""
    parts = code.co_consts
    moved = tuple(_at(one, filename) if type(one) is CodeType else one for one in parts)
    made: CodeType = code.replace(co_filename=filename, co_consts=moved)
    return made


def _stamp(env: Environment, source: str) -> str:
    """Return what the code of *source* depends on, "" if nobody knows all of it."""
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
