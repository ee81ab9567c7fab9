"""Whatever an author writes is read back from every feed, and no feed says more."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import feedparser
import xmlschema
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from PIL import Image

from wenpu import episodes, feeds, links, pages, stamps, words
from wenpu.feeds import acp, checks, columns, goods, merchant, openai, podcast
from wenpu.feeds.goods import Row
from wenpu.model import (
    Article,
    Author,
    Channel,
    Cue,
    Feeds,
    FreePrice,
    Money,
    News,
    NewsKind,
    Offer,
    Picture,
    Podcast,
    Product,
    Recording,
    Sale,
    Settings,
    Shelf,
    Site,
)
from wenpu.notes import Ledger
from wenpu.outlets import NAMES, categories
from wenpu.pages.view import Shared
from wenpu.problems import Spot

TODAY = date(2026, 11, 22)
ODD = [
    "]]>",
    "\0\1\x1b",
    "\ufffe\uffff",
    "\r\n",
    "مرحبا",
    "\u202e",
    "🍵",
    "&lt;<b>&",
    "a" * 500,
]
TEXTS = some.text(some.characters(exclude_categories=["Cs"])) | some.sampled_from(ODD)
NAMED = TEXTS.map(lambda text: f"茶{text}")
DAYS = some.dates(date(2020, 1, 1), date(2026, 11, 22))
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}creator"
PLACE = Spot("x")


def readable(text: str) -> str:
    """Return what XML 1.0 can carry of *text*, by the letter of its grammar."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r"
        or 0x20 <= ord(char) <= 0xD7FF
        or 0xE000 <= ord(char) <= 0xFFFD
        or ord(char) >= 0x10000
    )


def one_line(text: str) -> str:
    return " ".join(readable(text).split())


