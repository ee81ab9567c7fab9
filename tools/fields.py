"""
Write docs/fields.md from the declarations that read and validate.

    python tools/fields.py            write it
    python tools/fields.py --check    exit 1 if it is not what would be written
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from wenpu import authors, budgets, cards, languages, look, outlets, till
from wenpu.catalog import form, promotions, rates
from wenpu.fields import Either, Field, ListOf, MapOf, Record, Shape

PAGE = Path(__file__).parents[1] / "docs/fields.md"

HEAD = """\
# Every field

Made by `make docs` from the declarations that read and validate.
A field marked * must be there.
"""

PARTS = (
    ("A product: `products/<shelf>/<id>.yml`", form.PRODUCT.fields),
    ("A shelf: `products/<shelf>/shelf.yml`", form.SHELF.fields),
    ("A shipping rate: `products/shipping.yml`, by name", rates.RATE.fields),
    ("A coupon: `products/promotions.yml`, by name", promotions.COUPON.fields),
    ("An author: `content/authors.yml`, by key", authors.FIELDS),
    ("The look: `mkdocs.yml`, below `wenpu:` and `look:`", look.fields()),
    ("The checkout: `mkdocs.yml`, below `wenpu:` and `checkout:`", till.FIELDS),
    ("To follow: `mkdocs.yml`, below `wenpu:` and `follow:`", till.FOLLOWED.fields),
    ("Budgets: `mkdocs.yml`, below `wenpu:` and `budgets:`", budgets.FIELDS),
    ("Feeds: `mkdocs.yml`, below `wenpu:` and `feeds:`", outlets.FIELDS),
    ("Cards: `mkdocs.yml`, below `wenpu:` and `cards:`", cards.FIELDS),
    (
        "A language: `mkdocs.yml`, below `wenpu:` and `languages:`, by tag",
        languages.FIELDS,
    ),
)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for title, fields in PARTS:
        parts += [f"## {title}\n", "\n".join(table(fields)) + "\n"]
    return "\n".join(parts)


def table(fields: Sequence[Field]) -> Iterator[str]:
    """Return one table; fields of fields follow theirs."""
    yield "| field | what it says | as in |"
    yield "|---|---|---|"
    yield from rows(fields, "")


def rows(fields: Sequence[Field], above: str) -> Iterator[str]:
    """Return a row for each field, and for those below it."""
    for field in fields:
        star = "*" if field.required else ""
        name = f"{above}{field.name}"
        yield f"| `{name}`{star} | {field.words} | `{field.line(field.example)}` |"
        if record := inner(field.shape):
            yield from rows(record.fields, f"{name}.")


def inner(shape: Shape) -> Record | None:
    """Return the record that a value of *shape* may be."""
    if isinstance(shape, Record):
        return shape
    if isinstance(shape, Either):
        return shape.record
    if isinstance(shape, ListOf | MapOf):
        return inner(shape.shape)
    return None


def main() -> int:
    """Write the page, or say whether it is as it should be."""
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
