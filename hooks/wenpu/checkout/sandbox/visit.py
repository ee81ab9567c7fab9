"""A buyer comes: which link was opened, and what its address says besides."""

import re
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct, field

from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.desk import Desk

REFERENCE = re.compile(r"[A-Za-z0-9_-]{1,200}")
CAMPAIGN = re.compile(r"[A-Za-z0-9_-]{1,150}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
INACTIVE = "This link is no longer active."


class Closed(Exception):  # noqa: N818 (a state of a link, not a mistake)
    """A link that sells no more; says what its shop wants said."""


class Unknown(Exception):  # noqa: N818 (the same)
    """An address where there never was a link."""


class Visit(Struct, frozen=True):
    """What the address says; what Stripe would drop silently is dropped."""

    link: Plain
    reference: str | None = None
    code: str = ""
    email: str = ""
    locale: str = ""
    campaign: dict[str, str] = field(default_factory=dict)


def visit(desk: Desk, url: str) -> Visit:
    """Return what opening *url* finds; raise `Unknown` if it is no link's."""
    parts = urlsplit(url)
    said = dict(parse_qsl(parts.query))
    link = _link(desk, parts.path.rstrip("/").rpartition("/")[2])
    reference = said.get("client_reference_id", "")
    email = said.get("locked_prefilled_email", said.get("prefilled_email", ""))
    code = said.get("prefilled_promo_code", "")
    return Visit(
        link,
        reference if REFERENCE.fullmatch(reference) else None,
        code if link["allow_promotion_codes"] else "",
        email if EMAIL.fullmatch(email) else "",
        said.get("locale", ""),
        {n: v for n, v in said.items() if n[:4] == "utm_" and CAMPAIGN.fullmatch(v)},
    )


def _link(desk: Desk, code: str) -> Plain:
    for link in desk.all("payment_links"):
        if link["_code"] == code:
            return link
    raise Unknown(code)


def check_open(link: Plain) -> None:
    """Raise `Closed` if *link* sells no more."""
    if not link["active"]:
        raise Closed(link["inactive_message"] or INACTIVE)
