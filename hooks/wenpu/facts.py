"""
What machines are told of a page: JSON-LD and Open Graph, as plain values.

Addresses here are absolute, so a site without `site_url` tells machines less.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from wenpu.model import Article, Author, Money, Offer, Product, Site, State

AVAILABILITY = {
    State.ON_SALE: "InStock",
    State.LAST_FEW: "LimitedAvailability",
    State.PREORDER: "PreOrder",
    State.PRESALE: "PreSale",
    State.NOT_YET: "PreOrder",
    State.SOLD_OUT: "SoldOut",
    State.ENDED: "Discontinued",
    State.RETIRED: "Discontinued",
}


def as_script(facts: Mapping[str, Any]) -> str:
    """Return *facts* as JSON that cannot end the script element it stands in."""
    if not facts:
        return ""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def article(site: Site, one: Article, products: Iterable[str]) -> dict[str, Any]:
    """Tell of an article, and of the *products* it mentions, by their ids."""
    base = site.settings.url
    people = [site.authors[name] for name in one.authors]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": base and f"{base}{one.url}#article",
            "headline": one.title,
            "description": one.summary,
            "inLanguage": site.settings.language,
            "datePublished": one.day and one.day.isoformat(),
            "dateModified": one.updated and one.updated.isoformat(),
            "image": base and one.cover and f"{base}{one.cover.url}",
            "author": [_person(base, person) for person in people],
            "keywords": list(one.tags),
            "mentions": [
                {"@id": f"{base}products/{name}/#product"} for name in products if base
            ],
        }
    )


def product(site: Site, one: Product, stories: Iterable[Article]) -> dict[str, Any]:
    """Tell of a product, its offers, and the *stories* that speak of it."""
    base = site.settings.url
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Product",
            "@id": base and f"{base}{one.url}#product",
            "name": one.name,
            "description": one.summary,
            "sku": one.offers[0].sku,
            "image": [f"{base}{picture.url}" for picture in one.images if base],
            "brand": _brand(base, site.authors.get(one.maker)),
            "offers": [_offer(site, one, offer) for offer in one.offers],
            "subjectOf": [
                {"@id": f"{base}{story.url}#article"} for story in stories if base
            ],
        }
    )


def _offer(site: Site, one: Product, offer: Offer) -> dict[str, Any]:
    base, state = site.settings.url, one.state(offer, site.settings.today)
    return _known(
        {
            "@type": "Offer",
            "sku": offer.sku,
            "price": offer.least.amount,
            "priceCurrency": offer.least.currency,
            "availability": f"https://schema.org/{AVAILABILITY[state]}",
            "url": base and f"{base}buy/{offer.sku}/",
        }
    )


def _brand(base: str, maker: Author | None) -> dict[str, Any]:
    """Tell who makes a product: to search engines a maker is a brand."""
    return {**_person(base, maker), "@type": "Brand"} if maker else {}


def _person(base: str, author: Author) -> dict[str, Any]:
    url = base and f"{base}authors/{quote(author.id)}/"
    return _known({"@type": "Person", "name": author.name, "url": url})


def open_graph(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Return *values* as meta tags, without those that have none."""
    return [{"property": key, "content": text} for key, text in values.items() if text]


def price_tags(price: Money) -> dict[str, str]:
    """Return what says a product's price to those who share its page."""
    amount, currency = price.amount, price.currency
    return {"product:price:amount": amount, "product:price:currency": currency}


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known, rather than say it is empty."""
    return {key: value for key, value in facts.items() if value}
