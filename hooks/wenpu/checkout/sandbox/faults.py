"""What goes wrong on the way, when a test says so: lost calls, busy servers."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from threading import Lock

import stripe
from msgspec import Struct

from wenpu.checkout.sandbox.answers import Headers, Refusal, Reply
from wenpu.checkout.sandbox.service import BROKEN, Call, Sandbox

When = int | Callable[[str, str], bool]
"""The number of a call, from 1, or what is true of its method and path."""


class Fault(Struct, frozen=True):
    """
    One thing that goes wrong, *times* times.

    What is *done* reaches the service before it goes wrong. Then *error* is raised, or
    *reply* is the answer. A call that is *broken* ends in the middle, and whoever
    repeats it with its key hears the same.
    """

    when: When
    done: bool = False
    error: BaseException | None = None
    reply: Reply | None = None
    broken: bool = False
    times: int = 1

    @classmethod
    def lost(
        cls,
        when: When,
        *,
        done: bool = False,
        retry: bool = True,
        error: BaseException | None = None,
    ) -> "Fault":
        """Lose a call before it is done, or its answer after; or raise *error*."""
        said = "Connection lost."
        lost = stripe.APIConnectionError(said, should_retry=retry)  # type: ignore[no-untyped-call] # The package left it so.
        return cls(when, done=done, error=error or lost)

    @classmethod
    def busy(cls, when: When, *, retry: bool | None = None, times: int = 1) -> "Fault":
        """Answer 429, with or without a hint whether to try again."""
        refusal = Refusal(
            "Request rate limit exceeded.",
            code="rate_limit",
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )
        return cls(when, reply=_reply(refusal, retry), times=times)

    @classmethod
    def conflict(cls, when: When, *, times: int = 1) -> "Fault":
        """Answer 409: somebody else is at work on the same object."""
        what = "This object cannot be accessed right now because another API request"
        status = HTTPStatus.CONFLICT
        refusal = Refusal(f"{what} is accessing it.", "", "lock_timeout", status)
        return cls(when, reply=_reply(refusal, None), times=times)

    @classmethod
    def failed(cls, when: When, *, saved: bool, times: int = 1) -> "Fault":
        """Answer 500, and remember that for the call's key if it is *saved*."""
        if saved:
            return cls(when, broken=True, times=times)
        return cls(when, reply=BROKEN, times=times)


def _reply(refusal: Refusal, retry: bool | None) -> Reply:  # noqa: FBT001 (yes, no, silence)
    headers = {"Request-Id": "req_refused"}
    if retry is not None:
        headers["Stripe-Should-Retry"] = str(retry).lower()
    return Reply(refusal.status, refusal.body, Headers(headers))


class Faults:
    """All that goes wrong between a client and the stand-in."""

    def __init__(self, *faults: Fault) -> None:
        self.left = [fault for fault in faults for _ in range(fault.times)]
        self.calls, self.lock = 0, Lock()

    def pass_on(self, sandbox: Sandbox, call: Call) -> Reply:
        """Answer *call*, unless something goes wrong now."""
        fault = self._next(call)
        if fault is None:
            return sandbox.answer(call)
        if fault.broken:
            return sandbox.answer(call, broken=True)
        reply = sandbox.answer(call) if fault.done else None
        if fault.error:
            raise fault.error
        return fault.reply or reply or BROKEN

    def _next(self, call: Call) -> Fault | None:
        with self.lock:
            self.calls += 1
            for place, fault in enumerate(self.left):
                if _is_now(fault.when, self.calls, call):
                    return self.left.pop(place)
        return None


def _is_now(when: When, number: int, call: Call) -> bool:
    if isinstance(when, int):
        return when == number
    return when(call.method, call.path)


class SandboxClient(stripe.HTTPClient):
    """What goes below the real client, in place of the network."""

    name = "wenpu-sandbox"

    def __init__(self, sandbox: Sandbox, faults: Faults | None = None) -> None:
        super().__init__()
        self.sandbox, self.faults = sandbox, faults or Faults()

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: object = None,
        **_: object,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Answer one call of the real client."""
        call = Call.of(method, url, str(post_data or ""), headers or {})
        reply = self.faults.pass_on(self.sandbox, call)
        return reply.body, reply.status, reply.headers

    def close(self) -> None:
        """There is nothing to close."""

    def _sleep_time_seconds(self, num_retries: int) -> float:  # noqa: ARG002 (the client's own signature)
        return 0
