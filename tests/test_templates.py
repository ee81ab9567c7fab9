"""Templates in less time say the same; what is kept of them is not trusted blindly."""

from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, Template
from jinja2.exceptions import UndefinedError

from wenpu.build import templates
from wenpu.swift import codes, rendering

SOURCES = {
    "parts.html": (
        "{% macro row(one, two='b') %}[{{ one }}{{ two }}{{ site }}]{% endmacro %}"
        "{% macro wrap(x) %}<{{ caller(x) }}>{% endmacro %}"
        "{% macro many(a) %}{{ a }}{{ varargs | join }}{{ kwargs }}{% endmacro %}"
    ),
    "base.html": "{% block body %}base{% endblock %}{{ site }}",
    "fits": "{% from 'parts.html' import row %}{{ row('a', 'c') }}",
    "loops": (
        "{% from 'parts.html' import row %}"
        "{% for one in page.rows %}{{ row(one, loop.index) }}{% endfor %}"
    ),
    "defaults": "{% from 'parts.html' import row %}{{ row('a') }}{{ row(two='x') }}",
    "calls": (
        "{% import 'parts.html' as p %}{% call(y) p.wrap(1) %}{{ y }}{% endcall %}"
    ),
    "extras": "{% import 'parts.html' as p %}{{ p.many(1, 2, 3, k=page.title) }}",
    "with context": "{% from 'parts.html' import row with context %}{{ row(1, 2) }}",
    "heirs": "{% extends 'base.html' %}{% block body %}{{ super() }}!{% endblock %}",
    "fields": "{{ page.title }}|{{ page.missing }}|{{ page.rows.0 }}|{{ gone }}",
    "methods": (
        "{{ page.items() | list | length }}{{ page.get('title') }}{{ page.copy.x }}"
    ),
    "objects": "{{ site.upper() }}{{ page.title.missing }}{{ odd.title }}",
    "too deep": "{{ page.missing.deeper }}",
    "too many": "{% from 'parts.html' import row %}{{ row(1, 2, 3) }}",
    "unknown argument": "{% from 'parts.html' import row %}{{ row(1, three=3) }}",
    "not there": "{% include 'nowhere.html' %}",
    "stops": "{% macro m(x) %}{{ x() }}{% endmacro %}{{ m(stop) }}",
    "escapes": "{{ page.title | e }}{{ ('<' ~ page.title) | e }}{{ '<' | e }}",
    "globals": "{{ range(3) | list }}{{ page.rows | sort | join(', ') }}",
}


class Odd(dict[str, Any]):
    """A mapping that has an attribute as well."""

    title = "attribute"


def stop() -> str:
    raise StopIteration


VALUES: dict[str, Any] = {
    "site": "<Tea>",
    "page": {"title": "<b>", "rows": ["x", "y"], "items": "key", "copy": {"x": 1}},
    "odd": Odd(title="key"),
    "stop": stop,
}


def environment(**options: Any) -> Environment:  # noqa: ANN401
    return Environment(loader=DictLoader(SOURCES), auto_reload=False, **options)


def said(env: Environment, name: str) -> str:
    """Render *name* twice, as pages of a site do, or say how it fails."""
    try:
        return "".join(env.get_template(name).render(VALUES) for _ in range(2))
    except Exception as error:  # noqa: BLE001 (both must fail alike)
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("autoescape", [False, True], ids=["plain", "escaping"])
@pytest.mark.parametrize("name", SOURCES)
def test_the_short_ways_lead_to_the_same(
    name: str,
    autoescape: bool,  # noqa: FBT001 (pytest passes it by name)
    tmp_path: Path,
) -> None:
    """Whatever a template does, it says the same and fails with the same words."""
    stock, quick = (environment(autoescape=autoescape) for _ in range(2))
    templates.quickened(quick, tmp_path)

    assert said(quick, name) == said(stock, name)


@given(
    some.recursive(
        some.none() | some.integers() | some.text(),
        lambda one: some.lists(one) | some.dictionaries(some.text(), one),
    ),
    some.sampled_from(["title", "items", "keys", "__class__", "__len__", "0", ""]),
)
def test_an_attribute_means_the_same(value: object, name: str) -> None:
    """Of any value, each name is what Jinja takes it for."""
    stock, quick = environment(), environment()
    rendering.quicken(quick)

    assert str(quick.getattr(value, name)) == str(stock.getattr(value, name))


def test_an_undefined_value_says_what_it_is() -> None:
    """Who asks for more of nothing reads the name that is missing."""
    quick = environment()
    rendering.quicken(quick)

    with pytest.raises(UndefinedError, match="'dict object' has no attribute 'gone'"):
        str(quick.getattr({}, "gone").deeper)


