"""
How articles and products look from one page: ready-made words and addresses.

A View belongs to a depth of the site, because addresses are relative. What it returns
is plain, the same for each page of that depth, and made once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct, field

from wenpu.model import (
    Article,
    Author,
    Graph,
    Kind,
    Mention,
    MentionKind,
    Money,
    Offer,
    Page,
    Picture,
    Print,
    Product,
    Site,
    State,
    Story,
)
from wenpu.notes import Cell, Ledger
from wenpu.words import Words

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain]"
Dict: TypeAlias = dict[str, Any]

HALF, SMALL = 800, 500
"""So many pixels are enough for half of a phone's width; for a face, or a row's end."""


class Shared(Struct, frozen=True):
    """
    What every page draws on; each mapping notes what is read of it.

    *raw* is the same site without that, for who wants to know which pages there are.
    *slugs* name tags and series in addresses. Lists are asked for by a name.
    """

    raw: Site
    site: Site
    graph: Graph
    words: Words
    ledger: Ledger
    tags: Mapping[str, Sequence[Article | Product]]
    tag_slugs: Mapping[str, str]
    series: Mapping[str, Sequence[Article]]
    series_slugs: Mapping[str, str]
    minutes: Mapping[str, int]
    stories: Mapping[str, Story]
    """What is sold together, by the `src` of the article that speaks of it."""
    by_url: Mapping[str, Article]
    """The articles by their address."""
    lists: Mapping[str, Sequence[Product]]
    """`all` that lists show, what can be bought first."""
    shelves: Mapping[str, Sequence[Product]]
    """The same, by shelf."""
    written: Mapping[str, Sequence[Article]]
    """The articles of each author, newest first."""
    made: Mapping[str, Sequence[Product]]
    """What each maker makes, of all that lists show."""
    coded: Mapping[str, Sequence[Article | Product]]
    """`all` that has a code and is found in lists, in the order of codes."""
    read: Mapping[str, int]
    """How many articles speak of each product."""
    bundles: Mapping[str, Sequence[Product]]
    """The bundles that hold each product and can be found in the shop."""
    newest: Mapping[str, Sequence[str]]
    """The `src` of `all` articles, newest first."""
    neighbours: Mapping[str, tuple[str, str]]
    """The `src` of the next older and the next newer article, "" for none."""
    said: Mapping[str, bool]
    """What is true: whether an article `sells` something, whether a room is `full`."""
    own: Mapping[str, Page]
    """The pages of the author by their address."""
    names: Mapping[str, Sequence[str]]
    """All `tags`, `series` and `stories` there are: so much is known without notes."""

    @property
    def listed(self) -> Sequence[Product]:
        """The products that lists show, what can be bought first."""
        return self.lists["all"]

    @property
    def order(self) -> Sequence[str]:
        """The articles' `src`, newest first."""
        return self.newest["all"]

    def open_first(self, products: Iterable[Product]) -> list[Product]:
        """Return *products*, what can be bought before what cannot."""
        return open_first(products, self.today)

    @property
    def today(self) -> date:
        """The day the site is built for."""
        return self.site.settings.today


def open_first(products: Iterable[Product], today: date) -> list[Product]:
    """Return *products*, what can be bought *today* before what cannot."""
    return sorted(products, key=lambda one: not one.best_state(today).buyable)


