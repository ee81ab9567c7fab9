"""What sending costs, and whether the price at a door is all that is paid."""

from collections.abc import Iterable

from wenpu.model import Money, Product, Shipping
from wenpu.pages.view import View


def costs(
    view: View, shipping: Shipping | None, currency: str
) -> list[tuple[str, Money]]:
    """Return the ways that the checkout offers in *currency*, and what each costs."""
    if not shipping or not shipping.countries:  # Nobody is asked for an address.
        return []
    known = view.site.rates
    rates = [known[name] for name in shipping.rates if name in known]
    return [(one.name, cost) for one in rates if (cost := one.cost(currency))]


def told(view: View, shipping: Shipping | None, currency: str) -> str:
    """Return the same in words, "" where nothing is said of it."""
    found = costs(view, shipping, currency)
    if found and not any(cost.minor for _, cost in found):
        return view.words.text["sent_free"]
    said = [f"{name} {view.words.money(cost)}" for name, cost in found]
    return view.words.text["comma"].join(said)


def trust(
    view: View, sold: Iterable[Product], shipping: Shipping | None, price: Money
) -> list[str]:
    """Return what who pays *price* for what is *sold* may rely on."""
    ways = costs(view, shipping, price.currency)
    sent = "_sent" if any(cost.minor for _, cost in ways) else ""
    taxed = "_taxed" if any(_is_taxed(view, one) for one in sold) else ""
    text = view.words.text
    return [text["trust_payment"], text[f"trust_price{sent}{taxed}"]]


def _is_taxed(view: View, one: Product) -> bool:
    """Tell whether the checkout adds a tax to the price of *one*."""
    usual = view.site.settings.checkout.tax
    return bool(usual) and (one.tax or usual) == "exclusive"
