"""
Regular expressions that are made when they are first asked for.

To make them all took a twentieth of a build after one edit, which asks for few of
them: one with a large set of characters takes milliseconds. So all of ours are.
"""

import re
from typing import Any, AnyStr, cast


class _Later:
    """Stands for a regular expression that nobody has asked for so far."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._said: Any = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever it can do)
        found = getattr(re.compile(*self._said), name)
        setattr(self, name, found)  # The next time it is found here, at once.
        return found


def later(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return the regular expression *text*, which is made when it is first used."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))
