r"""
What a Markdown text says in plain words, and where it says it.

Knows text only: no site, no product, no Markdown library. A text is read in two
steps, both linear in its length. `blocks` goes from line to line and finds what is no
prose as a whole (code, HTML, headings, marks of lines); `inline` goes from one
special character to the next and finds links, pictures, code and tags in the rest.

Markdown is what Python-Markdown makes of it: code in a list is indented by eight
spaces, `#Title` is a heading. Where an author left something open, such as a fence
without its end, too much is taken for code rather than too little: a link that is
missing does less harm than a link in somebody's program.
"""

from wenpu.prose.absolute import absolute
from wenpu.prose.characters import BREAK, CJK, HAN, HOLE
from wenpu.prose.duration import minutes
from wenpu.prose.headings import first_heading
from wenpu.prose.link import Form, Link, LinkKind
from wenpu.prose.reading import headings, links, literal, mask, shortcodes
from wenpu.prose.sentences import sentence
from wenpu.prose.summaries import summary
from wenpu.prose.words import plain

__all__ = [
    "BREAK",
    "CJK",
    "HAN",
    "HOLE",
    "Form",
    "Link",
    "LinkKind",
    "absolute",
    "first_heading",
    "headings",
    "links",
    "literal",
    "mask",
    "minutes",
    "plain",
    "sentence",
    "shortcodes",
    "summary",
]
