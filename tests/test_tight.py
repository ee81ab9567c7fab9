"""Templates lose their indentation, and no page a word or a space that is seen."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as some

from wenpu.build.tight import Tight

GAPS = some.sampled_from(["", " ", "  ", "\n", "\n    ", " \n\n\t", "\r\n  "])
PIECES = some.sampled_from(
    [
        *("<p>", "</p>", "word", "two words", "<b>bold</b>", "<br>", "茶", "&nbsp;"),
        *("{{ text }}", "{% if text %}", "{% endif %}", "{% for n in [1, 2] %}"),
        *("{% endfor %}", "{# a comment #}", "<i class='{{ text }}'>", "</i>"),
    ]
)
TEXTS = some.text("ab \n\t<>&茶", min_size=1)
LOOSE = jinja2.Environment()
TIGHT = jinja2.Environment(extensions=[Tight])


@given(some.lists(some.tuples(GAPS, PIECES)), TEXTS)
def test_a_page_shows_the_same(pieces: list[tuple[str, str]], text: str) -> None:
    """Every word, every space between words, and each value to the letter."""
    source = "".join(part for pair in pieces for part in pair)
    try:
        wanted = LOOSE.from_string(source).render(text="§")
    except jinja2.TemplateSyntaxError:
        return

    found = TIGHT.from_string(source).render(text="§")

    assert seen(found) == seen(wanted)
    assert len(found) <= len(wanted)
    assert TIGHT.from_string(source).render(text=text) == found.replace("§", text)


def seen(html: str) -> str:
    """Return *html* as browsers show it: any white space is one space."""
    return " ".join(f"|{html}|".split())


def test_indentation_goes() -> None:
    """That of the template only: a value keeps its lines."""
    template = TIGHT.from_string("<ul>\n    <li>\n\n      {{ text }}</li> </ul>\n")

    assert template.render(text="a\n    b") == "<ul>\n<li>\na\n    b</li> </ul>"


@pytest.mark.parametrize(
    "source",
    [
        "<pre>\n    code\n</pre>",
        "<textarea>{{ text }}\n    more</textarea>",
        "<script>\n    let a = `\n      b`;\n</script>",
        "<style>\n    a {}\n</style>",
    ],
)
def test_where_each_space_counts_none_is_taken(source: str) -> None:
    """Code, what is typed, other languages."""
    wanted = LOOSE.from_string(source).render(text="")

    assert TIGHT.from_string(source).render(text="") == wanted
