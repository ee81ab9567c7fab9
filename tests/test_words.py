"""The words of the interface: the same keys everywhere, none missing."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
import yaml

from wenpu import words
from wenpu.model import Kind, State

LANGUAGES = words.WRITTEN
THEME = Path(str(files("wenpu.theme")))
PACKAGE = Path(str(files("wenpu")))


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def asked_by_templates() -> set[str]:
    pages = [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    return {key for one in pages for key in re.findall(r"\bwords\.(\w+)", one)}


def asked_by_python() -> set[str]:
    """Return the keys that stand in the code as they are; others are made there."""
    rooms = [PACKAGE / "plugin.py", *PACKAGE.glob("pages/*.py")]
    sources = [path.read_text("utf-8") for path in rooms if path.exists()]
    said = r'\bsay\(\s*"(\w+)"|\b(?:text|words)\["(\w+)"\]|"(\w+_many)"'
    found = [key for one in sources for pair in re.findall(said, one) for key in pair]
    return set(filter(None, found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language: str) -> None:
    """A key that one language has, each has, with the same gaps or fewer."""
    first = words.read(LANGUAGES[0]).text
    here = words.read(language).text
    wrong = [key for key in first if not gaps(here.get(key, "")) <= gaps(first[key])]

    assert list(here) == list(first)
    assert wrong == []
    assert all(isinstance(text, str) for text in here.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice(language: str) -> None:
    """Of two texts under one key the first would never be seen."""
    text = (PACKAGE / "words" / f"{language}.yml").read_text(encoding="utf-8")
    found = yaml.compose(text)
    assert found
    keys = Counter(key.value for key, _ in found.value)

    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_for_in_vain(language: str) -> None:
    """Each key that a template or the code names has words."""
    kinds = {f"kind_{kind}" for kind in Kind}
    states = {f"state_{state}" for state in State}
    asked = asked_by_templates() | asked_by_python() | kinds | states

    assert asked - set(words.read(language).text) == set()
    # A mapping's own method would be found in its place: `words.items` is no text.
    assert asked & set(dir(dict)) == set()


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("zh", "中国内地、中国香港、日本、ZZZ"),
        ("en", "mainland China, Hong Kong, Japan, ZZZ"),
    ],
)
def test_a_country_is_called_as_people_here_call_it(language: str, named: str) -> None:
    """Our own short name first, the tables' name else; a code beats nothing."""
    assert words.read(language).countries(["CN", "HK", "JP", "ZZZ"]) == named
