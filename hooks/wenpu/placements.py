"""
Where on the site a Buy link stands, and how the checkout is told.

The checkout hands one text back with each sale: `vinegar-year_card` says that a card in
that article sold it. It takes nothing but `[A-Za-z0-9_-]`, drops all else in silence,
and so every reference is made here.
"""

from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from msgspec import Struct

from wenpu import addresses
from wenpu.model import Article
from wenpu.patterns import later

PLAIN = later(r"[A-Za-z0-9-]{1,150}")
ROOM = "articles/"
SHOP, HOME = "shop", "home"
RESERVED = {SHOP, HOME}
"""What stands for pages that are no article's."""

READABLE = 60
"""So much of a long or foreign name is kept, before the hash that tells it apart."""

STORY = "story-"
"""How the sku of a story begins, and so the address of its door."""


class Placement(StrEnum):
    """Where a Buy link stands."""

    CARD = "card"
    BAR = "bar"
    PAGE = "page"
    SHELF = "shelf"
    STORY = "story"
    QR = "qr"
    POSTER = "poster"
    FEED = "feed"
    DOOR = "door"


class Stand(Struct, frozen=True):
    """Where one Buy link stands: in which part of whose page, with which code."""

    placement: Placement
    ref: str = SHOP
    promotion: str = ""

    @property
    def reference(self) -> str:
        """What the checkout is told."""
        return reference(self.ref, self.placement)


def ref(article: Article) -> str:
    """
    Return the name of *article* in references: `vinegar-year`.

    It is the last part of its address. What is longer than one part, or no plain Latin,
    becomes a readable beginning and a short hash, the same for ever.
    """
    words = unquote(article.url).removeprefix(ROOM).strip("/")
    if PLAIN.fullmatch(words) and words not in RESERVED:
        return words
    return _hashed(words, article.url)


def _hashed(words: str, url: str) -> str:
    latin, hashed = addresses.latin(words), addresses.short(url)
    if latin == addresses.short(words):  # Nothing in it can be read.
        return hashed
    return f"{latin[:READABLE].strip('-')}-{hashed}"


def story_sku(article: Article) -> str:
    """Return the sku of all that *article* speaks of; skus have no capitals."""
    name = ref(article)
    return f"{STORY}{name if name == name.lower() else _hashed(name, article.url)}"


def reference(ref: str, placement: Placement) -> str:
    """Return what the checkout is told of a link in one part of one page."""
    return f"{ref}_{placement}"


def printed(url: str, reference: str) -> str:
    """Return *url*, which is scanned from paper, so that it tells *reference*."""
    return f"{url}?ref={reference}"


def buy(link: str, reference: str, locale: str, promotion: str = "") -> str:
    """Return *link* to the checkout, which is told the rest; "" stays ""."""
    if not link:
        return ""
    told = {"client_reference_id": reference, "locale": locale}
    if promotion:
        told["prefilled_promo_code"] = promotion
    parts = urlsplit(link)
    own = parse_qsl(parts.query, keep_blank_values=True)
    query = [(key, value) for key, value in own if key not in told]
    asked = urlencode([*query, *told.items()], quote_via=quote)
    return parts._replace(query=asked).geturl()


def told(door: str, where: Stand) -> str:
    """Return the address of a *door* that hands on *where* a link to it stood."""
    query = {"ref": where.reference}
    if where.promotion:
        query["promo"] = where.promotion
    return f"{door}?{urlencode(query, quote_via=quote)}"
