"""
What came to the shop, as RSS: each product with a day (`added`), the newest first.

Files say when something came, and not what it cost before or that it was sold out: a
feed of reductions would have to guess, so there is none.
"""

from datetime import date
from html import escape

from wenpu.feeds import rss
from wenpu.feeds.goods import Row
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, by_mail, line, put, xml
from wenpu.model import Product, State

FILE = "products.xml"
GONE = {State.SOLD_OUT, State.ENDED, State.RETIRED}


def write(supply: Supply) -> bytes:
    """Return the file."""
    settings, text = supply.site.settings, supply.words.text
    title = line(f"{text['fresh']} - {settings.name}")
    url = address(settings.url, "shop/")
    about = line(settings.description) or title
    root, channel = rss.opened(title, url, about, settings)
    itself = {"href": address(settings.url, FILE), "rel": "self", "type": rss.TYPE}
    put(channel, "atom:link", **itself)
    for one, day in arrived(supply):
        item = put(channel, "item")
        there = address(settings.url, one.url)
        put(item, "title", line(f"{one.name} {price(supply, one)}"))
        put(item, "link", there)
        put(item, "guid", there, isPermaLink="true")
        put(item, "pubDate", by_mail(day, settings))
        for tag in one.tags:
            put(item, "category", line(tag))
        put(item, "description", line(one.summary) or line(one.name))
        put(item, "content:encoded", _content(supply, one))
    return xml(root)


def arrived(supply: Supply) -> list[tuple[Product, date]]:
    """Return what came and is not gone, the newest first, with the day it came."""
    settings = supply.site.settings
    today = settings.today
    found = [
        (one, one.added)
        for one in supply.lists["all"]
        if one.added and one.added <= today and one.best_state(today) not in GONE
    ]
    found.sort(key=lambda pair: (-pair[1].toordinal(), pair[0].id))
    return found[: settings.feeds.items]


def price(supply: Supply, one: Product) -> str:
    """Return what *one* costs, in words, the least of its offers."""
    words, least = supply.words, min(offer.least for offer in one.offers)
    said = words.money(least)
    if one.offers[0].free and not least.minor:
        return words.text["free_price"]
    varies = len({offer.least for offer in one.offers}) > 1 or one.offers[0].free
    return words.say("price_from", price=said) if varies else said


def _content(supply: Supply, one: Product) -> str:
    row = Row(supply.site, one, one.offers[0])
    name, url = escape(line(one.name)), escape(address(row.site.settings.url, one.url))
    parts = [f'<p><a href="{url}">{name}</a></p>']
    if row.images:
        picture = f'<img src="{escape(row.images[0])}" alt="{name}">'
        parts.insert(0, f'<p><a href="{url}">{picture}</a></p>')
    said = [line(one.summary), price(supply, one)]
    return "\n".join([*parts, *(f"<p>{escape(text)}</p>" for text in said if text)])
