"""
The lines above an article that say what it is, in the styles people have.

Between `---` in YAML (Jekyll, Hugo, ours), YAML that ends with `---` but has no
opening one (Hexo), or between `+++` in TOML (Hugo). What cannot be parsed is a
problem for the caller to report; the text below it is still an article.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import yaml
from msgspec import Struct, field
from yaml.constructor import BaseConstructor

from wenpu.patterns import later

FENCED = later(r"(?ms)\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
TOML = later(r"(?ms)\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)")
# Each line fits in one way only: else a text that only begins like one takes for ever.
HEXO = later(r"\A((?:[A-Za-z][\w-]*:.*\n(?:[ \t].*\n|- .*\n)*)+)---[ \t]*(?:\n|\Z)")
HELD = later(
    r"^(draft|published|date)[ \t]*[:=][ \t]*(\S.*?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
UNCLOSED = later(r"\A---[ \t]*\n[A-Za-z][\w-]*:")

# Typed values for other plugins, texts as written for us: with the C parser if built.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST = 10_000
"""Values, with each alias written out. A few lines of aliases can mean billions."""

SHORT = MOST // 8
"""So few characters are fewer values than that, whatever they are, without aliases."""


class FrontMatter(Struct, frozen=True):
    """
    What stands above *body*, whose first character is on line *body_line*.

    *written* holds every scalar as its author wrote it, so that `code: 0101` keeps its
    zero; *typed* is what YAML makes of it. Keys of *written* are in lower case.
    *mistake* is (line, what) if it could not be parsed.
    """

    body: str
    body_line: int = 1
    head: str = ""
    written: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    mistake: tuple[int, str] | None = None

    def line(self, key: str) -> int:
        """Return the line of the file on which *key* stands, 1 if nowhere."""
        found = re.search(rf"(?mi)^{re.escape(key)}\s*[:=]", self.head)
        return self.head.count("\n", 0, found.start()) + 1 if found else 1


def split(text: str) -> FrontMatter:
    """Take the front matter off the *text* of a file, with newlines as line ends."""
    if found := TOML.match(text):
        return _parsed(text, found, _toml)
    if found := FENCED.match(text) or HEXO.match(text):
        return _parsed(text, found, _yaml)
    if UNCLOSED.match(text):
        return _unclosed(text)
    return FrontMatter(text)


def _unclosed(text: str) -> FrontMatter:
    """Take the lines up to the first empty one for the front matter that was meant."""
    head, gap, _ = text.partition("\n\n")
    head += gap
    body, line = text[len(head) :], head.count("\n") + 1
    mistake = (1, "the front matter has no closing ---.")
    return FrontMatter(body, line, head, _held(head), mistake=mistake)


def _held(head: str) -> dict[str, str]:
    """Return what keeps an article from being published, even from a broken head."""
    found = HELD.findall(head)
    return {name.lower(): value.strip("'\"") for name, value in found}


def _parsed(text: str, found: re.Match[str], parse: Any) -> FrontMatter:  # noqa: ANN401
    head = text[: found.end()]
    body = text[found.end() :]
    line = head.count("\n") + 1
    offset = text.count("\n", 0, found.start(1)) + 1
    try:
        written, typed = parse(found[1])
    except _MistakeError as error:
        mistake = (error.line + offset, error.what)
        return FrontMatter(body, line, head, _held(head), mistake=mistake)
    written = {str(key).lower(): value for key, value in written.items()}
    return FrontMatter(body, line, head, written, typed)


class _MistakeError(Exception):
    """*line* counts from 0 within the front matter."""

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what


def _yaml(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the texts of *text* as they were written, and what YAML makes of them."""
    with _mistakes():
        loader = LOADER(text)
        try:
            return _both(text, loader)
        finally:
            loader.dispose()


@contextmanager
def _mistakes() -> Iterator[None]:
    """Turn what the parser says into a line and a sentence."""
    try:
        yield
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        what = f"the front matter is not YAML ({error.problem})."
        raise _MistakeError(mark.line if mark else 0, what) from error
    except yaml.YAMLError as error:
        what = "the front matter holds a character that YAML forbids."
        raise _MistakeError(0, what) from error


def _both(text: str, loader: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401
    """Parse once; YAML's own values come last, because merge keys change the nodes."""
    node = loader.get_single_node()
    written = _written(text, node)
    if written in (None, ""):
        return {}, {}
    if not isinstance(written, dict):
        raise _MistakeError(0, "the front matter has no  key: value  lines.")
    return written, _typed(loader, node, written)


def _written(text: str, node: yaml.Node | None) -> Any:  # noqa: ANN401
    """Return what *node* holds, each value as its author wrote it."""
    if node is None:
        return None
    if (len(text) > SHORT or "*" in text) and _weight(node, {}) > MOST:
        raise _MistakeError(0, "the front matter repeats itself without end.")
    try:
        return _plain(node)
    except TypeError:  # A list or a mapping as a key: the library says where.
        return BaseConstructor().construct_document(node)


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return {_plain(key): _plain(value) for key, value in node.value}


def _weight(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how many values *node* is once its aliases are written out."""
    if id(node) not in known:
        known[id(node)] = MOST  # Whoever holds itself has no end.
        parts = [] if isinstance(node, yaml.ScalarNode) else node.value
        flat = [one for part in parts for one in _nodes(part)]
        known[id(node)] = 1 + sum(_weight(one, known) for one in flat)
    return known[id(node)]


def _nodes(part: yaml.Node | tuple[yaml.Node, yaml.Node]) -> tuple[yaml.Node, ...]:
    return part if isinstance(part, tuple) else (part,)


def _typed(loader: Any, node: yaml.Node, otherwise: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Return what YAML makes of *node*, *otherwise* if it fails, as with 2026-13-40."""
    try:
        typed: dict[str, Any] = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError):
        return otherwise
    return typed


def _toml(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        typed = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) - 1 if found else 0
        raise _MistakeError(line, "the front matter is not TOML.") from error
    return _texts(typed), typed


def _texts(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
