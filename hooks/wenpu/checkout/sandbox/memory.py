"""
What was answered before: whoever asks again with the same key gets the same answer.

Refusals are forgotten, because nothing was done; what broke in the middle is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from threading import Lock

from wenpu.checkout.sandbox.answers import Headers, Refusal, Reply
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.store import REPLIES

DAY = 24 * 60 * 60
LONGEST = 255
KIND = "idempotency_error"


def fingerprint(path: str, body: str) -> str:
    """Name what is asked for; the order of a form's fields is nothing."""
    said = "&".join(sorted(body.split("&")))
    return sha256(f"{path}?{said}".encode()).hexdigest()


def recall(desk: Desk, key: str, asked: str) -> Reply | None:
    """Return what *key* was answered with, if it asks for the same."""
    kept = desk.books.shelf(REPLIES).get(key)
    if kept is None or kept["at"] <= desk.now - DAY:
        return None
    if kept["asked"] != asked:
        what = "Keys for idempotent requests can only be used with the same parameters"
        what = f"{what} they were first used with. Try using a key other than '{key}'"
        what = f"{what} if you meant to execute a different request."
        raise Refusal(what, type_=KIND)
    headers = {"Request-Id": kept["request"], "Idempotent-Replayed": "true"}
    return Reply(kept["status"], kept["body"], Headers(headers))


def keep(desk: Desk, key: str, asked: str, reply: Reply) -> None:
    """Remember *reply* for a day."""
    kept = {
        "asked": asked,
        "status": reply.status,
        "body": reply.body,
        "request": reply.headers["Request-Id"],
        "at": desk.now,
    }
    desk.books.put(REPLIES, key, kept)


def prune(desk: Desk) -> None:
    """Forget what is older than a day: the oldest comes first."""
    shelf = desk.books.shelf(REPLIES)
    while shelf and shelf[oldest := next(iter(shelf))]["at"] <= desk.now - DAY:
        desk.books.put(REPLIES, oldest, None)


class Flights:
    """Which keys are being answered this very moment."""

    def __init__(self) -> None:
        self.lock, self.keys = Lock(), set[str]()

    @contextmanager
    def of(self, key: str) -> Iterator[None]:
        """Keep a twin of the call with *key* away while it is answered."""
        with self.lock:
            if key and key in self.keys:
                what = "There is currently another in-progress request using this"
                what = f"{what} Idempotent Key ({key}). Please try again later."
                code = "idempotency_key_in_use"
                raise Refusal(what, "", code, HTTPStatus.CONFLICT, KIND)
            self.keys.add(key)
        try:
            yield
        finally:
            with self.lock:
                self.keys.discard(key)
