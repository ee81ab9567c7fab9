"""
Simplified Chinese as readers of Traditional Chinese write it, by OpenCC.

Characters are changed as Taiwan's standard has them, and words only where one character
stands for several: 头发 becomes 頭髮, 发面 becomes 發麵, and 软件 stays 軟件.
"""

from functools import cache
from typing import Any

from wenpu.problems import CommandError

RULES = "s2tw"
LACKING = (
    "To make Traditional Chinese of Simplified takes OpenCC, which is not installed."
    "\n  Install it:  pip install 'wenpu[traditional]'"
)


def traditional(text: str) -> str:
    """
    Return *text* in Traditional Chinese; what is no Chinese stays as it is.

    Raise `CommandError` where OpenCC is not installed.
    """
    if text.isascii():
        return text
    found: str = converter().convert(text)
    return found


@cache
def converter() -> Any:  # noqa: ANN401 (it is imported only if somebody needs it)
    """Return OpenCC, once."""
    try:
        from opencc import OpenCC  # noqa: PLC0415 (few sites have two scripts)
    except ModuleNotFoundError as error:
        raise CommandError(LACKING) from error
    return OpenCC(RULES)
