"""What stands on the cards of an article, of a product: a few words each."""

import unicodedata
from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from wenpu import memory
from wenpu.cards.drawing import Said
from wenpu.look import seal
from wenpu.model import Article, Graph, Money, Offer, Picture, Product, Site
from wenpu.patterns import later
from wenpu.placements import SHOP
from wenpu.words import Words

EMOJI: Final = later(
    r".[\u20e3\ufe0f]\u20e3?"  # Any sign that asks to be a picture.
    r"|[\U0001f000-\U0001faff\u20e3]"
)
"""Pictures among letters: no font draws them in one colour, so cards leave them out."""

UNSEEN: Final = later(
    r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)
"""What no reader sees (Unicode: default ignorable), and no font needs to have."""


def plain(text: str) -> str:
    """
    Return *text* without emoji, and without the space they leave.

    A letter and its accent become one, which is what fonts have.
    """
    seen = UNSEEN.sub("", EMOJI.sub("", text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def is_ornament(char: str) -> bool:
    """Tell whether *char* is a sign that is no letter, as ✨: a text does without."""
    return unicodedata.category(char) == "So"


def without(said: Said, chars: Collection[str]) -> Said:
    """Return *said* without *chars* in any of its texts."""
    left = str.maketrans(dict.fromkeys(chars, ""))
    texts = {name: plain(text.translate(left)) for name, text in said.texts.items()}
    return replace(said, texts=texts)


def article(site: Site, graph: Graph, words: Words, src: str) -> Said:
    """Return what the cards of the article at *src* say."""
    one = site.articles[src]
    people = [site.authors[name].name for name in one.authors]
    texts = {
        "title": one.title,
        "summary": one.summary or _sentence(graph, one),
        "label": one.series or next(iter(one.tags), ""),
        "by": words.text["comma"].join(people),
        "scan": words.text["scan_to_read"],
    }
    return _said(site, texts, "article", _address(one), one.cover)


def product(site: Site, graph: Graph, words: Words, name: str) -> Said:
    """Return what the cards of the product called *name* say."""
    one = site.products[name]
    shelf = site.shelves.get(one.shelf)
    told = graph.products.get(name, ())
    sentence = next((mention.sentence for mention in told if mention.sentence), "")
    maker = site.authors.get(one.maker) if one.maker else None
    texts = {
        "title": one.name,
        "summary": one.summary or sentence,
        "label": shelf.name if shelf else "",
        "by": maker.name if maker else "",
        "scan": words.text["scan_to_buy"],
        **_price(one, words),
    }
    cover = next(iter(one.images), None)
    return _said(site, texts, "product", _door(one), cover)


def offer(sku: str) -> str:
    """Return where what is sold as *sku* is bought for ever."""
    return f"buy/{sku}/"


def _said(
    site: Site, texts: dict[str, str], kind: str, url: str, cover: Picture | None
) -> Said:
    host = site.settings.address.partition("://")[2]
    texts = texts | {"site": site.settings.name, "address": f"{host}{url}"}
    mark = site.settings.look.mark or seal.mark(site.settings.name)
    path = cover.path if cover and site.album.get(cover.path) else ""
    said = {name: plain(text) for name, text in texts.items()}
    whose = SHOP if kind == "product" else ""
    return Said(kind, said, f"{site.settings.address}{url}", whose, mark, path)


def _sentence(graph: Graph, one: Article) -> str:
    told = graph.articles.get(one.src, ())
    return next((mention.sentence for mention in told if mention.sentence), "")


def _address(one: Article) -> str:
    """Return where a code leads to: what is shorter is scanned from farther away."""
    return f"{one.code}/" if one.code else one.url


def _door(one: Product) -> str:
    if len(one.offers) == 1:
        return offer(one.offers[0].sku)
    return f"{one.code}/" if one.code else one.url


def _price(one: Product, words: Words) -> dict[str, str]:
    """Return what *one* costs, as its page says it in few words."""
    least = min(one.offers, key=lambda offer: offer.least)
    every = words.text[f"every_{one.every}"] if one.every else ""
    price = _money(least.least, words)
    if least.free:
        price = words.text["free_price"]
    elif len({offer.least for offer in one.offers}) > 1:
        price = words.say("price_from", price=price)
    price = f"{price} {every}".strip()
    return {"price": price, "was": _was(one, least, words)}


def _was(one: Product, least: Offer, words: Words) -> str:
    alone = len(one.offers) == 1 and least.compare_at
    return _money(alone, words) if alone else ""


def _money(money: Money, words: Words) -> str:
    """Return *money* in words; how is remembered, as it takes long to be found out."""
    key = (words.language, money.minor, money.currency)
    return memory.recall("money", key, lambda: words.money(money))
