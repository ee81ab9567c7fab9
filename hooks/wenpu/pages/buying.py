"""
What a Buy button says and where it leads, and the cards that carry one.

It leads to the checkout, which is told where it stood; to the offer's own door while
there is no such place. What is printed is always the door, which never moves.
"""

from wenpu import placements
from wenpu.model import Article, Kind, Offer, Product, Story
from wenpu.pages.view import Dict, View
from wenpu.placements import Placement, Stand

VERBS = {
    Kind.MEMBERSHIP: "join",
    Kind.PRESALE: "back",
    Kind.PREORDER: "preorder",
    Kind.SERVICE: "book",
}
"""What a Buy button says where `buy` is not the word."""

PAGE, SHELF, DOOR = (
    Stand(one) for one in (Placement.PAGE, Placement.SHELF, Placement.DOOR)
)
"""Where Buy links stand on pages that are no article's."""


def stand(article: Article | None, placement: Placement) -> Stand:
    """Return where a Buy link stands in *article*, or in a page that is none."""
    if not article:
        return Stand(placement)
    return Stand(placement, placements.ref(article), article.promotion)


def link(view: View, one: Offer | Story, where: Stand) -> str:
    """Return where *one* is paid, told *where* its link stands; "" for nowhere."""
    locale = view.words.language
    return placements.buy(one.link, where.reference, locale, where.promotion)


def door(one: Offer | Story) -> str:
    """Return where *one* can be bought for ever, from the site's root."""
    return f"buy/{one.sku}/"


def printed(view: View, url: str) -> str:
    """Return *url*, from the site's root, as it is typed from paper; "" for none."""
    host = view.site.settings.url.partition("://")[2] or "/"
    return url and f"{host}{url}"


def opened(view: View, label: str, one: Offer | Story, where: Stand) -> Dict:
    """Return the button, called *label*, that buys *one*."""
    out = link(view, one, where)
    return {
        "label": label,
        "url": out or view.to(door(one)),
        "enabled": True,
        "note": "",
        "rel": "nofollow" if out else "",
    }


def button(view: View, product: Product, offer: Offer | None, where: Stand) -> Dict:
    """
    Return the Buy button of *offer*, which stands *where*.

    Without an offer, a product of one is bought, and of several chosen from.
    """
    one = offer or _only(product)
    state = view.state(product, one) if one else view.state_of(product)
    if not state["buyable"]:
        return _closed(state)
    if not one:
        return _choose(view, product) | {"note": state["note"]}
    label = view.words.text[VERBS.get(product.kind, "buy")]
    return opened(view, label, one, where) | {"note": state["note"]}


def _only(product: Product) -> Offer | None:
    return product.offers[0] if len(product.offers) == 1 else None


def _choose(view: View, product: Product) -> Dict:
    label, url = view.words.text["choose"], f"{view.to(product.url)}#buy"
    return {"label": label, "url": url, "enabled": True, "note": "", "rel": ""}


def _closed(state: Dict) -> Dict:
    label, note = state["label"], state["note"]
    return {"label": label, "url": "", "enabled": False, "note": note, "rel": ""}


def tile(view: View, product: Product) -> Dict:
    """Return a product as a shelf shows it: one can buy it there."""
    found = button(view, product, None, SHELF)
    if not found["enabled"]:  # The note below its name says why.
        return view.tile(product)
    short = {} if _only(product) else {"label": view.words.text["choose_short"]}
    return {**view.tile(product), "button": {**found, **short}}


def card(
    view: View, product: Product, variant: str, caption: str, where: Stand
) -> Dict:
    """Return a product as an article carries it, with what to take instead."""
    offer = product.offer(variant) if variant else None
    shown = view.tile(product)
    if offer:
        shown = shown | _pinned(view, product, offer)
    one = _bought(product, variant, shown)
    found = button(view, product, one, where)
    url = door(one) if one else product.url
    return {
        **shown,
        "caption": caption,
        "variant_label": offer.label if offer else "",
        "button": found,
        "address": printed(view, url if found["enabled"] else ""),
        "alternative": view.alternative(product),
    }


def sent(
    view: View, product: Product, variant: str, caption: str, where: Stand
) -> Dict:
    """Return a card that is sent away: its button leads to the door, which is told."""
    shown = card(view, product, variant, caption, where)
    one = _bought(product, variant, shown)
    if not one or not shown["button"]["enabled"]:
        return shown
    url = view.to(placements.told(door(one), where))
    return {**shown, "button": {**shown["button"], "url": url, "rel": ""}}


def _bought(product: Product, variant: str, shown: Dict) -> Offer | None:
    """Return what the card of *product* sells: another where its variant is gone."""
    offer = product.offer(variant) if variant else None
    return offer if offer and shown["state"]["buyable"] else _only(product)


def _pinned(view: View, product: Product, offer: Offer) -> Dict:
    """Return what a card says of *offer*, and not of the whole product."""
    picture = next(iter(offer.images), None)
    place = f"#variant-{offer.variant}" if len(product.offers) > 1 else ""
    own = view.picture(picture, product.name)
    return {
        "url": f"{view.to(product.url)}{place}",
        "price": view.price(product, offer),
        "state": view.state(product, offer),
        "picture": own or view.tile(product)["picture"],
    }
