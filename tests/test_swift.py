"""A page in less time is the same page: on real texts, and on the oddest ones."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest
import yaml
from benchmarks.corpus import EXTENSIONS
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.util import Registry

from wenpu import swift
from wenpu.markdown import WenpuExtension
from wenpu.model import Copy, Print
from wenpu.swift.blocks import Glance
from wenpu.swift.inline import Quick
from wenpu.swift.signs import signs

CORPORA = Path(__file__).parents[2] / "shared/corpus"
DEMO = Path(__file__).parents[1] / "mkdocs.yml"
SAMPLE = 6
"""One text in so many; WENPU_WHOLE=1 takes all."""
ARTICLES = sorted(DEMO.with_name("content").rglob("*.md"))
COPY = Copy("assets/yard-480.webp", 480, "image/webp")
PRINTS = {"images/yard.jpg": Print(1600, 900, "#aa5511", (COPY,))}

# What begins or ends something for one of the usual extensions.
PIECES = [
    *"`\\[]()!<>&;:+*_^=~\"'#|-{}.\n\n\n  茶。a1/@",
    "    ",
    "  \n",
    "```\n",
    "```python\nx = 1\n```\n",
    "~~~ text\n",
    "`#!py x`",
    "- [x] ",
    "1. ",
    "> ",
    "# ",
    "![",
    "](",
    "](images/yard.jpg)",
    "](product:tea)",
    "[^1]",
    "\n\n[^1]: ",
    "[茶]: /a\n",
    "*[HTML]: Hyper\n\n",
    "HTML",
    "<https://a.cn/b>",
    "<a@b.cn>",
    "<b class='x'>",
    "<div markdown>\n",
    "</div>",
    "<!-- x -->",
    "&amp;",
    "&#1234;",
    ":tea:",
    ":smile:",
    "++ctrl+a++",
    "==",
    "^^",
    "~~",
    "(c)",
    "(tm)",
    "+/-",
    "-->",
    "=/=",
    "1/2",
    "21st",
    "c/o",
    "{: .x #y}",
    "{ width=20 }",
    "\n\n!!! note\n    ",
    '\n\n??? tip "x"\n    ',
    '\n\n=== "x"\n    ',
    "\n\n: ",
    "\n\n| a | b |\n| - | - |\n| ",
    "\n---\n",
    "[TOC]",
    "\x02klzzwxh:0000\x03",
    "wzxhzdk:0",
]
TEXTS = some.lists(some.sampled_from(PIECES), max_size=40).map("".join)


def usual(said: str) -> tuple[list[str], dict[str, Any]]:
    """Return the names and the options of `markdown_extensions`."""
    # Material's emoji are named by a tag; the file is ours.
    written = yaml.load(said, yaml.UnsafeLoader)["markdown_extensions"]  # noqa: S506
    pairs = [one if isinstance(one, dict) else {one: {}} for one in written]
    options = {name: value for pair in pairs for name, value in pair.items()}
    return list(options), options


SETS = {
    "none": ([], {}),
    "demo": usual(DEMO.read_text(encoding="utf-8")),
    "usual": usual(EXTENSIONS),
}


def converter(name: str) -> Markdown:
    """Make a converter as a build does, with our own extension."""
    names, options = SETS[name]
    ours = WenpuExtension(lambda *told: f"<div>{'|'.join(told)}</div>", PRINTS.get)
    return Markdown(extensions=[*names, ours], extension_configs=options)


PAIRS = {name: (converter(name), swift.quickened(converter(name))) for name in SETS}


def told(md: Markdown, text: str) -> tuple[str, Any]:
    """Return what *md* makes of *text*: HTML and contents, or how it failed."""
    try:
        return md.reset().convert(text), getattr(md, "toc_tokens", None)
    except Exception as error:  # noqa: BLE001 (both must fail alike)
        return type(error).__name__, str(error)


def corpus() -> Iterator[str]:
    step = 1 if "WENPU_WHOLE" in os.environ else SAMPLE
    for path in sorted(CORPORA.rglob("*.md"))[::step]:
        # Front matter is no Markdown, but a text like any other.
        yield path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("name", SETS)
def test_real_texts_become_the_same(name: str) -> None:
    """What hundreds of people wrote comes out as it always did."""
    texts = list(corpus())
    if not texts:
        pytest.skip(f"there is no {CORPORA}")
    stock, quick = PAIRS[name]

    different = [text for text in texts if told(stock, text) != told(quick, text)]

    assert different == []


@pytest.mark.parametrize("name", SETS)
def test_the_demo_becomes_the_same(name: str) -> None:
    """The articles of the demo do."""
    stock, quick = PAIRS[name]

    for path in ARTICLES:
        text = path.read_text(encoding="utf-8")
        assert told(quick, text) == told(stock, text), path


@pytest.mark.parametrize("name", SETS)
@settings(max_examples=300)
@given(text=TEXTS)
def test_any_text_becomes_the_same(name: str, text: str) -> None:
    """Texts full of signs, put together by chance, do as well."""
    stock, quick = PAIRS[name]

    assert told(quick, text) == told(stock, text)


def expressions() -> list[re.Pattern[str]]:
    """Return what the usual extensions search with, and some odder ones."""
    found = [
        pattern.compiled_re
        for one in converter("usual").treeprocessors
        if hasattr(one, "inlinePatterns")
        for pattern in one.inlinePatterns
    ]
    odd = ("(?i)k", "(?i:k)x", "a|", "(?:ab)?c", "[^a]b", "[a-z]1", "(a)(?(1)b|c)")
    more = (
        "ab{2}c",
        "a{0}b",
        "[ab][cd]e",
        "(?<=a)b",
        "(?<!a)b",
        "x{0,2}yy",
        "(?>ab|cd)",
        "(?=q).r",
        "[\\d_]z",
        "",
        "é+",
        "(?s:.)t",
    )
    return [*found, *map(re.compile, (*odd, *more))]


MATCHES = some.sampled_from(expressions()).flatmap(
    lambda one: some.tuples(some.just(one), some.from_regex(one))
)


@settings(max_examples=400)
@given(match=MATCHES)
def test_what_matches_holds_a_sign(match: tuple[re.Pattern[str], str]) -> None:
    """A text without any sign of an expression cannot match it."""
    expression, text = match
    needed = signs(expression)

    assert not needed or any(sign in text for sign in needed)


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        (r"(?<!\!)\[", {"["}),
        (r"\!\[", {"!["}),
        (r"(&(?:\#[0-9]+|[a-z]+);)", {"&"}),
        (r"\*|_|=", {"*", "_", "="}),
        ("  \n", {"  \n"}),
        (r"\bc/o\b", {"c/o"}),
        (r"[12]st|-{2}>", {"1st", "2st", "-->"}),
        (r"(?=(-|_)+)..", {"-", "_"}),
        (r"(?i)\(tm\)", set()),
        (r"\w+", set()),
        (r"[^*]", set()),
        (r"a*", set()),
    ],
)
def test_signs_are_read_off_an_expression(expression: str, needed: set[str]) -> None:
    """The rarest part of an expression is looked for; of some nothing can be said."""
    assert signs(re.compile(expression)) == needed


class Shouted(InlineProcessor):
    """Finds a word of capitals, which no sign gives away."""

    def handleMatch(  # type: ignore[override] # noqa: N802 (the library's)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (it is passed all the same)
    ) -> tuple[Element, int, int]:
        made = Element("strong")
        made.text = m[0].lower()
        return made, m.start(0), m.end(0)


class Fickle(Shouted):
    """Searches with something else than what it was made with."""

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802 (the library's)
        return re.compile("[A-Z]{3,}")


class Old(Pattern):
    """A pattern as one wrote them ten years ago."""

    def handleMatch(self, m: re.Match[str]) -> Element:  # noqa: N802 (the library's)
        made = Element("u")
        made.text = m[2]
        return made


class Strange(Extension):
    """Brings patterns that nobody knows."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's)
        md.inlinePatterns.register(Shouted("[A-Z]{2}"), "shouted", 65)
        md.inlinePatterns.register(Fickle("@@"), "fickle", 64)
        md.inlinePatterns.register(Old("%(.+?)%"), "old", 63)


