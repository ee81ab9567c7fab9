"""Articles as JSON Feed 1.1 (jsonfeed.org): whole texts."""

from urllib.parse import quote

from wenpu.feeds.papers import Paper, content, people
from wenpu.feeds.written import address, as_json, by_iso, known, line
from wenpu.leaflets import Tools
from wenpu.model import Article

VERSION = "https://jsonfeed.org/version/1.1"
FILE, TYPE = "feed.json", "application/feed+json"


def write(paper: Paper, tools: Tools) -> bytes:
    """Return *paper* as a file."""
    feed = {
        "version": VERSION,
        "title": paper.title,
        "home_page_url": paper.url(),
        "feed_url": paper.url(FILE),
        "description": paper.description,
        "language": paper.supply.words.lang,
        "items": [_item(paper, one, tools) for one in paper.articles()],
    }
    return as_json(feed).encode()


def _item(paper: Paper, one: Article, tools: Tools) -> dict[str, object]:
    supply, settings = paper.supply, paper.supply.site.settings
    url = address(settings.url, one.url)
    writers = [
        {
            "name": line(author.name),
            "url": address(settings.url, f"authors/{quote(author.id)}/"),
        }
        for author in people(supply, one)
    ]
    item = {
        "id": url,
        "url": url,
        "title": line(one.title),
        "summary": line(one.summary),
        "image": one.cover and address(settings.url, one.cover.url),
        "date_published": one.day and by_iso(one.day, settings),
        "date_modified": one.updated and by_iso(one.updated, settings),
        "authors": writers,
        "tags": [line(tag) for tag in one.tags],
    }
    return {**known(item), "content_html": content(supply, tools, one)}
