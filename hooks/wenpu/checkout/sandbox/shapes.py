"""
Check a form against the typed parameters that ship in the stripe package.

Nothing of the API's shape is written down here: it is read out of the package's
TypedDicts, so it is always that of the pinned version. Only how long and how many comes
from `limits`. Two things make the types as strict as the service: their open lists of
words (`Literal["a", "b"] | str`) are closed, and the client's own options, which are
mixed into them, are left out.
"""

import re
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from types import SimpleNamespace, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from stripe import RequestOptions

from wenpu.checkout.sandbox.answers import Json, Refusal
from wenpu.checkout.sandbox.forms import Raw
from wenpu.checkout.sandbox.limits import BOUNDS, FORMATS, TEXT

Reader = Callable[[Raw, str], Any]
"""Takes what was sent and the name it was sent by; returns the value, or refuses."""

OPTIONS = frozenset(RequestOptions.__annotations__)


@cache
def reader(kind: type, noun: str) -> "Form":
    """Return what reads a form of the type *kind*, of the API's *noun*."""
    return Form(kind, f"{noun}.")


def hints(kind: type) -> Mapping[str, Any]:
    """Return the types of the parameters of *kind*."""
    own = {n: t for n, t in kind.__annotations__.items() if n not in OPTIONS}
    space = vars(sys.modules[kind.__module__])
    return get_type_hints(SimpleNamespace(__annotations__=own), space, None, True)  # noqa: FBT003 (positional in its own signature)


def is_form(hint: object) -> bool:
    """Tell whether *hint* is a TypedDict, from wherever its maker has the word."""
    return hasattr(hint, "__required_keys__")


class Form:
    """The parameters of one mapping, by name."""

    def __init__(self, kind: type, where: str) -> None:
        self.readers: dict[str, Reader] = {}
        self.required: list[str] = []
        for name, hint in hints(kind).items():
            if get_origin(hint) is NotRequired:
                hint = get_args(hint)[0]  # noqa: PLW2901 (the same, unwrapped)
            else:
                self.required.append(name)
            self.readers[name] = _reader(hint, _below(where, name))

    def __call__(self, raw: Raw, param: str) -> dict[str, Any]:
        """Return the values of *raw*, or refuse what does not belong there."""
        if not isinstance(raw, dict):
            raise Refusal("Invalid object", param)
        unknown = [_below(param, name) for name in raw if name not in self.readers]
        if unknown:
            _refuse_unknown(unknown)
        for name in self.required:
            if name not in raw:
                full = _below(param, name)
                what = f"Missing required param: {full}."
                raise Refusal(what, full, "parameter_missing")
        return {n: self.readers[n](v, _below(param, n)) for n, v in raw.items()}


def _below(where: str, name: str) -> str:
    return f"{where}{name}" if not where or where[-1] == "." else f"{where}[{name}]"


def _refuse_unknown(names: list[str]) -> None:
    many = "s" if len(names) > 1 else ""
    what = f"Received unknown parameter{many}: {', '.join(names)}"
    raise Refusal(what, names[0], "parameter_unknown")


def _reader(hint: Json, where: str) -> Reader:
    origin: object = get_origin(hint)
    if is_form(hint):
        return Form(hint, where)
    if origin in {Union, UnionType}:
        return _choice(get_args(hint), where)
    if origin is Literal:
        return partial(_word, get_args(hint), where)
    if origin is list:
        return partial(_list, where, _reader(get_args(hint)[0], f"{where}[]"))
    if origin is dict:
        return partial(_map, where, _reader(get_args(hint)[1], f"{where}[]"))
    return partial(PLAIN[hint], where)


def _choice(options: tuple[Any, ...], where: str) -> Reader:
    """Read one of *options*; `''` among them is what clears a value."""
    words = [w for one in options if get_origin(one) is Literal for w in get_args(one)]
    clears = "" in words
    words = [word for word in words if word]
    others = [one for one in options if _is_shape(one) and not (words and one is str)]
    readers = [_reader(one, where) for one in others]
    if words:
        readers.insert(0, partial(_word, tuple(words), where))
    return partial(_either, readers, clears=clears)


def _is_shape(option: Json) -> bool:
    """Tell whether *option* is sent; objects of the package are so as mappings."""
    origin: object = get_origin(option)
    return origin in {dict, list} or option in PLAIN or is_form(option)


