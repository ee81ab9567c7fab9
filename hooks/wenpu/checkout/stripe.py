"""
Stripe behind the gateway: its own client, our pace, and errors as sentences.

Only this file and the sandbox know the SDK. It is imported on demand, because it takes
a quarter of a second; its telemetry, which would write into the home folder, is off.
"""

import os
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NoReturn

# What the SDK says to programs that write programs is for nobody here.
os.environ.setdefault("STRIPE_SUPPRESS_NOTICES", "true")

import stripe
import stripe.params

from wenpu.checkout.gateway import (
    BrokenError,
    CheckoutError,
    Fields,
    RefusedError,
    Thing,
)
from wenpu.checkout.keys import NAME, hidden
from wenpu.checkout.pace import Pace
from wenpu.patterns import later

PATHS = {
    Thing.PRODUCT: "/v1/products",
    Thing.PRICE: "/v1/prices",
    Thing.LINK: "/v1/payment_links",
    Thing.RATE: "/v1/shipping_rates",
    Thing.COUPON: "/v1/coupons",
    Thing.CODE: "/v1/promotion_codes",
}
FORMS = {
    Thing.PRODUCT: "ProductUpdateParams",
    Thing.PRICE: "PriceUpdateParams",
    Thing.LINK: "PaymentLinkUpdateParams",
    Thing.RATE: "ShippingRateUpdateParams",
    Thing.COUPON: "CouponUpdateParams",
    Thing.CODE: "PromotionCodeUpdateParams",
}
"""What may change, as the SDK's own types say: no list of ours that could be wrong."""

SHOWN = {
    Thing.LINK: "line_items",
    Thing.PRICE: "currency_options",
    Thing.RATE: "fixed_amount.currency_options",
}
"""What a list leaves out unless it is asked for."""

ONLY = {Thing.PRICE: {"active": True}}
"""Prices that are off never come back, and there are more of them every year."""

SECONDS = 20.0
TRIES = 10
RATE = 24.0
"""
Requests a second. Stripe takes 25 of a test key, and of any key at one address; a pace
of one less never asks for more, as threads wake when they can.
"""

LATER = {409, 429}
"""Too much at once, or somebody is at the same object: asked again, with its key."""

REPLAYED = "Idempotent-Replayed"
"""The header of an answer that Stripe has given before."""

RIGHT = later(r"rak_([a-z_]+)_(read|write)")


def client(
    key: str, address: str = "", http: stripe.HTTPClient | None = None
) -> stripe.StripeClient:
    """Return Stripe's own client for *key*; *address* and *http* are for stand-ins."""
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        max_network_retries=2,
        http_client=http or stripe.RequestsClient(timeout=SECONDS),
        base_addresses={"api": address} if address else {},
    )