class Made:
    """Who prints, as far as feeds ask: each text is as its author wrote it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def html(self, src: str) -> str:
        return self.texts[src]

    def body(self, src: str) -> str:
        return self.texts[src]

    def named(self, path: str) -> str:
        raise AssertionError(path)

    def pixels(self, path: str) -> Image.Image:
        raise AssertionError(path)

    def has(self, name: str) -> bool:
        raise AssertionError(name)

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        raise AssertionError(name, make)


@some.composite
def heard(draw: some.DrawFn) -> Recording:
    """Return something to be heard, in whose cues stands whatever an author writes."""
    things = ["", "thing-0", "thing-1/big", "product:thing-2", "none"]
    cues = [
        Cue(at, draw(TEXTS), draw(some.sampled_from(things)))
        for at in sorted(draw(some.lists(some.integers(0, 9999), max_size=4)))
    ]
    where = draw(some.sampled_from(["a%20b.mp3", "https://b.example/b.mp3?a=1&b=2"]))
    form = draw(some.sampled_from(["audio/mpeg", "audio/mp4", "audio/ogg"]))
    size, long = draw(some.integers(0, 10**9)), draw(some.integers(0, 10**5))
    return Recording("audio", where, where, form, tuple(cues), 1, size, long)


@some.composite
def podcasts(draw: some.DrawFn) -> Podcast:
    return Podcast(
        "a@b.example",
        draw(some.sampled_from(categories.NAMES)),
        draw(some.booleans()),
        "a.png",
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS | some.just("长" * 5000)),
        picture=Picture("a.png", "a.png", 1400, 1400),
    )


@some.composite
def articles(draw: some.DrawFn) -> dict[str, Article]:
    found = {}
    for number in range(draw(some.integers(0, 4))):
        src = f"articles/{number}.md"
        found[src] = Article(
            src,
            f"articles/{number}/",
            draw(NAMED),
            draw(TEXTS),
            PLACE,
            summary=draw(TEXTS),
            day=draw(some.none() | DAYS | some.just(date(2027, 1, 1))),
            draft=draw(some.sampled_from([False, False, True])),
            updated=draw(some.none() | DAYS),
            authors=draw(some.sampled_from([(), ("lin",)])),
            tags=tuple(draw(some.lists(NAMED, max_size=2, unique_by=str.casefold))),
            cover=draw(some.none() | some.just(Picture("a b.png", "a%20b.png", 4, 3))),
            recording=draw(some.none() | heard()),
        )
    ordered = sorted(found.values(), key=lambda one: one.age)
    return {one.src: one for one in ordered}


@some.composite
def products(draw: some.DrawFn) -> dict[str, Product]:
    found = {}
    for number in range(draw(some.integers(0, 4))):
        name = f"thing-{number}"
        offers = tuple(
            offer(draw, name, variant)
            for variant in draw(some.sampled_from([("",), ("big", "small")]))
        )
        found[name] = Product(
            name,
            draw(NAMED),
            offers,
            Spot(f"products/{name}.yml"),
            shelf="shelf",
            summary=draw(TEXTS),
            description=draw(some.sampled_from(["", "**说**"])),
            images=draw(
                some.sampled_from([(), (Picture("p", "media/p q.png", 4, 3),)])
            ),
            channels=draw(some.sampled_from([(), (Channel("mail", "mailto:a@b.c"),)])),
            unlisted=draw(some.booleans()),
            retired=draw(some.booleans()),
            maker=draw(some.sampled_from(["", "lin"])),
            added=draw(some.none() | DAYS),
            ships=draw(some.sampled_from([None, date(2027, 1, 1)])),
            sale=draw(
                some.sampled_from(
                    [Sale(), Sale(None, date(2026, 11, 30)), Sale(date(2027, 1, 1))]
                )
            ),
        )
    return found


def offer(draw: some.DrawFn, name: str, variant: str) -> Offer:
    sku = f"{name}-{variant}" if variant else name
    long = draw(some.sampled_from(["", "-" + "x" * 60]))
    options = ((draw(NAMED), draw(NAMED)),) if variant else ()
    amount = some.integers(0, 100_000).map(lambda minor: Money(minor, "CNY"))
    price = draw(amount)
    free = draw(some.sampled_from([None, FreePrice(price)]))
    return Offer(
        sku + long,
        name,
        variant,
        options=options,
        price=None if free else price,
        free=free,
        compare_at=draw(some.none() | amount),
        stock=draw(some.sampled_from([None, 0, 3])),
    )


def news(draw: some.DrawFn, one: Product) -> tuple[News, ...]:
    """Draw what has become better of *one*."""
    told = []
    for offer in one.offers:
        for kind in draw(some.lists(some.sampled_from(NewsKind), unique=True)):
            is_drop = kind is NewsKind.DROP and offer.price
            if kind is NewsKind.DROP and not is_drop:
                continue
            before = offer.price and offer.price + Money(1, "CNY") if is_drop else None
            day, after = draw(DAYS), offer.price if is_drop else None
            told.append(News(one.id, offer.variant, kind, day, before, after))
    return tuple(told)


@some.composite
def shops(draw: some.DrawFn) -> Site:
    made, sold = tuple(NAMES), draw(products())
    return Site(
        Settings(
            draw(NAMED),
            TODAY,
            "https://tea.example/",
            description=draw(TEXTS),
            zone=draw(some.sampled_from(["", "Asia/Shanghai", "America/New_York"])),
            feeds=Feeds(made, draw(some.integers(1, 3))),
        ),
        sold,
        {"shelf": Shelf("shelf", draw(NAMED))},
        draw(articles()),
        {"lin": Author("lin", draw(NAMED))},
        {},
        news={name: news(draw, one) for name, one in sold.items()},
        podcast=draw(some.none() | podcasts()),
    )


def shared(site: Site) -> Shared:
    said = words.read(site.settings.language)
    ledger = Ledger(stamps.NONE)
    return pages.desk(site, links.graph(site), said, ledger=ledger).shared


def made(site: Site) -> dict[str, bytes]:
    """Return every file that programs get of *site*."""
    tools = Made({src: one.body for src, one in site.articles.items()})
    return {one.name: one.make(tools) for one in feeds.leaflets(shared(site))}


def newest(site: Site) -> list[Article]:
    """Return what a feed holds: nothing that a preview alone may show."""
    there = [one for one in site.articles.values() if not one.draft]
    there = [one for one in there if not one.day or one.day <= TODAY]
    return there[: site.settings.feeds.items]


def texts(item: Element, name: str) -> list[str]:
    return [one.text or "" for one in item.iter(name)]


@given(shops())
def test_articles_are_read_back_from_rss(site: Site) -> None:
    """Every text of every field, in the order of time, as far as XML can carry it."""
    top = fromstring(made(site)["feed.xml"])  # noqa: S314 (we wrote it)
    told = newest(site)
    items = list(top.iter("item"))

    assert texts(top, "title")[0] == one_line(site.settings.name)
    assert [texts(one, "title") for one in items] == [[one_line(a.title)] for a in told]
    for item, one in zip(items, told, strict=True):
        assert texts(item, "guid") == [f"https://tea.example/{one.url}"]
        assert texts(item, "category") == [one_line(tag) for tag in one.tags]
        assert texts(item, "description") == [one_line(one.summary)] * bool(one.summary)
        assert texts(item, DC) == [one_line(site.authors[a].name) for a in one.authors]
        whole = readable(one.body.replace("\r\n", "\n").replace("\r", "\n"))
        assert texts(item, CONTENT)[0].endswith(whole)


@given(shops())
def test_readers_take_every_feed(site: Site) -> None:
    """None is bent right by a lenient reader; days are days, addresses lead here."""
    for name, data in made(site).items():
        if not name.endswith("feed.xml") and name != "products.xml":
            continue
        feed = feedparser.parse(data)
        assert not feed.bozo, name
        assert len({one.id for one in feed.entries}) == len(feed.entries)
        assert all(one.id.partition("#")[0] == one.link for one in feed.entries)
        assert all(
            "published_parsed" in one for one in feed.entries if "published" in one
        )
        assert len(feed.entries) <= site.settings.feeds.items


@given(shops())
def test_what_is_new_is_read_back_from_rss(site: Site) -> None:
    """Each thing once, under its name, the newest first; nothing that is hidden."""
    site = replace(site, settings=replace(site.settings, feeds=Feeds(tuple(NAMES), 99)))
    top = fromstring(made(site)["products.xml"])  # noqa: S314 (we wrote it)
    shown = {
        f"https://tea.example/{one.url}": one
        for one in site.products.values()
        if not (one.unlisted or one.retired)
    }
    items = list(top.iter("item"))
    days = [parsedate_to_datetime(texts(one, "pubDate")[0]).date() for one in items]
    better = Counter(texts(one, "guid")[0].partition("#")[0] for one in items)

    assert days == sorted(days, reverse=True)
    for item in items:
        one = shown[texts(item, "link")[0]]
        content = Plain(texts(item, CONTENT)[0])
        assert one_line(one.name) in texts(item, "title")[0]
        assert one_line(one.name) in content.text
        assert all(url.startswith("https://tea.example/") for url in content.links)
    for url, one in shown.items():
        told = {(new.kind, new.day) for new in site.news[one.id]}
        assert better[url] - len(told) in {0, 1}


class Plain(HTMLParser):
    """What a reader sees of HTML: its text, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.links = "", list[str]()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        assert tag in {"a", "img", "p"}
        self.links += [str(it) for key, it in attrs if key in {"href", "src"}]


