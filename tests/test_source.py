"""Files as they come: from old editors, from careless hands, from attackers."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from wenpu import source
from wenpu.problems import ContentError

CASES = sorted((Path(__file__).parent / "catalog").glob("*.yml"))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfname: x\n", "name: x\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("老陈醋".encode(), "老陈醋"),
        (b"", ""),
    ],
)
def test_reads_text_as_every_editor_saves_it(
    data: bytes, text: str, tmp_path: Path
) -> None:
    """A byte order mark and the line ends of Windows are no part of the text."""
    (tmp_path / "tea.yml").write_bytes(data)

    assert source.read_text(tmp_path, Path("tea.yml")) == text
    assert source.read_text(tmp_path, tmp_path / "tea.yml") == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"price: 1\nname: \xff\n",
            "tea.yml:2: not UTF-8: byte 0xff on this line.\n  Save the file as UTF-8.",
        ),
        (
            "price: 1\nname: 老陈醋\n".encode("gbk"),
            (
                "tea.yml:2: not UTF-8: byte 0xc0 on this line.\n"
                "  Save the file as UTF-8; it may be GBK now."
            ),
        ),
        (
            "name: 老陈醋\n".encode("utf-16"),
            (
                "tea.yml:1: not UTF-8: byte 0xff on this line.\n"
                "  Save the file as UTF-8; it is UTF-16 now."
            ),
        ),
        (
            b"x" * 20_000_000,
            (
                "tea.yml:1: 20.0 MB of text; at most 1 MB is read.\n"
                "  Divide it, or move what is no text into a file beside it."
            ),
        ),
    ],
    ids=["latin", "gbk", "utf-16", "20 MB"],
)
def test_refuses_what_is_no_text(data: bytes, says: str, tmp_path: Path) -> None:
    """The author learns which file and line, and what to save it as."""
    (tmp_path / "tea.yml").write_bytes(data)

    with pytest.raises(ContentError) as error:
        source.read_text(tmp_path, Path("tea.yml"))

    assert str(error.value) == says


def test_says_what_cannot_be_read(tmp_path: Path) -> None:
    """A file that went away between listing and reading is no bug."""
    with pytest.raises(ContentError, match=r"tea\.yml:1: cannot be read"):
        source.read_text(tmp_path, Path("tea.yml"))


def test_counts_lines_from_where_the_text_begins() -> None:
    """Front matter begins on the second line of its article."""
    with pytest.raises(ContentError) as error:
        source.compose("title: a\ntitle: b\ncover: !x y\n", "spring.md", first_line=2)

    assert "spring.md:4: the tag '!x'" in str(error.value)
    node = source.compose("title: a\ndate: 2026\n", "spring.md", first_line=2)
    assert node
    assert [str(source.spot("spring.md", key)) for key, _ in node.value] == [
        "spring.md:2",
        "spring.md:3",
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "\n\n"])
def test_a_text_may_say_nothing(text: str) -> None:
    """No fields are no mistake of the text's own."""
    assert source.compose(text, "tea.yml") is None


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_both_parsers_say_the_same(path: Path) -> None:
    """Where the fast parser is missing, authors are told the same."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = list(case.get("files", {}).values()) or [case["file"]]

    for text in texts:
        assert said(text, yaml.CSafeLoader) == said(text, yaml.SafeLoader)


def said(text: str, loader: type) -> str:
    try:
        return shape(source.compose(text, "tea.yml", 1, loader))
    except ContentError as error:
        return str(error)


def shape(node: yaml.Node | None) -> str:
    return "" if node is None else str(yaml.serialize(node))


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 60 + "]" * 60,
        "[" * 500_000,
        "- " * 300_000,
        "a:\n"
        + "".join(f"- &a{n} [*a{n - 1}]\n" if n else "- &a0 [x]\n" for n in range(80)),
        "a: [" + "x," * 20_000 + "]",
        "a: &a {b: *a}",
        'a: "\\U00110000"',
        'a: "\\ud800"',
        "%YAML 9.9\n---\na: 1\n",
        "? [a]\n: b\n",
        "a: 1\n- b\n",
        "a: 'b' c\n",
        "{a: 1, <<: {b: 2}}",
        "\ufeff\ufeffa: 1",
        "a: \x1b[31mred",
        "a: *unknown",
    ],
)
def test_never_falls_over(text: str) -> None:
    """However a text is made, it is refused in words."""
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        with pytest.raises(ContentError):
            source.compose(text, "tea.yml", 1, loader)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0012", "the number 10"),
        ("no", "false"),
        ("True", "true"),
        ("12:30", "the number 750"),
        ("1_000", "the number 1000"),
        ("0x1F", "the number 31"),
        ("1.50", "the number 1.5"),
        ("+5", "the number 5"),
        (".inf", "the number inf"),
        ("2024-13-45", "a date that does not exist"),
        ("~", "nothing"),
        ("", "nothing"),
        ("500", ""),
        ("1.7L", ""),
        ("1.0", ""),
        ("2024-01-01", ""),
        ("2024-1-1", ""),
        ("2024-01-01T10:00:00", ""),
        ("true", ""),
        ("1e3", ""),
        ('"0012"', ""),
        ("'no'", ""),
    ],
)
def test_tells_what_yaml_reads_otherwise(written: str, read: str) -> None:
    """Only what would come back changed is told."""
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        node = source.compose(f"x: {written}", "tea.yml", 1, loader)

        assert node
        assert source.misread(node.value[0][1]) == read
