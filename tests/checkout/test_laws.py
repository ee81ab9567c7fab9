"""What holds for any shop: it converges, it sells what it says, nothing is doubled."""

import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.checkout.bench import Stall, doubled, state
from tests.checkout.drawn import Files, checkouts, shops

from wenpu.checkout import minor, shown, stories
from wenpu.checkout.allowed import LEAST
from wenpu.checkout.sandbox import Closed, Fault, Faults
from wenpu.model import Checkout, Offer, Product

PHASES = [Phase.generate]
LAW = settings(
    max_examples=25,
    phases=PHASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


PAYING = st.tuples(checkouts(), checkouts())
"""What `checkout:` says before, and then."""
Paying = tuple[Checkout, Checkout]


class KilledError(BaseException):
    """The machine is switched off."""


@LAW
@given(first=shops(), then=shops(), paying=PAYING, data=st.data())
def test_whatever_changes_the_shop_converges(
    first: Files, then: Files, paying: Paying, data: st.DataObject
) -> None:
    """Apply, sell, write something else, apply: nothing is left, nothing is twice."""
    with TemporaryDirectory() as folder:
        stall = Stall(Path(folder))
        stall.write(first, paying[0])
        stall.apply()
        entries = stall.counter().section.offers
        for entry in entries.values():
            for _ in range(data.draw(st.integers(0, 2))):
                with suppress(Closed):
                    stall.sandbox.buy(entry.url) if entry.url else None
        stall.write(then, paying[1])
        stall.apply()

        assert [str(change) for change in stall.plan().changes] == []
        assert doubled(stall) == []
        sells_what_it_tells(stall)
        sells_what_it_says(stall)


def sells_what_it_tells(stall: Stall) -> None:
    """Buy what articles sell whole: each link takes the sum that its page shows."""
    counter = stall.counter()
    now = shown.folded(counter.site, counter.section)
    told = stories.stories(now, counter.graph)
    for story in shown.linked(told, counter.section).values():
        if story.link:
            assert paid(stall, story.link) == minor.units(story.price)


def sells_what_it_says(stall: Stall) -> None:
    """Buy one of everything: each link takes the price of its file, or is closed."""
    site, section = stall.site(), stall.counter().section
    for sku, offer in site.offers.items():
        product, entry = site.products[offer.product], section.offers.get(sku)
        open_now = product.state(offer, stall.settings.today).buyable
        if not (open_now and product.paid_here):
            assert entry is None or entry.closed
            continue
        assert entry
        if entry.closed:
            if entry.url:
                with pytest.raises(Closed):
                    stall.sandbox.buy(entry.url)
            continue
        assert paid(stall, entry.url) == least(product, offer)


def paid(stall: Stall, url: str) -> int:
    """Return what is paid for one, without what sending it costs."""
    session = stall.sandbox.buy(url)
    return int(session["amount_subtotal"])


def least(product: Product, offer: Offer) -> int:
    """Return what the fewest of *offer* cost that a buyer can take."""
    if free := offer.free:
        fewest = LEAST.get(offer.least.currency, 0)
        return max(minor.units(free.suggested or free.least), fewest)
    count = product.quantity.least if product.quantity else 1
    return minor.units(offer.least) * count


@LAW
@given(first=shops(), then=shops(), paying=PAYING, data=st.data())
def test_a_killed_run_is_taken_up_again(
    first: Files, then: Files, paying: Paying, data: st.DataObject
) -> None:
    """Wherever it ends, and with the lock lost besides, the end is the same."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        whole, cut = Stall(Path(one)), Stall(Path(other), workers=4)
        for stall in (whole, cut):
            stall.write(first, paying[0])
            stall.apply()
            stall.write(then, paying[1])
        asked = whole.sandbox.requests
        whole.apply()
        number = data.draw(st.integers(1, whole.sandbox.requests - asked))
        done, lost = data.draw(st.booleans()), data.draw(st.booleans())
        with suppress(KilledError):
            cut.apply(Faults(Fault.lost(number, done=done, error=KilledError())))
        if lost:
            (cut.root / "checkout.lock.yml").unlink(missing_ok=True)
        cut.apply()

        assert state(cut) == state(whole)
        assert cut.plan().changes == ()
        assert doubled(cut) == []


@LAW
@given(first=shops(), paying=checkouts())
def test_what_was_deleted_is_made_again(first: Files, paying: Checkout) -> None:
    """Somebody deletes all test data; what the service remembers is not believed."""
    with TemporaryDirectory() as folder:
        stall = Stall(Path(folder))
        stall.write(first, paying)
        stall.apply()
        stall.sandbox.clear()
        stall.apply()

        assert [str(change) for change in stall.plan().changes] == []
        assert doubled(stall) == []
        sells_what_it_says(stall)


@LAW
@given(first=shops(), then=shops(), paying=PAYING)
def test_two_at_once_make_nothing_twice(
    first: Files, then: Files, paying: Paying
) -> None:
    """Two machines apply the same plan at the same time, each with its own lock."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        pair = [Stall(Path(one)), Stall(Path(other))]
        pair[1].sandbox = pair[0].sandbox
        for stall in pair:
            stall.write(first, paying[0])
            stall.apply()
            stall.write(then, paying[1])
        counters = [stall.counter() for stall in pair]
        plans = [counter.plan for counter in counters]
        runs = [
            threading.Thread(target=lambda c=c, p=p: list(c.apply(p)))
            for c, p in zip(counters, plans, strict=True)
        ]
        for run in runs:
            run.start()
        for run in runs:
            run.join()

        assert plans[0].digest == plans[1].digest
        for stall in pair:
            assert [str(change) for change in stall.plan().changes] == []
        assert doubled(pair[0]) == []


FAULTS = {
    "lost on the way there": Fault.lost,
    "lost on the way back": lambda n: Fault.lost(n, done=True),
    "too many requests": lambda n: Fault.busy(n, times=1),
    "a conflict": Fault.conflict,
    "a failure": lambda n: Fault.failed(n, saved=False),
    "a failure that is kept": lambda n: Fault.failed(n, saved=True),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_on_the_way_is_survived(fault: object, tmp_path: Path) -> None:
    """At any request, one run is enough: no second thing is made, none is missing."""
    files = {
        "products/cup.yml": {"name": "Cup", "price": 10, "stock": 4},
        "products/set.yml": {"name": "Set", "items": ["cup"], "shipping": SENT},
        "products/shipping.yml": {"standard": {"name": "Standard", "price": 12}},
        "products/promotions.yml": {
            "may": {"name": "May", "percent": 5, "codes": ["M"]}
        },
    }
    whole = Stall(tmp_path / "whole")
    whole.root.mkdir()
    whole.write(files)
    whole.apply()
    for number in range(1, whole.sandbox.requests + 1):
        stall = Stall(tmp_path / str(number))
        stall.root.mkdir()
        stall.write(files)
        stall.apply(Faults(fault(number)))  # type: ignore[operator]

        assert state(stall) == state(whole)
        assert doubled(stall) == []


SENT = {"countries": ["CN"], "rate": "standard"}
