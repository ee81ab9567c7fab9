r"""
What a Markdown text says in plain words, and where it says it.

Knows text only: no site, no product, no Markdown library. A text is read in two
steps, both linear in its length. `_blocks` goes from line to line and finds what is no
prose as a whole (code, HTML, headings, marks of lines); `_Scanner` goes from one
special character to the next and finds links, pictures, code and tags in the rest.

Markdown is what Python-Markdown makes of it: code in a list is indented by eight
spaces, `#Title` is a heading. Where an author left something open, such as a fence
without its end, too much is taken for code rather than too little: a link that is
missing does less harm than a link in somebody's program.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import lru_cache
from typing import NamedTuple

HOLE = "\0"
"""Stands in a masked text for each character of a line that is not running prose."""

BREAK = "\1"
"""Stands for each character of a block that is none: a paragraph ends there."""

CJK = "⺀-〿぀-ヿ㐀-鿿豈-﫿＀-￯\U00020000-\U0003ffff"
"""Written without spaces between words (inside brackets of a regular expression)."""

HAN = "㐀-鿿豈-﫿぀-ヿ\U00020000-\U0003ffff"
"""The same less punctuation."""

CHARACTERS = re.compile(f"[{HAN}]+")
WORDS = re.compile(rf"(?:(?![{CJK}])[^\W_])+(?:['’.-](?:(?![{CJK}])[^\W_])+)*")
CHARACTERS_A_MINUTE = 400
WORDS_A_MINUTE = 220
SECONDS_A_PICTURE = 5


class LinkKind(StrEnum):
    """A link or an image."""

    LINK = "link"
    IMAGE = "image"


class Form(StrEnum):
    """How a link is written."""

    INLINE = "inline"  # [text](destination)
    REFERENCE = "reference"  # [text][label], [label][] or [label]
    AUTO = "auto"  # <https://…>
    RAW = "raw"  # <a href="…">


@dataclass(frozen=True, slots=True)
class Link:
    """
    One explicit link or image.

    *text* is Markdown, or HTML in a raw one. `body[start:end]` is the whole link and
    `body[dest_start:dest_end]` its destination as it is written, which stands outside
    of the link when that is a reference; *destination* is without quotes and escapes.
    """

    kind: LinkKind
    text: str
    destination: str
    start: int
    end: int
    dest_start: int
    dest_end: int
    form: Form = Form.INLINE

    @property
    def text_end(self) -> int:
        """Where the text ends and `]` follows, in a link of Markdown brackets."""
        return (
            self.start
            + len("![" if self.kind == LinkKind.IMAGE else "[")
            + len(self.text)
        )


def mask(body: str) -> str:
    """
    Return *body* with all that is not running prose blotted out.

    It keeps its length and its lines, so a position in one is a position in the other.
    `HOLE` and `BREAK` stand for what is gone; no name contains them, so none is found
    across a link, a piece of code or the border of a paragraph.
    """
    return _read(body).masked


def links(body: str) -> list[Link]:
    """Return every link and image outside of code and comments, in order."""
    return list(_read(body).links)


def shortcodes(body: str) -> list[tuple[str, int]]:
    """Return name and position of each opening template mark outside of code."""
    return list(_read(body).shortcodes)


def plain(markdown: str) -> str:
    """
    Return a fragment as its reader sees it, on one line.

    Links become their text; images, code blocks, tags, template marks and footnote
    marks go. A line break between two Chinese characters is nothing, any other a space.
    """
    blocks = list(_blocks(markdown)) if "\n" in markdown.strip("\n") else []
    gone = [(one.start, one.end, "\n\n") for one in blocks if one.kind not in SAID]
    return _words(_edited(markdown, gone), _definitions(markdown, blocks))


def summary(body: str, most: int = 120) -> str:
    """
    Return what *body* is about in at most *most* characters, from its own words.

    That is what stands before `<!-- more -->`, else the first paragraph; a quotation
    or a list serves only when there is no paragraph, a row of links or a table last.
    """
    reading = _read(body)
    best: _Paragraph | None = None
    before: list[str] = []
    for one in _paragraphs(body, reading):
        if one.rank == 0 and one.end <= reading.more:
            before.append(one.words)
        if best is None or one.rank < best.rank:
            best = one
        if best.rank == 0 and one.start > reading.more:
            break
    words = before or ([best.words] if best else [])
    return _shorten(_one_line("\n".join(words)), most)


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


def sentence(body: str, masked: str, start: int, end: int, most: int = 140) -> str:
    """
    Return the plain sentence around `body[start:end]`, which it contains.

    *masked* is `mask(body)`: a full stop inside of a link ends nothing. A longer one
    is trimmed on both sides of the span, with `…`.
    """
    known = _read(body).known
    left, right = _around(masked, start, end)
    words, whole, before = (
        HALF_BOLD.sub("", _words(body[first:last], known))
        for first, last in ((start, end), (left, right), (left, start))
    )
    places = [found.start() for found in re.finditer(re.escape(words), whole)]
    if not places:  # Such as a mention across the edge of a piece of code.
        return words
    at = min(places, key=lambda place: abs(place - len(before)))
    return _trim(whole, at, at + len(words), most)


def minutes(body: str) -> int:
    """Return how long *body* takes to read: at least a minute."""
    reading = _read(body)
    read = [reading.masked, *(link.text for link in reading.links if link.text)]
    read += [TAG.sub("", one.of(body)) for one in reading.blocks if one.kind in SAID]
    code = [one.of(body) for one in reading.blocks if one.kind is _Kind.CODE]
    code += [body[start:end] for start, end in reading.codes]
    images = sum(link.kind == LinkKind.IMAGE for link in reading.links)
    total = sum(map(_time, read)) + sum(map(_time, code)) / 2
    return max(1, round(total + images * SECONDS_A_PICTURE / 60))


def _time(text: str) -> float:
    characters = sum(map(len, CHARACTERS.findall(text)))
    return characters / CHARACTERS_A_MINUTE + len(WORDS.findall(text)) / WORDS_A_MINUTE


# --- Blocks ---------------------------------------------------------------------------


class _Kind(Enum):
    """What a block is that is no prose."""

    CODE = auto()
    COMMENT = auto()
    HTML = auto()
    HEADING = auto()
    DEFINITION = auto()  # [label]: destination
    MARK = (
        auto()
    )  # A line, or the beginning of one, that only tells how to show others.


SAID = {_Kind.HEADING, _Kind.HTML}
"""These are no running prose, but a reader sees their words."""


class _Block(NamedTuple):
    kind: _Kind
    start: int
    end: int

    def of(self, body: str) -> str:
        return body[self.start : self.end]


LINE = re.compile(
    r"(?P<indent>[ \t]*)"
    r"(?P<marks>(?:(?:>|(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]))[ \t]*)*+)"
)

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
DEFINITION = (
    r"\[(?!\^)(?P<label>[^\[\]\n]{1,300})\]:[ \t]*\n?[ \t]*"
    r"(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s<]\S*))"
    r"(?:[ \t]*\n?[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
COMMENT = (
    r"<!--(?:[^-]|-(?!->))*+(?:-->)?"  # Left open, it hides the rest: so in browsers.
)


def _all(*rules: tuple[_Kind, str]) -> list[tuple[_Kind, re.Pattern[str]]]:
    return [(kind, re.compile(rule, re.MULTILINE)) for kind, rule in rules]


# What a block can begin with, by its first character.
STARTS: Mapping[str, list[tuple[_Kind, re.Pattern[str]]]] = {
    "`": _all((_Kind.CODE, FENCE)),
    "~": _all((_Kind.CODE, FENCE)),
    "#": _all((_Kind.HEADING, r"#[^\n]*")),
    "<": _all((_Kind.COMMENT, COMMENT)),
    "[": _all(
        (
            _Kind.MARK,
            r"\[\^[^\]\s]+\]:|\[!\w+\][-+]?|\[?\[toc\]\]?[ \t]*$|\[TOC\][ \t]*$",
        ),
        (_Kind.DEFINITION, DEFINITION),
    ),
    "!": _all((_Kind.MARK, r"!!![ \t+]*\w[^\n]*")),
    "?": _all((_Kind.MARK, r"\?\?\?[ \t+]*\w[^\n]*")),
    "=": _all((_Kind.MARK, r"===[!+]*[ \t]+[\"'][^\n]*")),
    ":": _all((_Kind.MARK, r":::[^\n]*"), (_Kind.MARK, RULE)),
    "/": _all((_Kind.MARK, r"///[^\n]*")),
    "|": _all((_Kind.MARK, RULE)),
    "-": _all((_Kind.MARK, RULE), (_Kind.MARK, r"(?:-[ \t]*){3,}$")),
    "*": _all(
        (_Kind.MARK, r"(?:\*[ \t]*){3,}$"), (_Kind.DEFINITION, r"\*\[[^\n]*?\]:[^\n]*")
    ),
    "_": _all((_Kind.MARK, r"(?:_[ \t]*){3,}$")),
    "$": _all((_Kind.CODE, r"\$\$(?:[^$]|\$(?!\$))*+\$\$")),
    "{": _all((_Kind.CODE, RAW_SHORTCODE), (_Kind.MARK, r"\{:[^{}\n]*\}[ \t]*$")),
}
UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*$", re.MULTILINE)
HOLDS = re.compile(r"!!!|\?\?\?|===|\[\^")  # Indented lines below these are theirs.

BLOCK_TAGS = (
    "address|article|aside|blockquote|body|canvas|center|dd|details|dialog|div|dl|dt|embed"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|html|iframe|li|main"
    "|map|math|menu|nav|noscript|object|ol|p|pre|script|section|style|summary|svg|table"
    "|tbody|td|textarea|tfoot|th|thead|tr|ul|video|audio"
)
BLOCK_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>{BLOCK_TAGS})\b(?P<rest>[^<>]*)>", re.IGNORECASE
)
LETS_MARKDOWN_IN = re.compile(r"\smarkdown(?:\s|=|\Z)", re.IGNORECASE)


def _blocks(body: str) -> Iterator[_Block]:
    """Yield what is no prose as a whole, line by line."""
    walk = _Walk(body)
    while walk.at < len(body):
        yield from walk.step()


class _Walk:
    """
    A walk down the lines of a text.

    *depth* says how many lists and notes are open, hence how far a line may be
    indented and be prose. *start* is where the paragraph began if one line of it has
    been seen: only that can be underlined and so become a heading.
    """

    def __init__(self, body: str) -> None:
        self.body = body
        self.at = 0
        self.depth = 0
        self.blank = True
        self.start = -1
        self.ends = _ends(body)

    def step(self) -> Iterator[_Block]:
        """Go over one line, or over the block that begins on it."""
        line = LINE.match(self.body, self.at)
        if not line:  # It matches anything, the empty line included.
            raise ValueError(self.at)
        begin, self.at = self.at, line.end()
        first = self.body[self.at : self.at + 1]
        if first in {"", "\n"} and not line["marks"]:
            self.at, self.blank, self.start = self.at + 1, True, -1
        elif self.blank and self._level(line) > self.depth:
            yield _Block(_Kind.CODE, begin, self._skip())
        elif first in STARTS and (found := self._block(begin, first)):
            yield found
        else:
            self._prose(begin, line)

    def _prose(self, begin: int, line: re.Match[str]) -> None:
        self._open(line)
        self.start = begin if self.blank else -1
        self.blank = False
        self._skip()

    def _open(self, line: re.Match[str]) -> None:
        level = self._level(line)
        if self.blank:
            self.depth = min(self.depth, level)
        if line["item"]:
            self.depth = level + 1

    def _block(self, begin: int, first: str) -> _Block | None:
        at = self.at
        if self.start >= 0 and UNDERLINE.match(self.body, at):
            start, self.start, self.blank = self.start, -1, True
            return _Block(_Kind.HEADING, start, self._skip())
        if first == "<" and (end := self._html()):
            self._go(end)
            return _Block(_Kind.HTML, at, end)
        for kind, rule in STARTS[first]:
            if found := rule.match(self.body, at):
                self._after(begin, found)
                return _Block(kind, at, self.at)
        return None

    def _after(self, begin: int, found: re.Match[str]) -> None:
        line = LINE.match(self.body, begin)
        if line:
            self._open(line)
            if HOLDS.match(found[0]):
                self.depth = self._level(line) + 1
        self._go(found.end())

    def _go(self, end: int) -> None:
        """Go on after a block; what follows on its last line still belongs to it."""
        self.at, self.start = end, -1
        self.blank = self.body[end : end + 1] in {"", "\n"}

    def _html(self) -> int:
        """Return the end of the HTML that begins here, 0 if none does."""
        found = BLOCK_TAG.match(self.body, self.at)
        if not found or LETS_MARKDOWN_IN.search(found["rest"]):
            return 0
        if found["close"] or found.start() in self.ends:
            return self.ends.get(found.start(), found.end())
        blank = BLANK.search(self.body, found.end())
        return blank.start() if blank else len(self.body)

    @staticmethod
    def _level(line: re.Match[str]) -> int:
        return len(line["indent"].expandtabs(4)) // 4

    def _skip(self) -> int:
        """Go on to the next line; return where this one ends."""
        end = self.body.find("\n", self.at)
        end = len(self.body) if end < 0 else end
        self.at = end + 1
        return end


BLANK = re.compile(r"\n[ \t]*(?:\n|\Z)")


def _ends(body: str) -> dict[int, int]:
    """Return where each block of HTML ends that is closed, by where it begins."""
    if "</" not in body:
        return {}
    opened: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for tag in BLOCK_TAG.finditer(body):
        before = opened.setdefault(tag["name"].lower(), [])
        if not tag["close"]:
            before.append(tag.start())
        elif before:
            ends[before.pop()] = tag.end()
    return ends


# --- Within a line --------------------------------------------------------------------

SPECIAL = re.compile(r"[\\`<\[\]{$&*_~=:!>#+-]")
PLAIN_SPECIAL = re.compile(r"[\\`<\[\]{$:!\n\x01&*_~=]")
MASK_SPECIAL = re.compile(r"[\\`<\[\]{$:!]")

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
MATH = re.compile(
    r"\$\$(?:[^$\n]|\$(?!\$)|\n(?![ \t]*\n))++\$\$|\\\((?:[^\\\n]|\\(?![()]))++\\\)"
)
TICKS = re.compile("`+")
AUTOLINK = re.compile(
    r"<((?:https?|ftp|mailto|tel):[^<>\s]*|[\w.+-]+@[\w-]+\.[\w.-]+)>", re.IGNORECASE
)
TAG = re.compile(
    r"</?(?P<name>[a-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>", re.IGNORECASE
)
TEMPLATE = re.compile(
    r"\{\{[<%-]?(?P<hugo>(?:[^{}\"`]|\"[^\"]*\"|`[^`]*`)*+)\}\}"
    r"|\{%-?(?P<liquid>(?:[^%]|%(?!\}))*+)%\}|\{#(?:[^#]|#(?!\}))*+#\}"
)
TEMPLATE_NAME = re.compile(r"\s*(?!end)[.$]*(\w[\w./-]*)")
ATTRIBUTES = re.compile(r"\{ ?[:#.][^{}\n]*\}")
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
EMPHASIS = re.compile(r"([*_~=])\1*")
SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z", re.IGNORECASE)
ADDRESS = re.compile(r"://[!#-'+-;=?-Z\\^_a-z|}~]*(?<![.,;:!?'])")
PAUSE = re.compile(r"\n[ \t]*(?:\n|\Z)|\x01+")
OPAQUE = {"a", "button", "code", "kbd", "pre", "script", "style", "svg", "textarea"}
CLOSES = re.compile(rf"</({'|'.join(sorted(OPAQUE))})\s*>", re.IGNORECASE)
UNREADABLE = {"script", "style", "svg", "textarea"}
LINE_TAGS = re.compile(rf"(?:br|hr|{BLOCK_TAGS})\Z", re.IGNORECASE)
LONGEST_ELEMENT = 3000
LONGEST_TEXT = 2000

GROUP = r"\((?:[^\s()\\\x01]|\\.|\((?:[^\s()\\\x01]|\\.)*+\))*+\)"
DESTINATION = re.compile(
    r"\([ \t]*\n?[ \t]*"
    rf"(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?![<\"'])(?:[^\s()\\\x01]|\\.|{GROUP})*+))"
    r"(?:[ \t]*\n?[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\n?[ \t]*\)"
)
LOOSE_DESTINATION = re.compile(  # With spaces, as people name their files.
    r"\([ \t]*(?P<bare>(?:[^()\n\\]|\\.|\([^()\n]*\))*?)"
    r"(?:[ \t]+(?:\"[^\"\n()]*\"|'[^'\n()]*'))?[ \t]*\)"
)
LABEL = re.compile(r" ?\[([^\[\]]{0,300})\]")
RAW_PARTS = re.compile(
    rf"{COMMENT}|<(?P<code>script|style)\b(?:[^<]|<(?!/(?P=code)))*+"
    r"|<(?P<name>a|img)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>",
    re.IGNORECASE,
)
RAW_ADDRESS = re.compile(
    r"(?<![\w-])(?:href|src)\s*=\s*(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)'|(?P<none>[^\s\"'>]+))",
    re.IGNORECASE,
)

Definitions = Mapping[str, tuple[str, int, int]]
Span = tuple[int, int]


@dataclass(slots=True)
class _Bracket:
    """An open `[`, and whether it opens an image."""

    at: int
    image: bool


@dataclass(slots=True)
class _Run:
    """An open run of emphasis marks: *size* of them are still unused."""

    at: int
    size: int


@dataclass(slots=True)
class _Found:
    """What a scan has seen: *edits* turn the text into plain words."""

    holes: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    codes: list[Span] = field(default_factory=list)
    shortcodes: list[tuple[str, int]] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)


class _Scanner:
    """
    A scan of one text, from special character to special character.

    Each `on_…` is called with the place of its character and returns where to go on.
    Nothing reaches over the end of a paragraph.
    """

    def __init__(self, text: str, special: re.Pattern[str], known: Definitions) -> None:
        self.text = text
        self.known = known
        self.found = _Found()
        self.brackets: list[_Bracket] = []
        self.runs: dict[str, list[_Run]] = {}
        self.ticks: dict[int, list[int]] | None = None
        self.closes: dict[str, list[Span]] | None = None
        self._scan(special)

    def _scan(self, special: re.Pattern[str]) -> None:
        at, text, search = 0, self.text, special.search
        while found := search(text, at):
            at = found.start()
            at = ACTIONS[text[at]](self, at)

    def _drop(self, start: int, end: int, instead: str = "") -> int:
        self.found.holes.append((start, end))
        self.found.edits.append((start, end, instead))
        return end

    def on_backslash(self, at: int) -> int:
        if found := MATH.match(self.text, at):
            end = found.end()
            self.found.holes.append((at, end))
            self.found.edits += [(at, at + 1, ""), (end - 2, end - 1, "")]
            return end
        if not ESCAPED.match(self.text, at):
            return at + 1
        self.found.edits.append((at, at + 1, ""))
        return at + 2

    def on_dollar(self, at: int) -> int:
        found = MATH.match(self.text, at)
        if not found:
            return at + 2 if self.text.startswith("$$", at) else at + 1
        self.found.holes.append(found.span())
        return found.end()

    def on_tick(self, at: int) -> int:
        size = self._run_of_ticks(at)
        end = self._closing_ticks(at + size, size)
        if end < 0:
            return at + size
        inner = (at + size, end - size)
        self.found.codes.append(inner)
        self.found.holes.append((at, end))
        self.found.edits += [(at, inner[0], ""), (inner[1], end, "")]
        return end

    def _run_of_ticks(self, at: int) -> int:
        found = TICKS.match(self.text, at)
        return len(found[0]) if found else 0

    def _closing_ticks(self, at: int, size: int) -> int:
        """Return the end of the code that began before *at*, -1 if it has none."""
        if self.ticks is None:
            self.ticks = {}
            for run in TICKS.finditer(self.text):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        places = self.ticks.get(size, [])
        index = bisect_left(places, at)
        if index == len(places) or PAUSE.search(self.text, at, places[index]):
            return -1
        return places[index] + size

    def on_angle(self, at: int) -> int:
        if self.text.startswith("<!--", at):
            end = self.text.find("-->", at)
            return self._drop(at, end + 3 if end >= 0 else len(self.text))
        if found := AUTOLINK.match(self.text, at):
            return self._autolink(found)
        if found := TAG.match(self.text, at):
            return self._tag(found)
        return at + 1

    def _autolink(self, found: re.Match[str]) -> int:
        start, end = found.span()
        link = Link(
            LinkKind.LINK, found[1], found[1], start, end, *found.span(1), Form.AUTO
        )
        self.found.links.append(link)
        self.found.holes.append((start, end))
        self.found.edits += [(start, start + 1, ""), (end - 1, end, "")]
        return end

    def _tag(self, tag: re.Match[str]) -> int:
        start, end = tag.span()
        name = tag["name"].lower()
        self._drop(start, end, "\n" if LINE_TAGS.match(name) else "")
        if name in OPAQUE and not tag[0].startswith("</"):
            return self._element(tag, name)
        if link := _raw(self.text, tag, end, end):
            self.found.links.append(link)
        return end

    def _element(self, tag: re.Match[str], name: str) -> int:
        """Go into an element whose words are no prose: they are hidden, not dropped."""
        text_end, end = self._closing_tag(tag.end(), name)
        if link := _raw(self.text, tag, text_end, end):
            self.found.links.append(link)
        self.found.holes.append((tag.start(), end))
        if name in UNREADABLE:
            self.found.edits.append((tag.start(), end, ""))
            return end
        return tag.end() if name == "a" else self._literal(tag.end(), end)

    def _closing_tag(self, at: int, name: str) -> Span:
        """Return where the tag stands that closes what began before *at*."""
        if self.closes is None:
            self.closes = {}
            for tag in CLOSES.finditer(self.text):
                self.closes.setdefault(tag[1].lower(), []).append(tag.span())
        spans = self.closes.get(name, [])
        index = bisect_left(spans, (at, at))
        if index == len(spans) or PAUSE.search(self.text, at, spans[index][0]):
            return at, at
        return spans[index]

    def _literal(self, start: int, end: int) -> int:
        """Keep what is code as it is; of its tags nothing stays."""
        for tag in TAG.finditer(self.text, start, end):
            self.found.edits.append((*tag.span(), ""))
        return max(start, end)

    def on_brace(self, at: int) -> int:
        if found := TEMPLATE.match(self.text, at):
            name = TEMPLATE_NAME.match(found["hugo"] or found["liquid"] or "")
            if name:
                self.found.shortcodes.append((name[1], at))
            return self._drop(*found.span())
        if found := ATTRIBUTES.match(self.text, at):
            return self._drop(*found.span())
        return at + 1

    def on_colon(self, at: int) -> int:
        """Leave alone an address in running text: its marks are none of Markdown's."""
        found = ADDRESS.match(self.text, at)
        scheme = SCHEME.search(self.text, max(0, at - 6), at) if found else None
        if not found or not scheme:
            return at + 1
        self.found.holes.append((scheme.start(), found.end()))
        return found.end()

    def on_bang(self, at: int) -> int:
        if not self.text.startswith("[", at + 1):
            return at + 1
        self.brackets.append(_Bracket(at, image=True))
        return at + 2

    def on_open(self, at: int) -> int:
        if found := FOOTNOTE.match(self.text, at):
            return self._drop(*found.span())
        self.brackets.append(_Bracket(at, image=False))
        return at + 1

    def on_close(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        bracket = self.brackets.pop()
        if at - bracket.at > LONGEST_TEXT:
            return at + 1
        if PAUSE.search(self.text, bracket.at, at):
            return at + 1
        link = self._inline(bracket, at) or self._reference(bracket, at)
        if not link:
            return at + 1
        self._add(link)
        return link.end

    def _add(self, link: Link) -> None:
        self.found.links.append(link)
        self.found.holes.append((link.start, link.end))
        if link.kind == LinkKind.IMAGE:
            self.found.edits.append((link.start, link.end, ""))
            return
        first, last = (link.start, link.start + 1), (link.text_end, link.end)
        self.found.edits += [(*first, ""), (*last, "")]

    def _inline(self, bracket: _Bracket, at: int) -> Link | None:
        if not self.text.startswith("(", at + 1):
            return None
        found = DESTINATION.match(self.text, at + 1)
        found = found or LOOSE_DESTINATION.match(self.text, at + 1)
        if not found:
            return None
        angle = "angle" if found.groupdict().get("angle") is not None else "bare"
        place = (_unescape(found[angle]), *found.span(angle))
        return self._link(bracket, at, found.end(), place, Form.INLINE)

    def _reference(self, bracket: _Bracket, at: int) -> Link | None:
        if not self.known:
            return None
        text = self.text[bracket.at + 1 + bracket.image : at]
        found = LABEL.match(self.text, at + 1)
        if found and (place := self.known.get(_label(found[1] or text))):
            return self._link(bracket, at, found.end(), place, Form.REFERENCE)
        if place := self.known.get(_label(text)):
            return self._link(bracket, at, at + 1, place, Form.REFERENCE)
        return None

    def _link(
        self,
        bracket: _Bracket,
        at: int,
        end: int,
        place: tuple[str, int, int],
        form: Form,
    ) -> Link:
        kind = LinkKind.IMAGE if bracket.image else LinkKind.LINK
        text = self.text[bracket.at + 1 + bracket.image : at]
        return Link(kind, text, place[0], bracket.at, end, place[1], place[2], form)

    def on_entity(self, at: int) -> int:
        found = ENTITY.match(self.text, at)
        if not found:
            return at + 1
        self.found.edits.append((*found.span(), html.unescape(found[0])))
        return found.end()

    def on_emphasis(self, at: int) -> int:
        found = EMPHASIS.match(self.text, at)
        if not found:
            return at + 1
        mark, size, end = found[1], len(found[0]), found.end()
        if mark in "*_" or size == len("~~"):
            before, after = (
                self.text[at - 1 : at] or " ",
                self.text[end : end + 1] or " ",
            )
            left = self._shut(mark, at, size) if _shuts(mark, before, after) else size
            if left and _opens(mark, before, after):
                self.runs.setdefault(mark, []).append(_Run(end - left, left))
        return end

    def _shut(self, mark: str, at: int, size: int) -> int:
        """Pair the marks at *at* with open ones; return how many have no partner."""
        opened = self.runs.get(mark, [])
        while opened and size:
            run = opened[-1]
            both = min(run.size, size)
            self.found.edits += [(run.at + run.size - both, run.at + run.size, "")]
            self.found.edits += [(at, at + both, "")]
            run.size, at, size = run.size - both, at + both, size - both
            if not run.size:
                opened.pop()
        return size

    def on_pause(self, at: int) -> int:
        found = PAUSE.match(self.text, at)
        if not found:
            return at + 1
        self.runs.clear()
        # The second line end may begin the next pause.
        return max(at + 1, found.end() - found[0].endswith("\n"))


def _opens(mark: str, before: str, after: str) -> bool:
    """Tell whether *mark* can begin emphasis; `_` cannot within a word."""
    return not after.isspace() and (mark != "_" or not before.isalnum())


def _shuts(mark: str, before: str, after: str) -> bool:
    """Tell whether *mark* can end emphasis."""
    return not before.isspace() and (mark != "_" or not after.isalnum())


Action = Callable[[_Scanner, int], int]
ACTIONS: Mapping[str, Action] = {
    "\\": _Scanner.on_backslash,
    "$": _Scanner.on_dollar,
    "`": _Scanner.on_tick,
    "<": _Scanner.on_angle,
    "{": _Scanner.on_brace,
    ":": _Scanner.on_colon,
    "!": _Scanner.on_bang,
    "[": _Scanner.on_open,
    "]": _Scanner.on_close,
    "&": _Scanner.on_entity,
    "\n": _Scanner.on_pause,
    BREAK: _Scanner.on_pause,
    **dict.fromkeys("*_~=", _Scanner.on_emphasis),
}


# --- Both together --------------------------------------------------------------------

MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that was found in one text."""

    blocks: list[_Block]
    known: Definitions
    links: list[Link]
    codes: list[Span]
    shortcodes: list[tuple[str, int]]
    masked: str
    more: int


@lru_cache(maxsize=1024)
def _read(body: str) -> _Reading:
    """Read *body* once for the many questions that are asked about it in a build."""
    blocks = list(_blocks(body))
    headings = [(one.start, one.end) for one in blocks if one.kind is _Kind.HEADING]
    others = [(one.start, one.end) for one in blocks if one.kind is not _Kind.HEADING]
    text = _filled(body, others, BREAK)
    known = _definitions(body, blocks)
    found = _Scanner(text, MASK_SPECIAL, known).found
    for block in blocks:
        _look_into(body, block, found)
    return _Reading(
        blocks,
        known,
        sorted(found.links, key=lambda link: (link.start, -link.end)),
        found.codes,
        sorted(found.shortcodes, key=lambda one: one[1]),
        masked=_filled(_filled(text, found.holes, HOLE), headings, BREAK),
        more=_more(body, blocks, found.codes),
    )


def _definitions(body: str, blocks: Iterable[_Block]) -> Definitions:
    """Return the destination of each label and where it stands; the first counts."""
    known: dict[str, tuple[str, int, int]] = {}
    for block in blocks:
        found = LABELLED.match(body, block.start)
        if block.kind is _Kind.DEFINITION and found:
            group = "angle" if found["angle"] is not None else "bare"
            place = (_unescape(found[group]), *found.span(group))
            known.setdefault(_label(found["label"]), place)
    return known


LABELLED = re.compile(DEFINITION, re.MULTILINE)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _unescape(text: str) -> str:
    text = ESCAPED.sub(r"\1", text) if "\\" in text else text
    return (
        ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
    )


def _look_into(body: str, block: _Block, found: _Found) -> None:
    """Add what an author's HTML links to, and template marks in it or around code."""
    if block.kind is _Kind.HTML:
        found.links += _raw_links(body, block)
        marks: Iterable[re.Match[str]] = TEMPLATE.finditer(body, block.start, block.end)
    else:
        mark = TEMPLATE.match(body, block.start) if block.kind is _Kind.CODE else None
        marks = [mark] if mark else []
    found.shortcodes += [
        (name[1], mark.start())
        for mark in marks
        if (name := TEMPLATE_NAME.match(mark["hugo"] or mark["liquid"] or ""))
    ]


def _raw_links(body: str, block: _Block) -> Iterator[Link]:
    for tag in RAW_PARTS.finditer(body, block.start, block.end):
        if tag["name"]:
            until = min(block.end, tag.end() + LONGEST_ELEMENT)
            close = CLOSES_LINK.search(body, tag.end(), until)
            span = close.span() if close else (tag.end(), tag.end())
            if link := _raw(body, tag, *span):
                yield link


CLOSES_LINK = re.compile(r"</a\s*>", re.IGNORECASE)


def _raw(text: str, tag: re.Match[str], text_end: int, end: int) -> Link | None:
    """Return the link that the HTML *tag* makes, if it makes one."""
    name = tag["name"].lower()
    found = RAW_ADDRESS.search(tag[0]) if name in {"a", "img"} else None
    if not found or found.lastgroup is None:
        return None
    destination = html.unescape(found[found.lastgroup]).strip()
    first, last = found.span(found.lastgroup)
    place = (tag.start() + first, tag.start() + last)
    if name == "img":
        return Link(LinkKind.IMAGE, "", destination, *tag.span(), *place, Form.RAW)
    words = text[tag.end() : text_end]
    return Link(LinkKind.LINK, words, destination, tag.start(), end, *place, Form.RAW)


def _more(body: str, blocks: Iterable[_Block], codes: Iterable[Span]) -> int:
    """Return where the author's `more` stands, -1 if nowhere or only in code."""
    hidden = [
        *codes,
        *((one.start, one.end) for one in blocks if one.kind is _Kind.CODE),
    ]
    places = (found.start() for found in MORE.finditer(body))
    free = (at for at in places if not any(start <= at < end for start, end in hidden))
    return next(free, -1)


def _filled(text: str, spans: Iterable[Span], filler: str) -> str:
    """Return *text* with *filler* for each character of *spans*, except line ends."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        first = max(start, at)
        lines = text[first:end].split("\n")
        pieces += [text[at:first], "\n".join(filler * len(line) for line in lines)]
        at = end
    return "".join([*pieces, text[at:]])


# --- Plain words ----------------------------------------------------------------------

LINE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+)++", re.MULTILINE)
UNDERLINES = re.compile(r"^[ \t]*(?:=+|-{2,})[ \t]*$", re.MULTILINE)
HALF_BOLD = re.compile(r"\*\*+")
NOT_SEEN = re.compile("[\0\1\u200b\u2060\ufeff]")
NO_SPACE = re.compile(rf"(?<=[{CJK}])[ \t]*\n[ \t]*(?=[{CJK}])")


def _words(text: str, known: Definitions) -> str:
    """Return *text*, in which no block is left, as its reader sees it."""
    if SPECIAL.search(text):
        text = UNDERLINES.sub("", LINE_MARKS.sub("", text))
        text = _edited(text, _Scanner(text, PLAIN_SPECIAL, known).found.edits)
    return _one_line(text)


def _edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return *text* with each span replaced; of overlapping ones the outer counts."""
    pieces, at = [], 0
    for start, end, instead in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start >= at:
            pieces += [text[at:start], instead]
            at = end
    return "".join([*pieces, text[at:]])


def _one_line(text: str) -> str:
    return " ".join(NO_SPACE.sub("", NOT_SEEN.sub("", text)).split())


# --- Summary --------------------------------------------------------------------------

PARAGRAPH = re.compile(r"(?:^(?=[^\n]*[^\s\x01])[^\n]*(?:\n|\Z))+", re.MULTILINE)
QUOTE_OR_ITEM = re.compile(r"\s*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])")
ROW = re.compile(r"\s*\||.*\|[ \t]*$|[^\n|]*(?: \| [^\n|]*)+\n\x01", re.MULTILINE)
SAYS_ENOUGH = 6  # Letters outside of links; “Editor's note” is no summary.


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph in plain *words*; the smaller *rank*, the better a summary."""

    start: int
    end: int
    words: str
    rank: int


def _paragraphs(body: str, reading: _Reading) -> Iterator[_Paragraph]:
    flat = _filled(body, [(one.start, one.end) for one in reading.blocks], BREAK)
    for found in PARAGRAPH.finditer(flat):
        start, end = found.span()
        shown = NOT_SEEN.sub("", found[0])
        if words := _words(shown, reading.known):
            rank = _rank(found[0], reading.masked[start:end])
            yield _Paragraph(start, end, words, rank)


def _rank(text: str, masked: str) -> int:
    says = sum(map(len, re.findall(r"[^\W_]+", masked)))
    if ROW.match(text) or not says or (HOLE in masked and says < SAYS_ENOUGH):
        return 2
    return 1 if QUOTE_OR_ITEM.match(text) or says < SAYS_ENOUGH else 0


def _shorten(text: str, most: int) -> str:
    """Cut *text* after a sentence if that leaves enough, else after a word."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in STOP.finditer(text, 0, most + 2)]
    ends = [end for end in ends if end <= most and text[end - 1] != "；"]
    if ends and ends[-1] >= most * 0.6:
        return text[: ends[-1]]
    return text[: _boundary(text, most - 1)].rstrip(" ，、；：,;:（(") + "…"


def _boundary(text: str, at: int) -> int:
    """Return the last place up to *at* in no word; *at* if the word is long."""
    word = re.compile(rf"(?:(?![{CJK}])[\w'’.-])+")
    first = max(0, at - 30)
    for found in word.finditer(text, first):
        if found.start() >= at:
            break
        if found.end() > at and found.start() > first:
            return found.start()
    return at


# --- Sentences ------------------------------------------------------------------------

CLOSERS = "”’」』）》】\"')\\]*"
STOP = re.compile(
    rf"[。！？；…]+[{CLOSERS}]*|[!?]+[{CLOSERS}]*(?=\s|\Z|[{CJK}])"
    r"|(?<!\b[A-Z])(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\betc)(?<!\bcf)(?<!\bNo)(?<!\bSt)"
    rf"(?<!\b[DM]r)(?<!\bMs)(?<!\bMrs)\.[{CLOSERS}]*(?=\s*\Z|\s+[^\sa-z]|[{HAN}])"
)
ITEM = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|\d{1,9}[.)])[ \t]+")
FARTHEST = 400  # No sentence is looked for beyond so many characters.


