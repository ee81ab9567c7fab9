"""
What is wanted and what is there, field by field.

Only what we ask for is compared: the service fills in a great deal by itself, and takes
"nothing" in several spellings.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.names import Ref, marks

Ids = Mapping[Ref, str]
"""The service's ids, by our names."""

NOTHING: tuple[Any, ...] = (None, "", [], {}, ())

SIMPLE = (str, int, float, type(None))

USUAL: Mapping[Thing, Fields] = {
    Thing.PRODUCT: {"active": True},
    Thing.PRICE: {"active": True, "tax_behavior": "unspecified"},
    Thing.LINK: {
        "active": True,
        "allow_promotion_codes": False,
        "automatic_tax": {"enabled": False},
        "billing_address_collection": "auto",
        "consent_collection": {"terms_of_service": "none"},
        "phone_number_collection": {"enabled": False},
        "submit_type": "auto",
    },
    Thing.RATE: {"active": True, "tax_behavior": "unspecified"},
    Thing.COUPON: {},
    Thing.CODE: {"active": True},
}
"""What a new object has unless something else is asked for."""


def resolved(value: Any, ids: Ids) -> Any:  # noqa: ANN401 (whatever fields may hold)
    """Return *value* with ids in the place of our names; a Ref stays where none is."""
    if isinstance(value, SIMPLE):
        return value
    if isinstance(value, Ref):
        return ids.get(value, value)
    if isinstance(value, Mapping):
        return {key: resolved(one, ids) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [resolved(one, ids) for one in value]
    return value


def differing(thing: Thing, wanted: Fields, found: Fields) -> list[str]:
    """Return the names of the *wanted* fields, resolved, that *found* has otherwise."""
    usual = USUAL[thing]
    return [
        name
        for name, value in wanted.items()
        if not same(value, _or_usual(found.get(name), usual.get(name)))
    ]


def _or_usual(value: Any, usual: Any) -> Any:  # noqa: ANN401
    return usual if value in NOTHING and usual is not None else value


def same(wanted: Any, found: Any) -> bool:  # noqa: ANN401
    """Tell whether *found* is what is *wanted*; what else it has does not count."""
    if nothing(wanted) or nothing(found):
        return nothing(wanted) and nothing(found)
    if isinstance(wanted, Mapping):
        each = isinstance(found, Mapping)
        return each and all(same(one, found.get(key)) for key, one in wanted.items())
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return len(wanted) == len(found) and all(map(same, wanted, found))
    if isinstance(wanted, float):
        return abs(wanted - float(found)) < 1e-9  # noqa: PLR2004 (no amount: a share)
    return bool(wanted == found)


def fresh(thing: Thing, wanted: Fields) -> dict[str, Any]:
    """Return what to ask for to make a new object: nothing that it has by itself."""
    usual = USUAL[thing]
    return {
        name: kept
        for name, value in wanted.items()
        if name not in usual or not same(value, usual[name])
        if (kept := full(value)) not in NOTHING
    }


def nothing(value: Any) -> bool:  # noqa: ANN401
    """Tell whether *value* says nothing, nor does any part of it."""
    return full(value) in NOTHING


def full(value: Any) -> Any:  # noqa: ANN401
    """Return *value* without the parts that are nothing."""
    if isinstance(value, SIMPLE):  # Most are, and the question is asked very often.
        return value
    if isinstance(value, Mapping):
        parts = {key: full(one) for key, one in value.items()}
        return {key: one for key, one in parts.items() if one not in NOTHING}
    if isinstance(value, list | tuple):
        return [full(one) for one in value]
    return value


def changed(wanted: Fields, found: Fields, names: Sequence[str]) -> dict[str, Any]:
    """
    Return what to ask for so that *found* has the fields *names* as *wanted*.

    Nothing is said as "", because an empty list or map would not be sent at all. Of
    the metadata only what is ours and otherwise is sent.
    """
    asked = {name: _cleared(wanted[name]) for name in names}
    if "metadata" in asked:
        there = marks(found)
        ours = wanted["metadata"].items()
        asked["metadata"] = {key: one for key, one in ours if there.get(key, "") != one}
    return asked


def _cleared(value: Any) -> Any:  # noqa: ANN401
    return "" if value in NOTHING else value
