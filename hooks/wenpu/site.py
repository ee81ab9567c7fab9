"""
A folder becomes a Site: articles and products, checked against each other.

`load()` reads everything once. What it finds wrong is part of the Site, so that all
of it can be told together; who builds decides what stops the build.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from posixpath import normpath
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from wenpu import (
    addresses,
    articles,
    authors,
    catalog,
    episodes,
    memory,
    prose,
    recordings,
    stamps,
)
from wenpu.model import Article, Page, Product, Settings, Shelf, Site
from wenpu.problems import Level, Problem, Spot, closest

RESERVED = (
    *("404", "articles", "assets", "authors", "buy", "codes", "media", "new"),
    *("offline", "products", "search", "series", "shop", "tags", "thanks"),
)
"""First parts of addresses that a code would take away."""

PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
MEDIA = "media"
"""Where pictures of products are published, as if they lay in the content folder."""


def load(
    root: Path, settings: Settings, files: Mapping[str, str] | None = None
) -> Site:
    """
    Read the site at *root*.

    *files* are what is published of the content folder, by its address: where it lies,
    from *root*. All of the folder if none is said.
    """
    found = lying(root, settings.content_dir) if files is None else files
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
        files=frozenset(found) | media(root / settings.products_dir),
        broken=goods.broken,
        problems=(*goods.problems, *texts.problems),
        rates=goods.rates,
        coupons=goods.coupons,
    )
    between = (
        *_codes(site),
        *_tongues(site),
        *_recordings(site),
        *_makers(site, texts.problems),
        *_promotions(site, goods.problems),
    )
    products = {key: _known_maker(site, one) for key, one in site.products.items()}
    heard = _measured(root, found, site.articles)
    hidden = _measured(root, found, site.hidden)
    site = replace(site, products=products, articles=heard, hidden=hidden)
    podcast, lacks = episodes.podcast(root, site)
    return replace(site, podcast=podcast, problems=(*site.problems, *between, *lacks))


def media(folder: Path) -> set[str]:
    """Return where the pictures are published that lie below *folder* of products."""
    names = files_in(folder)
    return {f"{MEDIA}/{name}" for name in names if name.lower().endswith(PICTURES)}


def lying(root: Path, folder: str) -> dict[str, str]:
    """Return all that lies in a *folder* of *root*, by its path from there."""
    return {name: f"{folder}/{name}" for name in files_in(root / folder)}


def files_in(folder: Path) -> set[str]:
    """Return the paths of all files below *folder*, less what is hidden by a dot."""
    top = len(f"{folder}{os.sep}")
    found: set[str] = set()
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "."]
        below = f"{here}{os.sep}"[top:].replace(os.sep, "/")
        found.update(f"{below}{name}" for name in names if name[0] != ".")
    return found


def _tongues(site: Site) -> Iterator[Problem]:
    """See that no page lies where another language begins."""
    written: list[Article | Page] = [*site.pages.values(), *site.articles.values()]
    if site.settings.path:
        return
    for page in written:
        if page.url.startswith(site.settings.apart):
            what = f"/{page.url} is where the pages in another language begin."
            yield Problem(page.spot, what, "Rename the file.")


def _codes(site: Site) -> Iterator[Problem]:
    """See that each code is free and leads to one thing: it becomes an address."""
    paths = (one.path.rstrip("/") for one in site.settings.languages if one.path)
    own = (*RESERVED, *paths)
    taken = {code: f"/{code}/ is an address of Wenpu's own" for code in own}
    for page in site.pages.values():
        taken[page.url.rstrip("/").lower()] = f"/{page.url} is {page.spot.path}"
    for code, spot in _coded(site):
        if not catalog.CODE.fullmatch(code):
            what, fix = f"code {code!r} cannot be typed into an address.", TYPED
            yield Problem(spot, what, fix)
        elif owner := taken.get(code.lower()):
            yield Problem(spot, f"code {code!r} is taken: {owner}.", FREE)
        # Codes become folders, and some disks know no difference between a and A.
        taken.setdefault(code.lower(), f"it leads to {spot}")


def _recordings(site: Site) -> Iterator[Problem]:
    """See that what is to be heard or seen is there."""
    for article in (*site.articles.values(), *site.hidden.values()):
        found = article.recording
        if found and found.is_ours and unquote(found.url) not in site.files:
            what = f"the recording {found.written!r} is not there."
            fix = "Put the file beside the article, or correct its name."
            yield Problem(Spot(article.spot.path, found.line), what, fix)


def _measured(
    root: Path, files: Mapping[str, str], articles: Mapping[str, Article]
) -> dict[str, Article]:
    """Return *articles*, with how long each recording is that lies here."""
    return {src: _heard(root, files, one) for src, one in articles.items()}


def _heard(root: Path, files: Mapping[str, str], one: Article) -> Article:
    heard = one.recording
    path = files.get(unquote(heard.url)) if heard and heard.is_ours else None
    if not heard or not path:
        return one
    try:
        return replace(one, recording=recordings.measured(root / path, heard))
    except OSError:  # It went away this very moment, or lies with who serves files.
        return one


TYPED = "Write up to 20 of A-Z a-z 0-9 - as in  code: 101"
FREE = "Give each article and product a code of its own."


def _coded(site: Site) -> Iterator[tuple[str, Spot]]:
    for product in site.products.values():
        if product.code:
            yield product.code, product.spot
    for article in (*site.articles.values(), *site.hidden.values()):
        if article.code:
            yield article.code, Spot(article.spot.path, article.code_line)


def _makers(site: Site, told: Iterable[Problem]) -> Iterator[Problem]:
    """See that who makes a product is known; whom a mistake hides was *told* of."""
    path = f"{site.settings.first_dir}/{authors.NAME}"
    if any(problem.spot.path == path for problem in told):
        return
    for product in site.products.values():
        if product.maker and product.maker not in site.authors:
            spot = Spot(product.spot.path, product.maker_line)
            otherwise = f"Add  {product.maker}: {{name: …}}  to {path}"
            fix = closest(product.maker, site.authors, otherwise)
            yield Problem(spot, f"maker: no person {product.maker!r}.", fix)


def _promotions(site: Site, told: Iterable[Problem]) -> Iterator[Problem]:
    """See that a code which an article fills in is given by some coupon."""
    path = f"{site.settings.products_dir}/promotions.yml"
    if any(one.spot.path.startswith(path.removesuffix("yml")) for one in told):
        return
    codes = [code.code for coupon in site.coupons.values() for code in coupon.codes]
    known = {code.casefold() for code in codes}
    for article in (*site.articles.values(), *site.hidden.values()):
        code = article.promotion
        if code and code.casefold() not in known:
            spot = Spot(article.spot.path, article.promotion_line)
            fix = closest(code, codes, f"Add it to the codes of a coupon in {path}")
            yield Problem(spot, f"promotion: no code {code!r}.", fix)


def _known_maker(site: Site, one: Product) -> Product:
    """Return *one* without a maker nobody knows: what is told goes no farther."""
    known = not one.maker or one.maker in site.authors
    return one if known else replace(one, maker="")


class Text(Struct, frozen=True):
    """A Markdown text somewhere in the site, and the page it will stand on."""

    body: str
    path: str
    first_line: int
    src: str
    url: str
    folder: str = ""
    """Pictures are found from here, "" for the folder of *src*."""
    said: bytes = stamps.NONE
    """The stamp of its body, if that is known."""

    def stamp(self, around: bytes) -> bytes:
        """Return the stamp of it and of what its links can lead to."""
        place = (self.path, self.first_line, self.src, self.url, self.folder)
        return stamps.of((place, self.said or stamps.of_text(self.body), around))

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
    around = _around(site, known)

    def problems(text: Text) -> tuple[Problem, ...]:
        links = prose.links(text.body)
        each = (_broken(site, text, link, known, hidden) for link in links)
        return tuple(chain.from_iterable(each))

    return [
        problem
        for text in _texts(site)
        for problem in memory.recall(
            "broken", partial(text.stamp, around), partial(problems, text)
        )
    ]


def _around(site: Site, known: Collection[str]) -> bytes:
    """Return the stamp of all that a link can lead to."""
    waiting = [(one.src, one.url, one.spot) for one in site.hidden.values()]
    sold = {
        name: [offer.variant for offer in one.offers]
        for name, one in site.products.items()
    }
    there = sorted(known), sorted(site.files), sorted(site.broken)
    return stamps.of((there, waiting, sold, list(site.articles)))


def _texts(site: Site) -> Iterator[Text]:
    for article in site.articles.values():
        yield _written(article, article.said)
    for page in site.pages.values():
        yield _written(page)
    for shelf in site.shelves.values():
        yield _described(shelf, 1, shelf.id)
    for product in site.products.values():
        yield _described(product, product.description_line, product.shelf)


def _written(one: Article | Page, said: bytes = stamps.NONE) -> Text:
    place = one.spot.path, one.body_line, one.src, one.url
    return Text(one.body, *place, said=said)


def _described(one: Product | Shelf, line: int, shelf: str) -> Text:
    """Its links are written from the content folder's root, pictures lie beside it."""
    path, folder = one.spot.path, f"{MEDIA}/{shelf}/" if shelf else f"{MEDIA}/"
    return Text(one.description, path, line, "description.md", one.url, folder)


