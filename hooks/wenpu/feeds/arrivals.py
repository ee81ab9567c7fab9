"""
What is new in the shop, as RSS, the newest first: products, lower prices, what is back.

A product came on the day that its file says (`added`); all else is told by the site's
`news`. It is on sale still, at that price: what is over is not told.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element

from msgspec import Struct

from wenpu.feeds import rss
from wenpu.feeds.goods import Row
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, by_mail, line, put, xml
from wenpu.model import News, NewsKind, Offer, Product, State
from wenpu.placements import Placement, Stand, told

FILE = "products.xml"
GONE = {State.SOLD_OUT, State.ENDED, State.RETIRED}


class Entry(Struct, frozen=True):
    """One thing that is told of *one*: on which *day*, under which *title*."""

    day: date
    one: Product
    title: str
    name: str
    """What tells it from all else that is told of the product, "" if it came."""
    lines: Sequence[tuple[str, Offer | None]]
    """What is said of it, each with the offer that can be bought there."""


def write(supply: Supply) -> bytes:
    """Return the file."""
    settings, text = supply.site.settings, supply.words.text
    title = line(f"{text['new']} - {settings.name}")
    url = address(settings.url, "shop/")
    about = line(settings.description) or title
    root, channel = rss.opened(title, url, about, settings)
    itself = {"href": address(settings.url, FILE), "rel": "self", "type": rss.TYPE}
    put(channel, "atom:link", **itself)
    for entry in entries(supply):
        _item(channel, supply, entry)
    return xml(root)


def entries(supply: Supply) -> list[Entry]:
    """Return as much of what is new as a feed holds, the newest first."""
    found = [*_arrived(supply), *_improved(supply)]
    found.sort(key=lambda one: (-one.day.toordinal(), one.one.id, one.name))
    return found[: supply.site.settings.feeds.items]


def price(supply: Supply, one: Product) -> str:
    """Return what *one* costs, in words, the least of its offers."""
    words, least = supply.words, min(offer.least for offer in one.offers)
    said = words.money(least)
    if one.offers[0].free and not least.minor:
        return words.text["free_price"]
    varies = len({offer.least for offer in one.offers}) > 1 or one.offers[0].free
    return words.say("price_from", price=said) if varies else said


def _arrived(supply: Supply) -> Iterator[Entry]:
    """Tell of what came and is not gone."""
    today = supply.site.settings.today
    for one in supply.lists["all"]:
        state = one.best_state(today)
        if one.added and one.added <= today and state not in GONE:
            said, first = price(supply, one), one.offers[0]
            only = first if len(one.offers) == 1 and state.buyable else None
            yield Entry(one.added, one, f"{one.name} {said}", "", [(said, only)])


def _improved(supply: Supply) -> Iterator[Entry]:
    """Tell of what costs less or is back: once of all variants that do on one day."""
    listed = {one.id: one for one in supply.lists["all"]}
    for name, news in supply.site.news.items():
        together = sorted(news, key=_together)
        for (kind, day), same in groupby(together, key=_together):
            if one := listed.get(name):
                yield _entry(supply, one, kind, day, list(same))


def _together(one: News) -> tuple[NewsKind, date]:
    return one.kind, one.day


def _entry(
    supply: Supply, one: Product, kind: NewsKind, day: date, news: Sequence[News]
) -> Entry:
    offers = {offer.variant: offer for offer in one.offers}
    sold = [offers[new.variant] for new in news]
    said = [_said(supply, *pair) for pair in zip(news, sold, strict=True)]
    labels = supply.words.text["comma"].join(offer.label for offer in sold)
    what = f"{one.name} {said[0] if len(said) == 1 else labels}"
    title = supply.words.say(f"news_{kind}", what=what)
    return Entry(day, one, title, f"{kind}-{day}", [*zip(said, sold, strict=True)])


def _said(supply: Supply, new: News, offer: Offer) -> str:
    """Return which variant *offer* is, what it costs, and before if that was more."""
    words, now = supply.words, supply.words.money(offer.least)
    if new.before:
        before = words.money(new.before)
        now = words.say("price_before", price=now, before=before)
    return line(f"{offer.label} {now}")


def _item(channel: Element, supply: Supply, entry: Entry) -> None:
    settings, one, item = supply.site.settings, entry.one, put(channel, "item")
    there = address(settings.url, one.url)
    put(item, "title", line(entry.title))
    put(item, "link", there)
    if entry.name:
        put(item, "guid", f"{there}#{entry.name}", isPermaLink="false")
    else:
        put(item, "guid", there, isPermaLink="true")
    put(item, "pubDate", by_mail(entry.day, settings))
    for tag in one.tags:
        put(item, "category", line(tag))
    put(item, "description", line(one.summary) or line(one.name))
    put(item, "content:encoded", _content(supply, entry))


def _content(supply: Supply, entry: Entry) -> str:
    one = entry.one
    first = entry.lines[0][1] or one.offers[0]
    row = Row(supply.site, one, first)
    name, url = escape(line(one.name)), escape(address(row.site.settings.url, one.url))
    parts = [f'<p><a href="{url}">{name}</a></p>']
    if row.images:
        picture = f'<img src="{escape(row.images[0])}" alt="{name}">'
        parts.insert(0, f'<p><a href="{url}">{picture}</a></p>')
    if summary := line(one.summary):
        parts.append(f"<p>{escape(summary)}</p>")
    parts += [_line(supply, said, offer) for said, offer in entry.lines]
    return "\n".join(parts)


def _line(supply: Supply, said: str, offer: Offer | None) -> str:
    """Return what is *said*, with a link to the door of *offer*, which never moves."""
    text = escape(line(said))
    if not offer:
        return f"<p>{text}</p>"
    door = told(f"buy/{offer.sku}/", Stand(Placement.FEED))
    url = escape(f"{supply.site.settings.url}{door}")
    return f'<p>{text} <a href="{url}">{escape(supply.words.text["buy"])}</a></p>'
