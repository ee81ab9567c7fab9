"""The stable door `/buy/<sku>/` of each offer, and the page after paying."""

from itertools import islice

from wenpu.model import Offer, Product, State
from wenpu.pages import goods
from wenpu.pages.frame import Frame, Made
from wenpu.pages.lists import FEW, fresh
from wenpu.pages.view import Dict, View, label_of

STEPS = ("after_receipt", "after_delivery", "after_question")
"""What happens once something is paid, in this order."""

TRUST = ("trust_payment", "trust_price")
"""What a buyer may rely on where there is a till."""


def door(view: View, one: Product, offer: Offer) -> Dict:
    """Return what `/buy/<sku>/` shows: the price, and where it can be paid."""
    picture = next(iter(offer.images or one.images), None)
    state = view.state(one, offer)
    channels = _channels(view, one, offer)
    checkout = ""  # Nothing is connected: then there is no till to speak of, either.
    return {
        "sku": offer.sku,
        "name": one.name,
        "variant_label": label_of(offer),
        "product": view.tile(one),
        "price": view.price(one, offer),
        "state": state,
        "picture": view.picture(picture, one.name),
        "checkout": checkout,
        "message": view.words.text[_message(state, channels)],
        "steps": said(view, STEPS) if checkout else [],
        "trust": said(view, TRUST) if checkout else [],
        "facts": goods.facts(view, one),
        "policies": goods.policies(view),
        "channels": channels,
        "alternative": view.alternative(one),
        "after": view.link(view.words.text["after_paying"], "thanks/"),
        "back": view.link(view.words.say("back_to", name=one.name), one.url),
    }


def _channels(view: View, one: Product, offer: Offer) -> list[Dict]:
    """Return the other places to buy; the first is the way to go if it is a link."""
    found = goods.channels(view, one, one.state(offer, view.shared.today))
    return sorted(found, key=lambda channel: not channel["url"])


def _message(state: Dict, channels: list[Dict]) -> str:
    if state["id"] == State.NOT_YET:
        return "not_open_yet"
    if not state["buyable"]:
        return "not_for_sale"
    return "not_connected_yet" if channels else "not_connected"


def said(view: View, keys: tuple[str, ...]) -> list[str]:
    """Return the words of *keys*."""
    return [view.words.text[key] for key in keys]


def thanks(frame: Frame) -> Made:
    """Return the page after paying: what comes next, then something to read."""
    view, shared, text = frame.view("thanks/"), frame.shared, frame.words.text
    articles = islice(shared.site.articles.values(), FEW)
    values = {
        "title": text["thanks"],
        "text": text["thanks_text"],
        "steps": said(view, STEPS),
        "policies": goods.policies(view),
        "articles": [view.teaser(one) for one in articles],
        "products": [view.tile(one) for one in fresh(shared)[:FEW]],
        "home": view.link(text["home"], ""),
    }
    return Made(
        url="thanks/",
        src_uri="thanks/index.md",
        kind="thanks",
        template="thanks",
        title=text["thanks"],
        values={"thanks": values},
        robots="noindex",
    )