def _either(readers: list[Reader], raw: Raw, param: str, *, clears: bool) -> Json:
    if clears and raw == "":
        return ""
    mapping = isinstance(raw, dict)
    fits = [one for one in readers if _takes_mappings(one) == mapping] or readers
    for one in fits[:-1]:
        try:
            return one(raw, param)
        except Refusal:
            continue
    return fits[-1](raw, param)


def _takes_mappings(one: Reader) -> bool:
    return isinstance(one, Form) or getattr(one, "func", None) in {_list, _map}


def _text(where: str, raw: Raw, param: str) -> str:
    if not isinstance(raw, str):
        raise Refusal("Invalid string: an object was given", param)
    if not raw and not where.endswith("[]"):
        _refuse_empty(param)
    least, most = BOUNDS.get(where, TEXT)
    if not least <= len(raw) <= most and raw:
        what = f"Invalid string: {raw[:10]}…{raw[-10:]}; must be at most {most}"
        raise Refusal(f"{what} characters", param)
    if where in FORMATS:
        _check_format(where, raw, param)
    return raw


def _check_format(where: str, raw: str, param: str) -> None:
    form, words, code = FORMATS[where]
    if not form.fullmatch(raw):
        raise Refusal(f"Invalid {param}: {raw!r} {words}.", param, code)


def _refuse_empty(param: str) -> None:
    what = (
        f"You passed an empty string for '{param}'. We assume empty values are an "
        f"attempt to unset a parameter; however '{param}' cannot be unset. You should "
        f"remove '{param}' from your request or supply a non-empty value."
    )
    raise Refusal(what, param, "parameter_invalid_empty")


def _whole(where: str, raw: Raw, param: str) -> int:
    if not isinstance(raw, str) or not re.fullmatch(r"-?[0-9]{1,18}", raw):
        what = f"Invalid integer: {raw}"
        raise Refusal(what, param, "parameter_invalid_integer")
    number = int(raw)
    least, most = BOUNDS.get(where, (-(10**18), 10**18))
    if number < least:
        what = f"This value must be greater than or equal to {least}"
        raise Refusal(f"{what} (it currently is '{number}').", param)
    if number > most:
        what = f"This value must be less than or equal to {most}"
        raise Refusal(f"{what} (it currently is '{number}').", param)
    return number


def _flag(_: str, raw: Raw, param: str) -> bool:
    if raw not in ("true", "false"):
        raise Refusal(f"Invalid boolean: {raw}", param)
    return raw == "true"


def _decimal(_: str, raw: Raw, param: str) -> str:
    """Return a decimal as JSON has it here: as a text."""
    try:
        if isinstance(raw, str) and Decimal(raw).is_finite():
            return raw
    except InvalidOperation:
        pass
    raise Refusal(f"Invalid decimal: {raw}", param)


def _fraction(where: str, raw: Raw, param: str) -> float:
    return float(_decimal(where, raw, param))


def _word(words: tuple[Any, ...], _: str, raw: Raw, param: str) -> str:
    if raw in words:
        return str(raw)
    *most, last = map(str, words)
    said = f"{', '.join(most)}, or {last}" if most else last
    raise Refusal(f"Invalid {param}: must be one of {said}", param)


def _list(where: str, entry: Reader, raw: Raw, param: str) -> list[Json]:
    if not isinstance(raw, dict) or raw.keys() != {str(n) for n in range(len(raw))}:
        raise Refusal("Invalid array", param)
    least, most = BOUNDS.get(where, (0, 10**6))
    if not least <= len(raw) <= most:
        what = f"Array must contain between {least} and {most} entries"
        raise Refusal(f"{what} (it has {len(raw)}).", param)
    return [entry(raw[str(n)], f"{param}[{n}]") for n in range(len(raw))]


def _map(_: str, entry: Reader, raw: Raw, param: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Refusal("Invalid object", param)
    return {name: entry(value, f"{param}[{name}]") for name, value in raw.items()}


PLAIN: Mapping[type, Callable[[str, Raw, str], Any]] = {
    str: _text,
    int: _whole,
    bool: _flag,
    float: _fraction,
    Decimal: _decimal,
}