def test_new_globals_are_seen_in_what_is_imported() -> None:
    """A template that gets a global of its own hands it to what it imports."""
    outs = []
    for quicken in (lambda _: None, rendering.quicken):
        env = environment()
        quicken(env)
        env.get_template("fits").render()
        outs.append(env.get_template("fits", globals={"site": "own"}).render())

    assert outs == ["[acown]", "[acown]"]


def test_another_loader_brings_other_templates() -> None:
    """A plugin may put its own folder before ours, at any time before rendering."""
    env = environment()
    rendering.quicken(env)
    before = env.get_template("base.html").render()
    assert env.loader

    env.loader = ChoiceLoader([DictLoader({"base.html": "other"}), env.loader])

    assert before == "base"
    assert env.get_template("base.html").render() == "other"
    assert env.overlay(autoescape=True).get_template("base.html").render() == "other"


def test_other_environments_stay_as_they_are() -> None:
    """Only the one that was asked for is changed, and none that we do not know."""

    class Own(Environment):
        """Somebody's."""

    quick, own = environment(), Own()
    rendering.quicken(quick)
    rendering.quicken(own)

    assert type(quick) is rendering.QuickEnvironment
    assert type(own) is Own
    assert type(environment()) is Environment


class Counting(Environment):
    """Counts what it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> CodeType:
        type(self).compiled += 1
        return super()._compile(source, filename)


TEA = "{{ 'tea' | upper }} {{ page.title }}"


def compiled(
    folder: Path,
    source: str = TEA,
    ours: str = "",
    **options: Any,  # noqa: ANN401
) -> int:
    """Render something with what *folder* keeps; return how much was compiled anew."""
    Counting.compiled = 0
    env = Counting(loader=DictLoader({"a.html": source}), **options)
    env.bytecode_cache = codes.Codes(folder, ours)
    assert env.get_template("a.html").render(VALUES).startswith("TEA")
    return Counting.compiled


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """The next run finds it; other texts, settings and versions are compiled anew."""
    first, again = compiled(tmp_path), compiled(tmp_path)
    trimmed = compiled(tmp_path, trim_blocks=True)
    other = compiled(tmp_path, source="TEA")
    newer = compiled(tmp_path, ours="2")

    assert (first, again, trimmed, other, newer) == (1, 0, 1, 1, 1)
    assert compiled(tmp_path) == 0


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def turned(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("harm", [cut, turned, bytes.upper, lambda _: b""])
def test_what_has_rotted_is_compiled_anew(
    harm: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """Not one wrong byte is run; the file is whole again afterwards."""
    compiled(tmp_path)
    path = next(tmp_path.iterdir())
    path.write_bytes(harm(path.read_bytes()))

    assert compiled(tmp_path) == 1
    assert compiled(tmp_path) == 0


def test_a_file_is_believed_under_its_own_name_only(tmp_path: Path) -> None:
    """What was kept of one template is never run as another."""
    compiled(tmp_path)
    tea = next(tmp_path.iterdir())
    compiled(tmp_path, source="TEA, other")
    other = next(one for one in tmp_path.iterdir() if one != tea)

    other.write_bytes(tea.read_bytes())

    assert compiled(tmp_path, source="TEA, other") == 1


def test_a_filter_of_others_is_never_kept(tmp_path: Path) -> None:
    """Nobody knows when it will say something else; Jinja may have asked it already."""
    env = Environment(loader=DictLoader({"a.html": "{{ 'tea' | shout }}"}))
    env.filters["shout"] = lambda text: f"{text}!"
    env.bytecode_cache = codes.Codes(tmp_path, "")

    assert env.get_template("a.html").render() == "tea!"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_no_mistake(tmp_path: Path) -> None:
    """Without a place to keep anything, templates are compiled as ever."""
    (tmp_path / "file").write_text("")

    assert compiled(tmp_path / "file/folder") == 1
    assert compiled(tmp_path / "file") == 1


def test_a_folder_that_grows_without_end_is_begun_anew(tmp_path: Path) -> None:
    """A theme of a hundred templates never gets there."""
    for number in range(codes.MOST + 1):
        (tmp_path / f"{number:064x}").write_bytes(b"")
    (tmp_path / "mine.txt").write_text("not ours")

    compiled(tmp_path)

    assert len(list(tmp_path.iterdir())) == 2
    assert (tmp_path / "mine.txt").exists()


def test_what_is_kept_is_kept_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is run lies where only its owner writes, never in a site's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert templates.own() == tmp_path / "wenpu/templates"


def test_code_is_at_home_wherever_it_comes_from(tmp_path: Path) -> None:
    """A folder that was copied speaks of the files that are here."""
    found: list[Template] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_text(
            "{% macro m() %}{{ 1 / 0 }}{% endmacro %}"
        )
        env = Environment(loader=FileSystemLoader(tmp_path / name))
        templates.quickened(env, tmp_path)
        found.append(env.get_template("a.html"))

    assert [one.filename for one in found] == [
        str(tmp_path / "one/a.html"),
        str(tmp_path / "two/a.html"),
    ]
