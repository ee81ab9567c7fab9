"""The commands as they are typed: what they say, what they leave, how they end."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from wenpu import catalog
from wenpu.cli import main

DAY = "1795305600"  # 2026-11-22
LANGUAGES = ["zh", "en"]
FLAT = "docs_dir: content\nuse_directory_urls: false"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no command's way of speaking outlive it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    logger = logging.getLogger("mkdocs")
    kept = logger.handlers[:], logger.level, logger.propagate
    yield
    logger.handlers[:], logger.level, logger.propagate = kept


def wenpu(*args: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in args], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A new site, as an author has it a minute after installing."""
    wenpu("new", tmp_path / "shop", "--lang", "en")
    return tmp_path / "shop"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_site_is_right_from_the_first_minute(
    language: str, tmp_path: Path
) -> None:
    """Nothing to mend, nothing that stands alone; an address is all it lacks."""
    folder = tmp_path / "茶: my shop"

    begun = wenpu("new", folder, "--lang", language)
    checked = wenpu("-C", folder, "check", "--strict", "--format", "json")
    built = wenpu("-C", folder, "build", "--strict", "--site-dir", tmp_path / "out")

    assert "wenpu serve" in begun.output
    told = [row["what"] for row in json.loads(checked.stdout)["problems"]]
    assert told == [
        "cards: without  site_url  there are no pictures to share, and no codes.",
        "no site_url: feeds hold whole addresses, so none is made.",
    ]
    assert (built.exit_code, built.stderr) == (0, "")
    assert "pages" in built.stdout
    assert (tmp_path / "out/shop/index.html").is_file()
    assert not (folder / "site").exists()
    config = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    assert config["site_name"] == "茶: my shop"
    assert config["theme"]["language"] == language


def test_a_new_article_is_a_draft_that_says_what_it_is(site: Path) -> None:
    """Its title means what was typed, whatever YAML would make of it."""
    made = wenpu("-C", site, "new", "article", 'Tea: "no" \\ #1')

    path = Path(made.stdout.strip())
    assert path == site / "content/articles/tea-no-1.md"
    front = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
    assert front["title"] == 'Tea: "no" \\ #1'
    assert str(front["date"]) == "2026-11-22"
    assert front["draft"] is True
    assert wenpu("-C", site, "check", "--strict").exit_code == 0


def test_a_new_product_is_for_sale_and_known_to_editors(site: Path) -> None:
    """Its first line leads to the schema, from wherever it lies."""
    one = wenpu("-C", site, "new", "product", "Green Tea/Cup of 茶")
    two = wenpu("-C", site, "new", "product", "no")

    paths = [Path(made.stdout.strip()) for made in (one, two)]
    assert [path.relative_to(site).as_posix() for path in paths] == [
        "products/green-tea/cup-of.yml",
        "products/no.yml",
    ]
    for path in paths:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = path.parent / first.partition("$schema=")[2]
        assert json.loads(schema.read_text(encoding="utf-8")) == catalog.schema()
    assert wenpu("-C", site, "check", "--strict").exit_code == 0


def test_a_new_product_fits_a_currency_without_decimals(site: Path) -> None:
    """The price to begin with is one that every currency has."""
    config = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").write_text(config.replace("EUR", "JPY"), encoding="utf-8")

    made = wenpu("-C", site, "new", "product", "Mine")
    checked = wenpu("-C", site, "check")

    assert "mine.yml" in made.stdout
    assert "mine.yml:3" not in checked.stdout


@pytest.mark.parametrize(
    "args",
    [
        ("new", "article", "Index"),
        ("new", "article", "茶"),
        ("new", "article", "x" * 500),
        ("new", "product", "tea/cup of 茶"),
    ],
)
def test_nothing_that_exists_is_overwritten(args: tuple[str], site: Path) -> None:
    """The second time is a mistake, and the first file stays as it was."""
    path = Path(wenpu("-C", site, *args).stdout.strip())
    path.write_text("mine", encoding="utf-8")

    again = wenpu("-C", site, *args)

    assert again.exit_code == 1
    assert again.stderr == f"{path} is there already.\n  Choose another name.\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert not (site / "content/articles/index.md").exists()


