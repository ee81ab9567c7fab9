"""
The words of the shop, as frozen values: no files, no network, no MkDocs.

They are Structs: a build keeps thousands of them for the next one, and those are read
three times as fast as dataclasses.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from math import inf
from typing import Any, Self
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import stamps
from wenpu.patterns import later
from wenpu.problems import Problem, Spot

AMOUNT = later(r"(0|[1-9][0-9]{0,11})(?:\.([0-9]{1,3}))?")

# How many decimals a currency has where it is not two. ISO 4217, as the payment
# services count it: facts that differ (ISK, UGX are sent ×100) are the till's affair.
WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF"
FINE = "BHD JOD KWD OMR TND"
DECIMALS = dict.fromkeys(WHOLE.split(), 0) | dict.fromkeys(FINE.split(), 3)

ALL = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL "
    "BSD BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR "
    "FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY "
    "KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
    "QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TND TOP "
    "TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
CURRENCIES = frozenset(ALL.split())


class Money(Struct, frozen=True, order=True):
    """An amount in the smallest unit of its currency: 1250 EUR is 12.50 euro."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """
        Read an amount as authors write it: `12`, `12.5` and `12.50` are one price.

        Raise `ValueError` for everything else: a comma, a sign, an exponent, more
        decimals than *currency* has. Nothing is guessed and nothing is rounded.
        """
        found = AMOUNT.fullmatch(text)
        decimals = DECIMALS.get(currency, 2)
        if not found or len(found[2] or "") > decimals:
            raise ValueError(text)
        return cls(int(found[1] + (found[2] or "").ljust(decimals, "0")), currency)

    @property
    def amount(self) -> str:
        """The plain number, every decimal shown: `12.50`. `parse` reads it back."""
        decimals = DECIMALS.get(self.currency, 2)
        digits = str(self.minor).rjust(decimals + 1, "0")
        return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self} + {other}")
        return Money(self.minor + other.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Picture(Struct, frozen=True):
    """A picture of the site: its file and its address, both from their root; pixels."""

    path: str
    url: str
    width: int
    height: int


class Copy(Struct, frozen=True):
    """A picture again, *width* pixels wide; *type* as in `image/avif`."""

    url: str
    width: int
    type: str


class Print(Struct, frozen=True):
    """How readers get a picture: its size, its colour, copies to choose from."""

    width: int
    height: int
    color: str = ""
    copies: tuple[Copy, ...] = ()

    def sources(self, root: str, most: float = inf) -> list[dict[str, str]]:
        """
        Return the copies by type, as a page needs them whose way up is *root*.

        None is wider than *most* pixels.
        """
        found: dict[str, list[str]] = {}
        for one in self.copies:
            if one.width <= most:
                found.setdefault(one.type, []).append(f"{root}{one.url} {one.width}w")
        return [{"type": kind, "srcset": ", ".join(of)} for kind, of in found.items()]


class FreePrice(Struct, frozen=True):
    """Pay what you want, between *least* and *most*."""

    least: Money
    suggested: Money | None = None
    most: Money | None = None


class Sale(Struct, frozen=True):
    """The days on which a product can be bought, both included."""

    start: date | None = None
    end: date | None = None


class Goal(Struct, frozen=True):
    """A presale: it is made when *units* have been ordered by *until*."""

    units: int
    until: date
    sold: int = 0


class Item(Struct, frozen=True):
    """One line of a bundle."""

    product: str
    variant: str = ""
    quantity: int = 1


class Shipping(Struct, frozen=True):
    """Where a product is sent (ISO 3166 countries) and at which named rates."""

    countries: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()


class Rate(Struct, frozen=True):
    """A rate of `products/shipping.yml`; *days* are the fewest and the most."""

    id: str
    name: str
    price: Money
    currencies: tuple[Money, ...] = ()
    days: tuple[int, int] | None = None
    spot: Spot = Spot("products/shipping.yml")

    def cost(self, currency: str) -> Money | None:
        """Return what it costs in *currency*, none where that is not said."""
        said = (self.price, *self.currencies)
        return next((one for one in said if one.currency == currency), None)


class Code(Struct, frozen=True):
    """What a buyer types to pay less: some coupon's, on its own conditions."""

    code: str
    limit: int | None = None
    until: date | None = None
    first_order: bool = False
    least: Money | None = None
    spot: Spot = Spot("products/promotions.yml")


