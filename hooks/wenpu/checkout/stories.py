"""
What an article speaks of, sold together: one link, one sum.

Who reads a story and wants all of it buys it with one tap. What cannot go into one
payment stays outside: what is paid every month or priced by the reader, what has
another currency, what is sent to other countries only, what asks more than a link can.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add

from msgspec import Struct, field

from wenpu import placements
from wenpu.checkout import asking, selling, sending
from wenpu.model import Article, Graph, Item, Offer, Product, Site, Story
from wenpu.problems import Level, Problem, Spot

FEWEST, MOST = 2, 20
"""One thing alone is no bundle, and a payment has twenty lines."""


def stories(site: Site, graph: Graph) -> dict[str, Story]:
    """Return the stories that can be sold today, by their article's `src`."""
    told = (one for one in site.articles.values() if one.bundle)
    found = {one.src: _story(site, graph, one) for one in told}
    return {src: story for src, story in found.items() if story}


def problems(site: Site, graph: Graph) -> Iterator[Problem]:
    """Report the articles that are to sell things together and hold nothing to sell."""
    for one in site.articles.values():
        if one.bundle and not _story(site, graph, one):
            what = "bundle: true, and there are not two things to sell together today."
            fix = "Name more under  products:  with a fixed price in one currency."
            yield Problem(
                Spot(one.spot.path, one.bundle_line), what, fix, Level.WARNING
            )


def _story(site: Site, graph: Graph, one: Article) -> Story | None:
    parts = list(_parts(site, graph, one))
    if len(parts) < FEWEST:
        return None
    items = tuple(Item(offer.product, offer.variant) for offer in parts)
    price = reduce(add, (offer.least for offer in parts))
    sent = [site.products[offer.product].shipping for offer in parts]
    shipping = sending.together(sent, site)
    sku = placements.story_sku(one)
    return Story(sku, one.src, items, price, shipping=shipping)


def _parts(site: Site, graph: Graph, one: Article) -> Iterator[Offer]:
    """Yield the offers that go together, in the order the page shows them."""
    mentions = graph.articles.get(one.src, ())
    said = {mention.product: "" for mention in mentions}
    for mention in mentions:
        said[mention.product] = said[mention.product] or mention.variant
    basket = _Basket(site)
    for name in filter(said.__contains__, graph.article_products[one.src]):
        product = site.products[name]
        offer = _fitting(site, product, said[name])
        if offer and basket.takes(product, offer):
            yield offer


class _Basket(Struct):
    """What goes into one payment so far, and what fits beside it."""

    site: Site
    currency: str = ""
    countries: frozenset[str] = frozenset()
    lines: set[str] = field(default_factory=set)
    questions: int = 0

    def takes(self, product: Product, offer: Offer) -> bool:
        """Put *offer* in if that is possible; tell whether it was."""
        sent = frozenset(product.shipping.countries if product.shipping else ())
        lines = self.lines | set(selling.parts(self.site, product, offer))
        asked = self.questions + asking.count(product)
        fits = (
            self.currency in {"", offer.least.currency}
            # One parcel cannot go to two places.
            and not (self.countries and sent and not self.countries & sent)
            and len(lines) <= MOST
            and asked <= asking.MOST
        )
        if fits:
            self.currency, self.lines, self.questions = (
                offer.least.currency,
                lines,
                asked,
            )
            self.countries = (self.countries & sent) or sent or self.countries
        return fits


def _fitting(site: Site, product: Product, variant: str) -> Offer | None:
    """Return the offer of *product* that is meant, if it can be paid with others."""
    if product.every or not product.paid_here:
        return None
    meant: Sequence[Offer] = [one for one in product.offers if one.variant == variant]
    today = site.settings.today
    for offer in (*meant, *product.offers):
        if product.state(offer, today).buyable and not offer.free:
            return offer
    return None
