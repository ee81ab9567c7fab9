"""All articles and products of the site in one file, for programs: `/index.json`."""

from collections.abc import Iterator
from urllib.parse import quote

from wenpu.feeds.goods import Row
from wenpu.feeds.papers import published
from wenpu.feeds.supply import Supply
from wenpu.feeds.written import address, as_json, clean, known, line
from wenpu.model import Article, Money, Product, Site

FILE, VERSION = "index.json", 1


def write(supply: Supply) -> bytes:
    """Return the file."""
    site = supply.site
    settings = site.settings
    told = published(supply, site.articles.values())
    values = {
        "version": VERSION,
        "name": line(settings.name),
        "url": address(settings.url, ""),
        "description": line(settings.description),
        "language": supply.words.lang,
        "articles": [_article(site, one) for one in told],
        "products": [_product(site, one) for one in supply.lists["all"]],
    }
    return as_json(values).encode()


def _article(site: Site, one: Article) -> dict[str, object]:
    base = site.settings.url
    people = [site.authors[key] for key in one.authors]
    return known(
        {
            "title": line(one.title),
            "url": address(base, one.url),
            "summary": line(one.summary),
            "date": one.day and one.day.isoformat(),
            "updated": one.updated and one.updated.isoformat(),
            "authors": [
                {
                    "name": line(author.name),
                    "url": address(base, f"authors/{quote(author.id)}/"),
                }
                for author in people
            ],
            "tags": [line(tag) for tag in one.tags],
            "series": line(one.series),
            "image": one.cover and address(base, one.cover.url),
        }
    )


def _product(site: Site, one: Product) -> dict[str, object]:
    base = site.settings.url
    maker = site.authors.get(one.maker)
    shelf = site.shelves.get(one.shelf)
    return known(
        {
            "id": one.id,
            "name": line(one.name),
            "url": address(base, one.url),
            "summary": line(one.summary),
            "kind": str(one.kind),
            "shelf": line(shelf.name) if shelf else "",
            "tags": [line(tag) for tag in one.tags],
            "maker": line(maker.name) if maker else "",
            "images": [address(base, picture.url) for picture in one.images],
            "added": one.added and one.added.isoformat(),
            "every": one.every,
            "offers": list(_offers(site, one)),
        }
    )


def _offers(site: Site, one: Product) -> Iterator[dict[str, object]]:
    for offer in one.offers:
        row = Row(site, one, offer)
        yield known(
            {
                "sku": offer.sku,
                "options": {line(name): clean(value) for name, value in offer.options},
                "price": _money(row.price),
                "was": _money(row.usual) if row.is_less else "",
                "free": bool(offer.free),
                "state": str(row.state),
                "buyable": row.state.buyable,
                "buy": row.door,
            }
        )


def _money(money: Money) -> dict[str, str]:
    return {"amount": money.amount, "currency": money.currency}