def test_a_new_site_needs_a_folder_of_its_own(site: Path, tmp_path: Path) -> None:
    """A folder with something in it, or a file, is left alone."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    for name in ("shop", "file"):
        refused = wenpu("-C", tmp_path, "new", name)
        assert refused.exit_code == 1
        assert refused.stderr.endswith("is not empty.\n  Name a folder that is new.\n")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert (site / "mkdocs.yml").is_file()


@pytest.mark.parametrize(
    "args",
    [
        ("new",),
        ("new", "article"),
        ("new", "product"),
        ("new", "shop", "more"),
        ("new", "shop", "--lang", "fr"),
        ("check", "--format", "xml"),
        ("schema", "article"),
        ("sell",),
        ("-C", "nowhere", "check"),
    ],
)
def test_a_command_that_was_typed_wrongly_ends_with_two(
    args: tuple[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how to type it, and makes nothing."""
    monkeypatch.chdir(tmp_path)

    result = wenpu(*args)

    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("build",),
        ("serve",),
        ("new", "article", "A"),
        ("new", "product", "A"),
    ],
)
def test_outside_of_a_site_nothing_happens(args: tuple[str], tmp_path: Path) -> None:
    """One sentence says where to go."""
    result = wenpu("-C", tmp_path, *args)

    assert result.exit_code == 1
    assert result.stderr == (
        "There is no mkdocs.yml in this folder.\n"
        "  Go to a site's folder, or begin:  wenpu new my-shop\n"
    )
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "currency: EUR",
            "currency: EURO",
            "no currency 'EURO'.\n  Did you mean  EUR  ?",
        ),
        ("currency: EUR", "per_page: 0", "per_page 0 leaves pages without anything."),
        ("currency: EUR", "products: ../elsewhere", "is not below"),
        ("currency: EUR", "timezone: Asia", "no time zone 'Asia'."),
        ("currency: EUR", "timezone: Moon/Sea", "no time zone 'Moon/Sea'."),
        ("language: en", "language: fr", "no words in 'fr'."),
        ("docs_dir: content", "docs_dir: /usr", "is not below"),
        ("docs_dir: content", "docs_dir: gone", "gone"),
        ("docs_dir: content", FLAT, "Take the line out."),
        ("wenpu:\n      currency: EUR", "search", "does not use Wenpu."),
        ("site_name:", "site_name: [", "mkdocs.yml"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_setting_that_cannot_be_is_a_sentence(
    command: str, old: str, new: str, says: str, site: Path
) -> None:
    """No trace of Python, and no half of a site."""
    path = site / "mkdocs.yml"
    config = path.read_text(encoding="utf-8")
    path.write_text(config.replace(old, new), encoding="utf-8")

    result = wenpu("-C", site, command)

    assert old in config
    assert result.exit_code == 1
    assert says in result.stderr
    assert not (site / "site").exists()


def test_an_option_that_nobody_knows_is_told(site: Path) -> None:
    """It is passed over, and its author would wait for it in vain."""
    path = site / "mkdocs.yml"
    config = path.read_text(encoding="utf-8")
    path.write_text(config.replace("currency", "curency"), encoding="utf-8")

    checked = wenpu("-C", site, "check", "--strict")

    assert "! mkdocs.yml:1: " in checked.stdout
    assert "curency" in checked.stdout
    assert checked.exit_code == 1
    assert "curency" in wenpu("-C", site, "build").stderr


def test_a_product_is_not_called_by_accident(site: Path) -> None:
    """Its id is printed on paper: it is chosen, not made from nothing."""
    refused = wenpu("-C", site, "new", "product", "tea/茶")

    assert refused.exit_code == 1
    assert refused.stderr == (
        "'茶' cannot become an address: /products/<id>/, /buy/<id>/.\n"
        "  Write it as in  tea/oolong  and name it in the file.\n"
    )


@pytest.fixture
def wrong(site: Path) -> Path:
    """The same site, with an error and a warning in it."""
    (site / "products/press/a.yml").write_text("name: A\nprice: 1,5\n", "utf-8")
    (site / "content/more.md").write_text("[gone](gone.md)\n", "utf-8")
    return site


ERROR = """\
products/press/a.yml:2: price '1,5' is not an amount.
  Write it as in  price: 1.5
"""
WARNING = """\
content/more.md:1: the link 'gone.md' leads nowhere.
  Correct it, or take it out.
"""


NOTICES = """\
· mkdocs.yml:1: cards: without  site_url  there are no pictures to share, and no codes.
  Write the site's address, as in  site_url: https://shop.example/
· mkdocs.yml:1: no site_url: feeds hold whole addresses, so none is made.
  Add a line  site_url: https://…  or write  feeds: false
"""


def test_check_says_all_that_is_wrong(wrong: Path) -> None:
    """To a person; the sum of it stands beside what can be piped on."""
    result = wenpu("-C", wrong, "check")

    assert result.exit_code == 1
    assert result.stdout == f"! {WARNING}{NOTICES}✗ {ERROR}"
    assert result.stderr == "1 error, 1 warning, 2 notices\n"


def test_check_speaks_to_programs(wrong: Path) -> None:
    """Only the document, or only the commands, stand on stdout."""
    rows = json.loads(wenpu("-C", wrong, "check", "--format", "json").stdout)
    lines = wenpu("-C", wrong, "check", "--format", "github").stdout.splitlines()

    levels = ["warning", "notice", "notice", "error"]
    assert [row["level"] for row in rows["problems"]] == levels
    told = [line.partition(" file=")[0] for line in lines]
    assert told == [f"::{level}" for level in levels]


def test_warnings_count_when_they_are_asked_to(wrong: Path) -> None:
    """A notice never does."""
    (wrong / "products/press/a.yml").unlink()
    loose = wenpu("-C", wrong, "check")
    strict = wenpu("-C", wrong, "check", "--strict")

    (wrong / "content/more.md").unlink()
    (wrong / "content/articles/lonely.md").write_text("Nothing.", "utf-8")
    lonely = wenpu("-C", wrong, "check", "--strict")

    assert [loose.exit_code, strict.exit_code, lonely.exit_code] == [0, 1, 0]
    assert "mentions no product" in lonely.stdout


def test_a_build_stops_before_it_writes(wrong: Path) -> None:
    """It says what check says, with the file and the line."""
    (wrong / "site").mkdir()
    (wrong / "site/index.html").write_text("yesterday's", "utf-8")

    failed = wenpu("-C", wrong, "build")
    (wrong / "products/press/a.yml").unlink()
    strict = wenpu("-C", wrong, "build", "--strict")

    assert [failed.exit_code, strict.exit_code] == [1, 1]
    assert ERROR in failed.stderr
    assert WARNING in strict.stderr
    assert failed.stdout == strict.stdout == ""
    assert (wrong / "site/index.html").read_text("utf-8") == "yesterday's"


def test_a_build_shows_warnings_and_goes_on(wrong: Path) -> None:
    """What is broken in somebody's old post does not keep the shop closed."""
    (wrong / "products/press/a.yml").unlink()

    built = wenpu("-C", wrong, "build")

    assert built.exit_code == 0
    assert WARNING in built.stderr
    assert (wrong / "site/more/index.html").is_file()


def test_drafts_are_built_when_they_are_asked_for(site: Path) -> None:
    """Else they are nowhere in the site."""
    wenpu("-C", site, "new", "article", "Soon")
    page = site / "site/articles/soon/index.html"

    wenpu("-C", site, "build")
    without = page.exists()
    wenpu("-C", site, "build", "--drafts")

    assert (without, page.exists()) == (False, True)


@pytest.mark.parametrize("what", ["product", "shelf"])
def test_schema_prints_what_editors_read(what: str, site: Path) -> None:
    """The printed one and the written one are the same."""
    printed = wenpu("schema", what).stdout

    wenpu("-C", site, "schema", "--write")

    path = site / f".wenpu/{what}.schema.json"
    assert path.read_text(encoding="utf-8") == printed
    assert json.loads(printed)["$schema"].startswith("https://json-schema.org/")


def test_schema_of_nothing_named_is_a_products() -> None:
    """The one that everybody needs."""
    assert json.loads(wenpu("schema").stdout) == catalog.schema()


@pytest.mark.parametrize("name", ["", *main.commands])
def test_every_command_can_be_asked_for_help(name: str) -> None:
    """In words, with each option explained."""
    result = wenpu(*filter(None, [name]), "--help")
    command = main.commands[name] if name else main

    assert result.exit_code == 0
    assert all(one.help for one in command.params if isinstance(one, click.Option))
    assert command.help
    assert command.help.split(".", maxsplit=1)[0].split()[0] in result.output


def test_says_which_wenpu_it_is() -> None:
    """An author who asks for help is asked for this."""
    assert "version" in wenpu("--version").output


def test_a_card_of_nothing_is_never_shown_as_nothing(site: Path) -> None:
    """Even where a fence that never ends has hidden it from those who look."""
    text = "```\nNever closed.\n\n![x](product:nothing)\n"
    (site / "content/articles/open.md").write_text(text, "utf-8")

    result = wenpu("-C", site, "build")

    assert result.exit_code == 1
    assert (
        "content/articles/open.md: no product 'nothing'.\n  Correct it" in result.stderr
    )
