"""Where things are sent, and for how much, as a link asks for it."""

from collections.abc import Sequence
from typing import Any

from wenpu.checkout.gateway import Thing
from wenpu.checkout.names import Ref
from wenpu.model import Rate, Shipping, Site


def fields(site: Site, shipping: Shipping | None, currency: str) -> dict[str, Any]:
    """Return what a link asks that sells in *currency*: an address, a rate, a phone."""
    countries = sorted(shipping.countries) if shipping else []
    fitting = [one.id for one in rates(site, shipping) if one.cost(currency)]
    phone = site.settings.checkout.phone
    return {
        "shipping_address_collection": {"allowed_countries": countries}
        if countries
        else "",
        "shipping_options": [
            {"shipping_rate": Ref(Thing.RATE, name)} for name in fitting if countries
        ]
        or "",
        "phone_number_collection": {
            "enabled": phone == "always" or (phone == "shipped" and bool(countries))
        },
    }


def rates(site: Site, shipping: Shipping | None) -> list[Rate]:
    """Return the rates that *shipping* names, in its order."""
    names = shipping.rates if shipping else ()
    return [site.rates[name] for name in names if name in site.rates]


def together(each: Sequence[Shipping | None], site: Site) -> Shipping | None:
    """
    Return how things are sent that are bought together: to where all of them may go.

    They travel as the one does whose way costs most.
    """
    sent = [one for one in each if one and one.countries]
    if not sent:
        return None
    common = set(sent[0].countries).intersection(*(one.countries for one in sent))
    dearest = max(sent, key=lambda one: _cost(site, one))
    return Shipping(tuple(sorted(common or sent[0].countries)), dearest.rates)


def _cost(site: Site, shipping: Shipping) -> int:
    return max((one.price.minor for one in rates(site, shipping)), default=0)
