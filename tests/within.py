"""What lies deep within values: a path leads there."""

from typing import Any

MISSING = object()


def at(value: Any, path: str) -> Any:  # noqa: ANN401
    """Return what lies at `a.0.b` in *value*, if it does; a `*` asks each of a list."""
    name, _, rest = path.partition(".")
    if not name:
        return value
    if name == "*":
        return [at(one, rest) for one in value]
    if isinstance(value, list):
        return at(value[int(name)], rest) if int(name) < len(value) else MISSING
    if not isinstance(value, dict) or name not in value:
        return MISSING
    return at(value[name], rest)
