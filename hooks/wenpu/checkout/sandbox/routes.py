"""Which call does what, and what it may say."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from urllib.parse import unquote

from msgspec import Struct
from stripe import params as forms
from stripe.params import checkout as checkout_forms

from wenpu.checkout.sandbox import (
    codes,
    coupons,
    links,
    lists,
    prices,
    products,
    rates,
)
from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk

Deed = Callable[..., Plain]


class Route(Struct, frozen=True):
    """One endpoint: the noun it is about, the form it takes, what it does."""

    noun: str
    form: type
    deed: Deed


def find(method: str, path: str) -> tuple[Route, list[str]]:
    """Return the route of a call, and the ids in its path."""
    parts = [unquote(part) for part in path.strip("/").split("/")[1:]]
    noun = parts[:2] if parts[:1] == ["checkout"] else parts[:1]
    rest = parts[len(noun) :]
    names = rest[:1]
    marked = [*noun, *("*" for _ in names), *rest[1:]]
    route = ROUTES.get((method, "/".join(marked)))
    if route is None or "" in parts:
        what = f"Unrecognized request URL ({method}: {path}). Please see"
        what = f"{what} https://stripe.com/docs or we can help at"
        what = f"{what} https://support.stripe.com/."
        raise Refusal(what, status=HTTPStatus.NOT_FOUND)
    return route, names


def _retrieve(noun: str, desk: Desk, _: Plain, name: str) -> Plain:
    return desk.get(noun, name)


def _list(noun: str, desk: Desk, params: Plain) -> Plain:
    return lists.page(desk, params, noun, f"/v1/{noun}")


def _sessions(desk: Desk, params: Plain) -> Plain:
    return lists.page(desk, params, "checkout_sessions", "/v1/checkout/sessions")


def _line_items(noun: str, desk: Desk, params: Plain, name: str) -> Plain:
    return lists.line_items(desk, params, noun, name)


def _account(desk: Desk, _: Plain) -> Plain:
    name = desk.account.name
    return {
        "id": f"acct_{desk.seed}",
        "object": "account",
        "business_profile": {"name": name, "url": None},
        "charges_enabled": True,
        "country": desk.account.country,
        "details_submitted": True,
        "settings": {"dashboard": {"display_name": name, "timezone": "Etc/UTC"}},
        "type": "standard",
    }


def _common(noun: str, create: type, update: type, listing: type, one: type) -> None:
    """Note what nearly all nouns have: make, look at, change, list."""
    deeds = DEEDS[noun]
    ROUTES["POST", noun] = Route(noun, create, deeds[0])
    ROUTES["POST", f"{noun}/*"] = Route(noun, update, deeds[1])
    ROUTES["GET", f"{noun}/*"] = Route(noun, one, partial(_retrieve, noun))
    ROUTES["GET", noun] = Route(noun, listing, partial(_list, noun))


ROUTES: dict[tuple[str, str], Route] = {}
DEEDS: dict[str, tuple[Deed, Deed]] = {
    "products": (products.create, products.update),
    "prices": (prices.create, prices.update),
    "payment_links": (links.create, links.update),
    "coupons": (coupons.create, coupons.update),
    "promotion_codes": (codes.create, codes.update),
    "shipping_rates": (rates.create, rates.update),
}
_common(
    "products",
    forms.ProductCreateParams,
    forms.ProductUpdateParams,
    forms.ProductListParams,
    forms.ProductRetrieveParams,
)
_common(
    "prices",
    forms.PriceCreateParams,
    forms.PriceUpdateParams,
    forms.PriceListParams,
    forms.PriceRetrieveParams,
)
_common(
    "payment_links",
    forms.PaymentLinkCreateParams,
    forms.PaymentLinkUpdateParams,
    forms.PaymentLinkListParams,
    forms.PaymentLinkRetrieveParams,
)
_common(
    "coupons",
    forms.CouponCreateParams,
    forms.CouponUpdateParams,
    forms.CouponListParams,
    forms.CouponRetrieveParams,
)
_common(
    "promotion_codes",
    forms.PromotionCodeCreateParams,
    forms.PromotionCodeUpdateParams,
    forms.PromotionCodeListParams,
    forms.PromotionCodeRetrieveParams,
)
_common(
    "shipping_rates",
    forms.ShippingRateCreateParams,
    forms.ShippingRateUpdateParams,
    forms.ShippingRateListParams,
    forms.ShippingRateRetrieveParams,
)
_SESSIONS = "checkout_sessions"
ROUTES |= {
    ("DELETE", "products/*"): Route(
        "products", forms.ProductDeleteParams, products.delete
    ),
    ("DELETE", "coupons/*"): Route("coupons", forms.CouponDeleteParams, coupons.delete),
    ("GET", "payment_links/*/line_items"): Route(
        "payment_links",
        forms.PaymentLinkLineItemListParams,
        partial(_line_items, "payment_links"),
    ),
    ("GET", "checkout/sessions"): Route(
        _SESSIONS, checkout_forms.SessionListParams, _sessions
    ),
    ("GET", "checkout/sessions/*"): Route(
        _SESSIONS, checkout_forms.SessionRetrieveParams, partial(_retrieve, _SESSIONS)
    ),
    ("GET", "checkout/sessions/*/line_items"): Route(
        _SESSIONS,
        checkout_forms.SessionLineItemListParams,
        partial(_line_items, _SESSIONS),
    ),
    ("GET", "account"): Route("account", forms.AccountRetrieveCurrentParams, _account),
}
