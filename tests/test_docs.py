"""What exists is told of, where its reader would look for it."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from wenpu import articles, authors
from wenpu.catalog import form
from wenpu.cli import main
from wenpu.fields import Either, Field, ListOf, MapOf, Record, Shape
from wenpu.model import MentionKind
from wenpu.plugin import WenpuConfig

OURS = [name for name in articles.SPELLINGS if name not in {"categories", "published"}]
"""Fields of an article that are ours; the two others are Hexo's and Jekyll's."""


def names(fields: tuple[Field, ...], above: str = "") -> Iterator[str]:
    """Return the name of each field, and of those below it with theirs before."""
    for field in fields:
        yield f"{above}{field.name}"
        if record := inner(field.shape):
            yield from names(record.fields, f"{above}{field.name}.")


def inner(shape: Shape) -> Record | None:
    if isinstance(shape, Record):
        return shape
    if isinstance(shape, Either):
        return shape.record
    return inner(shape.shape) if isinstance(shape, ListOf | MapOf) else None


def options(command: click.Command) -> Iterator[str]:
    for one in command.params:
        if isinstance(one, click.Option):
            yield from one.opts


WHERE = {
    "docs/commands.md": [
        *main.commands,
        *options(main),
        *(name for command in main.commands.values() for name in options(command)),
    ],
    "docs/site.md": [*WenpuConfig()],
    "docs/articles.md": [*OURS, *MentionKind],
    "docs/fields.md": [
        *names(form.PRODUCT.fields),
        *names(form.SHELF.fields),
        *names(authors.FIELDS),
    ],
}


@pytest.mark.parametrize("page", WHERE)
def test_everything_that_exists_is_told_of(page: str, demo: Path) -> None:
    """What its page does not name does not exist for its reader."""
    text = (demo / page).read_text(encoding="utf-8")

    missing = [name for name in dict.fromkeys(WHERE[page]) if f"`{name}`" not in text]
    assert missing == [], f"{page} says nothing of these; write each as `name`."


def test_every_page_is_led_to(demo: Path) -> None:
    """From the README, or from a page that the README leads to."""
    texts = {path: path.read_text("utf-8") for path in (demo / "docs").glob("*.md")}
    readme = (demo / "README.md").read_text(encoding="utf-8")
    linked = {path for path in texts if f"docs/{path.name}" in readme}
    linked |= {path for path in texts for here in linked if path.name in texts[here]}

    assert texts.keys() - linked == set()
