"""
What must change at the service so that it sells what the files say.

`plan()` compares two values and returns a third. It opens no connection, and nothing
that it calls does, so a case it must handle is one small file.
"""

from collections.abc import Iterator

from wenpu.checkout import linked as links
from wenpu.checkout import offers, priced, reductions
from wenpu.checkout.changes import OFFER, Action, Change, Plan, Reason, Step, Verb
from wenpu.checkout.gateway import CheckoutError, Fields, Thing
from wenpu.checkout.ledger import Ledger, Mutable, Part
from wenpu.checkout.linked import Linked
from wenpu.checkout.live import Live
from wenpu.checkout.lock import Section
from wenpu.checkout.names import Ref
from wenpu.checkout.wanted import Wanted

ORDER = {Action.CREATE: 0, Action.UPDATE: 1, Action.REPLACE: 2, Action.ARCHIVE: 3}


def plan(
    mode: str, wanted: Wanted, live: Live, section: Section, mutable: Mutable
) -> Plan:
    """
    Return the changes that turn *live* into *wanted*; *section* is the lock of *mode*.

    What is new comes first and what is gone comes last, so that a buyer never meets an
    empty shelf while a plan is being applied.
    """
    _same_account(section, live)
    _free(wanted, live)
    ledger = Ledger(wanted, live, section, mutable)
    rates = list(reductions.rates(ledger))
    linked, changes = _lots(ledger)
    gone = list(_gone(ledger))
    coupons = list(reductions.coupons(ledger))
    found = [*rates, *changes, *gone, *coupons]
    found.sort(key=lambda one: (ORDER[one.action], one.sort != OFFER, one.key))
    on_sale = {sku for sku, links in live.links_of.items() if any(map(_active, links))}
    return Plan(
        mode=mode,
        account=live.account,
        changes=tuple(found),
        notes=tuple(_notes(linked)),
        entries={one.lot.sku: offers.noted(ledger, one.lot, one) for one in linked},
        known=ledger.ids,
        gone=frozenset(set(section.offers) - set(wanted.lots)),
        replaced=_replaced(linked),
        closed=frozenset(name for name in section.replaced if not _sells(live, name)),
        on_sale=len(on_sale),
    )


def _active(link: Fields) -> bool:
    return bool(link["active"])


def _sells(live: Live, name: str) -> bool:
    return name in live.links and _active(live.links[name])


def _lots(ledger: Ledger) -> tuple[list[Linked], list[Change]]:
    """Compare every lot: all products and prices before the first link."""
    lots = ledger.wanted.lots.values()
    parts = {
        lot.sku: {
            Thing.PRODUCT: priced.product(ledger, lot),
            Thing.PRICE: priced.price(ledger, lot),
        }
        for lot in lots
    }
    linked = [links.linked(ledger, lot) for lot in lots]
    changes = [_change(ledger, one, parts[one.lot.sku]) for one in linked]
    return linked, [one for one in changes if one]


def _change(ledger: Ledger, one: Linked, parts: dict[Thing, Part]) -> Change | None:
    whole = {**parts, Thing.LINK: links.link(one)}
    return offers.change(ledger, one.lot, whole, one)


def _gone(ledger: Ledger) -> Iterator[Change]:
    """Yield what is to be taken off: the link first, or it would sell what is gone."""
    names, live = ledger.live.names, ledger.live
    products = {
        names.key(one) or _sku(name, ledger): one for name, one in live.products.items()
    }
    for sku in sorted(
        {*products, *live.links_of, *live.prices_of} - {*ledger.wanted.lots, ""}
    ):
        there = [one for one in live.links_of.get(sku, ()) if one["active"]]
        product = products.get(sku)
        message = str(_message(ledger, sku))
        steps = [links.off(sku, one, message) for one in there]
        usual = product and product.get("default_price")
        steps += [
            Step(Verb.UPDATE, Ref(Thing.PRICE, sku), {"active": False}, str(one["id"]))
            for one in live.prices_of.get(sku, ())
            # The price a product has by default goes with its product.
            if one["id"] != usual
        ]
        if product and product["active"]:
            ref = Ref(Thing.PRODUCT, sku)
            steps.append(Step(Verb.UPDATE, ref, {"active": False}, str(product["id"])))
        if steps:
            why = Reason("no longer sold" if product else "no longer sold together")
            yield Change(Action.ARCHIVE, OFFER, sku, (why,), tuple(steps))


def _sku(name: str, ledger: Ledger) -> str:
    return name.removeprefix(ledger.live.names.name(""))


def _message(ledger: Ledger, sku: str) -> str:
    """Return what a link says that is closed for good: what it said it would."""
    links = ledger.live.links_of.get(sku, ())
    return next(
        (str(one["inactive_message"]) for one in links if one["inactive_message"]), ""
    )


def _notes(linked: list[Linked]) -> Iterator[str]:
    """Say what has been sold of what there is little of."""
    for one in linked:
        left, lot = one.left.left, one.lot
        said = lot.limit if lot.stock is None else lot.stock
        if one.left.gone:
            yield f"{lot.sku} is sold out."
        elif one.open and left is not None and left != said:
            yield f"{lot.sku}: {left} of {said} left."


def _replaced(linked: list[Linked]) -> dict[str, str]:
    return {
        str(found["id"]): one.lot.sku
        for one in linked
        for found in one.active
        if one.open and one.fitting and found["id"] != one.fitting["id"]
    }


def _same_account(section: Section, live: Live) -> None:
    if section.account and live.account and section.account != live.account:
        what = f"checkout.lock.yml is of another Stripe account ({section.account})."
        fix = "Use that account's key, or delete the lock to begin anew with this one."
        raise CheckoutError(f"{what}\n  {fix}")
    shop = live.names.shop
    if section.shop and section.shop != shop:
        what = (
            f"checkout.lock.yml is of the shop {section.shop!r}, and this is {shop!r}."
        )
        fix = f"Write  checkout: {{shop: {section.shop}}}  in mkdocs.yml, below wenpu."
        raise CheckoutError(f"{what}\n  {fix}")


def _free(wanted: Wanted, live: Live) -> None:
    """See that no code of ours is somebody else's in this account."""
    taken = sorted(
        code
        for one in wanted.reductions.values()
        for code in one.codes
        if code.upper() in live.taken
    )
    if taken:
        what = f"The codes {', '.join(taken)} are in use at Stripe, and are not ours."
        fix = "Switch them off in the dashboard, or choose others in promotions.yml."
        raise CheckoutError(f"{what}\n  {fix}")
