"""The stand-in itself: takes a call as it comes over the wire, and answers it."""

import json
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from itertools import count
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

import stripe
from msgspec import Struct, field

from wenpu.checkout.sandbox import beyond, buying, ending, memory, routes
from wenpu.checkout.sandbox.answers import Headers, Json, Plain, Refusal, Reply
from wenpu.checkout.sandbox.desk import Account, Desk
from wenpu.checkout.sandbox.expansion import shown
from wenpu.checkout.sandbox.forms import decode
from wenpu.checkout.sandbox.keys import Keys
from wenpu.checkout.sandbox.shapes import reader
from wenpu.checkout.sandbox.store import REPLIES, Store

NOWHERE = "https://pay.sandbox.invalid"
"""Where the pay page is until somebody serves it."""


class Sandbox(Struct, dict=True):
    """
    All that the stand-in knows and does; several threads may call it at once.

    *path* is the file that it keeps its state in, and *pay* where its pay page is.
    *rate* is how many calls a second it takes, *latency* how many seconds each lasts.
    From one *seed*, the same calls give the same ids.
    """

    path: Path | None = None
    pay: str = NOWHERE
    clock: Callable[[], float] = time.time
    rate: float | None = None
    latency: float = 0
    account: Account = field(default_factory=Account)
    known: Collection[str] | None = None
    denied: Mapping[str, Collection[str]] = field(default_factory=dict)
    seed: str = ""
    log: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each call, whatever the answer was."""

    def __post_init__(self) -> None:
        self.keys = Keys(self.known, self.denied)
        self.store = Store(self.path, self.seed)
        self.flights, self.lock = memory.Flights(), Lock()
        self.recent: deque[float] = deque()
        self.numbers = count(1)

    @property
    def requests(self) -> int:
        """How many calls there were."""
        return len(self.log)

    def revoke(self, key: str) -> None:
        """Take *key* no more."""
        self.keys.revoked.add(key)

    def request(
        self,
        method: str,
        path: str,
        query: str = "",
        body: str = "",
        headers: Mapping[str, str] = Headers({}),
    ) -> Reply:
        """Answer one call of the API, `/v1/…`, as it came over the wire."""
        form = body or query
        return self.answer(Call(method.upper(), path, form, Headers(headers)))

    def answer(self, call: "Call", *, broken: bool = False) -> Reply:
        """Answer *call*; a *broken* one ends in the middle, and is remembered so."""
        self.log.append((call.method, call.path))
        number = f"req_{next(self.numbers):014d}"
        try:
            self._brake()
            with self.flights.of(call.key):
                time.sleep(self.latency)
                return self._answer(call, number, broken=broken)
        except Refusal as refusal:
            return Reply(refusal.status, refusal.body, Headers({"Request-Id": number}))

    def _brake(self) -> None:
        """Refuse more calls within a second than there may be."""
        if self.rate is None:
            return
        with self.lock:
            now = self.clock()
            while self.recent and self.recent[0] <= now - 1:
                self.recent.popleft()
            if len(self.recent) >= self.rate:
                raise TOO_MANY
            self.recent.append(now)

    def _answer(self, call: "Call", number: str, *, broken: bool) -> Reply:
        key = self.keys.check(call.headers.get("Authorization", ""))
        call.check_version()
        with self.store.turn():
            desk = self.desk(live="_live_" in key)
            memory.prune(desk)
            ending.end_coupons(desk)
            asked = memory.fingerprint(call.path, call.form)
            if call.key and (old := memory.recall(desk, call.key, asked)):
                return old
            reply = self._serve(desk, call, key, number) if not broken else BROKEN
            if call.key:
                memory.keep(desk, call.key, asked, reply)
            return reply

    def _serve(self, desk: Desk, call: "Call", key: str, number: str) -> Reply:
        route, names = routes.find(call.method, call.path)
        deed = "read" if call.method == "GET" else "write"
        self.keys.permit(key, route.noun, deed)
        params = reader(route.form, route.noun)(decode(call.form), "")
        expand = params.pop("expand", ())
        beyond.check(route.noun, params)
        found = shown(desk, route.deed(desk, params, *names), expand)
        text = json.dumps(found, ensure_ascii=False)
        headers = {
            "Request-Id": number,
            "Content-Type": "application/json",
            "Stripe-Version": stripe.api_version,
        }
        return Reply(HTTPStatus.OK, text, Headers(headers))

    def desk(self, *, live: bool) -> Desk:
        """Return where a call in that mode is served."""
        mode = "live" if live else "test"
        books, seed = self.store.books[mode], self.store.seed
        return Desk(books, self.account, seed, live, int(self.clock()), self.pay)

    def clear(self, *, keep_replies: bool = True) -> None:
        """
        Delete all test data, as somebody can in the dashboard.

        What was answered to idempotency keys is remembered nevertheless, for its day;
        without *keep_replies* that is forgotten as well.
        """
        with self.store.turn():
            books = self.store.books["test"]
            for noun, name, _ in books.all():
                if noun != REPLIES or not keep_replies:
                    books.put(noun, name, None)

    def buy(self, url: str, **details: Json) -> Plain:
        """
        Open the link *url* as a buyer does, and pay; return the completed session.

        *details* are what `buying.Order` takes; what is required and not among them is
        filled in. Raise `Closed` if the link is inactive.
        """
        with self.store.turn():
            return buying.buy(self.desk(live="/test_" not in url), url, details)


class Call(Struct, frozen=True):
    """One call: what is asked for, and how."""

    method: str
    path: str
    form: str
    headers: Headers

    @classmethod
    def of(cls, method: str, url: str, body: str, headers: Mapping[str, str]) -> "Call":
        """Make a call of what a client sends to *url*."""
        parts = urlsplit(url)
        form = body or parts.query
        return cls(method.upper(), parts.path, form, Headers(headers))

    @property
    def key(self) -> str:
        """The key by which it may be repeated; looking needs none."""
        return self.headers.get("Idempotency-Key", "") if self.method == "POST" else ""

    def check_version(self) -> None:
        """Refuse a version of the API that the package is not made for."""
        version = self.headers.get("Stripe-Version", stripe.api_version)
        if version != stripe.api_version:
            what = (
                f"Invalid Stripe API version: {version}. This is {stripe.api_version}"
            )
            raise Refusal(f"{what}.")
        if len(self.key) > memory.LONGEST:
            what = f"Idempotency keys can have up to {memory.LONGEST} characters."
            raise Refusal(what, type_=memory.KIND)


TOO_MANY = Refusal(
    "Request rate limit exceeded.",
    code="rate_limit",
    status=HTTPStatus.TOO_MANY_REQUESTS,
)
BROKEN = Reply(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    Refusal(
        "An unknown error occurred.",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        type_="api_error",
    ).body,
    Headers({"Request-Id": "req_broken"}),
)
