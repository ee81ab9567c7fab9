"""
What the checkout could not sell as it is written, told before anybody asks it.

No connection is opened: each limit is a fact of `allowed`, each problem stands at the
line that breaks it. What is not sold here (`checkout: false`, retired) has no limits.
"""

from collections.abc import Iterable, Iterator

from wenpu.checkout import allowed, asking, selling
from wenpu.checkout.allowed import LEAST
from wenpu.checkout.minor import units
from wenpu.checkout.selling import TAKES
from wenpu.model import DECIMALS, Coupon, FreePrice, Kind, Money, Product, Site
from wenpu.problems import Level, Problem, Spot

ELSEWHERE = "or write  checkout: false  and sell it at its  channels:"
THREE = 3
SHOWN = 5
"""So many products are named in a sentence."""


def problems(site: Site) -> list[Problem]:
    """Return all that the checkout could not do with what is in *site*."""
    sold = [one for one in site.products.values() if one.paid_here and not one.retired]
    found = [*_methods(site, sold), *_address(site), *_coupons(site), *_filled(site)]
    for product in sold:
        for limit in (_amounts, _free, _pairs, _questions, _texts):
            found += limit(product)
        found += _lines(site, product)
        found += _keys(site, product)
        found += _sent(site, product)
    return found


def at(product: Product, *fields: str) -> Spot:
    """Return where the first of *fields* stands that is written in *product*."""
    lines = (product.lines[name] for name in fields if name in product.lines)
    return Spot(product.spot.path, next(lines, product.spot.line))


def _amounts(product: Product) -> Iterator[Problem]:
    for offer in product.offers:
        own = ("variants", "price") if offer.variant else ("price",)
        if offer.price:
            yield from _amount(offer.price, at(product, *own))
        for money in offer.currencies:
            yield from _amount(money, at(product, "currencies", *own))
        yield from _free_amounts(offer.free, at(product, *own))


def _amount(money: Money, spot: Spot) -> Iterator[Problem]:
    least = LEAST.get(money.currency, 0)
    if units(money) < least:
        what = f"{money} is less than the checkout takes, {_least(money)}."
        yield Problem(spot, what, f"Ask for more, {ELSEWHERE}")
    elif money.currency == allowed.DOUBTFUL.currency and money < allowed.DOUBTFUL:
        what = f"{money} may be too little: some half a dollar is the least."
        yield Problem(spot, what, f"Ask for more, {ELSEWHERE}", Level.NOTICE)
    yield from _digits(money, spot)


def _digits(money: Money, spot: Spot) -> Iterator[Problem]:
    if units(money) > allowed.MOST:
        what = f"{money} is more than the checkout takes: it has over eight digits."
        yield Problem(spot, what, f"Ask for less, {ELSEWHERE}")
    if DECIMALS.get(money.currency) == THREE and money.minor % 10:
        what = f"{money}: the last of three decimals must be 0 at the checkout."
        yield Problem(spot, what, f"Write it as in  {money.amount[:-1]}0")


def _least(money: Money) -> Money:
    return Money(LEAST[money.currency], money.currency)


def _free_amounts(free: FreePrice | None, spot: Spot) -> Iterator[Problem]:
    """Report bounds that cannot be kept; 0 is understood as the least that can be."""
    if free is None:
        return
    for money in filter(None, (free.least, free.suggested, free.most)):
        yield from _digits(money, spot)
    if 0 < units(free.least) < LEAST.get(free.least.currency, 0):
        least = _least(free.least)
        what = f"min {free.least.amount}: readers pay at least {least} at the checkout."
        fix = f"Write it as in  price: {{min: {least.amount}}}"
        yield Problem(spot, what, fix, Level.WARNING)


def _free(product: Product) -> Iterator[Problem]:
    """Report what a price that readers choose does not go with."""
    if not any(offer.free for offer in product.offers):
        return
    alone = "a price that readers choose is paid once, for one piece, and alone."
    for name in ("quantity", "extras", "every"):
        if name in product.lines:
            fix = f"Delete the line  {name}  or write a price."
            yield Problem(at(product, name), f"{name}: {alone}", fix)


def _pairs(product: Product) -> Iterator[Problem]:
    """Report other fields that do not go together."""
    counted = any(
        one is not None
        for offer in product.offers
        for one in (offer.stock, offer.limit)
    )
    if product.quantity and counted:
        what = "quantity with a stock: the checkout counts orders, not pieces."
        fix = "Delete one of the two, or count the pieces yourself."
        yield Problem(at(product, "quantity"), what, fix, Level.WARNING)
    if product.every and product.shipping and product.shipping.rates:
        what = "a membership cannot be sent at a rate."
        fix = "Take  rate:  out, and let its price have in it what sending costs."
        yield Problem(at(product, "shipping"), what, fix)