def _around(masked: str, start: int, end: int) -> Span:
    """Return the span of the sentence that holds the span from *start* to *end*."""
    left, right = _left(masked, start), _right(masked, end)
    left, right = _cell(masked, left, right, start, end)
    for found in STOP.finditer(masked, left, start):
        left = found.end()
    found_end = STOP.search(masked, end, right)
    return left, found_end.end() if found_end else right


def _left(masked: str, start: int) -> int:
    """Go up to where the paragraph or the list item begins."""
    at = masked.rfind("\n", 0, start) + 1
    while at and not ITEM.match(masked, at) and start - at < FARTHEST:
        before = masked.rfind("\n", 0, at - 1) + 1
        if _ends_passage(masked[before : at - 1]):
            break
        at = before
    at = max(at, start - FARTHEST, masked.rfind(BREAK, at, start) + 1)
    if item := ITEM.match(masked, at, start):
        at = item.end()
    while at < start and masked[at] == HOLE and masked[at - 1 : at] == HOLE:
        at += 1  # Not into the middle of a link.
    return at


def _right(masked: str, end: int) -> int:
    """Go down to where the paragraph or the list item ends."""
    at = _line_end(masked, end)
    while at < len(masked) and at - end < FARTHEST:
        after = _line_end(masked, at + 1)
        if _ends_passage(masked[at + 1 : after]) or ITEM.match(masked, at + 1):
            break
        at = after
    stop = masked.find(BREAK, end, at)
    at = min(at, end + FARTHEST, stop if stop >= 0 else at)
    while end < at < len(masked) and masked[at] == HOLE and masked[at - 1] == HOLE:
        at -= 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _ends_passage(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(BREAK)


def _cell(masked: str, left: int, right: int, start: int, end: int) -> Span:
    """Narrow a span to the cell of the table, if it is in one."""
    first = masked.rfind("\n", 0, start) + 1
    last = _line_end(masked, end)
    row = masked[first:last].strip(f" \t{HOLE}")
    border = "|" if row.startswith("|") or row.endswith("|") else " | "
    if border not in row:
        return left, right
    before, after = masked.rfind(border, first, start), masked.find(border, end, last)
    left = before + len(border) if before >= 0 else first
    return left, after if after >= 0 else last


def _trim(text: str, start: int, end: int, most: int) -> str:
    """Cut *text* on both sides so that about *most* characters remain."""
    if len(text) <= most:
        return text
    room = max(0, most - (end - start) - 2)
    left = max(0, start - max(room // 2, room - (len(text) - end)))
    right = min(len(text), end + room - (start - left))
    left = min(start, _boundary(text, left)) if left else 0
    right = max(end, _boundary(text, right)) if right < len(text) else right
    before = "…" if left else ""
    return before + text[left:right].strip() + ("…" if right < len(text) else "")


FIRST_HEADING = re.compile(
    rf"(?:[ \t]*\n|{COMMENT})*+ {{0,3}}(?P<heading>"
    r"#(?!#)[ \t]*(?P<atx>[^\n]*)(?:\n|\Z)"
    r"|(?!```|~~~|[-*+>|<#]|\d{1,9}[.)]\s|!!!|:::)(?P<setext>[ \t]*+\S[^\n]*+)\n"
    r"(?:=+|-{2,})[ \t]*(?:\n|\Z))"
)
HEADING_TAIL = re.compile(r"(?:[ \t]+#+)?[ \t]*(?:\{[:#. ][^{}\n]*\})?[ \t]*$")
