"""What the page of a product shows."""

from collections.abc import Iterable, Mapping

from wenpu.model import (
    Article,
    Channel,
    Goal,
    Item,
    Offer,
    Picture,
    Product,
    Shipping,
    State,
)
from wenpu.pages import buying, quotes, sending
from wenpu.pages.view import Dict, View

BUNDLED = 4
POLICIES = ("policies/", "policy/", "shipping/", "returns/")
"""Where an author's pages begin that tell how the shop sends and takes back."""


def product(view: View, one: Product) -> Dict:
    """Return what the page of *one* shows."""
    return {
        **view.tile(one),
        "price": view.price_of(one),
        "pictures": [view.picture(picture, one.name) for picture in pictures(one)],
        "unlisted": one.unlisted,
        "variants": [_variant(view, one, offer) for offer in one.offers],
        "single": len(one.offers) == 1,
        "option_names": " · ".join(name for name, _ in one.offers[0].options),
        "range": _range(view, one),
        "free": _free(view, one),
        "facts": facts(view, one),
        "maker": view.person(one.maker) if one.maker else {},
        "policies": policies(view),
        "goal": _goal(view, one.goal),
        "places": list(one.places),
        "slots": slots(view, one),
        "specs": [{"name": name, "value": value} for name, value in one.specs],
        "tags": view.known_tags(one),
        "items": items(view, one.items),
        "in_bundles": [
            view.tile(bundle) for bundle in view.shared.bundles.get(one.id, ())
        ],
        "channels": channels(view, one, one.best_state(view.shared.today)),
        "alternative": view.alternative(one),
        **quotes.stories(view, one),
        "more_stories": [view.teaser(story) for story in _alike(view, one)],
        "related": [view.tile(other) for other in _related(view, one)],
        "code": one.code and f"{view.site.settings.path}{one.code}",
        "code_url": view.to(f"{one.code}/") if one.code else "",
    }


def pictures(one: Product) -> list[Picture]:
    """Return every picture once, the product's own before its variants'."""
    variants = (picture for offer in one.offers for picture in offer.images)
    return list(dict.fromkeys([*one.images, *variants]))


def _range(view: View, one: Product) -> str:
    """Return the least and the most it costs; "" if that is one amount, or open."""
    amounts = {offer.least for offer in one.offers}
    least, most = min(amounts), max(amounts)
    if least == most or any(offer.free for offer in one.offers):
        return ""
    money = view.words.money
    return view.words.say("price_range", least=money(least), most=money(most))


def _free(view: View, one: Product) -> list[Dict]:
    """Return the bounds of a price that readers choose, if nothing else is chosen."""
    free = one.offers[0].free if len(one.offers) == 1 else None
    if not free:
        return []
    words = view.words
    rows = {"least": free.least, "suggested": free.suggested, "most": free.most}
    return [
        {"name": words.text[f"bound_{name}"], "value": words.money(amount)}
        for name, amount in rows.items()
        if amount
    ]


def _variant(view: View, one: Product, offer: Offer) -> Dict:
    own = next(iter(offer.images), None)
    chosen = next((o for o in one.offers if _buyable(view, one, o)), one.offers[0])
    return {
        "id": offer.variant,
        "sku": offer.sku,
        "label": offer.label,
        "options": [{"name": name, "value": value} for name, value in offer.options],
        "price": _price(view, one, offer),
        "state": view.state(one, offer),
        "stock_note": _stock(view, offer),
        "button": buying.button(view, one, offer, buying.PAGE),
        "picture": view.picture(own, f"{one.name} {offer.label}".strip()),
        "shows": pictures(one).index(own) + 1 if own else 0,
        "checked": offer is chosen,
    }


def _price(view: View, one: Product, offer: Offer) -> Dict:
    """Return the price of *offer*; bounds that are laid out are not said again."""
    price = view.price(one, offer)
    if offer.free and len(one.offers) == 1:
        every = view.words.text[f"every_{one.every}"] if one.every else ""
        price |= {"note": every}
    return price


def _buyable(view: View, one: Product, offer: Offer) -> bool:
    return one.state(offer, view.shared.today).buyable


def _stock(view: View, offer: Offer) -> str:
    return view.words.say("limited", n=offer.limit) if offer.limit else ""


