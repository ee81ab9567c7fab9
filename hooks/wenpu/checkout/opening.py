"""Which payment service a command talks to: Stripe in two modes, or a stand-in."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wenpu.checkout import keys
from wenpu.checkout.gateway import CheckoutError, Gateway
from wenpu.checkout.pace import Pace

if TYPE_CHECKING:
    from wenpu.checkout.sandbox import Sandbox

PLAY = "sk_test_playmoney"
"""The key of the sandbox; nobody else takes it."""

FOLDER = Path(".wenpu", "sandbox")
STATE = "state.json"


def service(
    environ: Mapping[str, str], root: Path, *, live: bool, sandbox: bool
) -> Gateway:
    """Return the gateway that a command on the site at *root* asked for."""
    if live and sandbox:
        what = "--live and --sandbox are two different things."
        raise CheckoutError(f"{what}\n  Leave one of them out.")
    if sandbox:
        writable(root)
        return played(standin(root))
    key, mode = keys.key(environ, live=live)
    # It takes a quarter of a second, and not every command needs it.
    from wenpu.checkout import stripe  # noqa: PLC0415

    address = keys.address(environ, mode)
    return stripe.StripeGateway(stripe.client(key, address), mode)


def writable(root: Path) -> None:
    """See that the stand-in can keep what it is told; raise `CheckoutError` if not."""
    try:
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        with (root / FOLDER / f"{STATE}.lock").open("ab"):
            pass
    except OSError as error:
        what = f"{FOLDER.as_posix()} cannot be written to: {error.strerror}."
        raise CheckoutError(f"{what}\n  See that it is a folder, and yours.") from error


def standin(root: Path, name: str = "Wenpu") -> "Sandbox":
    """Return the stand-in of the site at *root*, which buyers know by its *name*."""
    from wenpu.checkout.sandbox import Account, Sandbox  # noqa: PLC0415 (as above)

    return Sandbox(root / FOLDER / STATE, account=Account(name=name))


def played(sandbox: "Sandbox") -> Gateway:
    """Return the gateway to *sandbox*, by way of Stripe's own client."""
    from wenpu.checkout import stripe  # noqa: PLC0415 (as above)
    from wenpu.checkout.sandbox import SandboxClient  # noqa: PLC0415 (as above)

    client = stripe.client(PLAY, http=SandboxClient(sandbox))
    return stripe.StripeGateway(client, "sandbox", Pace(None))
