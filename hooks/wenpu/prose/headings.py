"""The heading that begins a text."""

from wenpu.patterns import later
from wenpu.prose.elements import COMMENT
from wenpu.prose.words import plain

FIRST_HEADING = later(
    rf"(?:[ \t]*\n|{COMMENT})*+ {{0,3}}(?P<heading>"
    r"#(?!#)[ \t]*(?P<atx>[^\n]*)(?:\n|\Z)"
    r"|(?!```|~~~|[-*+>|<#]|\d{1,9}[.)]\s|!!!|:::)(?P<setext>[ \t]*+\S[^\n]*+)\n"
    r"(?:=+|-{2,})[ \t]*(?:\n|\Z))"
)
HEADING_TAIL = later(r"(?:[ \t]+#+)?[ \t]*(?:\{[:#. ][^{}\n]*\})?[ \t]*$")


def first_heading(body: str) -> tuple[str, int, int] | None:
    """
    Return the heading that begins *body*, and the span to cut out; none if none does.

    Only blank lines and comments may come before it.
    """
    found = FIRST_HEADING.match(body)
    if not found:
        return None
    kind = "atx" if found["atx"] is not None else "setext"
    title = plain(HEADING_TAIL.sub("", found[kind]))
    return (title, found.start("heading"), found.end()) if title else None
