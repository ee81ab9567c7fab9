"""
A folder becomes a Site: articles and products, checked against each other.

`load()` reads everything once. What it finds wrong is part of the Site, so that all
of it can be told together; who builds decides what stops the build.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from wenpu import addresses, articles, catalog, prose
from wenpu.model import Article, Page, Settings, Site
from wenpu.problems import Level, Problem, Spot, closest

RESERVED = frozenset(
    "articles assets authors buy media new products series shop tags thanks 404".split()
)
"""First parts of addresses that a code would take away."""


def load(root: Path, settings: Settings, files: Collection[str] | None = None) -> Site:
    """
    Read the site at *root*.

    *files* are the paths below its content folder that are published; all if none.
    """
    found = files_in(root / settings.content_dir) if files is None else files
    goods = catalog.read(root, settings)
    texts = articles.read(root, settings, found)
    site = Site(
        settings=settings,
        products=goods.products,
        shelves=goods.shelves,
        articles=texts.articles,
        hidden=texts.hidden,
        authors=texts.authors,
        pages=texts.pages,
        files=frozenset(found),
        broken=goods.broken,
        problems=(*goods.problems, *texts.problems),
    )
    return replace(site, problems=(*site.problems, *_codes(site)))


def files_in(folder: Path) -> set[str]:
    """Return the paths of all files below *folder*, less what is hidden by a dot."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        path.as_posix()
        for path in paths
        if not any(part.startswith(".") for part in path.parts)
    }


def _codes(site: Site) -> Iterator[Problem]:
    """A code is an address: it must be free, and lead to one thing."""
    pages = {page.url.rstrip("/"): page.spot for page in site.pages.values()}
    taken = {code: f"has the address /{code}/" for code in RESERVED}
    taken |= {url: f"is the address of {spot.path}" for url, spot in pages.items()}
    for code, spot in _coded(site):
        if not catalog.CODE.fullmatch(code):
            what = f"code {code!r} cannot be typed into an address."
            yield Problem(spot, what, "Write up to 20 of A-Z a-z 0-9 - as in  code: 101")
        elif owner := taken.get(code):
            what = f"code {code!r} {owner} already."
            yield Problem(spot, what, "Give each article and product a code of its own.")
        taken.setdefault(code, f"belongs to {spot}")


def _coded(site: Site) -> Iterator[tuple[str, Spot]]:
    for product in site.products.values():
        if product.code:
            yield product.code, product.spot
    for article in (*site.articles.values(), *site.hidden.values()):
        if article.code:
            yield article.code, article.spot


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text somewhere in the site, and the page it will stand on."""

    body: str
    path: str
    first_line: int
    src: str
    url: str

    def spot(self, position: int) -> Spot:
        """Return the place of the character at *position*."""
        line = self.first_line + self.body.count("\n", 0, position)
        return Spot(self.path, line)


def broken(site: Site, known: Collection[str]) -> list[Problem]:
    """
    Report links and pictures that lead nowhere.

    *known* are the addresses of all pages there will be, from the site's root. Other
    hosts are not asked: a build is offline.
    """
    hidden = {one.url: one for one in site.hidden.values()}
    found: list[Problem] = []
    for text in _texts(site):
        for link in prose.links(text.body):
            found += _broken(site, text, link, known, hidden)
    return found


def _texts(site: Site) -> Iterator[Text]:
    written: Iterable[Article | Page] = (*site.articles.values(), *site.pages.values())
    for one in written:
        yield Text(one.body, one.spot.path, one.body_line, one.src, one.url)
    for product in site.products.values():
        text, path = product.description, product.spot.path
        src = "product.md"  # Its links are written from the content folder's root.
        yield Text(text, path, product.description_line, src, product.url)


def _broken(
    site: Site,
    text: Text,
    link: prose.Link,
    known: Collection[str],
    hidden: dict[str, Article],
) -> Iterator[Problem]:
    scheme, host, path, _, _ = _parts(link.destination)
    if scheme == "product":
        yield from _no_product(site, text, link)
    elif scheme or host or not path or _leads(site, text, path, known):
        return
    else:
        what, fix = _words(link, path)
        if one := hidden.get(addresses.of_file(_meant(text, path)[0])):
            what = f"the link {path!r} leads to {one.spot.path}, which is not published."
            fix = "Publish that article, or take the link out until its day comes."
        yield Problem(text.spot(link.start), what, fix, Level.WARNING)


def _parts(destination: str) -> tuple[str, str, str, str, str]:
    try:
        return tuple(urlsplit(destination))  # type: ignore[return-value]
    except ValueError:  # Such as http://[broken: somebody else's address.
        return ("http", "", "", "", "")


def _words(link: prose.Link, path: str) -> tuple[str, str]:
    if link.kind == "image":
        fix = "Put the picture there, or correct its name."
        return f"the picture {path!r} is not there.", fix
    return f"the link {path!r} leads nowhere.", "Correct it, or take it out."


def _leads(site: Site, text: Text, path: str, known: Collection[str]) -> bool:
    """Tell whether *path* in *text* is a published file or the address of a page."""
    file, address = _meant(text, path)
    if file.endswith(articles.MARKDOWN):
        return addresses.of_file(file) in known
    return file in site.files or address in known or f"{address}/" in known


def _meant(text: Text, path: str) -> tuple[str, str]:
    """
    Return the two things *path* can mean: a file, and an address.

    Files are found from the Markdown file, as MkDocs does, and whatever else from
    the page, as browsers do.
    """
    file = unquote(urljoin(addresses.quote(text.src), path)).lstrip("/")
    return file, urljoin(f"/{text.url}", path).lstrip("/")


def _no_product(site: Site, text: Text, link: prose.Link) -> Iterator[Problem]:
    """Report a product that a page or a description names and nobody sells."""
    if text.src in site.articles:
        return  # An article's mentions are the graph's affair.
    name = link.destination.removeprefix("product:").partition("#")[0]
    product, _, variant = name.partition("/")
    if product in site.broken:
        return
    found = site.products.get(product)
    if not found:
        what = f"no product {product!r}."
        fix = closest(product, site.products, "Write the name of a file in products/.")
        yield Problem(text.spot(link.start), what, fix)
    elif not found.offer(variant) and variant:
        what = f"product {product!r} has no variant {variant!r}."
        fix = closest(variant, [one.variant for one in found.offers], "Take it out.")
        yield Problem(text.spot(link.start), what, fix)