class Coupon(Struct, frozen=True):
    """
    A reduction of `products/promotions.yml`, and the codes that give it.

    It takes off *percent* or *amount*, of the *products* (ids) or of everything.
    *months* is how long a membership keeps it: 0 for its first payment, -1 for ever.
    """

    id: str
    name: str
    percent: Decimal | None = None
    amount: Money | None = None
    products: tuple[str, ...] = ()
    months: int = 0
    limit: int | None = None
    until: date | None = None
    codes: tuple[Code, ...] = ()
    spot: Spot = Spot("products/promotions.yml")


class Quantity(Struct, frozen=True):
    """How many a buyer may take at once."""

    least: int = 1
    most: int = 99


class Question(Struct, frozen=True):
    """What the checkout asks: for a `text`, a `number`, or one of the *choices*."""

    label: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    optional: bool = False


class Channel(Struct, frozen=True):
    """Another place to buy: an address, a picture to scan, or both."""

    name: str
    label: str = ""
    url: str = ""
    image: Picture | None = None


class Offer(Struct, frozen=True):
    """What can be bought: a sku with an amount. A product has one or more."""

    sku: str
    product: str
    variant: str = ""
    options: tuple[tuple[str, str], ...] = ()
    price: Money | None = None
    free: FreePrice | None = None
    compare_at: Money | None = None
    stock: int | None = None
    limit: int | None = None
    images: tuple[Picture, ...] = ()
    currencies: tuple[Money, ...] = ()
    """The same price in other currencies, which buyers elsewhere are shown."""
    link: str = ""
    """Where it is paid, as the lock says; "" while there is no such place."""

    @property
    def label(self) -> str:
        """The name of a variant: its options' values."""
        return " · ".join(value for _, value in self.options) or self.variant

    @property
    def least(self) -> Money:
        """The smallest amount it can be bought for."""
        if self.free:
            return self.free.least
        if self.price is None:
            raise ValueError(self.sku)
        return self.price


class Kind(StrEnum):
    """What sort of thing a product is, told by the fields that are present."""

    GOODS = "goods"
    DIGITAL = "digital"
    SERVICE = "service"
    MEMBERSHIP = "membership"
    PREORDER = "preorder"
    PRESALE = "presale"
    BUNDLE = "bundle"


THINGS = {Kind.GOODS, Kind.PREORDER, Kind.PRESALE, Kind.BUNDLE}


class State(StrEnum):
    """Whether an offer can be bought today, and if not, why."""

    ON_SALE = "on_sale"
    LAST_FEW = "last_few"
    PREORDER = "preorder"
    PRESALE = "presale"
    NOT_YET = "not_yet"
    SOLD_OUT = "sold_out"
    ENDED = "ended"
    RETIRED = "retired"

    @property
    def buyable(self) -> bool:
        """Whether a Buy button makes sense."""
        return self in {self.ON_SALE, self.LAST_FEW, self.PREORDER, self.PRESALE}


LAST_FEW = 5
"""With so many left in stock, a reader is told."""


class Texts(Struct, frozen=True):
    """
    What a product or a shelf says in another language; "" is not said.

    *words* are short texts of its file, as of variants, and what they are there.
    """

    name: str = ""
    summary: str = ""
    description: str = ""
    description_line: int = 1
    aliases: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    spot: Spot = Spot("products")