def facts(view: View, one: Product) -> list[Dict]:
    """Return what a buyer of *one* reads before paying, in rows."""
    text, day = view.words.text, view.words.day
    rows = {
        "fact_delivery": text["delivery_digital"] if one.digital else "",
        "fact_every": text[f"every_{one.every}"] if one.every else "",
        "fact_ships": day(one.ships),
        "fact_sale": _span(view, one),
        "fact_goal": _wanted(view, one.goal),
    }
    # What is paid elsewhere costs what they ask there.
    currency = one.offers[0].least.currency if one.paid_here else ""
    return _rows(view, rows) + sent(view, one.shipping, currency)


def sent(view: View, shipping: Shipping | None, currency: str) -> list[Dict]:
    """Return where something goes that is paid in *currency*, and for how much."""
    countries = shipping.countries if shipping else ()
    rows = {
        "fact_shipping": view.words.countries(countries),
        "fact_sending": sending.told(view, shipping, currency),
    }
    return _rows(view, rows)


def _rows(view: View, rows: Mapping[str, str]) -> list[Dict]:
    text = view.words.text
    known = {text[key]: value for key, value in rows.items() if value}
    return [{"name": name, "value": value} for name, value in known.items()]


def _wanted(view: View, goal: Goal | None) -> str:
    if not goal:
        return ""
    return view.words.say("goal", n=goal.units, day=view.words.day(goal.until))


def _span(view: View, one: Product) -> str:
    start, end = view.words.day(one.sale.start), view.words.day(one.sale.end)
    if start and end:
        return f"{start} – {end}"
    if start:
        return view.words.say("opens_on", day=start)
    return view.words.say("until", day=end) if end else ""


def _goal(view: View, goal: Goal | None) -> Dict:
    if not goal:
        return {}
    return {
        "label": view.words.say("goal_sold", sold=goal.sold, units=goal.units),
        "value": min(goal.sold, goal.units),
        "max": goal.units,
        "until": view.words.say("until", day=view.words.day(goal.until)),
        "percent": goal.sold * 100 // goal.units,
    }


def items(view: View, parts: Iterable[Item]) -> list[Dict]:
    """Return what a bundle or a story holds, line by line."""
    # A part that is missing has errors of its own, which are told.
    known = [item for item in parts if item.product in view.site.products]
    return [_item(view, item) for item in known]


def _item(view: View, item: Item) -> Dict:
    part = view.site.products[item.product]
    offer = part.offer(item.variant) if item.variant else None
    label = offer.label if offer else ""
    price = {"price": view.price(part, offer)} if offer else {}
    many = f"× {item.quantity}" if item.quantity > 1 else ""
    return {
        "tile": view.tile(part) | price,
        "quantity": item.quantity,
        "variant_label": label,
        "aside": f"{label} {many}".strip(),
    }


def policies(view: View) -> list[Dict]:
    """Return the pages that tell how the shop sends and takes back."""
    pages = view.site.pages.values()
    return [
        view.link(page.title, page.url)
        for page in pages
        if page.url.startswith(POLICIES)
    ]


def slots(view: View, one: Product) -> list[str]:
    """Return when a service takes place, while one may still come."""
    over = {State.SOLD_OUT, State.ENDED, State.RETIRED}
    return [] if one.best_state(view.shared.today) in over else list(one.slots)


def channels(view: View, one: Product, state: State) -> list[Dict]:
    """Return the other places to buy *one*: none while our own till says no."""
    return [channel(view, found) for found in one.channels] if state.buyable else []


def channel(view: View, one: Channel) -> Dict:
    """Return another place, named by its author or by the words we have."""
    ours = view.words.text.get(f"channel_{one.name}", "")
    label = one.label or ours or one.name
    return {
        "name": one.name,
        "label": label,
        "named": bool(one.label or not ours),
        "url": one.url,
        "image": view.picture(one.image, label),
    }


def _related(view: View, one: Product) -> list[Product]:
    names = view.shared.graph.product_products[one.id]
    found = view.shared.open_first(view.site.products[name] for name in names)
    return found[:BUNDLED]


def _alike(view: View, one: Product) -> list[Article]:
    graph = view.shared.graph
    said = {mention.article for mention in graph.products.get(one.id, ())}
    found = [src for src in graph.product_articles[one.id] if src not in said]
    return [view.site.articles[src] for src in found[:BUNDLED]]