def _broken(
    site: Site,
    text: Text,
    link: prose.Link,
    known: Collection[str],
    hidden: dict[str, Article],
) -> Iterator[Problem]:
    parts = _parts(link.destination)
    if parts.scheme == "product":
        yield from _no_product(site, text, link)
    elif parts.scheme or parts.netloc or not parts.path:
        return
    elif site.settings.path and _climbs(text, parts.path):
        what = f"the link {parts.path!r} leads out of {site.settings.content_dir}/."
        fix = "Write the whole address of a page in another language: https://…"
        yield Problem(text.spot(link.start), what, fix, Level.WARNING)
    elif not _leads(site, text, link, known):
        what, fix = _words(link, parts.path)
        if one := _waiting(text, link, hidden):
            what = f"the link {parts.path!r} leads to {one.spot.path}, which waits."
            fix = "Publish that article, or take the link out until its day comes."
        yield Problem(text.spot(link.start), what, fix, Level.WARNING)


def _climbs(text: Text, path: str) -> bool:
    """Tell whether *path* leads out of the folder that holds all texts."""
    return normpath(f"{text.src.rpartition('/')[0]}/{path}".lstrip("/")).startswith(
        ".."
    )


def _parts(destination: str) -> SplitResult:
    try:
        return urlsplit(destination)
    except ValueError:  # Such as http://[broken: somebody else's address.
        return urlsplit("http:")


