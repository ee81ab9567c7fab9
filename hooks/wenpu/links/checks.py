"""Say which mentions lead nowhere, and who is mentioned by nobody."""

from collections.abc import Iterable, Iterator
from itertools import chain

from wenpu import memory, prose, stamps
from wenpu.links.destinations import SCHEME, Destination
from wenpu.model import Article, Graph, Product, Site
from wenpu.problems import Level, Problem, Spot, closest, in_order


def problems(site: Site, broken: frozenset[str] = frozenset()) -> list[Problem]:
    """
    Return what articles mention and nobody sells.

    Nothing is said of products in *broken*, or in `site.broken`: they exist, and what
    is wrong with them has been told.
    """
    known_wrong = broken | site.broken
    sold = [
        (name, [offer.variant for offer in one.offers])
        for name, one in site.products.items()
    ]
    goods = stamps.of((sold, sorted(known_wrong)))

    def problems(one: Article) -> tuple[Problem, ...]:
        said = one.spot.path, one.body_line, one.listed, one.said
        return memory.recall(
            "unsold",
            (goods, *said),
            lambda: tuple(_problems(site, one, known_wrong)),
        )

    return in_order(chain.from_iterable(map(problems, site.articles.values())))


def _problems(
    site: Site, article: Article, known_wrong: frozenset[str]
) -> Iterator[Problem]:
    links = prose.links(article.body)
    ours = [one for one in links if one.destination.startswith(SCHEME)]
    for said, line in _said(article, ours):
        if said.product not in known_wrong and not _is_sold(site, said):
            yield _missing(site, Spot(article.spot.path, line), said)
    yield from _raw(article, ours)


def orphans(site: Site, graph: Graph) -> list[Problem]:
    """
    Return a notice for each article and each product that stands alone.

    Articles of a site without products are as they should be.
    """
    articles = site.articles.values() if site.products else ()
    lonely = [one for one in articles if not graph.articles[one.src]]
    unsung = [
        one
        for one in site.products.values()
        if not (one.unlisted or one.retired or graph.products[one.id])
    ]
    return in_order(
        [
            *(_lonely(one, site, graph) for one in lonely),
            *(_unsung(one, site, graph) for one in unsung),
        ]
    )


def _said(
    article: Article, links: Iterable[prose.Link]
) -> Iterator[tuple[Destination, int]]:
    """Return what *article* says it is about, and on which line."""
    for text, line in article.listed:
        yield Destination.named(text), line
    for link in links:
        if link.form is not prose.Form.RAW:
            yield Destination.named(link.destination), article.lines(link.start)


def _is_sold(site: Site, said: Destination) -> bool:
    product = site.products.get(said.product)
    return bool(product and (not said.variant or product.offer(said.variant)))


def _missing(site: Site, spot: Spot, said: Destination) -> Problem:
    product = site.products.get(said.product)
    if not product:
        what = f"no product {said.product!r}."
        otherwise = "Write the name of a file in products/, without  .yml"
        return Problem(spot, what, closest(said.product, site.products, otherwise))
    what = f"product {said.product!r} has no variant {said.variant!r}."
    return Problem(spot, what, _other_variant(product, said.variant))


def _other_variant(product: Product, variant: str) -> str:
    known = [one.variant for one in product.offers if one.variant]
    plain = f"Write  product:{product.id}"
    if not known:
        return f"{plain}  : it has no variants."
    return closest(variant, known, f"{plain}  or one of: {', '.join(known)}.")


def _raw(article: Article, links: Iterable[prose.Link]) -> Iterator[Problem]:
    """HTML is left as it is, so a product in it would be a link to nowhere."""
    for link in links:
        if link.form is prose.Form.RAW:
            spot = Spot(article.spot.path, article.lines(link.start))
            what = f"{link.destination!r} in HTML leads nowhere."
            mark = "!" if link.kind == prose.LinkKind.IMAGE else ""
            fix = f"Write it in Markdown:  {mark}[text]({link.destination})"
            yield Problem(spot, what, fix)


def _lonely(article: Article, site: Site, graph: Graph) -> Problem:
    alike = next(iter(graph.article_products[article.src]), "")
    name = alike or min(site.products)
    what = "this article mentions no product."
    fix = f"Write  [text](product:{name})  in it, or  products: [{name}]  at its top."
    return Problem(article.spot, what, fix, Level.NOTICE)


def _unsung(product: Product, site: Site, graph: Graph) -> Problem:
    alike = next(iter(graph.product_articles[product.id]), "")
    where = f", such as {site.articles[alike].spot.path}" if alike else ""
    what = f"no article mentions {product.id!r}."
    fix = f"Write  [{product.name}](product:{product.id})  in an article{where}."
    return Problem(product.spot, what, fix, Level.NOTICE)
