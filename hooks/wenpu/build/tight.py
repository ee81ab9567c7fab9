"""
Templates without their indentation: it is for those who write them.

White space is taken out once, when a template is compiled, and never from a page. So
it costs no time, and what authors write in Markdown or YAML cannot be touched. A line's
end stays where one was, because there it is a space between words. Templates in which
white space is shown, or read, are left as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from wenpu.patterns import later

LOOSE = later(r"[ \t\r\f]*\n\s*")
KEPT = later(
    r"<(?:pre|textarea|listing|xmp)\b|<(?:script|style)\b[^>]*>\s*[^\s<]",
    re.IGNORECASE,
)
"""Elements in which each space counts, or another language is written."""


class Tight(Extension):
    """Makes one line's end of each gap between two lines."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Return the tokens of a template, its texts without indentation."""
        tokens = list(stream)
        loose = not any(one.type == "data" and KEPT.search(one.value) for one in tokens)
        return tightened(tokens) if loose else tokens


def tightened(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield *tokens*, in texts each gap between two lines being one line's end."""
    for one in tokens:
        if one.type == "data":
            yield Token(one.lineno, one.type, LOOSE.sub("\n", one.value))
        else:
            yield one


def fitted(env: Environment) -> Environment:
    """Return *env*, its templates tight, with room for styles of ours."""
    env.add_extension(Tight)
    loaders: list[BaseLoader] = [DictLoader({})]
    env.loader = ChoiceLoader([*loaders, *([env.loader] if env.loader else [])])
    return env


def lent(env: Environment) -> dict[str, str]:
    """Return the styles that were lent to *env*."""
    loader = env.loader
    if isinstance(loader, ChoiceLoader) and isinstance(loader.loaders[0], DictLoader):
        return dict(loader.loaders[0].mapping)
    return {}


def lend(env: Environment, styles: Mapping[str, str]) -> None:
    """Let the templates of *env*, once it is fitted, write *styles* into a page."""
    loader = env.loader
    if isinstance(loader, ChoiceLoader) and isinstance(loader.loaders[0], DictLoader):
        loader.loaders[0].mapping = {**loader.loaders[0].mapping, **styles}