@given(shops())
def test_articles_are_read_back_from_json(site: Site) -> None:
    """By the rules of JSON Feed 1.1: what must be there is, and nothing is empty."""
    feed = json.loads(made(site)["feed.json"])
    told = newest(site)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == one_line(site.settings.name)
    assert [one["title"] for one in feed["items"]] == [one_line(a.title) for a in told]
    assert len({one["id"] for one in feed["items"]}) == len(told)
    for one in feed["items"]:
        assert isinstance(one["content_html"], str)
        assert all("name" in author for author in one.get("authors", []))
        for day in ("date_published", "date_modified"):
            assert re.fullmatch(columns.DAY, one.get(day, "2026-01-01T00:00:00+00:00"))


def offered(site: Site) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what each catalogue says, by sku."""
    files = made(site)
    catalogue = json.loads(files[acp.FILE])["products"]
    variants = [one for each in catalogue for one in each["variants"]]
    lines = files[openai.FILE].decode().splitlines()
    top = fromstring(files[merchant.FILE])  # noqa: S314 (we wrote it)
    items = [
        {one.tag.removeprefix(f"{{{merchant.SPACE}}}"): one.text for one in item}
        for item in top.iter("item")
    ]
    return {
        merchant.FILE: {str(one["id"]): one for one in items},
        openai.FILE: {one["item_id"]: one for one in map(json.loads, lines)},
        acp.FILE: {one["id"]: one for one in variants},
    }


@given(shops())
def test_a_catalogue_keeps_to_its_table(site: Site) -> None:
    """What must be there is; nothing is too long, of another form, or unknown."""
    for name, found in offered(site).items():
        known = {one.name: one for one in checks.CATALOGUES[name]}
        for sku, told in found.items():
            assert set(told) <= set(known)
            row = Row(site, site.products[site.offers[sku].product], site.offers[sku])
            wrong = {
                key: one.wrong(row, told.get(key, "")) for key, one in known.items()
            }
            assert set(wrong.values()) == {""}, wrong


@given(shops())
def test_no_price_is_above_that_of_the_page(site: Site) -> None:
    """What others show is what one pays here, to the cent."""
    found = offered(site)
    for told in (*found[merchant.FILE].values(), *found[openai.FILE].values()):
        one = site.offers[str(told.get("id") or told.get("item_id"))]
        assert (told.get("sale_price") or told["price"]) == str(one.least)
        assert "sale_price" not in told or told["price"] == str(one.compare_at)
    for sku, told in found[acp.FILE].items():
        least = site.offers[sku].least
        assert told["price"] == {"amount": least.minor, "currency": least.currency}


@given(shops())
def test_an_offer_is_in_a_catalogue_or_it_is_told_why_not(site: Site) -> None:
    """Of all that others may offer; and what nobody may see is in no file at all."""
    here = shared(site)
    found = offered(site)
    told = "".join(map(str, feeds.problems(here)))
    for row in goods.rows(site, site.products.values()):
        for name, skus in found.items():
            hidden = row.one.unlisted or row.one.retired
            lacks = [
                lack.column.name
                for lack in columns.lacking(checks.CATALOGUES[name], row)
            ]
            assert (row.offer.sku in skus) is not (hidden or bool(lacks))
            assert all(f"{name} ({lack})" in told for lack in lacks) or hidden


@given(shops())
def test_what_is_kept_back_is_in_no_file(site: Site) -> None:
    """Neither its name nor its address."""
    secret = {
        name: replace(one, name=f"密{number}密")
        for number, (name, one) in enumerate(site.products.items())
    }
    files = made(replace(site, products=secret))
    kept = [one for one in secret.values() if one.unlisted or one.retired]

    everything = b"".join(files.values()).decode()
    assert [one.name for one in kept if one.name in everything] == []
    assert [one.url for one in kept if f"/{one.url}" in everything] == []


@given(shops())
def test_the_same_site_gives_the_same_bytes(site: Site) -> None:
    """However often it is asked."""
    assert made(site) == made(site)


SCHEMA = Path(__file__).parent / "feeds/schemas/podcast.xsd"
PODCAST = xmlschema.XMLSchema11(str(SCHEMA))
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PSC = "{http://podlove.org/simple-chapters}chapter"


@given(shops())
def test_what_is_heard_is_read_back_from_the_podcast(site: Site) -> None:
    """Each field as its author wrote it; chapters in JSON are those of the feed."""
    files = made(site)
    if not site.podcast:
        assert podcast.FILE not in files
        return
    data = files[podcast.FILE]
    PODCAST.validate(data.decode())
    top, feed = fromstring(data), feedparser.parse(data)  # noqa: S314 (we wrote it)
    told = [one for one in episodes.episodes(site) if one.recording]
    items = list(top.iter("item"))

    assert not feed.bozo
    assert texts(top, "title")[0] == (
        one_line(site.podcast.title) or one_line(site.settings.name)
    )
    about = [one.get("text") for one in top.iter(f"{ITUNES}category")]
    assert about == categories.path(site.podcast.category)
    assert texts(top, f"{ITUNES}author")[0]
    (first, *_) = top.iter("description")
    assert 0 < len(first.text or "") <= podcast.MOST
    assert [texts(one, "title") for one in items] == [[one_line(a.title)] for a in told]
    for item, one, entry in zip(items, told, feed.entries, strict=True):
        found = one.recording
        assert found
        (heard,) = item.iter("enclosure")
        assert heard.get("length") == str(found.size) != "0"
        assert heard.get("url", "").startswith("https://")
        assert heard.get("type") in {"audio/mpeg", "audio/x-m4a"}
        assert entry.enclosures[0].href == heard.get("url")
        assert texts(item, f"{ITUNES}duration") == [str(found.duration)] * bool(
            found.duration
        )
        assert entry.published_parsed
        _compare(site, one, item, files)


def _compare(
    site: Site, one: Article, item: Element, files: Mapping[str, bytes]
) -> None:
    """See that the two ways of telling chapters say the same, and all that is said."""
    inside = [
        (each.get("title"), each.get("href"), each.get("image"))
        for each in item.iter(PSC)
    ]
    cues = one.recording.cues if one.recording else ()
    name = f"{one.url}{podcast.CHAPTERS}"
    assert (name in files) is bool(cues)
    if not cues:
        return
    apart = json.loads(files[name])["chapters"]
    assert inside == [(c["title"], c.get("url"), c.get("img")) for c in apart]
    starts = [each["startTime"] for each in apart]
    assert starts == sorted(starts)
    shown = {
        name: one_line(each.name)
        for name, each in site.products.items()
        if not each.unlisted and not each.retired
    }
    wanted = [
        one_line(cue.text) or shown.get(_thing(cue), "")
        for cue in cues
        if one_line(cue.text) or _thing(cue) in shown
    ]
    assert [each["title"] for each in apart] == wanted


def _thing(cue: Cue) -> str:
    return cue.product.removeprefix("product:").partition("/")[0]
