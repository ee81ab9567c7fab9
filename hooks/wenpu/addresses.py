"""How a page's address is made, from the name of its file or from a word."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from wenpu.patterns import later

UNSAFE = later(r"[^\w+.-]+|_+")
LATIN = later(r"[^a-z0-9]+")
INDEXES = {"index", "README"}
"""Names of a file that stands for its folder; MkDocs has the same two."""

LONGEST = 120
"""Bytes of a slug. A folder's name may have 255, and pages may add to it."""


def of_file(src: str) -> str:
    """Return the address of the page made from *src*, a path below `content/`."""
    path = PurePosixPath(src)
    folder = path.parent if path.stem in INDEXES else path.with_suffix("")
    return "" if folder == PurePosixPath() else quote(f"{folder.as_posix()}/")


def slug(words: str) -> str:
    """
    Return *words* as one part of an address: `Service Mesh` is `service-mesh`.

    What would be too long for the name of a folder is cut, and told apart by a hash.
    """
    text = unicodedata.normalize("NFKC", words).casefold()
    found = UNSAFE.sub("-", text).strip("-.")
    if len(found.encode()) <= LONGEST:
        return found or short(words)
    begin = found.encode()[:LONGEST].decode(errors="ignore").rstrip("-.")
    return f"{begin}-{short(words)}"


def latin(words: str) -> str:
    """Return *words* as an id of `a-z0-9-`; a short hash if nothing is left."""
    text = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return LATIN.sub("-", text.lower()).strip("-") or short(words)


def slugs(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """
    Give each of *names* a slug of its own, and none of those *taken*.

    `C sharp` and `C-Sharp` must not meet: the second gets a hash behind it.
    """
    used = set(taken)
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        wanted = slug(name)
        found[name] = wanted if wanted not in used else f"{wanted}-{short(name)}"
        used.add(found[name])
    return found


def short(text: str) -> str:
    """Return a stable name of eight letters for any *text*."""
    return sha256(text.encode()).hexdigest()[:8]


def joined(path: str) -> str:
    """Return *path* with its `..` resolved; it never climbs out."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