def _questions(product: Product) -> Iterator[Problem]:
    """Count what is asked: of several days and places, readers choose there as well."""
    chosen = {"slots": product.slots, "place": product.places}
    asked = {name: one for name, one in chosen.items() if len(one) > 1}
    count = len(product.questions) + len(asked)
    if count > allowed.QUESTIONS:
        besides = "".join(f", {name} included" for name in asked)
        what = f"{count} questions{besides}; the checkout asks {allowed.QUESTIONS}."
        spot = at(product, "ask", *asked)
        yield Problem(spot, what, "Ask the rest by mail, once it is ordered.")
    for name, choices in asked.items():
        yield from _choices(choices, at(product, name))
    for question in product.questions:
        yield from _choices(question.choices, at(product, "ask"))


def _choices(choices: tuple[str, ...], spot: Spot) -> Iterator[Problem]:
    if len(choices) > allowed.CHOICES:
        what = f"{len(choices)} choices; the checkout shows {allowed.CHOICES}."
        yield Problem(spot, what, "Make two products of it, or ask for a text.")
    for choice in choices:
        if len(choice) > allowed.CHOICE_LENGTH:
            what = f"{choice[:20]!r}… has {len(choice)} characters."
            fix = f"Write at most {allowed.CHOICE_LENGTH}; it is a choice there."
            yield Problem(spot, what, fix)


def _texts(product: Product) -> Iterator[Problem]:
    for name, text in (
        ("summary", product.summary),
        ("description", product.description),
    ):
        if len(text) > allowed.TEXT_LENGTH:
            what = f"{name} has {len(text):,} characters."
            fix = f"Write at most {allowed.TEXT_LENGTH:,}; the rest is an article."
            yield Problem(at(product, name), what, fix)


def _lines(site: Site, product: Product) -> Iterator[Problem]:
    """Count the lines of a payment; what is summed up there is paid at one time."""
    more = len(product.extras)
    for offer in product.offers:
        parts = selling.parts(site, product, offer)
        if len(parts) > allowed.LINES:
            what = f"{len(parts)} things in it; one payment has {allowed.LINES} lines."
            fix = "Give the bundle a price of its own, as in  price: 68.00"
            yield Problem(at(product, "items"), what, fix)
        elif len(parts) + more > allowed.LINES:
            full = f"one payment has {allowed.LINES} lines."
            what = f"{len(parts)} things in it and {more} extras; {full}"
            yield Problem(at(product, "extras"), what, "Offer less besides.")
        if offer.sku not in parts:
            yield from _intervals(site, product, parts)
            yield from _asked(site, product, parts)
    if more > allowed.EXTRAS:
        what = f"{more} extras; the checkout shows {allowed.EXTRAS}."
        yield Problem(at(product, "extras"), what, "Offer less besides.")


def _intervals(site: Site, product: Product, parts: Iterable[str]) -> Iterator[Problem]:
    goods = [site.products[site.offers[sku].product] for sku in parts]
    found = {one.every: one.id for one in goods}
    if found.keys() != {product.every}:
        paid = ", ".join(f"{one!r} {_often(every)}" for every, one in found.items())
        what = f"items: paid as a sum, and {paid}; the bundle {_often(product.every)}."
        fix = "Give the bundle a price of its own, and  every:  if it is paid again."
        yield Problem(at(product, "items"), what, fix)


def _asked(site: Site, product: Product, parts: Iterable[str]) -> Iterator[Problem]:
    """Count what is asked where a bundle is sold as its parts: they ask as well."""
    sold = {site.offers[sku].product for sku in parts} | {product.id}
    count = sum(asking.count(site.products[name]) for name in sold)
    if count > allowed.QUESTIONS:
        what = (
            f"its parts ask {count} questions; the checkout asks {allowed.QUESTIONS}."
        )
        fix = "Give the bundle a price of its own; then only it asks."
        yield Problem(at(product, "items"), what, fix)


def _often(every: str) -> str:
    return f"each {every}" if every else "once"


def _keys(site: Site, product: Product) -> Iterator[Problem]:
    for offer in product.offers:
        key = f"wenpu-{site.settings.checkout.shop}-{offer.sku}"
        if len(key) > allowed.KEY_LENGTH:
            what = f"sku {offer.sku[:20]!r}… is too long: {key[:20]}… has {len(key)}"
            fix = f"Give it a short one, as in  sku: {offer.sku[:20].strip('-')}"
            spot = at(product, "sku", "variants")
            yield Problem(spot, f"{what} characters.", fix)


