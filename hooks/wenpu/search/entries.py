"""
Entries: what can be found, and what is said of each thing that was found.

Articles have the even numbers and products the odd ones. Both begin with the oldest, so
that what is new comes last and moves no other.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct

from wenpu import prose, stamps
from wenpu.model import Article, Money, Picture, Product, Site, State
from wenpu.search import letters
from wenpu.search.shards import Says
from wenpu.words import Words

Told: TypeAlias = tuple[Any, ...]
Thumb: TypeAlias = tuple[str, int, int] | tuple[()]
"""Address and size of the picture that a result shows."""

BETWEEN = " · "
THUMB = 240
"""A picture in a result is to have so many pixels across: twice what it takes up."""

EVERYWHERE = ("image/webp", "image/jpeg", "image/png")
"""What every browser can show that runs our script."""


class Entry(Struct, frozen=True):
    """
    An article or a product that can be found.

    *told* is all that it says and all that a result shows of it, its text by a stamp;
    *says* finds out the one, *line* the other: when it was written, or what it costs.
    *shelf* and *price* (in the smallest unit) are for those who look on one shelf, or
    for something cheaper. *size* is in bytes.
    """

    id: int
    url: str
    title: str
    told: Told
    size: int
    extra: str
    """Names that a reader may look for, and that stand in no text of it."""
    says: Callable[[], Says]
    line: Callable[[], str]
    thumb: Thumb
    shelf: str = ""
    price: int | None = None

    @property
    def mark(self) -> bytes:
        """The stamp of all that there is to know of it."""
        return stamps.of((self.title, self.extra, self.told, self.thumb))


def findable(site: Site, words: Words) -> list[Entry]:
    """Return all that can be found in *site*, by number."""
    articles = sorted(filter(partial(_is_out, site), site.articles.values()), key=_age)
    products = sorted(filter(_is_shown, site.products.values()), key=_came)
    told = [_article(site, words, 2 * at, one) for at, one in enumerate(articles)]
    sold = [_product(site, words, 2 * at + 1, one) for at, one in enumerate(products)]
    return sorted([*told, *sold], key=lambda one: one.id)


def _is_out(site: Site, one: Article) -> bool:
    return not one.draft and (one.day is None or one.day <= site.settings.today)


def _is_shown(one: Product) -> bool:
    return not one.unlisted and not one.retired


def _age(one: Article) -> tuple[date, str]:
    return one.day or date.min, one.src


def _came(one: Product) -> tuple[date, str]:
    return one.added or date.min, one.id


def _article(site: Site, words: Words, number: int, one: Article) -> Entry:
    people = [site.authors[key].name for key in one.authors if key in site.authors]
    extra = _joined([*one.tags, one.code, one.series, *people])
    return Entry(
        id=number,
        url=one.url,
        title=letters.composed(one.title),
        told=(one.summary, one.day, one.said),
        size=one.size,
        extra=extra,
        says=partial(_says, one.title, extra, [one.summary], one.body),
        line=partial(words.day, one.day),
        thumb=thumb(site, one.cover),
    )


def _product(site: Site, words: Words, number: int, one: Product) -> Entry:
    settings = site.settings
    shelf, maker = site.shelves.get(one.shelf), site.authors.get(one.maker)
    names = [*one.aliases, *one.tags, one.code, *(offer.sku for offer in one.offers)]
    more = [shelf.name if shelf else "", maker.name if maker else ""]
    extra = _joined([*names, *(offer.label for offer in one.offers), *more])
    heads = [one.summary, *(f"{name} {value}" for name, value in one.specs)]
    least, state = _amounts(one)[0], one.best_state(settings.today)
    return Entry(
        id=number,
        url=one.url,
        title=letters.composed(one.name),
        told=(heads, _costs(one), state, stamps.of_text(one.description)),
        size=_bytes(one.description),
        extra=extra,
        says=partial(_says, one.name, extra, heads, one.description),
        line=partial(_price, one, words, state),
        thumb=thumb(site, next(iter(one.images), None)),
        shelf=one.shelf,
        price=least.minor if least.currency == settings.currency else None,
    )


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _joined(names: Iterable[str]) -> str:
    return letters.composed(BETWEEN.join(dict.fromkeys(filter(None, names))))


def _says(title: str, extra: str, heads: list[str], body: str) -> Says:
    """Return all that is said in plain words; what stands in no text comes first."""
    text = prose.plain(body)
    parts = prose.plain("\n\n".join(prose.headings(body)))
    before = [one for one in heads if one and one not in text]
    composed = letters.composed
    return Says(
        composed(f"{title} {extra}"),
        composed(" ".join([*heads, parts])),
        composed(BETWEEN.join(filter(None, [*before, text]))),
    )


def _costs(one: Product) -> tuple[bool, list[Money]]:
    """Return whether its buyers say what they pay, and what *one* costs."""
    return any(offer.free for offer in one.offers), _amounts(one)


def _price(one: Product, words: Words, state: State) -> str:
    """Return what *one* costs, and whether it cannot be bought."""
    free, amounts = _costs(one)
    text = words.money(amounts[0])
    if free:
        text = words.text["free_price"]
    elif len(amounts) > 1:
        text = words.say("price_from", price=text)
    label = "" if state.buyable else words.text[f"state_{state}"]
    return BETWEEN.join(filter(None, [text, label]))


def _amounts(one: Product) -> list[Money]:
    return sorted({offer.least for offer in one.offers})


def thumb(site: Site, picture: Picture | None) -> Thumb:
    """Return *picture* as a result shows it, nothing for none."""
    if not picture:
        return ()
    seen = site.album.get(picture.path)
    if not seen or not seen.copies:
        return picture.url, picture.width, picture.height
    fit = [one for one in seen.copies if one.type in EVERYWHERE]
    fit.sort(key=lambda one: (one.width < THUMB, abs(one.width - THUMB), one.type))
    best = next((one.url for one in fit), picture.url)
    return best, seen.width, seen.height


def numbered(all_: Iterable[Entry], *, odd: bool) -> Iterator[Entry]:
    """Return the products among the entries if *odd*, else the articles."""
    return (one for one in all_ if one.id % 2 == odd)
