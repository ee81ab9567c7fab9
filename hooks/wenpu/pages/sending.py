"""What sending costs, and whether the price at a door is all that is paid."""

from collections.abc import Iterable

from wenpu import facts
from wenpu.model import Money, Product, Shipping
from wenpu.pages.view import View


def told(view: View, shipping: Shipping | None, currency: str) -> str:
    """Return in words what each way costs in *currency*, "" where nothing is said."""
    found = facts.costs(view.site.rates, shipping, currency)
    if found and not any(cost.minor for _, cost in found):
        return view.words.text["sent_free"]
    said = [f"{way.name} {view.words.money(cost)}" for way, cost in found]
    return view.words.text["comma"].join(said)


def trust(
    view: View, sold: Iterable[Product], shipping: Shipping | None, price: Money
) -> list[str]:
    """Return what who pays *price* for what is *sold* may rely on."""
    ways = facts.costs(view.site.rates, shipping, price.currency)
    sent = "_sent" if any(cost.minor for _, cost in ways) else ""
    taxed = "_taxed" if any(_is_taxed(view, one) for one in sold) else ""
    text = view.words.text
    return [text["trust_payment"], text[f"trust_price{sent}{taxed}"]]


def _is_taxed(view: View, one: Product) -> bool:
    """Tell whether the checkout adds a tax to the price of *one*."""
    usual = view.site.settings.checkout.tax
    return bool(usual) and (one.tax or usual) == "exclusive"
