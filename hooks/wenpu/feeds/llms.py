"""
What the site is, in Markdown, for language models: `llms.txt`, as llmstxt.org has it.

`llms-full.txt` is the same with the newest articles and what is said of each product.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from wenpu import addresses, prose
from wenpu.feeds.arrivals import price
from wenpu.feeds.papers import newest, published
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, clean, line
from wenpu.leaflets import Tools
from wenpu.model import Article, Product
from wenpu.patterns import later

FILE, FULL = "llms.txt", "llms-full.txt"
SCHEME = "product:"
BRACKET = later(r"[\\\[\]]")


def write(supply: Supply) -> bytes:
    """Return the short file."""
    return _joined([*_head(supply), *_articles(supply), *_products(supply)])


def write_full(supply: Supply, tools: Tools) -> bytes:
    """Return the file with whole texts."""
    parts = [*_head(supply)]
    for one in newest(supply):
        parts += _whole(supply, one, tools)
    return _joined([*parts, *_products(supply, whole=True)])


def _joined(parts: list[str]) -> bytes:
    return ("\n\n".join(parts) + "\n").encode()


def _head(supply: Supply) -> Iterator[str]:
    settings = supply.site.settings
    yield f"# {line(settings.name)}"
    if settings.description:
        yield f"> {line(settings.description)}"


def _articles(supply: Supply) -> Iterator[str]:
    site = supply.site
    lines = [
        _link(one.title, address(site.settings.url, one.url), line(one.summary))
        for one in published(supply, site.articles.values())
    ]
    if lines:
        yield f"## {supply.words.text['articles']}"
        yield "\n".join(lines)


def _products(supply: Supply, *, whole: bool = False) -> Iterator[str]:
    found = supply.lists["all"]
    if found:
        yield f"## {supply.words.text['products']}"
    if found and not whole:
        yield "\n".join(_sold(supply, one) for one in found)
    for one in found if whole else ():
        yield f"### {line(one.name)}"
        yield _sold(supply, one)
        if text := line(prose.plain(one.description)):
            yield text


def _sold(supply: Supply, one: Product) -> str:
    site, words = supply.site, supply.words
    state = words.text[f"state_{one.best_state(site.settings.today)}"]
    every = words.text[f"every_{one.every}"] if one.every else ""
    told = [line(one.summary), price(supply, one), every, state]
    url = address(site.settings.url, one.url)
    return _link(one.name, url, words.text["pause"].join(filter(None, told)))


def _link(title: str, url: str, about: str) -> str:
    words = BRACKET.sub(r"\\\g<0>", line(title))
    return f"- [{words}]({_closed(url)})" + (f": {about}" if about else "")


def _closed(url: str) -> str:
    """Return *url* so that no bracket in it ends the link it stands in."""
    return url.replace("(", "%28").replace(")", "%29")


def _whole(supply: Supply, one: Article, tools: Tools) -> Iterator[str]:
    site = supply.site
    people = [line(site.authors[key].name) for key in one.authors]
    day = one.day.isoformat() if one.day else ""
    about = [address(site.settings.url, one.url), day, *people]
    yield f"## {line(one.title)}"
    yield " · ".join(filter(None, about))
    yield clean(rooted(supply, one, tools.body(one.src))).strip()


def rooted(supply: Supply, one: Article, body: str) -> str:
    """Return the Markdown of *one*, its links with whole addresses."""
    edits = set[tuple[int, int, str]]()
    for link in prose.links(body):
        if product := _product(supply, link):
            edits.add((link.start, link.end, product))
        elif url := _url(supply, one, link):
            edits.add((link.dest_start, link.dest_end, _closed(url)))
    for start, end, text in sorted(edits, reverse=True):
        body = body[:start] + text + body[end:]
    return body


def _product(supply: Supply, link: prose.Link) -> str:
    """Return what stands for a *link* to a product, "" if it is another one."""
    if not link.destination.startswith(SCHEME):
        return ""
    path = link.destination.removeprefix(SCHEME).partition("#")[0]
    one = supply.site.products.get(unquote(path).partition("/")[0])
    if not one:
        return link.text
    url = address(supply.site.settings.url, one.url)
    shown = link.kind is prose.LinkKind.IMAGE
    more = f" ({line(one.name)}, {price(supply, one)})" if shown and link.text else ""
    return f"[{link.text or line(one.name)}]({_closed(url)}){more}"


def _url(supply: Supply, one: Article, link: prose.Link) -> str:
    """Return the whole address that *link* leads to, "" if it is one already."""
    base, parts = supply.site.settings.url, _parts(link.destination)
    if parts is None or parts.scheme or parts.netloc:
        return ""
    if not parts.path:
        return address(base, f"{one.url}#{parts.fragment}")
    raw = link.form is prose.Form.RAW
    folder = PurePosixPath(one.src).parent.as_posix()
    start = f"/{one.url}" if raw else f"/{quote(folder)}/"
    path = urljoin(start, parts.path).lstrip("/")
    if not raw and path.endswith(".md"):
        path = addresses.of_file(unquote(path))
    return address(base, parts._replace(path=path).geturl())


def _parts(destination: str) -> SplitResult | None:
    try:
        return urlsplit(destination)
    except ValueError:  # Such as http://[broken: nobody can follow it anyway.
        return None
