"""Addresses in HTML made absolute, for who reads it elsewhere."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from wenpu.patterns import later

TAG = later(r"<[A-Za-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
ATTRIBUTE = later(
    r"(?P<before>\s(?P<name>href|src|poster|srcset)\s*=\s*)"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')",
    re.IGNORECASE,
)


def absolute(html: str, base: str) -> str:
    """Return *html*, which stands at *base*, with each address from the host on."""

    def attribute(found: re.Match[str]) -> str:
        written = found["double"] if found["double"] is not None else found["single"]
        is_set = found["name"].lower() == "srcset"
        joined = (_set if is_set else _joined)(unescape(written), base)
        return f'{found["before"]}"{escape(joined)}"'

    return TAG.sub(lambda tag: ATTRIBUTE.sub(attribute, tag[0]), html)


def _joined(address: str, base: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # Such as http://[broken: nobody can follow it from here either.
        return address


def _set(written: str, base: str) -> str:
    """Return several addresses with the width at which each is meant."""
    each = [one.split(None, 1) for one in written.split(",") if one.strip()]
    return ", ".join(" ".join([_joined(one[0], base), *one[1:]]) for one in each)
