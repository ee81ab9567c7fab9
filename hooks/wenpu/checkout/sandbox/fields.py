"""Put what a form says into an object: new values, cleared ones, metadata."""

from collections.abc import Mapping
from typing import Any

from wenpu.checkout.sandbox.answers import Json, Plain, Refusal

MOST_KEYS, LONGEST_KEY, LONGEST_VALUE = 50, 40, 500


def filled(params: Plain, defaults: Mapping[str, Any]) -> Plain:
    """Return every field of *defaults*, with what *params* says of it."""
    return {
        name: default if params.get(name, "") == "" else params[name]
        for name, default in defaults.items()
    }


def changed(one: Plain, params: Plain, defaults: Mapping[str, Any]) -> Plain:
    """Return *one* with what *params* says of its fields; `''` clears a field."""
    new = {
        name: default if params[name] == "" else params[name]
        for name, default in defaults.items()
        if name in params
    }
    return {**one, **new, "metadata": metadata(params, one["metadata"])}


def metadata(params: Plain, old: Mapping[str, str] | None = None) -> dict[str, str]:
    """Merge the metadata of *params* into the *old*; what is empty goes."""
    said = params.get("metadata", {})
    if said == "":
        return {}
    for name, value in said.items():
        _check_entry(name, value)
    merged = {name: value for name, value in {**(old or {}), **said}.items() if value}
    if len(merged) > MOST_KEYS:
        what = f"You have exceeded the limit of {MOST_KEYS} metadata keys."
        raise Refusal(what, "metadata")
    return merged


def _check_entry(name: str, value: str) -> None:
    param = f"metadata[{name}]"
    if len(name) > LONGEST_KEY:
        what = f"Metadata keys can have up to {LONGEST_KEY} characters: '{name}'"
        raise Refusal(what, param)
    if len(value) > LONGEST_VALUE:
        what = f"Metadata values can have up to {LONGEST_VALUE} characters, but you"
        raise Refusal(f"{what} passed {len(value)} for '{name}'.", param)


def options(said: Json, old: Plain | None) -> Plain:
    """Merge what is said for further currencies into the *old*."""
    return {} if said == "" else {**(old or {}), **(said or {})}
