"""
The pages after paying: thanks, what comes next, what to read, how to follow.

One for every product and for every story, where the checkout sends its buyers, and one
for all others. None knows who comes: whatever it says is true of every buyer.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from wenpu import placements
from wenpu.model import Article, Kind, Product
from wenpu.pages import goods, quotes, reading, steps
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.lists import FEW, fresh
from wenpu.pages.view import Dict, View

GREETINGS = {
    Kind.SERVICE: "thanks_booked",
    Kind.MEMBERSHIP: "thanks_joined",
    Kind.PREORDER: "thanks_ordered",
    Kind.PRESALE: "thanks_ordered",
}
"""How buyers are thanked where they did not simply buy."""


def everybody(frame: Frame) -> Iterator[Batch]:
    """Return every page after paying."""
    raw, sold = frame.shared.raw, {*frame.shared.names["stories"]}
    yield Batch("thanks", lambda: [_general(frame)])
    for name, product in raw.products.items():
        if _is_paid(product):
            yield Batch(f"thanks:{name}", partial(_product, frame, name))
    for src, article in raw.articles.items():
        if article.bundle or src in sold:
            yield Batch(f"thanks to:{src}", partial(_story, frame, src))


def url_of(one: Product) -> str:
    """Return where those come who have bought *one*, from the site's root."""
    return f"thanks/{one.id}/" if _is_paid(one) else "thanks/"


def _is_paid(one: Product) -> bool:
    return one.paid_here


def _general(frame: Frame) -> Made:
    view, text = frame.view("thanks/"), frame.words.text
    newest = list(frame.shared.site.articles.values())[:FEW]
    values = {
        "title": text["thanks"],
        "greeting": {"before": text["thanks"], "name": "", "after": ""},
        "text": text["thanks_text"],
        "steps": [text[key] for key in steps.GENERAL],
        "articles": [view.teaser(one) for one in newest],
        "products": [view.tile(one) for one in fresh(frame.shared)[:FEW]],
    }
    return _made(frame, "thanks/", values)


def _product(frame: Frame, name: str) -> list[Made]:
    one = frame.shared.site.products[name]
    view, shared = frame.view(url_of(one)), frame.shared
    bought = [one, *steps.parts(view, one.items)]  # Who has a bundle has its parts.
    greeting = GREETINGS.get(one.kind, "thanks_bought")
    values = {
        **_greeting(view, greeting, one.name),
        "bought": [_thing(view, one)],
        "steps": steps.steps(view, [one]),
        **_reading(view, bought, shared.graph.product_articles[one.id]),
    }
    return [_made(frame, url_of(one), values)]


def _story(frame: Frame, src: str) -> list[Made]:
    article = frame.shared.site.articles[src]
    url = f"thanks/{placements.story_sku(article)}/"
    view, shared = frame.view(url), frame.shared
    bought = _sold(view, article)
    name = frame.words.say("story_of", title=article.title)
    values = {
        **_greeting(view, "thanks_bought", name),
        "bought": [_thing(view, one) for one in bought],
        "steps": steps.steps(view, bought),
        **_reading(view, bought, shared.graph.article_articles[article.src]),
    }
    return [_made(frame, url, values)]


def _greeting(view: View, key: str, name: str) -> Dict:
    """Return how buyers are thanked, and the same around *name*, which stays whole."""
    before, _, after = view.words.text[key].partition("{name}")
    greeting = {"before": before, "name": name, "after": after}
    return {"title": f"{before}{name}{after}", "greeting": greeting}


def _sold(view: View, article: Article) -> list[Product]:
    """Return what *article* sells as a whole, or did: those who paid then come now."""
    story = view.shared.stories.get(article.src)
    return steps.parts(view, story.items) if story else reading.mentioned(view, article)


def _thing(view: View, one: Product) -> Dict:
    """Return *one* as it was bought: its name stands beside its picture."""
    return {**view.tile(one), "picture": view.picture(next(iter(one.images), None), "")}


def _reading(view: View, bought: Sequence[Product], alike: Iterable[str]) -> Dict:
    """Return how *bought* is used, and then what else there is to read."""
    told = quotes.tellers(view, bought)[:FEW]
    used = {one.src for one in told}
    others = dict.fromkeys([*alike, *view.shared.order])
    left = [src for src in others if src not in used][:FEW]
    return {
        "how_to": [view.teaser(one) for one in told],
        "articles": [view.teaser(view.site.articles[src]) for src in left],
    }


def _made(frame: Frame, url: str, values: Dict) -> Made:
    view, text = frame.view(url), frame.words.text
    follow = frame.shared.site.settings.follow
    shown = {
        "text": "",
        "bought": [],
        "how_to": [],
        "products": [],
        "policies": goods.policies(view),
        "follow": [goods.channel(view, one) for one in follow],
        "home": view.link(text["home"], ""),
        **values,
    }
    return Made(
        url=url,
        src_uri=f"{url}index.md",
        kind="thanks",
        template="thanks",
        title=shown["title"],
        values={"thanks": shown},
        robots="noindex",
    )
