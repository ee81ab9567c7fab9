"""The page of an article: its card values, what it sells, what to read next."""

from collections.abc import Sequence

from wenpu import recordings
from wenpu.model import Article, Cue, MentionKind, Product, Story
from wenpu.pages import buying
from wenpu.pages.view import Dict, View
from wenpu.placements import Placement

ALSO = 4
STORY = Placement.STORY


def article(view: View, one: Article) -> Dict:
    """Return what the page of *one* shows around its text."""
    shop = [_shelved(view, one, product, STORY) for product in mentioned(view, one)]
    story = view.shared.stories.get(one.src)
    return {
        **view.teaser(one),
        "updated": view.words.day(one.updated),
        "updated_iso": one.updated.isoformat() if one.updated else "",
        "authors_full": [_author(view, key) for key in one.authors],
        "code": one.code and f"{view.site.settings.path}{one.code}",
        "code_url": view.to(f"{one.code}/") if one.code else "",
        "shop": shop,
        "story": _whole(view, one, story) if story else {},
        "bar": _bar(view, one, shop),
        "recording": _recording(view, one),
        "also": [view.tile(product) for product in _alike(view, one)],
        "related": [
            view.teaser(view.site.articles[src])
            for src in view.shared.graph.article_articles[one.src][:ALSO]
        ],
        "series": _series(view, one),
        **_neighbours(view, one),
        "draft": one.draft,
        "scheduled": _scheduled(view, one),
    }


def mentioned(view: View, one: Article) -> list[Product]:
    """Return the products that *one* speaks of, the most meant first."""
    graph = view.shared.graph
    said = {mention.product for mention in graph.articles.get(one.src, ())}
    names = [name for name in graph.article_products[one.src] if name in said]
    return [view.site.products[name] for name in names]


def _bar(view: View, one: Article, shop: Sequence[Dict]) -> Dict:
    """Return the first of the *shop* that can be bought, for the bar; `{}` for none."""
    name = next((card["id"] for card in shop if card["button"]["enabled"]), "")
    if not name:
        return {}
    return _shelved(view, one, view.site.products[name], Placement.BAR)


def _whole(view: View, one: Article, story: Story) -> Dict:
    """Return the button that buys all of *story*, the sum, and how many things."""
    label = view.words.text["buy_story"]
    many = sum(item.quantity for item in story.items)
    return {
        "sku": story.sku,
        "title": one.title,
        "price": view.amount(story.price),
        "note": view.words.count("story_many", many),
        "button": buying.opened(view, label, story, buying.stand(one, STORY)),
        "address": buying.printed(view, buying.door(story)),
    }


def _shelved(view: View, one: Article, product: Product, placed: Placement) -> Dict:
    """Return *product* as "shop this story" shows it, in the variant that was meant."""
    mentions = view.shared.graph.articles[one.src]
    here = [mention for mention in mentions if mention.product == product.id]
    variant = next((mention.variant for mention in here if mention.variant), "")
    anchor = next(filter(None, map(view.anchor, here)), "")
    cards = [found for found in here if found.kind is MentionKind.CARD]
    caption = cards[0].words if cards else ""
    where = buying.stand(one, placed)
    return buying.card(view, product, variant, caption, where) | {"anchor": anchor}


def _recording(view: View, one: Article) -> Dict:
    """Return what is to be heard or seen, with its cues; `{}` for nothing."""
    found = one.recording
    if not found:
        return {}
    src = view.to(found.url) if found.is_ours else found.url
    picture = view.picture(one.cover, "")
    return {
        "kind": found.kind,
        "src": src,
        "type": found.type,
        "title": one.title,
        "poster": picture.get("src", "") if found.kind == "video" else "",
        "cues": [_cue(view, one, cue, src) for cue in found.cues],
    }


def _cue(view: View, one: Article, cue: Cue, src: str) -> Dict:
    """Return a moment: its time, what is said of it, and the product it shows."""
    product, _, variant = cue.product.removeprefix("product:").partition("/")
    card: Dict = {}
    if product in view.site.products:
        thing, where = view.site.products[product], buying.stand(one, STORY)
        card = buying.card(view, thing, variant, "", where)
    text = cue.text or card.get("name", "")
    return {
        "at": cue.at,
        "time": recordings.clock(cue.at),
        "url": f"{src}#t={cue.at}",
        "text": text,
        "card": card,
    }


def _author(view: View, key: str) -> Dict:
    """Return who wrote it, and a way to what else they wrote, if they did."""
    person = view.person(key)
    busy = view.shared.said[f"busy:{key}"]
    more = view.words.say("more_by", name=person["name"]) if busy else ""
    return {**person, "more": more}


def _alike(view: View, one: Article) -> list[Product]:
    said = {product.id for product in mentioned(view, one)}
    names = view.shared.graph.article_products[one.src]
    left = (view.site.products[name] for name in names if name not in said)
    found = view.shared.open_first(left)
    return found[:ALSO] if len(found) > 1 else []  # One alone looks like a mistake.


def _series(view: View, one: Article) -> Dict:
    if not one.series:
        return {}
    parts = view.shared.series[one.series]
    position = [part.src for part in parts].index(one.src) + 1
    return {
        **view.series(one.series),
        "part": view.words.say("series_part", n=position),
        "position": position,
        "total": len(parts),
        "items": [
            view.link(part.title, part.url) | {"current": part is one} for part in parts
        ],
    }


def _neighbours(view: View, one: Article) -> Dict:
    older, newer = view.shared.neighbours[one.src]
    return {"previous": _neighbour(view, older), "next": _neighbour(view, newer)}


def _neighbour(view: View, src: str) -> Dict:
    if not src:
        return {}
    found = view.site.articles[src]
    return view.link(found.title, found.url)


def _scheduled(view: View, one: Article) -> str:
    if one.day and one.day > view.shared.today:
        return view.words.say("scheduled", day=view.words.day(one.day))
    return ""
