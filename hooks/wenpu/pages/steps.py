"""What happens once something is paid: nothing is promised that was not asked for."""

from collections.abc import Iterable, Iterator

from wenpu.model import Item, Kind, Product
from wenpu.pages.view import View

GENERAL = ("after_receipt", "after_delivery", "after_question")
"""What happens in this order, whatever it was."""


def steps(view: View, bought: Iterable[Product]) -> list[str]:
    """Return what happens once all of *bought* is paid; each thing is said once."""
    things, text = list(bought), view.words.text
    told = [line for one in things for line in _told(view, one, one)]
    # Who was not asked for an address gave no wrong one.
    end = "after_address" if any(map(_is_sent, things)) else "after_question"
    return list(dict.fromkeys([text["after_receipt"], *told, text[end]]))


def parts(view: View, items: Iterable[Item]) -> list[Product]:
    """Return the products of *items*, those that are there."""
    found = view.site.products
    return [found[item.product] for item in items if item.product in found]


def _is_sent(one: Product) -> bool:
    """Tell whether the checkout asks for an address where *one* goes."""
    return bool(one.shipping and one.shipping.countries)


def _told(view: View, one: Product, whole: Product) -> Iterator[str]:
    """Yield how *one* comes to those who have paid for *whole*, of which it is."""
    held = parts(view, one.items)
    if held and not one.digital:
        for part in held:
            yield from _told(view, part, whole)
        return
    promise = _promise(view, one)
    yield from filter(None, [_ahead(view, one, whole), promise])
    if one.digital:
        yield view.words.text["after_digital"]
    elif _is_sent(whole):
        yield view.words.text["after_goods"]
    elif not promise:
        yield view.words.say("after_letter", name=whole.name)


def _promise(view: View, one: Product) -> str:
    """Return what is kept otherwise than by handing something over, if *one* is so."""
    say, text = view.words.say, view.words.text
    if one.every:
        return text[f"after_joining_{one.every}"]
    if goal := one.goal:
        day = view.words.day(goal.until)
        return say("after_presale", name=one.name, n=goal.units, day=day)
    if one.kind is Kind.SERVICE:
        asked = len(one.slots) > 1 or len(one.places) > 1
        return text["after_booking" if asked else "after_visit"]
    return ""


def _ahead(view: View, one: Product, whole: Product) -> str:
    """Return when *one* comes if it was ordered before it is there."""
    if not one.ships or one.ships <= view.shared.today:
        return ""
    key = "after_preorder" if _is_sent(whole) else "after_preorder_other"
    return view.words.say(key, name=one.name, day=view.words.day(one.ships))
