r"""Characters that are written as something else: `\*`, `&amp;`."""

import html

from wenpu.patterns import later

ESCAPED = later(r"\\([!-/:-@\[-`{-~])")
ENTITY = later(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")


def unescape(text: str) -> str:
    """Return *text* with each of them as what it means."""
    text = ESCAPED.sub(r"\1", text) if "\\" in text else text
    return (
        ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
    )
