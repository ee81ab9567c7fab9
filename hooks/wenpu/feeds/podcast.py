"""
What is to be heard, as a podcast: RSS with what Apple asks for, and chapters.

Chapters are an article's cues. They are told twice: in a file of JSON (Podcasting 2.0),
which may show a picture and lead to a product, and in the feed itself (Podlove).
"""

from collections.abc import Iterator
from functools import partial
from html import escape
from urllib.parse import unquote
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element

from msgspec import Struct

from wenpu import episodes, recordings
from wenpu.feeds import rss
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, as_json, cut, known, line, put, xml
from wenpu.leaflets import Leaflet, Tools
from wenpu.model import Article, Offer, Podcast, Product, Recording, Settings
from wenpu.outlets import categories
from wenpu.placements import Placement, Stand, ref, told

FILE = episodes.FILE
CHAPTERS, CHAPTERS_TYPE = "chapters.json", "application/json+chapters"
VERSION = "1.2.0"
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
MOST = 4000
"""So many characters may a description have."""

FAMILY = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Of it and the feed's address a podcast's own name is made (Podcasting 2.0)."""


class Chapter(Struct, frozen=True):
    """What begins *at* a second; *url* and *image* are "" where there is none."""

    at: int
    title: str
    url: str = ""
    image: str = ""


def leaflets(supply: Supply) -> Iterator[Leaflet]:
    """Return the feed, and a file of chapters for each episode that has cues."""
    site = supply.site
    if not site.podcast:
        return
    yield Leaflet(FILE, partial(_feed, supply, site.podcast), site.podcast)
    for one in episodes.episodes(site):
        if one.recording and one.recording.cues:
            make = partial(_chapters_file, supply, one.src)
            yield Leaflet(f"{unquote(one.url)}{CHAPTERS}", make)


def _feed(supply: Supply, said: Podcast, _: Tools) -> bytes:
    settings = supply.site.settings
    name = line(said.title) or line(settings.name)
    about = line(said.description) or line(settings.description) or name
    url = address(settings.url, "")
    root, channel = rss.opened(name, url, cut(about, MOST), settings)
    for short, space in NAMES.items():
        root.set(f"xmlns:{short}", space)
    own = address(settings.url, FILE)
    put(channel, "atom:link", href=own, rel="self", type=rss.TYPE)
    author = line(said.author) or line(settings.author) or line(settings.name)
    put(channel, "itunes:author", author)
    owner = put(channel, "itunes:owner")
    put(owner, "itunes:name", author)
    put(owner, "itunes:email", said.email)
    above = channel
    for category in categories.path(said.category):
        above = put(above, "itunes:category", text_=category)
    put(channel, "itunes:explicit", "true" if said.explicit else "false")
    put(channel, "itunes:type", said.type)
    if said.picture:
        put(channel, "itunes:image", href=address(settings.url, said.picture.url))
    put(channel, "podcast:guid", str(uuid5(FAMILY, own.partition("://")[2])))
    for one in episodes.episodes(supply.site):
        if one.recording:
            _item(channel, supply, one, one.recording)
    return xml(root)


def _item(channel: Element, supply: Supply, one: Article, found: Recording) -> None:
    settings, item = supply.site.settings, rss.entry(channel, supply, one)
    url = address(settings.url, one.url)
    heard, form = _address(settings, found), episodes.TYPES[found.type]
    put(item, "enclosure", url=heard, length=str(found.size), type=form)
    if found.duration:
        put(item, "itunes:duration", str(found.duration))
    told = chapters(supply, one)
    put(item, "description", cut(line(one.summary) or line(one.title), MOST))
    put(item, "content:encoded", _notes(one, url, told))
    if not told:
        return
    there = address(settings.url, f"{one.url}{CHAPTERS}")
    put(item, "podcast:chapters", url=there, type=CHAPTERS_TYPE)
    list_ = put(item, "psc:chapters", version="1.2")
    for each in told:
        more = known({"href": each.url, "image": each.image})
        start = recordings.clock(each.at)
        put(list_, "psc:chapter", start=start, title=each.title, **_texts(more))


def _texts(values: dict[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


def _address(settings: Settings, found: Recording) -> str:
    return address(settings.url if found.is_ours else "", found.url)


def _notes(one: Article, url: str, told: list[Chapter]) -> str:
    """Return what programs show of an episode: its chapters, and what they lead to."""
    rows = "".join(
        f"<li>{recordings.clock(each.at)} {_linked(each.title, each.url)}</li>\n"
        for each in told
    )
    parts = [f"<p>{escape(line(one.summary))}</p>"] if line(one.summary) else []
    parts += [f"<ul>\n{rows}</ul>"] if rows else []
    return "\n".join([*parts, f"<p>{_linked(line(one.title), url)}</p>"])


def _linked(text: str, url: str) -> str:
    shown = escape(text)
    return f'<a href="{escape(url)}">{shown}</a>' if url else shown


def _chapters_file(supply: Supply, src: str, _: Tools) -> bytes:
    one = supply.site.articles[src]
    values = [
        {"startTime": each.at, "title": each.title}
        | known({"url": each.url, "img": each.image})
        for each in chapters(supply, one)
    ]
    title = line(one.title)
    return as_json({"version": VERSION, "title": title, "chapters": values}).encode()


def chapters(supply: Supply, one: Article) -> list[Chapter]:
    """Return the cues of *one*, less what is said only of what nobody shall see."""
    cues = one.recording.cues if one.recording else ()
    found = []
    for cue in cues:
        name, _, variant = cue.product.removeprefix("product:").partition("/")
        product = supply.site.products.get(name) if name else None
        seen = product and not product.unlisted and not product.retired
        if product and seen:
            title = line(cue.text) or line(product.name)
            found.append(Chapter(cue.at, title, *_sold(supply, one, product, variant)))
        elif title := line(cue.text):
            found.append(Chapter(cue.at, title))
    return found


def _sold(
    supply: Supply, one: Article, product: Product, variant: str
) -> tuple[str, str]:
    """Return where *product* is sold, and its picture: its door if one can be meant."""
    base = supply.site.settings.url
    offers = [each for each in product.offers if variant in {"", each.variant}]
    first: Offer | None = offers[0] if len(offers) == 1 else None
    url = address(base, product.url)
    if first:
        where = Stand(Placement.FEED, ref(one), one.promotion)
        url = told(address(base, f"buy/{first.sku}/"), where)
    pictures = (*(first.images if first else ()), *product.images)
    return url, address(base, pictures[0].url) if pictures else ""
