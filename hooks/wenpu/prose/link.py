"""A link or an image, and where it stands."""

from enum import StrEnum
from typing import NamedTuple


class LinkKind(StrEnum):
    """A link or an image."""

    LINK = "link"
    IMAGE = "image"


class Form(StrEnum):
    """How a link is written."""

    INLINE = "inline"  # [text](destination)
    REFERENCE = "reference"  # [text][label], [label][] or [label]
    AUTO = "auto"  # <https://…>
    RAW = "raw"  # <a href="…">


class Link(NamedTuple):
    """
    One explicit link or image.

    *text* is Markdown, or HTML in a raw one. `body[start:end]` is the whole link and
    `body[dest_start:dest_end]` its destination as it is written, which stands outside
    of the link when that is a reference; *destination* is without quotes and escapes.
    """

    kind: LinkKind
    text: str
    destination: str
    start: int
    end: int
    dest_start: int
    dest_end: int
    form: Form = Form.INLINE

    @property
    def text_end(self) -> int:
        """Where the text ends and `]` follows, in a link of Markdown brackets."""
        return (
            self.start
            + len("![" if self.kind == LinkKind.IMAGE else "[")
            + len(self.text)
        )