class View(Struct, frozen=True):
    """The site seen from pages whose way up is *root*, such as `../../`."""

    shared: Shared
    root: str
    tiles: dict[str, Cell[Dict]] = field(default_factory=dict)
    teasers: dict[str, Cell[Dict]] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The site that is seen."""
        return self.shared.site

    @property
    def words(self) -> Words:
        """Its words."""
        return self.shared.words

    def to(self, url: str) -> str:
        """Return *url*, which starts at the site's root, as seen from here."""
        return f"{self.root}{url}" or "./"

    def asset(self, path: str) -> str:
        """Return where a file of the site is; another host's is where it says."""
        return path if urlsplit(path).scheme or path[:1] == "/" else self.to(path)

    def link(self, title: str, url: str) -> Dict:
        """Return a link to *url*."""
        return {"title": title, "url": self.to(url)}

    def picture(self, picture: Picture | None, alt: str) -> Dict:
        """Return *picture* with its size and what to choose from, `{}` for none."""
        if not picture:
            return {}
        unmade = Print(picture.width, picture.height)
        seen = self.site.album.get(picture.path, unmade)
        size = {"width": seen.width, "height": seen.height}
        return {
            "src": self.to(picture.url),
            **size,
            "alt": alt,
            "color": seen.color,
            "sources": seen.sources(self.root),
            "half": seen.sources(self.root, HALF),
            "small": seen.sources(self.root, SMALL),
        }

    def tag(self, name: str) -> Dict:
        """Return the link to the page of a tag, however it is spelled here."""
        return self.link(name, f"tags/{self.shared.tag_slugs[name.casefold()]}/")

    def anchor(self, mention: Mention) -> str:
        """Return the place of *mention* in its article's page, "" if it has none."""
        linked = mention.kind is not MentionKind.NAMED or self.site.settings.link_names
        return mention.anchor if linked else ""

    def known_tags(self, product: Product) -> list[Dict]:
        """Return the tags of *product* that have a page; hidden products make none."""
        known = self.shared.tag_slugs
        return [self.tag(name) for name in product.tags if name.casefold() in known]

    def authors(self, article: Article) -> list[Dict]:
        """Return links to those who wrote *article*, with their portraits."""
        people = [self.site.authors[name] for name in article.authors]
        return [
            self.link(one.name, author_url(one))
            | {"picture": self.picture(one.picture, "")}
            for one in people
        ]

    def person(self, key: str) -> Dict:
        """Return who writes or makes, by their key in `authors.yml`."""
        one = self.site.authors[key]
        picture = self.picture(one.picture, "")
        about = {"bio": one.bio, "place": one.place, "picture": picture}
        return {"name": one.name, "url": self.to(author_url(one)), **about}

    def series(self, name: str) -> Dict:
        """Return the link to the page of a series, `{}` for none."""
        if not name:
            return {}
        return self.link(name, f"series/{self.shared.series_slugs[name]}/")

    def teaser(self, article: Article) -> Dict:
        """Return an article as lists show it."""
        make = partial(self._teaser, article.src)
        return self.shared.ledger.notes.kept(self.teasers, article.src, make)

    def _teaser(self, src: str) -> Dict:
        article = self.site.articles[src]
        minutes = self.shared.minutes[article.src]
        hidden = "minutes" in self.site.settings.look.hidden
        return {
            "title": article.title,
            "url": self.to(article.url),
            "summary": article.summary,
            "date": self.words.day(article.day),
            "date_iso": article.day.isoformat() if article.day else "",
            "minutes": "" if hidden else self.words.say("minutes", n=minutes),
            "authors": self.authors(article),
            "cover": self.picture(article.cover, ""),
            "tags": [self.tag(name) for name in article.tags],
            "series": self.series(article.series),
            "has_products": self.shared.said.get(f"sells:{src}", False),
        }

    def tile(self, product: Product) -> Dict:
        """Return a product as lists show it."""
        make = partial(self._tile, product.id)
        return self.shared.ledger.notes.kept(self.tiles, product.id, make)

    def _tile(self, name: str) -> Dict:
        product = self.site.products[name]
        shelf = self.site.shelves.get(product.shelf)
        picture = next(iter(product.images), None)
        state = self.state_of(product)
        return {
            "id": product.id,
            "name": product.name,
            "url": self.to(product.url),
            "summary": product.summary,
            "picture": self.picture(picture, product.name),
            "price": self._at_a_glance(product),
            "state": state,
            "note": self._aside(product, state),
            "kind": str(product.kind),
            "kind_label": self.words.text[f"kind_{product.kind}"],
            "shelf": self.link(shelf.name, shelf.url) if shelf else {},
            "button": {},
        }

    def _aside(self, product: Product, state: Dict) -> str:
        """Return the one thing to know of *product* besides its price, if any."""
        if state["id"] == State.PRESALE:  # A day alone would not say what ends.
            said = [state["label"], state["note"]]
            return self.words.text["pause"].join(filter(None, said))
        kind = "" if product.kind is Kind.GOODS else f"kind_{product.kind}"
        said = state["note"] or state["label"]
        return str(said or (self.words.text[kind] if kind else ""))

    def _at_a_glance(self, product: Product) -> Dict:
        """Return the price of *product*; how free it is, only its page says in full."""
        price = self.price_of(product)
        first = product.offers[0]
        if not first.free:
            return price
        every = self.words.text[f"every_{product.every}"] if product.every else ""
        least = self.words.say("price_from", price=self.words.money(first.least))
        said = [every, least if first.least.minor else ""]
        return price | {"note": " · ".join(filter(None, said))}

    def price_of(self, product: Product) -> Dict:
        """Return the price of *product*: its one price, or the least and a word."""
        least = min(product.offers, key=lambda offer: offer.least)
        price = self.price(product, least)
        if len({offer.least for offer in product.offers}) > 1:
            price |= {"text": self.words.say("price_from", price=price["text"])}
        return price

    def price(self, product: Product, offer: Offer) -> Dict:
        """Return the price of one *offer*."""
        money = self.words.money
        every = self.words.text[f"every_{product.every}"] if product.every else ""
        text, note = money(offer.least), every
        if offer.free:
            text = self.words.text["free_price"]
            note = " · ".join(filter(None, [every, *self._free(offer)]))
        was = money(offer.compare_at) if offer.compare_at else ""
        return self.amount(offer.least) | {"text": text, "was": was, "note": note}

    def amount(self, money: Money) -> Dict:
        """Return *money* as a price of which there is nothing more to say."""
        return {
            "text": self.words.money(money),
            "was": "",
            "note": "",
            "value": money.amount,
            "currency": money.currency,
        }

    def _free(self, offer: Offer) -> list[str]:
        free = offer.free
        if not free:
            return []
        said: list[tuple[str, Money | None]] = [
            ("free_least", free.least if free.least.minor else None),
            ("free_suggested", free.suggested),
            ("free_most", free.most),
        ]
        say, money = self.words.say, self.words.money
        return [say(key, price=money(amount)) for key, amount in said if amount]

    def state_of(self, product: Product) -> Dict:
        """Return whether *product* can be bought, in the easiest of its offers."""
        state = product.best_state(self.shared.today)
        found = [
            offer
            for offer in product.offers
            if product.state(offer, self.shared.today) == state
        ]
        # "Three left" is said of one thing, not of the first of many.
        known = found[0] if len(product.offers) == 1 else None
        return self.state(product, known, state)

    def state(
        self, product: Product, offer: Offer | None, state: State | None = None
    ) -> Dict:
        """Return the state of *offer*, of *product* as a whole if there is none."""
        if state is None:
            if offer is None:
                raise ValueError(product.id)
            state = product.state(offer, self.shared.today)
        return {
            "id": str(state),
            "label": self.words.text[f"state_{state}"],
            "note": self._note(product, offer, state),
            "buyable": state.buyable,
        }

    def _note(self, product: Product, offer: Offer | None, state: State) -> str:
        say = self.words.say
        if state is State.LAST_FEW and offer:
            return say("left", n=offer.stock)
        if state is State.NOT_YET and product.sale.start:
            return say("opens_on", day=self.near(product.sale.start))
        if state is State.ENDED and product.sale.end:
            return say("ended_on", day=self.near(product.sale.end))
        if state is State.PREORDER and product.ships:
            return say("ships_on", day=self.near(product.ships))
        if state is State.PRESALE and product.goal:
            return say("until", day=self.near(product.goal.until))
        if state.buyable and offer and offer.limit:
            return say("limited", n=offer.limit)
        return ""

    def near(self, day: date) -> str:
        """Return *day* in few words."""
        return self.words.short_day(day, self.shared.today)

    def alternative(self, product: Product) -> Dict:
        """Return what to buy instead of *product*, `{}` while it can be bought."""
        if product.best_state(self.shared.today).buyable:
            return {}
        wanted = [product.instead, *self.shared.graph.product_products[product.id]]
        for name in wanted:
            found = self.site.products.get(name)
            if found and found.best_state(self.shared.today).buyable:
                return self.tile(found)
        following = self.site.products.get(product.instead)
        return self.tile(following) if following else {}


def author_url(author: Author) -> str:
    """Return where the page of *author* is."""
    return author.url


def root_of(url: str) -> str:
    """Return the way from the page at *url* up to the site's root."""
    return "../" * url.count("/")