@given(text=some.lists(some.sampled_from([*"AB%*a ", "ABC", "[a](b)"])).map("".join))
def test_a_pattern_that_nobody_knows_is_tried(text: str) -> None:
    """It finds what it would find otherwise, whatever it is."""
    stock = Markdown(extensions=[Strange()])
    quick = swift.quickened(Markdown(extensions=[Strange()]))

    assert quick.convert(text) == stock.convert(text)


def test_a_pattern_that_comes_later_is_seen() -> None:
    """An extension may add to a converter that is in use."""
    quick = swift.quickened(Markdown())
    before = quick.convert("OK")

    quick.inlinePatterns.register(Shouted("[A-Z]{2}"), "shouted", 65)

    assert before == "<p>OK</p>"
    assert quick.convert("OK") == "<p><strong>ok</strong></p>"


class Rule(BlockProcessor):
    """Takes a block that begins with a percent sign."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (theirs)
        return block.startswith("%")

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "hr", title=blocks.pop(0))


def test_a_block_processor_may_come_and_go() -> None:
    """The order in which they are asked is that of the moment."""
    quick = swift.quickened(Markdown())
    before = quick.convert("%")

    quick.parser.blockprocessors.register(Rule(quick.parser), "rule", 200)
    between = quick.convert("%")
    quick.parser.blockprocessors.deregister("rule")

    assert between == '<hr title="%" />'
    assert quick.convert("%") == before == "<p>%</p>"


@given(text=TEXTS)
def test_a_glance_finds_what_a_search_finds(text: str) -> None:
    """It searches, matches and finds all as the expression itself does."""
    expression = re.compile(r"(?:^|\n)#{1,3}")
    glance = Glance(expression, sorted(signs(expression)))

    assert str(glance.search(text)) == str(expression.search(text))
    assert str(glance.search(text, 2)) == str(expression.search(text, 2))
    assert str(glance.match(text)) == str(expression.match(text))
    assert glance.pattern == expression.pattern


def test_other_converters_stay_as_they_are() -> None:
    """Only the one that was asked for is changed: others in this process are not."""
    quick = swift.quickened(Markdown())

    assert isinstance(quick.treeprocessors["inline"], Quick)
    assert not isinstance(Markdown().treeprocessors["inline"], Quick)
    assert type(Markdown().parser.blockprocessors) is Registry