def _sent(site: Site, product: Product) -> Iterator[Problem]:
    """Report countries and rates that the checkout cannot offer for *product*."""
    shipping, spot = product.shipping, at(product, "shipping")
    if not shipping or not shipping.countries:
        yield from _unsent(site, product, rated=bool(shipping and shipping.rates))
        return
    for country in shipping.countries:
        if country in allowed.NOT_SHIPPED:
            what = f"shipping: the checkout takes no address in {country}."
            yield Problem(spot, what, f"Take {country} out, {ELSEWHERE}")
    rates = [site.rates[name] for name in shipping.rates if name in site.rates]
    if len(rates) > allowed.RATES:
        what = f"{len(rates)} rates; the checkout shows {allowed.RATES}."
        yield Problem(spot, what, "Name those that most buyers take.")
    own = product.offers[0].least.currency
    for rate in rates:
        paid = {money.currency for money in (rate.price, *rate.currencies)}
        if own not in paid:
            costs = f"is paid in {rate.price.currency}, and the product in {own}."
            fix = f"Add  currencies: {{{own}: …}}  to it, at {rate.spot}"
            yield Problem(spot, f"rate {rate.id!r} {costs}", fix)


def _unsent(site: Site, product: Product, *, rated: bool) -> Iterator[Problem]:
    """Report a rate for nowhere, and goods for which no address is asked."""
    fix = "Add the countries it is sent to, as in  shipping: {countries: [CN]}"
    if rated:
        what = "shipping: a rate, and no countries that anything is sent to."
        yield Problem(at(product, "shipping"), what, fix)
    elif product.kind in SENT and site.rates:
        what = f"nobody is asked where {product.name!r} is to be sent."
        yield Problem(at(product, "name"), what, fix, Level.NOTICE)


SENT = {Kind.GOODS, Kind.PREORDER, Kind.PRESALE, Kind.BUNDLE}
"""What is sent, as a rule."""


def _methods(site: Site, sold: Iterable[Product]) -> Iterator[Problem]:
    """Name the products that some of the ways to pay cannot pay for."""
    checkout = site.settings.checkout
    goods = [*sold]
    for method in (one for one in checkout.methods if one in TAKES):
        reasons = {
            "pays nothing that is paid again": [one for one in goods if one.every],
            "takes other currencies": [
                one for one in goods if _currency(one) not in TAKES[method].split()
            ],
            "takes one currency, and there are several": [
                one for one in goods if any(offer.currencies for offer in one.offers)
            ],
        }
        for why, hit in reasons.items():
            if hit:
                what = f"{method} {why}: {_named(hit)} cannot be paid with it."
                spot = checkout.lines.get("methods", Spot("mkdocs.yml"))
                yield Problem(spot, what, *_besides(checkout.methods))


def _besides(methods: Iterable[str]) -> tuple[str, Level]:
    """Say what to do where some of *methods* do not pay, and how much it matters."""
    if rest := [one for one in methods if one not in TAKES]:
        return f"Nothing to do: there it is {', '.join(rest)} alone.", Level.NOTICE
    return "Add another way, as in  methods: [card, alipay]", Level.WARNING


def _currency(product: Product) -> str:
    return product.offers[0].least.currency


def _named(products: list[Product]) -> str:
    names = [repr(one.id) for one in products]
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _address(site: Site) -> Iterator[Problem]:
    """Tell who has a checkout and no address that buyers cannot be led back to it."""
    lines = site.settings.checkout.lines
    if lines and not site.settings.url:
        what = "there is no site_url: buyers cannot be led back to /thanks/."
        fix = "Add  site_url: https://…/  to it."
        yield Problem(Spot(min(lines.values()).path), what, fix, Level.WARNING)


def _coupons(site: Site) -> Iterator[Problem]:
    for coupon in site.coupons.values():
        paid = {_currency(one) for one in _reduced(site, coupon)}
        least = [code.least for code in coupon.codes]
        wanted = {one.currency for one in (coupon.amount, *least) if one}
        for currency in sorted(wanted - paid):
            what = f"coupon {coupon.id!r} is in {currency}, and nothing it is for is."
            fix = f"Write  currency: {', '.join(sorted(paid)) or '…'}  for it."
            yield Problem(coupon.spot, what, fix, Level.WARNING)


def _reduced(site: Site, coupon: Coupon) -> list[Product]:
    wanted = coupon.products or tuple(site.products)
    return [site.products[name] for name in wanted if name in site.products]


def _filled(site: Site) -> Iterator[Problem]:
    """Report codes that articles fill in where none can be typed."""
    if site.settings.checkout.codes:
        return
    for article in site.articles.values():
        if article.promotion:
            spot = Spot(article.spot.path, article.promotion_line)
            what = f"promotion {article.promotion!r}, and the checkout takes no codes."
            fix = "Take  codes: false  out of  checkout:  in mkdocs.yml."
            yield Problem(spot, what, fix, Level.WARNING)
