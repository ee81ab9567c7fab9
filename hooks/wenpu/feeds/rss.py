"""Articles as RSS 2.0: whole texts, with addresses that never change."""

from xml.etree.ElementTree import Element

from wenpu.feeds.papers import Paper, content, people
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, by_mail, line, put, xml
from wenpu.leaflets import Tools
from wenpu.model import Article, Settings

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
FILE, TYPE = "feed.xml", "application/rss+xml"


def write(paper: Paper, tools: Tools) -> bytes:
    """Return *paper* as a file."""
    found, settings = paper.articles(), paper.supply.site.settings
    root, channel = opened(paper.title, paper.url(), paper.description, settings)
    itself = {"href": paper.url(FILE), "rel": "self", "type": TYPE}
    put(channel, "atom:link", **itself)
    if days := [one.updated or one.day for one in found if one.updated or one.day]:
        put(channel, "lastBuildDate", by_mail(max(filter(None, days)), settings))
    for one in found:
        _item(channel, paper, one, tools)
    return xml(root)


def opened(
    title: str, url: str, description: str, settings: Settings
) -> tuple[Element, Element]:
    """Return a feed without anything in it, and its channel."""
    spaces = {f"xmlns:{name}": address for name, address in NAMES.items()}
    root = Element("rss", {"version": "2.0", **spaces})
    channel = put(root, "channel")
    put(channel, "title", title)
    put(channel, "link", url)
    put(channel, "description", description)
    put(channel, "language", language(settings))
    return root, channel


def language(settings: Settings) -> str:
    """Return the language as RSS writes it: with its country, in small letters."""
    said = settings.language.replace("_", "-").lower()
    return "zh-cn" if said == "zh" else said


def entry(channel: Element, supply: Supply, one: Article) -> Element:
    """Put *one* into *channel*, as far as all feeds say the same of it; return that."""
    settings, item = supply.site.settings, put(channel, "item")
    url = address(settings.url, one.url)
    put(item, "title", line(one.title))
    put(item, "link", url)
    put(item, "guid", url, isPermaLink="true")
    if one.day:
        put(item, "pubDate", by_mail(one.day, settings))
    for author in people(supply, one):
        put(item, "dc:creator", line(author.name))
    return item


def _item(channel: Element, paper: Paper, one: Article, tools: Tools) -> None:
    item = entry(channel, paper.supply, one)
    for tag in one.tags:
        put(item, "category", line(tag))
    if one.summary:
        put(item, "description", line(one.summary))
    put(item, "content:encoded", content(paper.supply, tools, one))
