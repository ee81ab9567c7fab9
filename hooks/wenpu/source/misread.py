"""
What YAML 1.1 reads otherwise than its author meant: `0012` is ten, `no` is false.

Everything here looks at one scalar node. The texts `500`, `1.7` and `2024-01-01` come
back as they were written and are fine; only what would come back changed is told.
"""

from datetime import date

import yaml
from yaml.constructor import SafeConstructor

LONGEST = 100
"""Characters. What is longer is a sentence and no number that YAML could see."""


def misread(node: yaml.ScalarNode) -> str:
    """Say as what YAML reads *node* when that is not as it was written, else `""`."""
    if not is_plain(node) or node.tag.endswith(":str") or len(node.value) > LONGEST:
        return ""
    try:
        value = SafeConstructor().construct_object(node)
    except (ValueError, KeyError, AttributeError, IndexError, yaml.YAMLError):
        return _unmade(node)
    return "" if node.value in _printed(value) else _as_what(value)


def is_plain(node: yaml.ScalarNode) -> bool:
    """Tell whether *node* is written without quotes, on the line of its field."""
    return not node.style  # None from one parser, "" from the other.


def _unmade(node: yaml.ScalarNode) -> str:
    """Say what *node* looks like that cannot be: the 45th of a 13th month."""
    return "a date that does not exist" if node.tag.endswith(":timestamp") else ""


def _printed(value: object) -> set[str]:
    if isinstance(value, bool):
        return {str(value).lower()}
    if isinstance(value, date):
        return {str(value), value.isoformat()}
    return {str(value)}


def _as_what(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    kind = "date" if isinstance(value, date) else "number"
    return f"the {kind} {value}"
