"""The made-up shop as values, to be written again in the shape of each generator."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PRODUCT = re.compile(r"(!?)\[([^\]]*)\]\(product:([\w-]+)(?:/\w+)?\)")
SIBLING = re.compile(r"\(\.\./([\w-]+)/index\.md\)")
PICTURE = re.compile(r"\((cover\.\w+)\)")


@dataclass(frozen=True)
class Story:
    """One article: its front matter, its Markdown, its cover, whom it mentions."""

    name: str
    head: dict[str, Any]
    body: str
    cover: Path
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Thing:
    """One product: its fields, its description as Markdown, its picture."""

    id: str
    shelf: str
    head: dict[str, Any]
    body: str
    picture: Path

    @property
    def offers(self) -> dict[str, dict[str, Any]]:
        """Return what can be bought, by sku."""
        rows = self.head.get("variants") or [{"id": "", "price": self.head["price"]}]
        return {f"{self.id}-{row['id']}".rstrip("-"): row for row in rows}


@dataclass(frozen=True)
class Texts:
    """All that is written: articles, products, and the names of their shelves."""

    stories: list[Story]
    things: list[Thing]
    shelves: dict[str, str]


def read(shop: Path) -> Texts:
    """Read the site that `corpus.py` has made at *shop*."""
    things = [
        _thing(path) for path in sorted((shop / "products").glob("*/thing-*.yml"))
    ]
    names = {thing.head["name"]: thing.id for thing in things}
    find = _finder(names)
    folders = sorted((shop / "content/articles").iterdir())
    shelves = {
        path.parent.name: yaml.safe_load(path.read_text(encoding="utf-8"))["name"]
        for path in sorted((shop / "products").glob("*/shelf.yml"))
    }
    return Texts([_story(folder, find) for folder in folders], things, shelves)


def _finder(names: dict[str, str]) -> Callable[[str], tuple[str, ...]]:
    """Return who finds the products of a text; the longest of several names counts."""
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def find(text: str) -> tuple[str, ...]:
        named = [names[found] for found in pattern.findall(text)]
        linked = [found[2] for found in PRODUCT.findall(text)]
        return tuple(dict.fromkeys([*linked, *named]))

    return find


def _story(folder: Path, find: Callable[[str], tuple[str, ...]]) -> Story:
    _, head, body = (folder / "index.md").read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(head)
    return Story(folder.name, fields, body, folder / fields["cover"], find(body))


def _thing(path: Path) -> Thing:
    head = yaml.safe_load(path.read_text(encoding="utf-8"))
    body = head.pop("description")
    return Thing(path.stem, path.parent.name, head, body, path.with_suffix(".svg"))


def linked(story: Story) -> str:
    """Return Markdown whose links and pictures are addresses from the site's root."""
    plain = PRODUCT.sub(r"[\2](/products/\3/)", story.body)
    pictured = PICTURE.sub(rf"(/articles/{story.name}/\1)", plain)
    return SIBLING.sub(r"(/articles/\1/)", pictured)


def front(fields: dict[str, Any], body: str) -> str:
    """Return a text with its front matter."""
    head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    return f"---\n{head}---\n\n{body}"


def write(path: Path, content: str | bytes) -> None:
    """Write one file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def copy(source: Path, target: Path) -> None:
    """Copy one file, and make the folders above it."""
    write(target, source.read_bytes())
