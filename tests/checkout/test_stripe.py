"""What the service says no to, in sentences; and that no key is in any of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stripe as sdk
from msgspec.structs import replace
from tests.checkout.bench import Stall

from wenpu.checkout import gateway, stripe
from wenpu.checkout.gateway import CheckoutError, Thing
from wenpu.checkout.pace import Pace
from wenpu.checkout.sandbox import Account, Fault, Faults, Sandbox, SandboxClient
from wenpu.checkout.stripe import StripeGateway
from wenpu.model import Checkout

KEY = "sk_test_51NobodyMaySeeThis4eC39HqLy"
LIMITED = "rk_test_51NobodyMaySeeThis4eC39HqLy"


class Sleeper:
    """Sleeps at once, and remembers for how long."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self, seconds: float) -> None:
        self.now += seconds

    def clock(self) -> float:
        return self.now


def opened(
    sandbox: Sandbox, *faults: Fault, key: str = KEY, sleeper: Sleeper | None = None
) -> StripeGateway:
    """Return the gateway of *key* to *sandbox*, on the way to which *faults* happen."""
    sleeper = sleeper or Sleeper()
    client = stripe.client(key, http=SandboxClient(sandbox, Faults(*faults)))
    return StripeGateway(client, "test", Pace(25, sleeper, sleeper.clock))


def always(_: str, __: str) -> bool:
    return True


def revoked() -> StripeGateway:
    sandbox = Sandbox()
    sandbox.revoke(KEY)
    return opened(sandbox)


TROUBLE: dict[str, tuple[Callable[[], StripeGateway], str]] = {
    "a wrong key": (
        lambda: opened(Sandbox(known=["sk_test_other"])),
        "Stripe does not know the key in STRIPE_API_KEY",
    ),
    "a revoked key": (revoked, "Stripe does not know the key in STRIPE_API_KEY"),
    "a key that lacks a right": (
        lambda: opened(Sandbox(denied={LIMITED: {"payment_links:write"}}), key=LIMITED),
        "lacks a right: payment links: write.",
    ),
    "no network": (
        lambda: opened(Sandbox(), *[Fault.lost(always)] * 9),
        "Stripe does not answer.",
    ),
    "too many requests, for ever": (
        lambda: opened(Sandbox(), Fault.busy(always, times=99)),
        "Stripe takes no more requests of this key just now.",
    ),
    "a failure, for ever": (
        lambda: opened(Sandbox(), Fault.failed(always, saved=False, times=99)),
        "Stripe failed (500)",
    ),
}


@pytest.mark.parametrize(("trouble", "said"), TROUBLE.values(), ids=TROUBLE)
def test_trouble_is_one_sentence_and_what_to_do(
    trouble: Callable[[], StripeGateway], said: str
) -> None:
    """Two lines: what happened, then what to do. No key is in them, nor behind them."""
    with pytest.raises(CheckoutError) as caught:
        trouble().create(Thing.LINK, {"line_items": []}, "once")

    what, _, fix = str(caught.value).partition("\n  ")
    assert said in what
    assert fix
    assert "NobodyMaySeeThis" not in f"{caught.value!r}{caught.value}"
    assert caught.value.__suppress_context__ or not caught.value.__context__


def test_a_version_that_does_not_fit_is_told() -> None:
    """The pinned package speaks one version; another is refused in a sentence."""
    http = SandboxClient(Sandbox())
    client = sdk.StripeClient(KEY, http_client=http, stripe_version="2020-08-27")

    with pytest.raises(CheckoutError, match="API version of this Wenpu"):
        StripeGateway(client, "test", Pace(None)).account()


def test_who_may_not_ask_for_the_account_goes_on() -> None:
    """A restricted key need not know whose it is."""
    sandbox = Sandbox(denied={LIMITED: {"account:read"}})

    assert opened(sandbox, key=LIMITED).account() == ""
    assert opened(Sandbox()).account().startswith("acct_")


def test_too_much_is_asked_again_later() -> None:
    """With its own key, each time a little later, and only then is it done: once."""
    sandbox, sleeper = Sandbox(), Sleeper()
    found = opened(sandbox, Fault.busy(1, times=1), Fault.busy(2), sleeper=sleeper)

    found.create(Thing.PRODUCT, {"id": "tea", "name": "Tea"}, "once")

    assert len(list(found.every(Thing.PRODUCT))) == 1
    assert sleeper.now >= 0.15


def test_requests_come_one_after_another() -> None:
    """A hundred of them take four seconds, whoever asks."""
    sleeper = Sleeper()
    found = opened(Sandbox(), sleeper=sleeper)
    for _ in range(100):
        found.account()

    assert 3.8 < sleeper.now < 4.1


def test_lists_are_read_to_their_end() -> None:
    """More than a page, newest first, each once."""
    sandbox = Sandbox()
    found = opened(sandbox)
    names = [f"tea-{number}" for number in range(230)]
    for name in names:
        found.create(Thing.PRODUCT, {"id": name, "name": name}, name)
    before = sandbox.requests

    assert [one["id"] for one in found.every(Thing.PRODUCT)] == names[::-1]
    assert sandbox.requests - before == 3


