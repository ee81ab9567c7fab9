"""What goes wrong on the way reaches the real client as it would from the network."""

import pytest
import stripe
from tests.checkout.sandbox.calling import KEY

from wenpu.checkout.sandbox import Fault, Faults, Sandbox, SandboxClient


class KilledError(Exception):
    """The end of a run, wherever it is."""


def client(sandbox: Sandbox, *faults: Fault, retries: int = 2) -> stripe.V1Services:
    stripe.enable_telemetry = False
    below = SandboxClient(sandbox, Faults(*faults))
    whole = stripe.StripeClient(KEY, http_client=below, max_network_retries=retries)
    return whole.v1


@pytest.mark.parametrize(
    "fault",
    [
        Fault.lost(1),
        Fault.lost(1, done=True),
        Fault.busy(1, retry=True),
        Fault.conflict(1),
        Fault.failed(1, saved=False),
    ],
    ids=["lost", "lost after", "busy", "conflict", "failed"],
)
def test_what_passes_is_tried_again_and_done_once(fault: Fault) -> None:
    """The client tries again by itself, with the same key, and makes one thing."""
    sandbox = Sandbox()

    client(sandbox, fault).products.create({"name": "Tea"})

    assert len(client(sandbox).products.list().data) == 1


def test_what_is_broken_and_remembered_stays_broken() -> None:
    """Its key is of no use any more; another key is."""
    sandbox = Sandbox()
    v1 = client(sandbox, Fault.failed(1, saved=True))
    key: stripe.RequestOptions = {"idempotency_key": "one"}

    for _ in range(2):
        with pytest.raises(stripe.APIError) as found:
            v1.products.create({"name": "Tea"}, key)
        assert found.value.http_status == 500
    v1.products.create({"name": "Tea"}, {"idempotency_key": "two"})

    assert len(v1.products.list().data) == 1


def test_a_replayed_answer_says_so() -> None:
    """Good or broken, the client can tell an old answer from a new one."""
    key: stripe.RequestOptions = {"idempotency_key": "one"}
    good, broken = client(Sandbox()), client(Sandbox(), Fault.failed(1, saved=True))
    heard = []
    for _ in range(2):
        response = good.products.create({"name": "Tea"}, key).last_response
        heard.append(response and response.headers.get("Idempotent-Replayed"))
    with pytest.raises(stripe.APIError) as found:
        broken.products.create({"name": "Tea"}, key)

    assert heard == [None, "true"]
    assert (found.value.headers or {})["Idempotent-Replayed"] == "true"


def test_a_busy_server_without_a_hint_is_not_asked_again() -> None:
    """The client leaves that to us."""
    sandbox = Sandbox()

    with pytest.raises(stripe.RateLimitError):
        client(sandbox, Fault.busy(1)).products.create({"name": "Tea"})

    assert sandbox.requests == 0


@pytest.mark.parametrize("done", [False, True])
def test_a_run_can_be_killed_at_any_call(*, done: bool) -> None:
    """Before its second call, or after: what was done stays done."""
    sandbox = Sandbox()
    v1 = client(sandbox, Fault.lost(2, done=done, error=KilledError()))
    v1.products.create({"id": "a", "name": "A"})

    with pytest.raises(KilledError):
        v1.products.create({"id": "b", "name": "B"})

    found = [one.id for one in client(sandbox).products.list()]
    assert found == (["b", "a"] if done else ["a"])


def test_a_call_that_is_lost_for_good_is_told_so() -> None:
    """No second try where the network says that there is no use."""
    sandbox = Sandbox()

    with pytest.raises(stripe.APIConnectionError):
        client(sandbox, Fault.lost(1, retry=False)).products.list()

    assert sandbox.requests == 0


def test_a_fault_may_be_meant_for_one_sort_of_call() -> None:
    """By method and path, as often as is said."""
    sandbox = Sandbox()

    def makes_a_price(method: str, path: str) -> bool:
        return (method, path) == ("POST", "/v1/prices")

    v1 = client(sandbox, Fault.busy(makes_a_price, times=2), retries=0)
    v1.products.create({"id": "tea", "name": "Tea"})
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            v1.prices.create({"product": "tea", "currency": "cny", "unit_amount": 1})
    v1.prices.create({"product": "tea", "currency": "cny", "unit_amount": 1})

    assert sandbox.log == [("POST", "/v1/products"), ("POST", "/v1/prices")]


def test_a_refusal_keeps_its_request_id_and_code() -> None:
    """Who asks for help can name the call."""
    with pytest.raises(stripe.InvalidRequestError) as found:
        client(Sandbox()).products.retrieve("nothing")

    assert found.value.request_id
    assert found.value.code == "resource_missing"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("pk_test_play", "publishable"),
        ("nonsense", "Invalid API Key"),
        ("sk_test_old", "Expired API Key"),
        ("sk_test_of_somebody_else_entirely", "Invalid API Key"),
    ],
)
def test_a_wrong_key_is_refused_and_not_repeated(key: str, words: str) -> None:
    """The refusal says what is wrong, and shows no key."""
    sandbox = Sandbox(known={KEY, "sk_test_old"})
    sandbox.revoke("sk_test_old")
    below = SandboxClient(sandbox)

    with pytest.raises(stripe.AuthenticationError, match=words) as found:
        stripe.StripeClient(key, http_client=below).v1.products.list()

    assert found.value.http_status == 401
    assert key not in str(found.value)


def test_a_missing_right_is_named() -> None:
    """A restricted key may look, but not sell; the refusal names what it lacks."""
    key = "rk_test_for_reading_only"
    sandbox = Sandbox(denied={key: {"payment_links:write"}})
    v1 = stripe.StripeClient(key, http_client=SandboxClient(sandbox)).v1

    assert v1.payment_links.list().data == []
    with pytest.raises(stripe.PermissionError, match="rak_payment_link_write") as found:
        v1.payment_links.update("plink_1", {"active": False})
    assert key not in str(found.value)
