"""
Regular expressions that are made when they are first asked for.

One with a large set of characters takes milliseconds to make, and a build after one
edit asks for few of them.
"""

import re
from typing import Any, cast


class _Later:
    """Stands for a regular expression that nobody has asked for so far."""

    def __init__(self, text: str, flags: int) -> None:
        self._said = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever it can do)
        found = getattr(re.compile(*self._said), name)
        setattr(self, name, found)  # The next time it is found here, at once.
        return found


def later(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression *text*, which is made when it is first used."""
    return cast("re.Pattern[str]", _Later(text, flags))