class Product(Struct, frozen=True):
    """One thing for sale, as its file says: all checks are done, nothing is missing."""

    id: str
    name: str
    offers: tuple[Offer, ...]
    spot: Spot
    shelf: str = ""
    summary: str = ""
    description: str = ""
    description_line: int = 1
    images: tuple[Picture, ...] = ()
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    specs: tuple[tuple[str, str], ...] = ()
    channels: tuple[Channel, ...] = ()
    shipping: Shipping | None = None
    code: str = ""
    added: date | None = None
    digital: bool = False
    places: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    every: str = ""
    ships: date | None = None
    goal: Goal | None = None
    items: tuple[Item, ...] = ()
    summed: bool = False
    """Whether it costs what its items cost, having no price of its own."""
    sale: Sale = field(default_factory=Sale)
    carded: bool = True
    """Whether pictures to share are drawn of it."""
    unlisted: bool = False
    retired: bool = False
    instead: str = ""
    maker: str = ""
    maker_line: int = 1
    quantity: Quantity | None = None
    extras: tuple[Item, ...] = ()
    """What the checkout offers besides."""
    questions: tuple[Question, ...] = ()
    tax: str = ""
    """`inclusive`, `exclusive`, or "" for what the site says."""
    tax_code: str = ""
    paid_here: bool = True
    """Whether our own checkout sells it, and not only other channels."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each field that is written, for those who find something wrong."""
    texts: Mapping[str, Texts] = field(default_factory=dict)
    """What it says in other languages, by their tag; none once one was chosen."""

    @property
    def url(self) -> str:
        """Where its page is, from the site's root."""
        return f"products/{self.id}/"

    @property
    def kind(self) -> Kind:
        """The sort of thing it is; the most telling field decides."""
        signs = {
            Kind.BUNDLE: self.items,
            Kind.SERVICE: self.places or self.slots,
            Kind.MEMBERSHIP: self.every,
            Kind.PRESALE: self.goal,
            Kind.PREORDER: self.ships,
            Kind.DIGITAL: self.digital,
        }
        return next((kind for kind, sign in signs.items() if sign), Kind.GOODS)

    @property
    def is_thing(self) -> bool:
        """Whether it can be touched, and so is new or used."""
        return self.kind in THINGS and not self.digital

    def offer(self, variant: str) -> Offer | None:
        """Return the offer of *variant*, or none."""
        return next((one for one in self.offers if one.variant == variant), None)

    def state(self, offer: Offer, today: date) -> State:
        """Tell whether *offer* can be bought *today*; the strongest reason wins."""
        if self.retired:
            return State.RETIRED
        if self._is_over(today):
            return State.ENDED
        if 0 in {offer.stock, offer.limit}:
            return State.SOLD_OUT
        if self.sale.start and today < self.sale.start:
            return State.NOT_YET
        return self._open(offer, today)

    def _is_over(self, today: date) -> bool:
        last = [self.sale.end, self.goal.until if self.goal else None]
        return any(day and today > day for day in last)

    def _open(self, offer: Offer, today: date) -> State:
        if self.goal:
            return State.PRESALE
        if self.ships and today < self.ships:
            return State.PREORDER
        if offer.stock is not None and offer.stock <= LAST_FEW:
            return State.LAST_FEW
        return State.ON_SALE

    def best_state(self, today: date) -> State:
        """Return the state of the offer that is easiest to buy."""
        order = list(State)
        return min((self.state(one, today) for one in self.offers), key=order.index)


class NewsKind(StrEnum):
    """What can become better of an offer that was there before."""

    DROP = "drop"
    RESTOCK = "restock"


class News(Struct, frozen=True):
    """
    Since *day* the *variant* of *product* costs less, or can be had again.

    A drop was *before*, and now is *after*; what is back has neither.
    """

    product: str
    variant: str
    kind: NewsKind
    day: date
    before: Money | None = None
    after: Money | None = None


class Shelf(Struct, frozen=True):
    """A list of products: a folder under `products/`, named in its `shelf.yml`."""

    id: str
    name: str
    summary: str = ""
    description: str = ""
    order: int = 0
    picture: Picture | None = None
    spot: Spot = Spot("products")
    texts: Mapping[str, Texts] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where its page is, from the site's root."""
        return f"shop/{self.id}/"


class Author(Struct, frozen=True):
    """Who writes, or makes. *id* is the key in `authors.yml`, or made from the name."""

    id: str
    name: str
    bio: str = ""
    picture: Picture | None = None
    website: str = ""
    place: str = ""
    spot: Spot = Spot("content/authors.yml")

    @property
    def url(self) -> str:
        """Where their page is, from the site's root."""
        return f"authors/{quote(self.id)}/"


class Cue(Struct, frozen=True):
    """What happens *at* so many seconds: a *text*, a *product* (`id/variant`)."""

    at: int
    text: str = ""
    product: str = ""
    line: int = 1


class Recording(Struct, frozen=True):
    """
    What an article is to hear or to see: `audio` or `video`, with its cues in order.

    *written* is how its author calls the file, *url* its address from the site's root,
    or at another host; *type* is what browsers are told. *size* is in bytes, *duration*
    in seconds: 0 where nobody knows.
    """

    kind: str
    written: str
    url: str
    type: str
    cues: tuple[Cue, ...] = ()
    line: int = 1
    size: int = 0
    duration: int = 0

    @property
    def is_ours(self) -> bool:
        """Whether the file is the site's own."""
        return not self.url.startswith("https:")


