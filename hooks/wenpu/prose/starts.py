"""What a block that is no prose can begin with, by its first character."""

import re
from collections.abc import Mapping

from wenpu.patterns import later
from wenpu.prose.block import Kind
from wenpu.prose.definitions import DEFINITION
from wenpu.prose.elements import COMMENT

FENCE = (  # Its end has at least as many marks as its beginning, and nothing else.
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*+"
    r"(?:\n(?![ \t>]*(?P=fence)[`~]*[ \t]*$)[^\n]*+)*+(?:\n[^\n]*)?"
)
RAW_SHORTCODE = (
    r"\{\{[<%]\s*(?P<hugo>highlight)\b[^{}]*\}\}"
    r"(?:[^{]|\{(?!\{[<%]\s*/\s*(?P=hugo)))*+(?:\{\{[^{}]*\}\})?"
    r"|\{%-?\s*(?P<liquid>highlight|codeblock|code|raw)\b[^{}]*%\}"
    r"(?:[^{]|\{(?!%-?\s*end(?P=liquid)))*+(?:\{%[^{}]*%\})?"
)
RULE = r"[ \t]*(?:\|[ \t]*)?:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*+[ \t]*\|?[ \t]*$"


def _all(*rules: tuple[Kind, str]) -> list[tuple[Kind, re.Pattern[str]]]:
    return [(kind, later(rule, re.MULTILINE)) for kind, rule in rules]


STARTS: Mapping[str, list[tuple[Kind, re.Pattern[str]]]] = {
    "`": _all((Kind.CODE, FENCE)),
    "~": _all((Kind.CODE, FENCE)),
    "#": _all((Kind.HEADING, r"#[^\n]*")),
    "<": _all((Kind.COMMENT, COMMENT)),
    "[": _all(
        (
            Kind.MARK,
            r"\[\^[^\]\s]+\]:|\[!\w+\][-+]?|\[?\[toc\]\]?[ \t]*$|\[TOC\][ \t]*$",
        ),
        (Kind.DEFINITION, DEFINITION),
    ),
    "!": _all((Kind.MARK, r"!!![ \t+]*\w[^\n]*")),
    "?": _all((Kind.MARK, r"\?\?\?[ \t+]*\w[^\n]*")),
    "=": _all((Kind.MARK, r"===[!+]*[ \t]+[\"'][^\n]*")),
    ":": _all((Kind.MARK, r":::[^\n]*"), (Kind.MARK, RULE)),
    "/": _all((Kind.MARK, r"///[^\n]*")),
    "|": _all((Kind.MARK, RULE)),
    "-": _all((Kind.MARK, RULE), (Kind.MARK, r"(?:-[ \t]*){3,}$")),
    "*": _all(
        (Kind.MARK, r"(?:\*[ \t]*){3,}$"), (Kind.DEFINITION, r"\*\[[^\n]*?\]:[^\n]*")
    ),
    "_": _all((Kind.MARK, r"(?:_[ \t]*){3,}$")),
    "$": _all((Kind.CODE, r"\$\$(?:[^$]|\$(?!\$))*+\$\$")),
    "{": _all((Kind.CODE, RAW_SHORTCODE), (Kind.MARK, r"\{:[^{}\n]*\}[ \t]*$")),
}