def test_what_is_gone_is_none() -> None:
    """Looking for what nobody has made, and deleting it, are no mistakes."""
    found = opened(Sandbox())

    assert found.one(Thing.PRODUCT, "tea") is None
    found.delete(Thing.COUPON, "spring")


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an amount under the minimum": (
        {"name": "Tea", "price": 0.2, "currency": "USD"},
        "products/tea.yml:3: tea is refused: ",
    ),
    "a currency the account cannot take": (
        {"name": "Tea", "price": 20, "currency": "CHF"},
        "products/tea.yml:3: tea is refused: ",
    ),
}


@pytest.mark.parametrize(("tea", "said"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_names_the_line_and_the_rest_is_made(
    tmp_path: Path, tea: dict[str, Any], said: str
) -> None:
    """What is refused is told in the end, with its file; the others are on sale."""
    stall = Stall(tmp_path, unchecked=True)
    account = Account(currencies=frozenset({"cny", "usd"}))
    stall.sandbox = Sandbox(account=account)
    files = {
        "products/tea.yml": f"name: {tea['name']}\ncurrency: {tea['currency']}\n"
        f"price: {tea['price']}\n",
        "products/cup.yml": {"name": "Cup", "price": 10},
    }
    stall.write(files)

    with pytest.raises(CheckoutError) as caught:
        stall.apply()

    assert str(caught.value).startswith(said)
    assert "The other changes are made." in str(caught.value)
    assert set(stall.counter().section.offers) == {"cup"}
    assert [str(one) for one in stall.plan().changes if one.key == "cup"] == []


def test_another_shop_s_things_are_let_be(tmp_path: Path) -> None:
    """Two shops in one account: each sees its own, whatever the other is called."""
    first, other = Stall(tmp_path / "tea"), Stall(tmp_path / "more")
    other.sandbox = first.sandbox
    other.settings = replace(other.settings, checkout=Checkout(shop="tea-more"))
    for stall in (first, other):
        stall.root.mkdir()
        stall.write({"products/cup.yml": {"name": "Cup", "price": 10}})
        stall.apply()
    other.write({"products/mug.yml": {"name": "Mug", "price": 9}})
    other.apply()

    assert first.plan().changes == ()
    assert other.plan().changes == ()


def test_what_belongs_to_another_site_is_not_taken(tmp_path: Path) -> None:
    """A product with our name and somebody else's mark: one sentence, nothing done."""
    stall = Stall(tmp_path)
    stall.write({"products/cup.yml": {"name": "Cup", "price": 10}})
    stall.apply()
    stall.meddle("products", "cup", {"metadata": {"wenpu": "others"}})

    with pytest.raises(CheckoutError, match="belongs to another site, 'others'"):
        stall.plan()


def test_a_code_of_somebody_else_is_told(tmp_path: Path) -> None:
    """Two coupons cannot share a code in one account."""
    first, other = Stall(tmp_path / "tea"), Stall(tmp_path / "more")
    other.sandbox = first.sandbox
    other.settings = replace(other.settings, checkout=Checkout(shop="more"))
    spring = {"spring": {"name": "Spring", "percent": 10, "codes": ["SPRING"]}}
    for stall in (first, other):
        stall.root.mkdir()
        stall.write(
            {
                "products/cup.yml": {"name": "Cup", "price": 10},
                "products/promotions.yml": spring,
            }
        )
    first.apply()

    with pytest.raises(CheckoutError, match="SPRING are in use at Stripe"):
        other.plan()


def test_the_lock_of_another_account_is_not_used(tmp_path: Path) -> None:
    """A key of another account finds nothing, and must not begin anew by mistake."""
    stall = Stall(tmp_path)
    stall.write({"products/cup.yml": {"name": "Cup", "price": 10}})
    stall.apply()
    stall.sandbox = Sandbox(seed="another")

    with pytest.raises(CheckoutError, match="of another Stripe account"):
        stall.plan()


def test_a_renamed_shop_is_told(tmp_path: Path) -> None:
    """Its old things would be forgotten at Stripe, and go on selling."""
    stall = Stall(tmp_path)
    stall.write({"products/cup.yml": {"name": "Cup", "price": 10}})
    stall.apply()
    stall.settings = replace(stall.settings, checkout=Checkout(shop="cups"))

    with pytest.raises(CheckoutError, match=r"checkout: \{shop: tea\}"):
        stall.plan()


def test_the_sdk_says_nothing_at_home() -> None:
    """No telemetry: it would write into the home folder, and send what it is."""
    stripe.client(KEY, http=SandboxClient(Sandbox()))

    assert sdk.enable_telemetry is False


def test_every_thing_has_its_place() -> None:
    """A new thing needs an address, and a type that says what of it may change."""
    assert set(stripe.PATHS) == set(stripe.FORMS) == set(gateway.Thing)
