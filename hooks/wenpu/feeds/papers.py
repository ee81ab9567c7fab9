"""
Which articles stand in which feed, and how one of them is told.

A Paper is a feed before it is written in any format: the newest articles of the whole
site, of a tag, of an author. Only what it holds is asked for, so that it is made anew
only when something of that has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from urllib.parse import quote, unquote

from msgspec import Struct

from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, clean, line
from wenpu.leaflets import Tools
from wenpu.model import Article, Author


class Paper(Struct, frozen=True):
    """
    A feed of articles: *home* is the page that shows the same, from the site's root.

    *of* says of what it is, "" for the whole site; *newest* are the articles.
    """

    home: str
    of: Callable[[], str]
    newest: Callable[[], Sequence[Article]]
    supply: Supply

    @property
    def title(self) -> str:
        """The name of the site, and of what this is."""
        name, of = self.supply.site.settings.name, self.of()
        return line(f"{of} - {name}" if of else name)

    @property
    def description(self) -> str:
        """What the site says of itself; a feed has to say something."""
        return line(self.supply.site.settings.description) or self.title

    def file(self, name: str) -> str:
        """Return where its file called *name* is, from the site's root."""
        return f"{unquote(self.home)}{name}"

    def url(self, name: str = "") -> str:
        """Return the whole address of its page, or of its file called *name*."""
        return address(self.supply.site.settings.url, f"{self.home}{name}")

    def articles(self) -> Sequence[Article]:
        """Return the articles it holds, newest first."""
        return self.newest()


def papers(supply: Supply) -> Iterator[Paper]:
    """Return the feed of the whole site, of each tag, of each author."""
    settings = supply.site.settings
    yield Paper("", lambda: "", lambda: newest(supply), supply)
    if settings.publishes("tags"):
        for tag in supply.names["tags"]:
            if any(published(supply, _tagged(supply, tag))):
                yield _of_tag(supply, tag)
    if settings.publishes("authors"):
        for key in supply.site.authors:
            if any(published(supply, supply.written.get(key, ()))):
                yield _of_author(supply, key)


def published(supply: Supply, articles: Iterable[Article]) -> Iterator[Article]:
    """Return those of *articles* that do not wait: a preview shows the others, too."""
    today = supply.site.settings.today
    return (one for one in articles if not one.waits(today))


def newest(supply: Supply) -> list[Article]:
    """Return as many of the newest articles as a feed holds."""
    every = (supply.site.articles[src] for src in supply.newest["all"])
    return _first(supply, every)


def _first(supply: Supply, articles: Iterable[Article]) -> list[Article]:
    return list(islice(published(supply, articles), supply.site.settings.feeds.items))


def _of_tag(supply: Supply, tag: str) -> Paper:
    def newest() -> list[Article]:
        return _first(supply, _tagged(supply, tag))

    def of() -> str:
        same = (name for one in newest() for name in one.tags)
        return next(name for name in same if name.casefold() == tag)

    return Paper(f"tags/{supply.tag_slugs[tag]}/", of, newest, supply)


def _tagged(supply: Supply, tag: str) -> Iterator[Article]:
    return (one for one in supply.tags[tag] if isinstance(one, Article))


def _of_author(supply: Supply, key: str) -> Paper:
    def newest() -> Sequence[Article]:
        return _first(supply, supply.written[key])

    def of() -> str:
        return supply.site.authors[key].name

    return Paper(f"authors/{quote(supply.site.authors[key].id)}/", of, newest, supply)


def content(supply: Supply, tools: Tools, one: Article) -> str:
    """Return the whole text of *one*, below its picture, as HTML."""
    html = clean(tools.html(one.src))
    if not one.cover:
        return html
    src = escape(address(supply.site.settings.url, one.cover.url))
    size = f'width="{one.cover.width}" height="{one.cover.height}"'
    return f'<p><img src="{src}" alt="" {size}></p>\n{html}'


def people(supply: Supply, one: Article) -> list[Author]:
    """Return who wrote *one*."""
    return [supply.site.authors[key] for key in one.authors]
