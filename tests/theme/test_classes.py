"""No rule of a style sheet speaks of what no page has, and none is written twice."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

THEME = Path(str(files("wenpu.theme")))
SHEETS = sorted([*THEME.glob("assets/*.css"), *THEME.glob("components/*/*.css")])
TEMPLATES = "\n".join(path.read_text("utf-8") for path in THEME.rglob("*.html"))
SCRIPTS = "\n".join(path.read_text("utf-8") for path in THEME.rglob("*.js"))
PLACED = " ".join(re.findall(r'class="((?:\{[{%].*?[%}]\}|[^"])*)"', TEMPLATES))
WRITTEN_BY_MARKDOWN = """
admonition admonition-title arithmatex attention bug cards caution danger emojione
failure filename footnote footnote-backref footnote-ref headerlink highlight
highlighttable hll linenodiv linenos pull tabbed-alternate tabbed-block
tabbed-content tabbed-labels tabbed-set task-list task-list-control task-list-item
twemoji warning wide
"""
"""What Markdown's usual extensions write, and what our guide tells authors to."""
COLOURED_CODE = re.compile(r"[a-z]{1,2}[0-9f]?")
"""Pygments' short names of a piece of code."""


def bare(style: str) -> str:
    return re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)


def preludes(style: str) -> Iterator[tuple[str, ...]]:
    """Return each rule's selectors, after the at-rules it stands in."""
    path: list[str] = []
    for words, mark in re.findall(r"([^{};]*)([{};])", bare(style)):
        if mark == "}":
            path.pop()
        elif mark == "{":
            path.append(" ".join(words.split()))
            if not path[-1].startswith("@"):
                yield tuple(path)


def is_used(name: str) -> bool:
    """Tell whether a page can have the class *name*, whole or put together."""
    stem = re.sub(r"(--|-)[\w]+$", r"\1", name)
    made = rf"(?<![\w-]){re.escape(stem)}\{{"
    whole = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    part = rf"{re.escape(name.rpartition('__')[0])}__\$\{{"
    if re.search(f"{whole}|{part}", SCRIPTS):
        return True
    by_hand = name in WRITTEN_BY_MARKDOWN.split() or COLOURED_CODE.fullmatch(name)
    return bool(by_hand or re.search(f"{whole}|{made}", PLACED))


def unused(style: str) -> set[str]:
    """Return the classes in the selectors of *style* that no page has."""
    selectors = " ".join(rule[-1] for rule in preludes(style))
    return {one for one in re.findall(r"\.([\w-]+)", selectors) if not is_used(one)}


def repeated(style: str) -> list[tuple[str, ...]]:
    """Return the rules of *style* that stand in it more than once."""
    return [rule for rule, times in Counter(preludes(style)).items() if times > 1]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_class_is_on_some_page(sheet: Path) -> None:
    """Else the rule is dead weight on every phone."""
    assert unused(sheet.read_text("utf-8")) == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_is_written_twice(sheet: Path) -> None:
    """Who changes a rule finds all of it in one place."""
    assert repeated(sheet.read_text("utf-8")) == []


def test_a_dead_rule_would_be_seen() -> None:
    """The reader of rules is awake: in an at-rule, in a list, put together."""
    style = "@media print { .tile, .gone { color: red } } .tile--ended { top: 0 }"

    assert unused(style) == {"gone"}
    assert repeated(f"{style} {style}") == list(preludes(style))
