"""
Read a form as Stripe's clients write it: `line_items[0][price]=price_1`.

What comes out are texts, and mappings of them; that a mapping with the keys 0, 1, 2 is
a list is known only to who knows what is meant.
"""

import re
from urllib.parse import parse_qsl

from wenpu.checkout.sandbox.answers import Refusal

Raw = str | dict[str, "Raw"]

NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
STEP = re.compile(r"\[([^\[\]]*)\]")


def decode(text: str) -> dict[str, Raw]:
    """Return what the form *text* says."""
    found: dict[str, Raw] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        _put(found, name, value)
    return found


def _put(found: dict[str, Raw], name: str, value: str) -> None:
    *way, last = _way(name)
    place = found
    for step in way:
        inner = place.setdefault(_key(place, step), {})
        if not isinstance(inner, dict):
            raise Refusal(f"Invalid request: {name} is given twice.", name)
        place = inner
    if isinstance(place.get(last), dict):
        raise Refusal(f"Invalid request: {name} is given twice.", name)
    place[_key(place, last)] = value


def _way(name: str) -> list[str]:
    found = NAME.fullmatch(name)
    if not found:
        what = f"Received unknown parameter: {name}"
        raise Refusal(what, name, "parameter_unknown")
    return [found[1], *STEP.findall(found[2])]


def _key(place: dict[str, Raw], step: str) -> str:
    """Return the key of *step*; what is only appended has a number: `keys[]=tea`."""
    return step or str(len(place))
