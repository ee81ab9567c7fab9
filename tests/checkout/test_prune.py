"""What is closed for good, when, and in which order."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.checkout.bench import TODAY, Stall

from wenpu.checkout.gateway import CheckoutError
from wenpu.checkout.sandbox import Closed, Fault, Faults

TEA = {"products/tea.yml": {"name": "Tea", "price": 8}}
DEARER = {"products/tea.yml": {"name": "Tea", "price": 9}}


class KilledError(BaseException):
    """The machine is switched off."""


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    """A tea whose price has changed today."""
    found = Stall(tmp_path)
    found.write(TEA)
    found.apply()
    found.write(DEARER)
    return found


def after(stall: Stall, days: int) -> list[str]:
    """Prune so many days later."""
    return [str(one) for one in stall.prune(TODAY + timedelta(days=days))]


def selling(stall: Stall) -> list[int]:
    """Return the amounts of all links that take money."""
    prices = {one["id"]: one["unit_amount"] for one in stall.objects("prices")}
    links = [one for one in stall.objects("payment_links") if one["active"]]
    return sorted(prices[line["price"]] for one in links for line in one["_line_items"])


def test_a_shared_link_sells_for_a_month(stall: Stall) -> None:
    """At its old price, until the time of grace is over."""
    old = stall.url("tea")
    stall.apply()

    assert after(stall, 29) == []
    assert stall.sandbox.buy(old)["amount_total"] == 800
    assert after(stall, 30) == ["- link tea  replaced", "- price tea  8.00 CNY"]
    assert selling(stall) == [900]
    with pytest.raises(Closed, match=r"https://tea\.example/buy/tea/"):
        stall.sandbox.buy(old)


def test_pruning_again_finds_nothing(stall: Stall) -> None:
    """Nothing is left to prune, nor to plan; the lock forgets what is closed."""
    stall.apply()
    after(stall, 40)

    assert after(stall, 41) == []
    assert stall.plan().changes == ()
    assert stall.counter().section.replaced == {}


def test_an_author_may_close_at_once(stall: Stall) -> None:
    """`old_links: close`: the next prune closes them, whatever the day."""
    asked = replace(stall.settings.checkout, old_links="close")
    stall.settings = replace(stall.settings, checkout=asked)
    stall.apply()

    assert after(stall, 0) == ["- link tea  replaced", "- price tea  8.00 CNY"]


def test_what_there_is_little_of_is_sold_by_one_link(tmp_path: Path) -> None:
    """Two links would each count for themselves."""
    stall = Stall(tmp_path)
    stall.write({"products/tea.yml": {"name": "Tea", "price": 8, "stock": 3}})
    stall.apply()
    stall.write({"products/tea.yml": {"name": "Tea", "price": 9, "stock": 3}})
    stall.apply()

    assert after(stall, 0) == ["- link tea  replaced", "- price tea  8.00 CNY"]
    assert selling(stall) == [900]


def test_a_price_in_use_elsewhere_stays(tmp_path: Path) -> None:
    """A bundle's old link still needs the old price, as long as it sells itself."""
    shop = {
        "products/cup.yml": {"name": "Cup", "price": 10},
        "products/set.yml": {"name": "Set", "items": ["cup", "tea"]},
        **TEA,
    }
    stall = Stall(tmp_path)
    stall.write(shop)
    stall.apply()
    stall.write({**shop, **DEARER})
    stall.apply()

    assert len(after(stall, 30)) == 3
    assert selling(stall) == [900, 900, 1000, 1000]


def test_a_price_that_is_the_usual_one_is_freed_first(stall: Stall) -> None:
    """Stripe keeps the price that a product has by default; somebody chose it there."""
    old = next(one["id"] for one in stall.objects("prices"))
    stall.apply()
    stall.meddle("products", "tea", {"default_price": old})

    after(stall, 30)

    assert selling(stall) == [900]
    assert [one["active"] for one in stall.objects("prices")] == [False, True]


def test_rates_that_nobody_uses_go(tmp_path: Path) -> None:
    """A rate is closed once no link names it."""
    sent = {"countries": ["CN"], "rate": "standard"}
    tea = {"products/tea.yml": {"name": "Tea", "price": 8, "shipping": sent}}
    stall = Stall(tmp_path)
    for price in (12, 15):
        rate = {"standard": {"name": "Standard", "price": price}}
        stall.write({**tea, "products/shipping.yml": rate})
        stall.apply()

    assert after(stall, 0) == ["- shipping rate standard  not used"]
    assert [one["active"] for one in stall.objects("shipping_rates")] == [False, True]


def test_with_something_to_apply_nothing_is_pruned(stall: Stall) -> None:
    """First what is new, then what is old."""
    with pytest.raises(CheckoutError, match="wenpu plan"):
        after(stall, 90)


def test_without_the_lock_grace_begins_anew(stall: Stall) -> None:
    """Nobody knows since when; so nothing is closed too early."""
    stall.apply()
    (stall.root / "checkout.lock.yml").unlink()
    stall.settings = replace(stall.settings, today=TODAY + timedelta(days=20))
    stall.apply()

    assert after(stall, 45) == []
    assert after(stall, 50) == ["- link tea  replaced", "- price tea  8.00 CNY"]


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_killed_prune_is_taken_up_again(
    stall: Stall, number: int, *, done: bool
) -> None:
    """The link that is shown sells all the while."""
    stall.apply()
    stall.settings = replace(stall.settings, today=TODAY + timedelta(days=30))
    left = [number]

    def now(method: str, _: str) -> bool:
        left[0] -= method != "GET"
        return method != "GET" and left[0] == 0

    counter = stall.counter(Faults(Fault.lost(now, done=done, error=KilledError())))
    with pytest.raises(KilledError):
        list(counter.apply(counter.pruning))
    assert stall.sandbox.buy(stall.url("tea"))["amount_total"] == 900
    after(stall, 30)

    assert selling(stall) == [900]
    assert stall.counter().pruning.changes == ()


def test_the_day_is_the_site_s(stall: Stall) -> None:
    """A clock that is wrong moves days, not objects: nothing is made twice."""
    stall.settings = replace(stall.settings, today=date(2031, 1, 1))
    stall.apply()

    assert after(stall, 0) == []
    assert selling(stall) == [800, 900]


def test_what_is_sold_as_its_parts_leaves_no_price(tmp_path: Path) -> None:
    """Its own price was the default one, which only goes together with its product."""
    stall = Stall(tmp_path)
    cup = {"products/cup.yml": {"name": "Cup", "price": 3}}
    parts = {"name": "Set", "items": ["cup", "tea"]}
    stall.write(TEA | cup | {"products/set.yml": parts | {"price": 9}})
    stall.apply()
    prices = {one["lookup_key"]: one["id"] for one in stall.objects("prices")}
    stall.meddle("products", "set", {"default_price": prices["wenpu_tea_set"]})
    stall.write(TEA | cup | {"products/set.yml": parts})
    stall.apply()

    assert after(stall, 30) == ["- link set  replaced", "- price set  9.00 CNY"]
    assert after(stall, 30) == []


def test_a_price_that_comes_back_after_that_is_a_new_one(stall: Stall) -> None:
    """What was archived is no more; nor does Stripe's memory of a day bring it back."""
    stall.apply()
    after(stall, 30)
    stall.write(TEA)

    stall.apply()

    assert selling(stall) == [800, 900]
    assert stall.sandbox.buy(stall.url("tea"))["amount_total"] == 800
    assert stall.plan().changes == ()
