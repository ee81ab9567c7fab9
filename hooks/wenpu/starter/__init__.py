"""
New files for an author to begin with: a site, an article, a product.

Nothing that exists is ever overwritten.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.metadata import version
from importlib.resources import files as resources
from pathlib import Path

from wenpu import addresses, words
from wenpu.problems import CommandError

GAP = "{{%s}}"
LATER = timedelta(days=90)
"""How far ahead a new site's pre-orders are: its author shall see one, whenever."""

TEXTS = {".md", ".yml", ".txt", ""}
"""Endings of files in which gaps are filled; pictures are copied as they are."""

DOTTED = {"gitignore", "github"}
"""What gets its dot only here: tools that build wheels leave out hidden names."""


def site(folder: Path, language: str, today: date) -> list[Path]:
    """Write a small complete site in *language* into *folder*; return its files."""
    if folder.exists() and not _is_empty(folder):
        raise CommandError(f"{folder} is not empty.\n  Name a folder that is new.")
    source = Path(str(resources(__name__))) / words.read(language).language
    gaps = {
        "name": folder.resolve().name,
        "later": str(today + LATER),
        "version": version("wenpu"),
    }
    return [_copy(path, source, folder, gaps) for path in _files(source)]


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _files(source: Path) -> Iterator[Path]:
    yield from sorted(path for path in source.rglob("*") if path.is_file())


def _copy(path: Path, source: Path, folder: Path, gaps: Mapping[str, str]) -> Path:
    name = path.relative_to(source)
    target = folder / (f".{name}" if name.parts[0] in DOTTED else name)
    target.parent.mkdir(parents=True, exist_ok=True)
    data = path.read_bytes()
    if path.suffix in TEXTS:
        data = _filled(data.decode(), gaps).encode()
    target.write_bytes(data)
    return target


def _filled(text: str, gaps: Mapping[str, str]) -> str:
    for name, value in gaps.items():
        text = text.replace(GAP % name, value)
    return text


ARTICLE = """\
---
title: {title}
date: {day}
draft: true
---
"""

PRODUCT = """\
# yaml-language-server: $schema={schema}
name: {name}
price: 100
channels:
  email: mailto:you@example.com
"""


def article(root: Path, content: str, title: str, today: date) -> Path:
    """Begin an article called *title*: a draft, until its author says otherwise."""
    name = addresses.slug(title)
    if name in addresses.INDEXES:  # It would be the words above the list.
        name = f"{name}-{addresses.short(title)}"
    path = root / content / "articles" / f"{name}.md"
    return _new(path, ARTICLE.format(title=_quoted(title), day=today))


def product(root: Path, products: str, name: str) -> Path:
    """Begin a product called *name*; `shelf/name` puts it on a shelf."""
    shelf, _, own = name.rpartition("/")
    if not own.strip():
        raise CommandError("The product has no name.\n  Write it as in  tea/oolong")
    if addresses.latin(own) == addresses.short(own):
        what = f"{own!r} cannot become an address: /products/<id>/, /buy/<id>/."
        raise CommandError(
            f"{what}\n  Write it as in  tea/oolong  and name it in the file."
        )
    folder = root / products / (addresses.latin(shelf) if shelf else "")
    above = os.path.relpath(root, folder)
    schema = f"{Path(above).as_posix()}/.wenpu/product.schema.json"
    path = folder / f"{addresses.latin(own)}.yml"
    return _new(path, PRODUCT.format(name=_quoted(own), schema=schema))


def _quoted(text: str) -> str:
    """Return *text* as YAML that means nothing else."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _new(path: Path, text: str) -> Path:
    if path.exists():
        raise CommandError(f"{path} is there already.\n  Choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
