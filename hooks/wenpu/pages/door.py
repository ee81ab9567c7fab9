"""The stable door `/buy/<sku>/` of each offer, and of each story that is sold whole."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from wenpu.model import Article, Offer, Product, State, Story
from wenpu.pages import buying, goods, sending, sharing, steps, thanks
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.view import Dict, View
from wenpu.placements import Placement

ON_SALE = {"id": str(State.ON_SALE), "label": "", "note": "", "buyable": True}
"""A story is there only while all of its parts are."""


def doors(frame: Frame) -> Iterator[Batch]:
    """Return the door of every offer and of every story."""
    for name in frame.shared.raw.products:
        yield Batch(f"doors:{name}", partial(_offers, frame, name))
    for src in frame.shared.names["stories"]:
        yield Batch(f"door:{src}", partial(_whole, frame, src))


def _offers(frame: Frame, name: str) -> Iterator[Made]:
    product = frame.shared.site.products[name]
    for offer in product.offers:
        view = frame.view(buying.door(offer))
        yield _made(frame, offer, product.name, _offer(view, product, offer)).but(
            description=product.summary, crumbs=[("shop", "shop/")]
        )


def _whole(frame: Frame, src: str) -> list[Made]:
    article, story = frame.shared.site.articles[src], frame.shared.stories[src]
    shown = _story(frame.view(buying.door(story)), article, story)
    name = frame.words.say("story_of", title=article.title)
    made = _made(frame, story, name, shown).but(
        description=article.summary,
        crumbs=[("articles", "articles/")],
        room="articles",
    )
    return [made]


def _made(
    frame: Frame, one: Offer | Story, name: str, values: Mapping[str, Any]
) -> Made:
    return Made(
        url=buying.door(one),
        src_uri=f"buy/{one.sku}.md",
        kind="buy",
        template="buy",
        title=frame.words.say("buy_title", name=name),
        values={"buy": values},
        robots="noindex",
    )


def _offer(view: View, one: Product, offer: Offer) -> Dict:
    """Return what the door of *offer* shows: the price, and where it can be paid."""
    picture = next(iter(offer.images or one.images), None)
    state = view.state(one, offer)
    open_here = one.paid_here and state["buyable"]
    trust = sending.trust(view, [one], one.shipping, offer.least)
    return {
        "sku": offer.sku,
        "name": one.name,
        "variant_label": offer.label,
        "product": view.tile(one),
        "items": goods.items(view, one.items),
        "price": view.price(one, offer),
        "state": state,
        "picture": view.picture(picture, one.name),
        **_till(
            view, buying.link(view, offer, buying.DOOR) if open_here else "", trust
        ),
        "message": _message(view, one, offer),
        "steps": steps.steps(view, [one]) if offer.link and open_here else [],
        "facts": goods.facts(view, one),
        "policies": goods.policies(view),
        "channels": _channels(view, one, offer),
        "alternative": view.alternative(one),
        "after": view.link(view.words.text["after_page"], thanks.url_of(one)),
        "back": view.link(view.words.say("back_to", name=one.name), one.url),
        "code": sharing.code(view, buying.door(offer)),
    }


def _till(view: View, checkout: str, trust: list[str]) -> Dict:
    """Return the way to the *checkout*; without one there is no till to *trust*."""
    seconds = view.site.settings.checkout.redirect
    return {
        "checkout": checkout,
        "redirect": seconds if checkout else 0,
        "trust": trust if checkout else [],
    }


def _message(view: View, one: Product, offer: Offer) -> str:
    """Return what there is to say where nothing is paid, "" for nothing."""
    state, text = one.state(offer, view.shared.today), view.words.text
    if state is State.NOT_YET:
        return text["not_open_yet"]
    if not state.buyable:
        return text["not_for_sale"]
    if not one.paid_here:
        return "" if one.channels else text["not_for_sale"]
    return text["not_connected_yet" if one.channels else "not_connected"]


def _channels(view: View, one: Product, offer: Offer) -> list[Dict]:
    """Return the other places to buy; the first is the way to go if it is a link."""
    found = goods.channels(view, one, one.state(offer, view.shared.today))
    return sorted(found, key=lambda channel: not channel["url"])


def _story(view: View, article: Article, story: Story) -> Dict:
    """Return what the door of a story shows: its parts, their sum, where it is paid."""
    name = view.words.say("story_name", title=article.title)
    where = buying.stand(article, Placement.DOOR)
    sold = steps.parts(view, story.items)
    trust = sending.trust(view, sold, story.shipping, story.price)
    return {
        "sku": story.sku,
        "name": name,
        "variant_label": "",
        "product": {},
        "items": goods.items(view, story.items),
        "price": view.amount(story.price),
        "state": ON_SALE,
        "picture": view.picture(article.cover, ""),
        **_till(view, buying.link(view, story, where), trust),
        "message": view.words.text["not_connected"],
        "steps": steps.steps(view, sold) if story.link else [],
        "facts": goods.sent(view, story.shipping, story.price.currency),
        "policies": goods.policies(view),
        "channels": [],
        "alternative": {},
        "after": view.link(view.words.text["after_page"], f"thanks/{story.sku}/"),
        "back": view.link(view.words.say("back_to", name=article.title), article.url),
        "code": sharing.code(view, buying.door(story)),
    }
