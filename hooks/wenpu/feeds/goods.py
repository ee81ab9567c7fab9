"""
What is for sale, one row for each offer: of this all feeds of offers are made.

A row says no more than a product's page: what lists hide is not in it, nor what was
taken off, and its price is the least for which one can buy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property, partial
from typing import TypeAlias

from msgspec import Struct

from wenpu import facts, memory, prose, stamps
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, by_iso, line, moment
from wenpu.model import Kind, Money, Offer, Picture, Product, Rate, Site, State
from wenpu.notes import Cell
from wenpu.patterns import later

Known: TypeAlias = dict[str, Cell[Sequence["Row"]]]
"""Rows that were made, and what was read for them: several feeds take them."""

SOLD = {Kind.GOODS, Kind.DIGITAL, Kind.PREORDER, Kind.BUNDLE}
"""What is sold once, at one price: others' catalogues have no place for the rest."""

SHOWN = {State.ON_SALE, State.LAST_FEW, State.PREORDER, State.SOLD_OUT}
PHOTOGRAPH = later(r".*\.(jpe?g|webp|png|gif|bmp|tiff?)", re.IGNORECASE)
"""The pictures that others' catalogues take: no drawing is among them."""


class Row(Struct, frozen=True, dict=True):
    """One *offer* of *one* product, as *site* sells it."""

    site: Site
    one: Product
    offer: Offer

    @cached_property
    def title(self) -> str:
        """Its name, and what tells it from other variants."""
        label = self.offer.label if self.group else ""
        return line(f"{self.one.name} {label}")

    @cached_property
    def description(self) -> str:
        """What its author says of it, in plain words, the summary first."""
        said = [self.one.summary, _plain(self.one.description)]
        return line(" ".join(filter(None, said)))

    @cached_property
    def group(self) -> str:
        """What all variants of the product are called together, "" if there is one."""
        if len(self.one.offers) == 1:
            return ""
        taken = {offer.sku for offer in self.one.offers}
        return f"{self.one.id}-all" if self.one.id in taken else self.one.id

    @cached_property
    def url(self) -> str:
        """Its page, where its variant is chosen."""
        place = f"#variant-{self.offer.variant}" if self.group else ""
        return address(self.site.settings.url, f"{self.one.url}{place}")

    @cached_property
    def door(self) -> str:
        """Where it can be bought for ever."""
        return address(self.site.settings.url, f"buy/{self.offer.sku}/")

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """Its pictures, those of its variant first."""
        return tuple(dict.fromkeys([*self.offer.images, *self.one.images]))

    @cached_property
    def images(self) -> list[str]:
        """Where its pictures are."""
        base = self.site.settings.url
        return [address(base, picture.url) for picture in self.pictures]

    @cached_property
    def photos(self) -> list[str]:
        """Where those of its pictures are that others show."""
        return [url for url in self.images if PHOTOGRAPH.fullmatch(url)]

    @cached_property
    def state(self) -> State:
        """Whether it can be bought."""
        return self.one.state(self.offer, self.site.settings.today)

    @property
    def is_sold(self) -> bool:
        """Whether somebody takes money for it, or would if it were not sold out."""
        somewhere = self.offer.link or self.one.channels
        return self.state is State.SOLD_OUT or bool(self.state in SHOWN and somewhere)

    @cached_property
    def price(self) -> Money:
        """What it costs at least."""
        return self.offer.least

    @cached_property
    def usual(self) -> Money:
        """What it costs usually: what it cost before, if that is more."""
        was = self.offer.compare_at
        dearer = was and was.currency == self.price.currency and was > self.price
        return was if was and dearer else self.price

    @cached_property
    def is_less(self) -> bool:
        """Whether it costs less than usually."""
        return self.usual != self.price

    @cached_property
    def brand(self) -> str:
        """Who makes it; what nobody is named for is the shop's own."""
        maker = self.site.authors.get(self.one.maker)
        return line(maker.name) if maker else self.seller

    @cached_property
    def seller(self) -> str:
        """Who sells it."""
        return line(self.site.settings.name)

    @cached_property
    def shelf(self) -> str:
        """The name of its shelf."""
        shelf = self.site.shelves.get(self.one.shelf)
        return line(shelf.name) if shelf else ""

    @cached_property
    def returns(self) -> str:
        """The page that says how it is taken back, "" where none does."""
        return facts.returns(self.site)

    @cached_property
    def sent(self) -> Sequence[tuple[str, Rate, Money]]:
        """To which countries it is sent, at which rates, and for how much."""
        shipping = self.one.shipping
        found = facts.costs(self.site.rates, shipping, self.price.currency)
        countries = shipping.countries if shipping else ()
        return [(code, rate, cost) for code in countries for rate, cost in found]

    @cached_property
    def ships(self) -> str:
        """When what is ordered ahead is there; "" for what is."""
        day = self.one.ships if self.state is State.PREORDER else None
        return by_iso(day, self.site.settings) if day else ""

    @cached_property
    def ends(self) -> str:
        """The last second in which it can be bought, "" if none is said."""
        last = self.one.sale.end
        return _end_of(last, self.site.settings.zone).isoformat() if last else ""

    @cached_property
    def traits(self) -> Mapping[str, str]:
        """Its options by the names that others have for them."""
        named = facts.named(self.one)
        said = self.offer.options
        return {named[name]: line(value) for name, value in said if name in named}

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """What tells it from other variants, by name."""
        return [(line(name), line(value)) for name, value in self.offer.options]


def _plain(markdown: str) -> str:
    key = partial(stamps.of_text, markdown)
    return memory.recall("plain", key, partial(prose.plain, markdown))


def _end_of(day: date, zone: str) -> datetime:
    began = moment(day, zone)
    return datetime.combine(day, time.max.replace(microsecond=0), began.tzinfo)


def rows(site: Site, products: Iterable[Product]) -> Iterator[Row]:
    """Return a row for each offer that others may offer."""
    for one in products:
        if one.kind in SOLD and one.paid_here and not one.unlisted:
            found = (Row(site, one, offer) for offer in one.offers)
            yield from (row for row in found if row.is_sold)


def all_rows(supply: Supply, known: Known) -> Sequence[Row]:
    """Return the rows of all that lists show; who comes second takes *known* ones."""

    def make() -> list[Row]:
        found = list(rows(supply.site, supply.lists["all"]))
        for row in found:  # What is read elsewhere is noted here, and then kept.
            _ = row.brand, row.shelf, row.returns, row.sent
        return found

    return supply.ledger.notes.kept(known, "all", make)
