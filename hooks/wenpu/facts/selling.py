"""What machines are told of a product: one thing, or a group of variants."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from wenpu import prose
from wenpu.facts import events, options, sending
from wenpu.facts.nodes import (
    Node,
    article_id,
    at,
    image,
    known,
    product_id,
    refer,
    term,
    variant_id,
)
from wenpu.model import (
    Article,
    Author,
    Offer,
    Product,
    Shelf,
    Site,
    State,
)

AVAILABILITY = {
    State.ON_SALE: "InStock",
    State.LAST_FEW: "LimitedAvailability",
    State.PREORDER: "PreOrder",
    State.PRESALE: "PreSale",
    # Whoever reads "PreOrder" would order now, and cannot.
    State.NOT_YET: "OutOfStock",
    State.SOLD_OUT: "SoldOut",
    State.ENDED: "Discontinued",
    State.RETIRED: "Discontinued",
}

PERIODS = {"month": "MON", "year": "ANN"}
"""How long is paid for at once, as UN/CEFACT calls it."""


def product(
    site: Site,
    one: Product,
    stories: Iterable[Article],
    *,
    shelf: Shelf | None = None,
    slots: Sequence[str] = (),
) -> list[Node]:
    """
    Tell of a product, its offers, and the *stories* that speak of it.

    It comes first, then what its offers refer to, then the events among its *slots*.
    *shelf* is where it lies.
    """
    ways = sending.ways(site, one)
    about = _about(site, one, stories, shelf)
    if len(one.offers) == 1:
        bought = known(_offer(site, one, one.offers[0]) | {"shippingDetails": ways})
        things = [known({**about, "sku": one.offers[0].sku, "offers": bought})]
    else:
        things = _group(site, one, about, ways)
    offers = [_offer(site, one, offer) for offer in one.offers] if slots else []
    return [*things, *events.events(site, one, slots, offers)]


def _about(
    site: Site, one: Product, stories: Iterable[Article], shelf: Shelf | None
) -> Node:
    """Tell what is the same of all variants of *one*."""
    base = site.settings.url
    return {
        "@type": "Product",
        "@id": product_id(site, one),
        "name": one.name,
        "url": at(site, one.url),
        "description": one.summary or prose.summary(one.description),
        "image": [image(site, picture) for picture in one.images if base],
        "brand": _brand(site, site.authors.get(one.maker)),
        "category": shelf.name if shelf else "",
        "subjectOf": refer(*(article_id(site, story) for story in stories)),
    }


def _group(
    site: Site, one: Product, about: Mapping[str, object], ways: Sequence[Node]
) -> list[Node]:
    """
    Tell of all variants; how they are sent is said once, and referred to.

    What they cost stands beside each: Google wants no range of prices of variants.
    """
    named = options.named(one)
    variants = [_variant(site, one, offer, named, ways) for offer in one.offers]
    group = {
        **about,
        "@type": "ProductGroup",
        "productGroupID": one.id,
        "variesBy": [term(name) for name in named.values()],
        "hasVariant": variants,
    }
    return [known(group), *ways]


def _variant(
    site: Site,
    one: Product,
    offer: Offer,
    named: Mapping[str, str],
    ways: Sequence[Node],
) -> Node:
    pictures = offer.images or one.images[:1]
    sent = refer(*(way["@id"] for way in ways))
    return known(
        {
            "@type": "Product",
            "@id": variant_id(site, one, offer.variant),
            "name": f"{one.name} {offer.label}",
            "sku": offer.sku,
            "image": [at(site, picture.url) for picture in pictures if at(site, "/")],
            **options.told(offer, named),
            "offers": known(_offer(site, one, offer) | {"shippingDetails": sent}),
        }
    )


def _offer(site: Site, one: Product, offer: Offer) -> Node:
    today = site.settings.today
    state = one.state(offer, today)
    ends = min((day for day in _ends(one) if day >= today), default=None)
    return known(
        {
            "@type": "Offer",
            # A door stands for ever, and says so when it is shut.
            "url": at(site, f"buy/{offer.sku}/"),
            "price": offer.least.amount,
            "priceCurrency": offer.least.currency,
            "priceSpecification": _prices(one, offer),
            "priceValidUntil": ends and ends.isoformat(),
            "availability": term(AVAILABILITY[state]),
            "validFrom": one.sale.start and one.sale.start.isoformat(),
            "validThrough": one.sale.end and one.sale.end.isoformat(),
            "availabilityStarts": _ships(one, state),
            "itemCondition": _condition(one),
            "availableAtOrFrom": [events.place(where) for where in one.places],
        }
    )


def _ends(one: Product) -> list[date]:
    last = [one.sale.end, one.goal.until if one.goal else None]
    return [day for day in last if day]


def _ships(one: Product, state: State) -> str:
    return one.ships.isoformat() if state is State.PREORDER and one.ships else ""


def _condition(one: Product) -> str:
    return term("NewCondition") if one.is_thing else ""


def _prices(one: Product, offer: Offer) -> Node | list[Node]:
    """Tell what one number cannot: bounds, how often it is paid, what it was."""
    found = [*_terms(one, offer), *_former(offer)]
    return found[0] if len(found) == 1 else found


def _terms(one: Product, offer: Offer) -> Iterator[Node]:
    free, most = offer.free, offer.free.most if offer.free else None
    if free or one.every:
        amount = {"minPrice" if free else "price": offer.least.amount}
        limit = {"maxPrice": most.amount} if most else {}
        # One unit at a time, for as long as it is wanted: no span is agreed upon.
        paid = (
            {"billingIncrement": 1, "unitCode": PERIODS[one.every]} if one.every else {}
        )
        yield _specified(offer.least.currency, amount | limit | paid)


def _former(offer: Offer) -> Iterator[Node]:
    was = offer.compare_at
    if was:
        kind = {"priceType": term("StrikethroughPrice"), "price": was.amount}
        yield _specified(was.currency, kind)


def _specified(currency: str, told: Node) -> Node:
    return {"@type": "UnitPriceSpecification", **told, "priceCurrency": currency}


def _brand(site: Site, maker: Author | None) -> Node:
    """Tell who makes a product: to search engines a maker is a brand."""
    if not maker:
        return {}
    return known({"@type": "Brand", "name": maker.name, "url": at(site, maker.url)})
