"""The pages of a product: its own, and the stable door `/buy/<sku>/` of each offer."""

from collections.abc import Iterator, Sequence

from wenpu.model import (
    Article,
    Channel,
    Goal,
    Mention,
    Offer,
    Picture,
    Product,
    State,
)
from wenpu.pages.view import Dict, View, label_of

MOST_PLACES = 3
"""So many sentences of one article; more would be reading it twice."""

BUNDLED = 4


def product(view: View, one: Product) -> Dict:
    """Return what the page of *one* shows."""
    words = view.words.text
    return {
        **view.tile(one),
        "pictures": [view.picture(picture, one.name) for picture in _pictures(one)],
        "unlisted": one.unlisted,
        "variants": [_variant(view, one, offer) for offer in one.offers],
        "single": len(one.offers) == 1,
        "option_names": " · ".join(name for name, _ in one.offers[0].options),
        "facts": [
            {"name": words[key], "value": value} for key, value in _facts(view, one)
        ],
        "goal": _goal(view, one.goal),
        "places": list(one.places),
        "slots": list(one.slots),
        "specs": [{"name": name, "value": value} for name, value in one.specs],
        "tags": view.known_tags(one),
        "items": _items(view, one),
        "in_bundles": [view.tile(bundle) for bundle in _bundles(view, one)],
        "channels": [channel(view, found) for found in one.channels],
        "alternative": view.alternative(one),
        "stories": list(_stories(view, one)),
        "more_stories": [view.teaser(story) for story in _alike(view, one)],
        "related": [
            view.tile(view.site.products[name])
            for name in view.shared.graph.product_products[one.id][:BUNDLED]
        ],
        "code": one.code,
        "code_url": view.to(f"{one.code}/") if one.code else "",
    }


def _pictures(one: Product) -> list[Picture]:
    """Return every picture once, the product's own before its variants'."""
    variants = (picture for offer in one.offers for picture in offer.images)
    return list(dict.fromkeys([*one.images, *variants]))


def _variant(view: View, one: Product, offer: Offer) -> Dict:
    picture = next(iter(offer.images), None)
    chosen = next((o for o in one.offers if _buyable(view, one, o)), one.offers[0])
    return {
        "id": offer.variant,
        "sku": offer.sku,
        "label": label_of(offer),
        "options": [{"name": name, "value": value} for name, value in offer.options],
        "price": view.price(one, offer),
        "state": view.state(one, offer),
        "stock_note": _stock(view, offer),
        "button": view.button(one, offer),
        "picture": view.picture(picture, f"{one.name} {label_of(offer)}".strip()),
        "checked": offer is chosen,
    }


def _buyable(view: View, one: Product, offer: Offer) -> bool:
    return one.state(offer, view.shared.today).buyable


def _stock(view: View, offer: Offer) -> str:
    return view.words.say("limited", n=offer.limit) if offer.limit else ""


def _facts(view: View, one: Product) -> Iterator[tuple[str, str]]:
    """Return what kind of thing it is, as rows a buyer reads before paying."""
    say, text, day = view.words.say, view.words.text, view.words.day
    yield "fact_kind", text[f"kind_{one.kind}"]
    if one.digital:
        yield "fact_delivery", text["delivery_digital"]
    if one.every:
        yield "fact_every", text[f"every_{one.every}"]
    if one.ships:
        yield "fact_ships", day(one.ships)
    if one.sale.start or one.sale.end:
        yield "fact_sale", _span(view, one)
    if one.goal:
        yield "fact_goal", say("goal", n=one.goal.units, day=day(one.goal.until))
    if one.shipping and one.shipping.countries:
        yield "fact_shipping", view.words.countries(one.shipping.countries)


def _span(view: View, one: Product) -> str:
    start, end = view.words.day(one.sale.start), view.words.day(one.sale.end)
    if start and end:
        return f"{start} – {end}"
    if start:
        return view.words.say("opens_on", day=start)
    return view.words.say("until", day=end)


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


def _items(view: View, one: Product) -> list[Dict]:
    found: list[Dict] = []
    for item in one.items:
        part = view.site.products.get(item.product)
        if not part:
            continue  # It has errors of its own, which are told.
        offer = part.offer(item.variant) if item.variant else None
        label = label_of(offer) if offer else ""
        tile, quantity = view.tile(part), item.quantity
        found.append({"tile": tile, "quantity": quantity, "variant_label": label})
    return found


def _bundles(view: View, one: Product) -> list[Product]:
    """Return the bundles that contain *one* and can be found in the shop."""
    return [
        bundle
        for bundle in view.site.products.values()
        if not bundle.unlisted
        and not bundle.retired
        and any(item.product == one.id for item in bundle.items)
    ]


def channel(view: View, one: Channel) -> Dict:
    """Return another place to buy, named by its author or by the words we have."""
    label = one.label or view.words.text.get(f"channel_{one.name}", one.name)
    picture = view.picture(one.image, label)
    return {"name": one.name, "label": label, "url": one.url, "image": picture}


def _stories(view: View, one: Product) -> Iterator[Dict]:
    """Return the articles that speak of *one*, newest first, with the very words."""
    by_article: dict[str, list[Mention]] = {}
    for mention in view.shared.graph.products.get(one.id, ()):
        by_article.setdefault(mention.article, []).append(mention)
    for src, article in view.site.articles.items():
        if src in by_article:
            yield _story(view, article, by_article[src])


def _story(view: View, article: Article, mentions: Sequence[Mention]) -> Dict:
    teaser = view.teaser(article)
    placed = [one for one in mentions if one.sentence]
    return {
        "title": article.title,
        "url": teaser["url"],
        "date": teaser["date"],
        "date_iso": teaser["date_iso"],
        "kind": str(mentions[0].kind),
        "places": [_place(view, teaser["url"], one) for one in placed[:MOST_PLACES]],
    }


def _place(view: View, url: str, mention: Mention) -> Dict:
    words = mention.words or mention.sentence  # A card may have no caption.
    before, _, after = mention.sentence.partition(words)
    parts = {"before": before, "words": words, "after": after}
    anchor = view.anchor(mention)
    return {**parts, "url": f"{url}#{anchor}" if anchor else url}


def _alike(view: View, one: Product) -> list[Article]:
    graph = view.shared.graph
    said = {mention.article for mention in graph.products.get(one.id, ())}
    found = [src for src in graph.product_articles[one.id] if src not in said]
    return [view.site.articles[src] for src in found[:BUNDLED]]


def door(view: View, one: Product, offer: Offer) -> Dict:
    """Return what `/buy/<sku>/` shows: the price, and where it can be paid."""
    picture = next(iter(offer.images or one.images), None)
    state = view.state(one, offer)
    message = "not_connected" if state["buyable"] else "not_for_sale"
    if state["id"] == State.NOT_YET:
        message = "not_open_yet"
    return {
        "sku": offer.sku,
        "name": one.name,
        "variant_label": label_of(offer),
        "product": view.tile(one),
        "price": view.price(one, offer),
        "state": state,
        "picture": view.picture(picture, one.name),
        "checkout": "",
        "message": view.words.text[message],
        "channels": [channel(view, found) for found in one.channels],
        "alternative": view.alternative(one),
        "after": view.link(view.words.text["after_paying"], "thanks/"),
        "back": view.link(one.name, one.url),
    }