def _words(link: prose.Link, path: str) -> tuple[str, str]:
    if link.kind is prose.LinkKind.IMAGE:
        fix = "Put the picture there, or correct its name."
        return f"the picture {path!r} is not there.", fix
    return f"the link {path!r} leads nowhere.", "Correct it, or take it out."


def _leads(site: Site, text: Text, link: prose.Link, known: Collection[str]) -> bool:
    """Tell whether *link* leads to a published file or the address of a page."""
    file, address = _meant(text, link)
    if file.endswith(articles.MARKDOWN):
        return addresses.of_file(file) in known
    published = file in site.files or unquote(address) in site.files
    return published or address in known or f"{address}/" in known


def _waiting(
    text: Text, link: prose.Link, hidden: dict[str, Article]
) -> Article | None:
    file, address = _meant(text, link)
    return hidden.get(addresses.of_file(file) if file else "") or hidden.get(address)


def _meant(text: Text, link: prose.Link) -> tuple[str, str]:
    """
    Return the two things *link* can mean: a file, and an address.

    Files are found from the Markdown file, as MkDocs does, and whatever else from
    the page, as browsers do; only they read the links of raw HTML.
    """
    path = urlsplit(link.destination).path
    address = quote(unquote(urljoin(f"/{text.url}", path))).lstrip("/")
    if link.form is prose.Form.RAW:
        return "", address
    shown = link.kind is prose.LinkKind.IMAGE
    start = text.folder if text.folder and shown else text.src
    return unquote(urljoin(quote(start), path)).lstrip("/"), address


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
        known = {*site.products, *site.broken}
        fix = closest(product, sorted(known), "Write the name of a file in products/.")
        yield Problem(text.spot(link.start), what, fix)
    elif not found.offer(variant) and variant:
        what = f"product {product!r} has no variant {variant!r}."
        fix = closest(variant, [one.variant for one in found.offers], "Take it out.")
        yield Problem(text.spot(link.start), what, fix)
