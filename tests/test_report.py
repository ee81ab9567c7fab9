"""Problems in words: for a person, for a program, for a pull request."""

import json

from hypothesis import given
from hypothesis import strategies as some

from wenpu import report
from wenpu.problems import Level, Problem, Spot

PRICE = Problem(
    Spot("products/tea.yml", 2),
    "price '12,50' is not an amount.",
    "Write  price: 12.50",
)
LINK = Problem(
    Spot("content/a, b: c.md", 8), "100% wrong.\nReally.", "Mend it.", Level.WARNING
)
LONELY = Problem(Spot("content/z.md"), "no product.", "Nothing to do.", Level.NOTICE)
TEXTS = some.text(some.characters(exclude_categories=["Cs"]))


def test_a_person_reads_what_is_wrong_and_how_to_mend_it() -> None:
    """A mark says at a glance how much it matters."""
    assert report.text([PRICE, LONELY]) == (
        "✗ products/tea.yml:2: price '12,50' is not an amount.\n"
        "  Write  price: 12.50\n"
        "· content/z.md:1: no product.\n"
        "  Nothing to do."
    )


def test_a_program_gets_every_part_by_its_name() -> None:
    """Nobody has to take our sentences apart."""
    rows = json.loads(report.as_json([PRICE]))

    assert rows == {
        "problems": [
            {
                "path": "products/tea.yml",
                "line": 2,
                "level": "error",
                "what": "price '12,50' is not an amount.",
                "fix": "Write  price: 12.50",
            }
        ]
    }


def test_github_shows_each_problem_at_its_line() -> None:
    """What would end a command, or a property of it, is escaped."""
    lines = report.github([PRICE, LINK, LONELY]).splitlines()

    assert [line.split("::")[1] for line in lines] == [
        "error file=products/tea.yml,line=2",
        "warning file=content/a%2C b%3A c.md,line=8",
        "notice file=content/z.md,line=1",
    ]
    assert [line.split("::")[2] for line in lines] == [
        "price '12,50' is not an amount. Write  price: 12.50",
        "100%25 wrong.%0AReally. Mend it.",
        "no product. Nothing to do.",
    ]


@given(TEXTS, TEXTS, TEXTS)
def test_no_text_can_pass_for_a_command(path: str, what: str, fix: str) -> None:
    """One problem is one line, whatever an author wrote."""
    line = report.github([Problem(Spot(path), what, fix)])
    head, _, said = line.removeprefix("::error file=").partition("::")

    assert "\n" not in line
    assert "\r" not in line
    assert _read(head.removesuffix(",line=1")) == path
    assert _read(said) == f"{what} {fix}"


def _read(text: str) -> str:
    """Return what GitHub makes of *text*."""
    for code, char in {"3A": ":", "2C": ",", "0A": "\n", "0D": "\r", "25": "%"}.items():
        text = text.replace(f"%{code}", char)
    return text


def test_counts_what_it_told() -> None:
    """The last line says whether there is anything to do."""
    assert report.summary([PRICE, PRICE, LONELY]) == "2 errors, 1 notice"
    assert report.summary([LINK]) == "1 warning"
    assert report.summary([]) == "Nothing is wrong."


def test_says_nothing_of_nothing() -> None:
    """No problem is no line, and still a document for a program."""
    assert report.text([]) == report.github([]) == ""
    assert json.loads(report.as_json([])) == {"problems": []}
