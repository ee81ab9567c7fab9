"""
A stand-in for the part of Stripe that a shop uses; play money, and no account.

It is as strict as the service: it checks every call against the typed parameters that
ship in the pinned stripe package, keeps what it is told, and refuses what the service
would. It goes below the real client (`SandboxClient`), or is reached over HTTP
(`serve`), pay page included. It knows nothing of Wenpu.
"""

from wenpu.checkout.sandbox.answers import Headers, Refusal, Reply
from wenpu.checkout.sandbox.buying import Unfinished
from wenpu.checkout.sandbox.desk import Account
from wenpu.checkout.sandbox.faults import Fault, Faults, SandboxClient
from wenpu.checkout.sandbox.order import Order
from wenpu.checkout.sandbox.server import Server, serve
from wenpu.checkout.sandbox.service import Sandbox
from wenpu.checkout.sandbox.visit import Closed

__all__ = [
    "Account",
    "Closed",
    "Fault",
    "Faults",
    "Headers",
    "Order",
    "Refusal",
    "Reply",
    "Sandbox",
    "SandboxClient",
    "Server",
    "Unfinished",
    "serve",
]