class Article(Struct, frozen=True, dict=True):
    """
    One piece of writing, as its file says.

    *src* is its path from `content/`, *url* its address from the site's root. *body* is
    its Markdown without front matter and without the heading that became its title;
    its first character stands on line *body_line* of the file.
    """

    src: str
    url: str
    title: str
    body: str
    spot: Spot
    body_line: int = 1
    summary: str = ""
    day: date | None = None
    updated: date | None = None
    authors: tuple[str, ...] = ()
    cover: Picture | None = None
    tags: tuple[str, ...] = ()
    series: str = ""
    code: str = ""
    code_line: int = 1
    products: tuple[str, ...] = ()
    products_line: int = 1
    aliases: tuple[str, ...] = ()
    draft: bool = False
    bundle: bool = False
    """Whether all it speaks of can be bought together."""
    bundle_line: int = 1
    promotion: str = ""
    """A code that its Buy links fill in."""
    promotion_line: int = 1
    recording: Recording | None = None
    carded: bool = True
    """Whether pictures to share are drawn of it."""
    meta: Mapping[str, Any] = field(default_factory=dict)

    def waits(self, today: date) -> bool:
        """Tell whether it is not for readers *today*: a draft, or one of the future."""
        return self.draft or bool(self.day and self.day > today)

    @property
    def listed(self) -> tuple[tuple[str, int], ...]:
        """The products that its front matter names, and on which line."""
        cues = self.recording.cues if self.recording else ()
        said = [(one.product, one.line) for one in cues if one.product]
        return (*((one, self.products_line) for one in self.products), *said)

    @property
    def age(self) -> tuple[int, str]:
        """What sorts the newest first: those without a day last, and by file."""
        return -(self.day or date.min).toordinal(), self.src

    @cached_property
    def bare(self) -> "Article":
        """The same without its body: all that other pages ever show of it."""
        return replace(self, body="")

    @cached_property
    def mark(self) -> bytes:
        """The stamp of all it says, but for its body."""
        return stamps.of(self.bare)

    @cached_property
    def said(self) -> bytes:
        """The stamp of its body."""
        return stamps.of_text(self.body)

    @cached_property
    def size(self) -> int:
        """How many bytes its body takes."""
        return len(self.body.encode("utf-8", "surrogatepass"))

    @property
    def lines(self) -> "LineFinder":
        """Which line of the file a position in *body* is on."""
        return LineFinder(self.body, self.body_line)


class LineFinder:
    """Tells the line of a position in a text, counting from *first*."""

    def __init__(self, text: str, first: int) -> None:
        self.text, self.first = text, first

    def __call__(self, position: int) -> int:
        """Return the line of the character at *position*."""
        return self.first + self.text.count("\n", 0, position)


class Page(Struct, frozen=True):
    """A page that is not an article: about us, policies, the words of the home page."""

    src: str
    url: str
    title: str
    body: str
    spot: Spot
    body_line: int = 1
    description: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)


class MentionKind(StrEnum):
    """How an article speaks of a product; the strongest way first."""

    LISTED = "listed"
    CARD = "card"
    LINK = "link"
    NAMED = "named"


class Mention(Struct, frozen=True):
    """
    One edge article→product.

    *article* is the article's `src`. *start* and *end* bound the mention in the
    article's body (both -1 when it is only listed in the front matter). *anchor*
    names the place in the article's page, "" when there is none. *sentence* is the
    plain text around it and *words* the part of it that is the mention itself.
    """

    article: str
    product: str
    kind: MentionKind
    variant: str = ""
    start: int = -1
    end: int = -1
    anchor: str = ""
    sentence: str = ""
    words: str = ""


class Graph(Struct, frozen=True):
    """
    Who speaks of whom, and who is like whom.

    *articles* and *products* map an article's `src`, a product's id, to its mentions.
    The `related_*` map an article's `src` or a product's id to the best others, best
    first; what is mentioned comes before what is only alike.
    """

    mentions: tuple[Mention, ...]
    articles: Mapping[str, tuple[Mention, ...]]
    products: Mapping[str, tuple[Mention, ...]]
    article_products: Mapping[str, tuple[str, ...]]
    product_articles: Mapping[str, tuple[str, ...]]
    article_articles: Mapping[str, tuple[str, ...]]
    product_products: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, bytes] = field(default_factory=dict)
    """The stamp of each article's mentions, by its `src`."""


class Sign(Struct, frozen=True):
    """A seal as a picture of pixels: one *letter* in *ink* on *ground*."""

    letter: str
    ink: str
    ground: str


