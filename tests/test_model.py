"""Money is exact, and a product says by itself whether it can be bought."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from wenpu.model import (
    CURRENCIES,
    DECIMALS,
    Goal,
    Money,
    Offer,
    Product,
    Sale,
    State,
)
from wenpu.problems import Spot

MOST = 10**12 - 1
CODES = some.sampled_from(sorted(CURRENCIES))
MONEY = some.builds(Money, some.integers(0, MOST), CODES)
TODAY = date(2026, 10, 18)
EARLIER, LATER = date(2026, 10, 17), date(2026, 10, 19)


@given(MONEY)
def test_an_amount_is_read_back_as_it_was_printed(money: Money) -> None:
    """Printing and reading change nothing, in any currency."""
    assert Money.parse(money.amount, money.currency) == money


@given(MONEY)
def test_an_amount_shows_as_many_decimals_as_its_currency_has(money: Money) -> None:
    """No yen are divided and no fils are lost."""
    _, _, decimals = money.amount.partition(".")

    assert len(decimals) == DECIMALS.get(money.currency, 2)


@given(CODES, some.integers(0, MOST), some.integers(0, MOST), some.integers(0, 99))
def test_sums_are_exact(code: str, one: int, two: int, times: int) -> None:
    """Three times ten cents are thirty cents."""
    assert Money(one, code) + Money(two, code) == Money(one + two, code)
    assert Money(one, code) * times == Money(one * times, code)


def test_currencies_are_never_mixed() -> None:
    """A euro and a yuan are no two of anything."""
    with pytest.raises(ValueError, match="EUR"):
        Money(1, "EUR") + Money(1, "CNY")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12", "CNY", 1200),
        ("12.5", "CNY", 1250),
        ("12.50", "CNY", 1250),
        ("0.05", "EUR", 5),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
    ],
)
def test_reads_amounts_as_authors_write_them(
    text: str, currency: str, minor: int
) -> None:
    """Decimals may be left out, never added."""
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "CNY"),
        ("12,50", "CNY"),
        ("-1", "CNY"),
        ("+1", "CNY"),
        ("1e3", "CNY"),
        ("012", "CNY"),
        (".5", "CNY"),
        ("5.", "CNY"),
        ("1.234", "CNY"),
        ("1.5", "JPY"),
        ("1.2345", "KWD"),
        ("12 CNY", "CNY"),
        ("１２", "CNY"),
        ("12\n", "CNY"),
        ("1" * 13, "CNY"),
    ],
)
def test_what_is_not_an_amount_is_refused(text: str, currency: str) -> None:
    """Nothing is guessed and nothing is rounded."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Money.parse(text, currency)


OFFER = Offer("tea", "tea", price=Money(100, "CNY"))
TEA = Product("tea", "茶", (OFFER,), Spot("products/tea.yml"))


def left(stock: int | None, limit: int | None = None) -> tuple[Offer, ...]:
    return (replace(OFFER, stock=stock, limit=limit),)


@pytest.mark.parametrize(
    ("tea", "state"),
    [
        (TEA, State.ON_SALE),
        (replace(TEA, offers=left(100)), State.ON_SALE),
        (replace(TEA, offers=left(5)), State.LAST_FEW),
        (replace(TEA, offers=left(0)), State.SOLD_OUT),
        (replace(TEA, offers=left(None, 0)), State.SOLD_OUT),
        (replace(TEA, ships=LATER), State.PREORDER),
        (replace(TEA, ships=TODAY), State.ON_SALE),
        (replace(TEA, sale=Sale(LATER, None)), State.NOT_YET),
        (replace(TEA, sale=Sale(TODAY, TODAY)), State.ON_SALE),
        (replace(TEA, sale=Sale(None, EARLIER)), State.ENDED),
        (replace(TEA, goal=Goal(300, TODAY)), State.PRESALE),
        (replace(TEA, goal=Goal(300, EARLIER)), State.ENDED),
        (replace(TEA, retired=True, offers=left(0)), State.RETIRED),
        (replace(TEA, offers=left(0), sale=Sale(LATER, None)), State.SOLD_OUT),
    ],
)
def test_tells_whether_a_product_can_be_bought_today(
    tea: Product, state: State
) -> None:
    """The strongest reason wins, and both days of a sale belong to it."""
    assert tea.state(tea.offers[0], TODAY) == state
    assert tea.best_state(TODAY) == state


def test_only_what_can_be_bought_is_buyable() -> None:
    """A Buy button that leads to nothing is worse than none."""
    buyable = {state for state in State if state.buyable}

    assert buyable == {State.ON_SALE, State.LAST_FEW, State.PREORDER, State.PRESALE}
