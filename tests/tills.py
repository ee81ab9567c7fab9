"""Shops whose offers can be paid for, as if a lock had told where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from wenpu import links, pages
from wenpu.model import (
    Article,
    Channel,
    Checkout,
    Item,
    Money,
    Picture,
    Product,
    Settings,
    Shipping,
    Story,
)
from wenpu.placements import story_sku
from wenpu.shop import Shop

CASE = ("links", "articles", "stories", "products", "checkout", "follow")


@dataclass(frozen=True)
class Till:
    """
    What is known of a shop's checkout.

    *links* are by sku; *stories*, and what *articles* and *products* say besides, are
    by the file of the article and by the id of the product.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    products: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stories: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    checkout: Mapping[str, Any] = field(default_factory=dict)
    follow: tuple[Channel, ...] = ()

    @classmethod
    def of(cls, case: Mapping[str, Any]) -> "Till":
        """Read what a case says of the checkout."""
        told = {name: case[name] for name in CASE if name in case}
        follow = tuple(_channel(**one) for one in told.pop("follow", ()))
        return cls(**told, follow=follow)


def opened(shop: Shop, till: Till) -> Shop:
    """Return *shop*, its pages made anew with all that is known of its checkout."""
    site = replace(
        shop.site,
        settings=_settings(shop.site.settings, till),
        products={key: _paid(one, till) for key, one in shop.site.products.items()},
        articles={
            src: replace(one, **till.articles.get(src, {}))
            for src, one in shop.site.articles.items()
        },
    )
    graph, named = links.graph(site), site.settings.link_names
    stories = {src: _story(site.articles[src], t) for src, t in till.stories.items()}
    desk = pages.desk(site, graph, shop.desk.shared.words, stories=stories)
    bodies = {
        src: links.marked(one, graph.articles.get(src, ()), link_names=named)
        for src, one in site.articles.items()
    }
    made = pages.make(desk, bodies)
    return replace(shop, site=site, graph=graph, desk=desk, pages=made)


def _settings(settings: Settings, till: Till) -> Settings:
    checkout = Checkout(**till.checkout)
    return replace(settings, checkout=checkout, follow=till.follow)


def _paid(one: Product, till: Till) -> Product:
    offers = [replace(o, link=till.links.get(o.sku, "")) for o in one.offers]
    return replace(one, offers=tuple(offers), **till.products.get(one.id, {}))


def _story(article: Article, told: Mapping[str, Any]) -> Story:
    return Story(
        sku=story_sku(article),
        article=article.src,
        items=tuple(Item(**item) for item in told["items"]),
        price=Money.parse(str(told["price"]), "CNY"),
        link=told.get("link", ""),
        shipping=Shipping(**told["shipping"]) if "shipping" in told else None,
    )


def _channel(image: str = "", **told: str) -> Channel:
    picture = Picture(f"content/{image}", image, 40, 30) if image else None
    return Channel(image=picture, **told)