class Look(Struct, frozen=True):
    """
    How the site is dressed, as `look:` in `mkdocs.yml` says.

    *css* comes after the tokens. *icon* is the address of a seal with *mark*, which
    stands where there is no *logo*, and *sign* the same for who wants pixels; none
    where no font has its letter. *hidden* names the parts that do not appear.
    """

    css: str = ""
    logo: Picture | None = None
    mark: str = ""
    icon: str = ""
    sign: Sign | None = None
    theme_color: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    @property
    def is_pictured(self) -> bool:
        """Whether there is a logo that is made of pixels."""
        return bool(self.logo and not self.logo.path.lower().endswith(".svg"))

    @property
    def has_pixels(self) -> bool:
        """Whether there are icons for telephones that take no drawings."""
        return self.is_pictured or self.sign is not None

    problems: tuple[Problem, ...] = ()


class Story(Struct, frozen=True):
    """
    All that an article speaks of, sold together: an offer, as each of them is.

    *article* is its `src`; *items* always say their quantity, and their variant where
    there is one; *price* is their sum; *shipping* is how they travel together.
    """

    sku: str
    article: str
    items: tuple[Item, ...]
    price: Money
    link: str = ""
    shipping: Shipping | None = None


class Checkout(Struct, frozen=True):
    """
    What `checkout:` in `mkdocs.yml` says of paying.

    *shop* names what is ours at the payment service. *grace* is in days, *redirect* in
    seconds (0: a reader taps). Without *methods* the service's dashboard decides.
    """

    shop: str = ""
    methods: tuple[str, ...] = ()
    codes: bool = True
    """Whether buyers may type a promotion code; it takes some to be there."""
    phone: str = "shipped"  # or always, never
    billing_address: bool = False
    tax: str = ""  # inclusive, exclusive; "" where none is reckoned
    terms: bool = False
    grace: int = 30
    old_links: str = "sell"  # or close
    redirect: int = 0
    lines: Mapping[str, Spot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Budgets(Struct, frozen=True):
    """
    What pages may weigh: *limits* by what is limited; none for what is not in it, or 0.

    *lines* is where each was written that was, *spot* where all of them would be.
    """

    limits: Mapping[str, int] = field(default_factory=dict)
    spot: Spot = Spot("mkdocs.yml")
    lines: Mapping[str, Spot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Podcast(Struct, frozen=True):
    """
    What is said of the articles that are to be heard, all together.

    *explicit* is none, and texts are "", where nothing is said. *picture* is the
    *image*, once it is seen that it is there and of the right shape.
    """

    email: str = ""
    category: str = ""
    explicit: bool | None = None
    image: str = ""
    title: str = ""
    author: str = ""
    description: str = ""
    type: str = "episodic"
    spot: Spot = Spot("mkdocs.yml")
    image_spot: Spot = Spot("mkdocs.yml")
    picture: Picture | None = None


class Feeds(Struct, frozen=True):
    """
    What other programs read: the feeds that are *made*, by their names.

    One of articles holds so many *items*; *spot* is where that was written.
    """

    made: tuple[str, ...] = ()
    items: int = 20
    spot: Spot = Spot("mkdocs.yml")
    problems: tuple[Problem, ...] = ()
    podcast: Podcast | None = None
    """What is said of the podcast, none if nothing is."""


class Card(Struct, frozen=True):
    """A picture to share of a page: its address from the site's root; pixels."""

    url: str
    width: int = 0
    height: int = 0


class Cards(Struct, frozen=True):
    """
    What `cards:` in `mkdocs.yml` says of pictures to share, and whether there are any.

    *font* is for texts, *title_font* for titles: a file or a family, "" for ours.
    *only* names those that are made, if not all are.
    *stamp* is that of all they are made with: letters, colours, layouts.
    """

    on: bool = False
    font: str = ""
    title_font: str = ""
    only: tuple[str, ...] = ()
    spot: Spot = Spot("mkdocs.yml")
    lines: Mapping[str, Spot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    stamp: bytes = stamps.NONE


class Script(Struct, frozen=True):
    """A script of the author's own, and how browsers are to take it."""

    path: str
    type: str = ""
    defer: bool = False
    is_async: bool = False


class Kit(Struct, frozen=True):
    """
    What pages of one template fetch of our styles and scripts; "" for nothing.

    *style* names what is written into the page itself, *css* is asked for in its head
    and *rest* further down. All but *style* are addresses from the site's root.
    """

    style: str = ""
    css: str = ""
    rest: str = ""
    js: str = ""


class Language(Struct, frozen=True):
    """
    A language of the site: its *tag*, and what it calls itself.

    *path* is where its pages begin, from the root of the first: "" for that, else as
    `en/`. The twin is the first in the other script, made when the site is built. What
    the site is called and says of itself is as in the first where it is "".
    """

    tag: str
    name: str
    path: str = ""
    is_twin: bool = False
    site_name: str = ""
    description: str = ""
    copyright: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    """Short texts of products, and what they are in it."""
    spot: Spot = Spot("mkdocs.yml")


class Settings(Struct, frozen=True):
    """What `mkdocs.yml` says of the site, and what day it is."""

    name: str
    today: date
    url: str = ""
    language: str = "zh"
    currency: str = "CNY"
    description: str = ""
    drafts: bool = False
    per_page: int = 24
    link_names: bool = True
    author: str = ""
    copyright: str = ""
    kits: Mapping[str, Kit] = field(default_factory=dict)
    """By template; that of "" is the whole, for templates that are not known."""
    content_dir: str = "content"
    products_dir: str = "products"
    look: Look = field(default_factory=Look)
    extra_css: tuple[str, ...] = ()
    extra_js: tuple[Script, ...] = ()
    checkout: Checkout = field(default_factory=Checkout)
    follow: tuple[Channel, ...] = ()
    """How readers hear of what comes next, for those who have just paid."""
    zone: str = ""
    """Where the site is at home, as in `Asia/Shanghai`; "" for the machine's place."""
    budgets: Budgets = field(default_factory=Budgets)
    feeds: Feeds = field(default_factory=Feeds)
    cards: Cards = field(default_factory=Cards)
    mode: str = "live"
    """Whose links the site carries: `live`, `test` or `sandbox`."""
    home: str | None = None
    """Where the site will be, if it is at *url* only to be looked at."""
    offline: bool = False
    """Whether telephones keep what was read, for when there is no line."""
    languages: tuple[Language, ...] = ()
    """All that the site speaks, the first one first; none if it is only one."""
    path: str = ""
    """Where the pages begin that are made, from the root of the first language."""
    shared_dir: str = ""
    """Where pictures and files are that the folder of a language does not have."""
    problems: tuple[Problem, ...] = ()

    @property
    def first_dir(self) -> str:
        """The content folder of the first language: what options name lies there."""
        return self.shared_dir or self.content_dir

    @property
    def apart(self) -> tuple[str, ...]:
        """
        Where other languages begin, in the content folder and where it is published.

        A folder may be called as the tag is written.
        """
        others = [one for one in self.languages if one.path]
        tags = (f"{one.tag}/" for one in others)
        return tuple(dict.fromkeys([*(one.path for one in others), *tags]))

    @property
    def spoken(self) -> Language:
        """The language that is made."""
        found = (one for one in self.languages if one.path == self.path)
        return next(found, Language(self.language, ""))

    @property
    def address(self) -> str:
        """Where readers will find the site: what is drawn and printed says it."""
        return self.url if self.home is None else self.home

    def publishes(self, feed: str) -> bool:
        """Tell whether *feed* is made: it is wanted, and there are whole addresses."""
        return bool(self.url) and feed in self.feeds.made


class Site(Struct, frozen=True, dict=True):
    """
    Everything the author wrote, read and checked against each other.

    All mappings are in the order readers see: products by shelf then name of file,
    articles newest first. *hidden* are drafts and articles whose day has not come,
    *files* all that lies in `content/`, *broken* the products that have errors, *album*
    how pictures will be published, by their path, for who builds.
    """

    settings: Settings
    products: Mapping[str, Product]
    shelves: Mapping[str, Shelf]
    articles: Mapping[str, Article]
    authors: Mapping[str, Author]
    pages: Mapping[str, Page]
    hidden: Mapping[str, Article] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    album: Mapping[str, Print] = field(default_factory=dict)
    cards: Mapping[str, Mapping[str, Card]] = field(default_factory=dict)
    """The pictures to share of a page, by its address and their name."""
    rates: Mapping[str, Rate] = field(default_factory=dict)
    coupons: Mapping[str, Coupon] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """In which other languages a page is there as well, by its address: their paths."""
    news: Mapping[str, tuple[News, ...]] = field(default_factory=dict)
    """What has become better of each product, by its id, as git remembers."""
    podcast: Podcast | None = None
    """Of what is to be heard, if there is any and nothing is lacking."""

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """Every offer by its sku."""
        return {o.sku: o for p in self.products.values() for o in p.offers}
