"""
Keys of the payment service: which mode they are for, and that nobody sees them.

A key comes from the environment and goes to the service. Whatever is printed passes
`hidden` first, so that a key which somebody else put into a message stays secret, too.
"""

from collections.abc import Mapping

from wenpu.checkout.gateway import CheckoutError
from wenpu.patterns import later

NAME = "STRIPE_API_KEY"
ADDRESS = "STRIPE_API_BASE"
"""Another address of the service, for those who test; loopback, or never a live key."""

KEY = later(r"(?:sk|rk)_(test|live)_[A-Za-z0-9]+")
SECRET = later(r"\b(sk|rk|whsec)_(?:(test|live)_)?[A-Za-z0-9*]{6,}")

LOOPBACK = later(r"https?://(localhost|127(\.\d+){3}|\[::1\])(:\d+)?")
"""This very machine: what is sent there goes nowhere."""

SET = f"Set {NAME} to a key of Stripe's dashboard, or add --sandbox to try it without."


def hidden(text: str) -> str:
    """Return *text* with every key in it made unreadable."""
    return SECRET.sub(r"\1_…", text)


def key(environ: Mapping[str, str], *, live: bool) -> tuple[str, str]:
    """
    Return the key and its mode, `live` or `test`.

    Raise `CheckoutError` if there is none, if it is no secret key, or if it is for the
    mode that was not asked for: *live* must be said, and said only with a live key.
    """
    found = environ.get(NAME, "").strip()
    if not found:
        raise CheckoutError(f"There is no key in {NAME}.\n  {SET}")
    if found.startswith("pk_"):
        what = f"{NAME} holds a publishable key (pk_…), which may change nothing."
        raise CheckoutError(f"{what}\n  Take a secret or restricted one: sk_… or rk_…")
    said = KEY.fullmatch(found)
    if not said:
        what = f"{NAME} does not hold a key: one begins with sk_test_ or rk_live_."
        raise CheckoutError(f"{what}\n  Copy it anew from Stripe's dashboard, whole.")
    _same_mode(said[1], live=live)
    return found, said[1]


def _same_mode(mode: str, *, live: bool) -> None:
    if live and mode != "live":
        what = f"--live is said, and {NAME} holds a test key."
        raise CheckoutError(f"{what}\n  Take --live away, or set a live key.")
    if mode == "live" and not live:
        what = f"{NAME} holds a live key: this would be about real money."
        raise CheckoutError(f"{what}\n  If you mean it, add --live.")


def address(environ: Mapping[str, str], mode: str) -> str:
    """Return where the service is, "" for where it always is."""
    found = environ.get(ADDRESS, "").strip().rstrip("/")
    if found and mode == "live" and not LOOPBACK.fullmatch(found):
        what = f"{ADDRESS} is set, and the key is a live one: it would go elsewhere."
        raise CheckoutError(f"{what}\n  Unset {ADDRESS}, or use a test key.")
    return found