class StripeGateway:
    """The gateway of one key. *pace* is shared by all threads that use it."""

    def __init__(
        self,
        client: stripe.StripeClient,
        mode: str,
        pace: Pace | None = None,
    ) -> None:
        self.client, self.mode = client, mode
        self.pace = pace or Pace(RATE, time.sleep)

    def account(self) -> str:
        """Return the id of the account; a restricted key need not be allowed to ask."""
        try:
            return str(self._ask("get", "/v1/account")["id"])
        except _DeniedError:
            return ""

    def every(self, thing: Thing) -> Iterator[dict[str, Any]]:
        """Yield every object of *thing*, a hundred at a time."""
        query: dict[str, Any] = {"limit": 100, **ONLY.get(thing, {})}
        if thing in SHOWN:
            query["expand"] = [f"data.{SHOWN[thing]}"]
        while True:
            page = self._ask("get", PATHS[thing], **query)
            yield from map(self._whole, page["data"])
            if not page["has_more"]:
                return
            query["starting_after"] = page["data"][-1]["id"]

    def one(self, thing: Thing, name: str) -> dict[str, Any] | None:
        """Return the object called *name*, or none."""
        try:
            found = self._ask("get", f"{PATHS[thing]}/{name}", **_expand(thing))
        except RefusedError as error:
            if error.missing:
                return None
            raise
        return None if found.get("deleted") else self._whole(found)

    def create(self, thing: Thing, fields: Fields, key: str) -> dict[str, Any]:
        """
        Make an object, once for each *key*.

        Stripe remembers its answers for a day. Raise `BrokenError` if it tells of an
        object that somebody has deleted or switched off since.
        """
        extra = {**_expand(thing), "idempotency_key": key}
        answer = self._sent("post", PATHS[thing], **fields, **extra)
        if answer.headers.get(REPLAYED) != "true":
            return self._whole(answer.data)
        found = self.one(thing, str(answer.data["id"]))
        if not (found and found.get("active", True)):
            raise BrokenError(f"Stripe remembers a {thing} that is gone.")
        return found

    def update(self, thing: Thing, name: str, fields: Fields) -> dict[str, Any]:
        """Change the object called *name*."""
        path = f"{PATHS[thing]}/{name}"
        return self._whole(self._ask("post", path, **fields, **_expand(thing)))

    def delete(self, thing: Thing, name: str) -> None:
        """Remove the object called *name*."""
        try:
            self._ask("delete", f"{PATHS[thing]}/{name}")
        except RefusedError as error:
            if not error.missing:
                raise

    def mutable(self, thing: Thing) -> frozenset[str]:
        """Return the parameters that the SDK's type of an update has."""
        return _mutable(thing)

    def _whole(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return *found* with all of its lines: only the first ten come with a link."""
        lines = found.get("line_items")
        while lines and lines["has_more"]:
            path = f"{PATHS[Thing.LINK]}/{found['id']}/line_items"
            last = lines["data"][-1]["id"]
            more = self._ask("get", path, limit=100, starting_after=last)
            lines = {**more, "data": [*lines["data"], *more["data"]]}
        return {**found, "line_items": lines} if lines else found

    def _ask(self, method: str, path: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return what comes of one request."""
        found: dict[str, Any] = self._sent(method, path, **params).data
        return found

    def _sent(self, method: str, path: str, **params: Any) -> Any:  # noqa: ANN401
        """Send one request, again and later if Stripe says that it was too much."""
        for tries in range(TRIES):
            self.pace.wait()
            try:
                return self.client.raw_request(method, path, **params)
            except stripe.StripeError as error:
                if error.http_status not in LATER:
                    _refuse(error)
                self.pace.back_off(tries)
        what = "Stripe takes no more requests of this key just now."
        raise CheckoutError(f"{what}\n  Wait a minute and run the same command again.")


class _DeniedError(CheckoutError):
    """The key is good, but may not do this."""


Sayer = Callable[[stripe.StripeError], CheckoutError]


def _refuse(error: stripe.StripeError) -> NoReturn:
    say = next(say for sort, say in SAYERS if isinstance(error, sort))
    raise say(error) from None  # The SDK's own trace may show what was sent.


def _said(error: stripe.StripeError) -> str:
    return hidden(str(error.user_message or "no reason").strip()).rstrip(".")


def _no_key(_: stripe.StripeError) -> CheckoutError:
    what = f"Stripe does not know the key in {NAME}: it is wrong, or was revoked."
    return CheckoutError(f"{what}\n  Make a new one in the dashboard, and set it anew.")


def _no_right(error: stripe.StripeError) -> CheckoutError:
    rights = RIGHT.findall(str(error.user_message))
    names = [f"{name.replace('_', ' ')}s: {right}" for name, right in rights]
    what = f"The key in {NAME} lacks a right: {', '.join(names) or _said(error)}."
    fix = "Give it that right in Stripe's dashboard, under Developers, API keys."
    return _DeniedError(f"{what}\n  {fix}")


def _no_answer(_: stripe.StripeError) -> CheckoutError:
    what = "Stripe does not answer."
    fix = "See that the network is there, and run the same command again."
    return CheckoutError(f"{what}\n  {fix} What was done is not done twice.")


def _failed(error: stripe.StripeError) -> CheckoutError:
    what = f"Stripe failed ({error.http_status or 'no status'}): {_said(error)}."
    return BrokenError(f"{what}\n  Run the same command again in a minute.")


def _refused(error: stripe.StripeError) -> CheckoutError:
    said, param = _said(error), getattr(error, "param", None)
    if "version" in said.lower() and "api" in said.lower():
        what = f"Stripe does not speak the API version of this Wenpu: {said}."
        return CheckoutError(f"{what}\n  Install the newest Wenpu.")
    code = getattr(error, "code", None)
    if error.http_status == 403:  # noqa: PLR2004 (Forbidden; some rights are told so)
        return _no_right(error)
    missing, taken = code == "resource_missing", code == "resource_already_exists"
    where = f" ({param})" if param else ""
    return RefusedError(f"{said}{where}.", missing=missing, taken=taken)


SAYERS: tuple[tuple[type[stripe.StripeError], Sayer], ...] = (
    (stripe.AuthenticationError, _no_key),
    (stripe.PermissionError, _no_right),
    (stripe.APIConnectionError, _no_answer),
    (stripe.InvalidRequestError, _refused),
    (stripe.IdempotencyError, _failed),
    (stripe.StripeError, _failed),
)


def _expand(thing: Thing) -> dict[str, Any]:
    return {"expand": [SHOWN[thing]]} if thing in SHOWN else {}


@cache
def _mutable(thing: Thing) -> frozenset[str]:
    form: Any = getattr(stripe.params, FORMS[thing])
    return frozenset(form.__annotations__)
