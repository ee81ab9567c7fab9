"""Who may do what: the keys of the account, and what restricted ones lack."""

import re
from collections.abc import Collection, Mapping
from http import HTTPStatus

from msgspec import Struct, field

from wenpu.checkout.sandbox.answers import Refusal
from wenpu.checkout.sandbox.desk import NOUNS

SECRET = re.compile(r"(sk|rk)_(test|live)_[A-Za-z0-9_]+")


class Keys(Struct):
    """
    Which keys are taken: all that look right, or only those of *known*.

    *denied* says what a restricted key may not do, as in `payment_links:write`.
    """

    known: Collection[str] | None = None
    denied: Mapping[str, Collection[str]] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)

    def check(self, header: str) -> str:
        """Return the key that *header* bears, or refuse it."""
        key = header.removeprefix("Bearer ").strip()
        if not key:
            raise _refused("You did not provide an API key.")
        if key.startswith("pk_"):
            what = "This API call cannot be made with a publishable API key. Please use"
            raise _refused(f"{what} a secret API key.", "secret_key_required")
        if key in self.revoked:
            what = f"Expired API Key provided: {masked(key)}"
            raise _refused(what, "api_key_expired")
        if not SECRET.fullmatch(key) or (self.known and key not in self.known):
            raise _refused(f"Invalid API Key provided: {masked(key)}")
        return key

    def permit(self, key: str, noun: str, deed: str) -> None:
        """Refuse what a restricted *key* may not do."""
        denied = self.denied.get(key, ())
        if f"{noun}:{deed}" not in denied:
            return
        word = NOUNS.get(noun, noun).replace(".", "_")
        what = (
            f"The provided key '{masked(key)}' does not have the required permissions "
            f"for this endpoint. Having the 'rak_{word}_{deed}' permission would allow "
            "this request to continue."
        )
        raise Refusal(what, status=HTTPStatus.FORBIDDEN)


def _refused(what: str, code: str = "") -> Refusal:
    return Refusal(what, code=code, status=HTTPStatus.UNAUTHORIZED)


def masked(key: str) -> str:
    """Return *key* as it may be shown: what sort it is, and its last four letters."""
    start = re.match(r"(?:[a-z]{2}_(?:test_|live_)?)?", key)
    return f"{start[0] if start else ''}***{key[-4:] if len(key) > 20 else ''}"  # noqa: PLR2004 (of shorter ones, four would tell much)
