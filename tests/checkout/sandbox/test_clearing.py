"""Somebody deletes all test data; and what time does to coupons."""

from pathlib import Path

from tests.checkout.sandbox.calling import call, made, seen, tea
from tests.checkout.sandbox.test_memory import CUP, DAY, Clock

from wenpu.checkout.sandbox import Sandbox


def test_all_test_data_can_be_deleted(tmp_path: Path) -> None:
    """Everything is gone, for who opens the file next as well; live is untouched."""
    sandbox = Sandbox(tmp_path / "state")
    tea(sandbox)
    call(sandbox, "POST products", CUP, key="sk_live_play")
    sandbox.clear()

    for one in (sandbox, Sandbox(tmp_path / "state")):
        for noun in ("products", "prices", "payment_links"):
            assert seen(one, noun)["data"] == []
        assert call(one, "GET products", key="sk_live_play").plain["data"]


def test_keys_outlive_what_they_made() -> None:
    """What was deleted is answered as if it were there: look before you believe."""
    sandbox = Sandbox()
    first = made(sandbox, "products", CUP, Idempotency_Key="one")
    sandbox.clear()
    again = made(sandbox, "products", CUP, Idempotency_Key="one")

    assert again == first
    assert call(sandbox, f"GET products/{first['id']}").status == 404


def test_keys_may_be_forgotten_too() -> None:
    """Then the same call makes something new."""
    sandbox = Sandbox()
    first = made(sandbox, "products", CUP, Idempotency_Key="one")
    sandbox.clear(keep_replies=False)

    assert made(sandbox, "products", CUP, Idempotency_Key="one")["id"] != first["id"]


def test_a_coupon_ends_with_its_last_moment() -> None:
    """From then on neither it nor its code is good, and no other code can be made."""
    clock = Clock()
    sandbox = Sandbox(clock=clock)
    last = int(clock.now) + DAY
    made(sandbox, "coupons", {"id": "may", "percent_off": 10, "redeem_by": last})
    promotion = {"promotion": {"type": "coupon", "coupon": "may"}}
    code = made(sandbox, "promotion_codes", {**promotion, "code": "MAY"})
    path = f"promotion_codes/{code['id']}"
    clock.now += DAY
    assert seen(sandbox, path)["active"]
    clock.now += 1

    assert not seen(sandbox, path)["active"]
    assert not seen(sandbox, "coupons/may")["valid"]
    assert seen(sandbox, "promotion_codes", {"active": True})["data"] == []
    assert call(sandbox, f"POST {path}", {"active": True}).status == 400
    assert call(sandbox, "POST promotion_codes", promotion).status == 400
