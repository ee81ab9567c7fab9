"""Characters that mean something: the Chinese ones, and those that fill a gap."""

HOLE = "\0"
"""Stands in a masked text for each character of a line that is not running prose."""

BREAK = "\1"
"""Stands for each character of a block that is none: a paragraph ends there."""

CJK = "⺀-〿぀-ヿ㐀-鿿豈-﫿＀-￯\U00020000-\U0003ffff"
"""Written without spaces between words (inside brackets of a regular expression)."""

HAN = "㐀-鿿豈-﫿぀-ヿ\U00020000-\U0003ffff"
"""The same less punctuation."""
