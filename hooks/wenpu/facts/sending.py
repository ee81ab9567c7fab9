"""What machines are told of how a product is sent, and for how much."""

from collections.abc import Mapping
from urllib.parse import quote

from wenpu.facts.nodes import Node, at, known
from wenpu.model import Money, Product, Rate, Shipping, Site


def ways(site: Site, one: Product) -> list[Node]:
    """
    Tell the ways in which *one* is sent, each under a name of its own.

    Those are the ways that our checkout offers in the currency it is paid in; what is
    paid elsewhere is sent as they say there.
    """
    if not (one.paid_here and site.settings.url):
        return []
    found = costs(site.rates, one.shipping, one.offers[0].least.currency)
    return [_way(site, one, rate, cost) for rate, cost in found]


def costs(
    rates: Mapping[str, Rate], shipping: Shipping | None, currency: str
) -> list[tuple[Rate, Money]]:
    """Return the ways that the checkout offers in *currency*, and what each costs."""
    if not shipping or not shipping.countries:  # Nobody is asked for an address.
        return []
    known = [rates[name] for name in shipping.rates if name in rates]
    return [(rate, cost) for rate in known if (cost := rate.cost(currency))]


def _way(site: Site, one: Product, rate: Rate, cost: Money) -> Node:
    countries = one.shipping.countries if one.shipping else ()
    return known(
        {
            "@type": "OfferShippingDetails",
            "@id": at(site, f"{one.url}#sent-{quote(rate.id)}"),
            "shippingRate": {
                "@type": "MonetaryAmount",
                "value": cost.amount,
                "currency": cost.currency,
            },
            "shippingDestination": [
                {"@type": "DefinedRegion", "addressCountry": code} for code in countries
            ],
            "deliveryTime": _days(*rate.days) if rate.days else {},
        }
    )


def _days(least: int, most: int) -> Node:
    return {
        "@type": "ShippingDeliveryTime",
        "transitTime": {
            "@type": "QuantitativeValue",
            "minValue": least,
            "maxValue": most,
            "unitCode": "DAY",
        },
    }
