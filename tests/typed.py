"""What the payment client says of itself: the words that its types allow."""

from typing import Any, get_args


def words(annotation: Any) -> set[str]:  # noqa: ANN401
    """Return every text that *annotation* names, however deep."""
    found = set[str]()
    for one in get_args(annotation):
        found |= {one} if isinstance(one, str) else words(one)
    return found
