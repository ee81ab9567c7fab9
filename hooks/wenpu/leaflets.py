"""
Leaflets: files that nobody wrote and that are no pages, such as feeds and pictures.

Whoever derives one says where it is published and how it is made; who builds makes it,
and makes it anew only if something that was read for it has changed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

from wenpu import stamps


class Tools(Protocol):
    """What a leaflet may need of those who print pages."""

    def html(self, src: str) -> str:
        """
        Return the text of the article at *src* as HTML that can stand anywhere.

        Its addresses are absolute, and its cards are plain: no style is there.
        """

    def body(self, src: str) -> str:
        """Return the Markdown of the article at *src*, each mention a link."""

    def named(self, path: str) -> str:
        """Name the picture at *path*, from the site's root, by all that it shows."""

    def pixels(self, path: str) -> "Image":
        """Return that picture in RGB or RGBA, as browsers show it."""

    def has(self, name: str) -> bool:
        """Tell whether something is kept under that *name*."""

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what *make* makes, or made in some build before, under that *name*."""


class Leaflet(Struct, frozen=True):
    """
    A file at the address *name*, from the site's root.

    *make* reads the site through the shared mappings, so that it is noted what it has
    read; what it holds besides is *given*: plain values, from which a stamp is made, or
    what returns their stamp, and is asked only when a site is built. What is *at_hand*
    is made in less time than it takes to send for it.
    """

    name: str
    make: Callable[[Tools], bytes]
    given: object | Callable[[], bytes] = ()
    heft: Callable[[Tools], int] = lambda _: 1
    """How much work it is to make now, in pages."""
    at_hand: bool = False

    @property
    def mark(self) -> bytes:
        """The stamp of what is given."""
        given = self.given
        return given() if callable(given) else stamps.of(given)
