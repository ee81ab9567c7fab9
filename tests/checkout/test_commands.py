"""The till as an author types it, against a stand-in behind an address."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from wenpu.checkout import lock
from wenpu.checkout.sandbox import Sandbox, serve

WENPU = Path(sys.executable).with_name("wenpu")
KEY = "sk_test_51NobodyMaySeeThis4eC39HqLy"
LIVE = "sk_live_51NobodyMaySeeThis4eC39HqLy"
FILES = {
    "mkdocs.yml": """\
site_name: Tea
site_url: https://tea.example/
docs_dir: content
theme: {name: material, language: en, font: false}
plugins: [wenpu: {currency: EUR, timezone: UTC}]
""",
    "content/index.md": "Tea.\n",
    "content/articles/spring.md": "# Spring\n\n![Oolong](product:oolong)\n",
    "products/oolong.yml": "name: Oolong\nprice: 12.50\n",
    "products/sencha.yml": "name: Sencha\nprice: 8\nstock: 3\n",
}


@dataclass
class Author:
    """A shop of teas, a terminal in its folder, and Stripe's stand-in."""

    root: Path
    sandbox: Sandbox
    address: str

    def types(self, words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Return what comes of `wenpu` and these *words*."""
        env = {
            **os.environ,
            "STRIPE_API_KEY": KEY,
            "STRIPE_API_BASE": self.address,
            "SOURCE_DATE_EPOCH": "1795305600",
            **environ,
        }
        command: list[str | Path] = [WENPU, "-C", self.root, *words.split()]
        return subprocess.run(
            command, env=env, capture_output=True, text=True, check=False
        )

    def writes(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def digest(self, command: str = "plan") -> str:
        found = self.types(f"{command} --format json")
        assert found.returncode in {0, 2}, found.stderr
        return str(json.loads(found.stdout)["digest"])

    def acted(self) -> int:
        """Return how many requests have changed something."""
        return sum(method != "GET" for method, _ in self.sandbox.log)


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Author]:
    sandbox = Sandbox()
    with serve(sandbox) as server:
        found = Author(tmp_path, sandbox, server.address)
        found.writes(FILES)
        yield found


def test_from_nothing_to_nothing_to_do(author: Author) -> None:
    """A plan ends with 2 and a name, `apply` makes it, the next one ends with 0."""
    first = author.types("plan")
    made = author.types(f"apply {author.digest()}")
    then = author.types("plan")

    assert first.returncode == 2
    assert "  + oolong  12.50 EUR" in first.stdout
    assert made.returncode == 0, made.stderr
    assert "+ oolong  12.50 EUR\n" in made.stdout
    assert "2 of 2 changes made." in made.stdout
    assert then.returncode == 0
    assert "Nothing to do" in then.stdout
    assert set(lock.read(author.root / lock.NAME)) == {"test"}


def test_no_other_plan_is_made(author: Author) -> None:
    """What was looked at yesterday is not what is applied today."""
    digest = author.digest()
    author.writes({"products/oolong.yml": "name: Oolong\nprice: 13\n"})

    found = author.types(f"apply {digest}")

    assert found.returncode == 1
    assert f"not {digest}." in found.stderr
    assert author.acted() == 0


def test_a_plan_for_a_pull_request_is_a_table(author: Author) -> None:
    """Its first line names mode and plan; no product's name breaks the table."""
    author.writes({"products/mean.yml": "name: 'a | b'\nprice: 5\nsummary: '<b>|'\n"})
    author.types(f"apply {author.digest()}")
    author.writes({"products/mean.yml": "name: '**x** | y'\nprice: 5\n"})

    said = author.types("plan --format markdown").stdout.splitlines()

    assert said[0] == f"<!-- wenpu plan test {author.digest()} -->"
    row = next(line for line in said if "`mean`" in line)
    assert row.replace("\\|", "").count("|") == 4
    assert "\\*\\*x\\*\\*" in row


REFUSED: dict[str, tuple[str, dict[str, str], str]] = {
    "no key": ("plan", {"STRIPE_API_KEY": ""}, "There is no key in STRIPE_API_KEY."),
    "a publishable key": (
        "plan",
        {"STRIPE_API_KEY": "pk_test_1234567890"},
        "a publishable key",
    ),
    "half a key": ("plan", {"STRIPE_API_KEY": "sk_tes"}, "does not hold a key"),
    "live without saying so": (
        "plan",
        {"STRIPE_API_KEY": LIVE},
        "this would be about real money",
    ),
    "saying live with a test key": (
        "plan --live",
        {},
        "STRIPE_API_KEY holds a test key",
    ),
    "two at once": ("plan --live --sandbox", {}, "two different things"),
    "nobody there": (
        "plan",
        {"STRIPE_API_BASE": "http://127.0.0.1:9"},
        "Stripe does not answer.",
    ),
}


@pytest.mark.parametrize(("words", "environ", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_a_sentence(
    author: Author, words: str, environ: dict[str, str], said: str
) -> None:
    """One error, what to do below it, no trace, nothing done."""
    found = author.types(words, **environ)

    assert found.returncode == 1
    assert said in found.stderr
    assert "Traceback" not in found.stderr
    assert "NobodyMaySeeThis" not in found.stdout + found.stderr
    assert author.acted() == 0


def test_what_cannot_be_published_is_not_sold(author: Author) -> None:
    """A mistake in a file stops the plan, with its line, as it stops a build."""
    author.writes({"products/oolong.yml": "name: Oolong\nprice: 12,50\n"})

    found = author.types("plan")

    assert found.returncode == 1
    assert "products/oolong.yml:2" in found.stderr
    assert author.sandbox.requests == 0


def test_what_nobody_does_by_accident_is_forced(author: Author) -> None:
    """A price that doubles."""
    author.types(f"apply {author.digest()}")
    author.writes({"products/oolong.yml": "name: Oolong\nprice: 25\n"})
    digest, before = author.digest(), author.acted()

    careful = author.types(f"apply {digest}")
    acted = author.acted()
    bold = author.types(f"apply {digest} --force")

    assert careful.returncode == 1
    assert "the price changes by 100%" in careful.stderr
    assert "--force" in careful.stderr
    assert acted == before
    assert bold.returncode == 0, bold.stderr


def test_prune_looks_and_then_closes(author: Author) -> None:
    """Without a name it only looks."""
    author.types(f"apply {author.digest()}")
    author.writes({"products/oolong.yml": "name: Oolong\nprice: 13\n"})
    author.types(f"apply {author.digest()}")
    day = str(1795305600 + 31 * 86400)

    early = author.types("prune")
    due = author.types("prune", SOURCE_DATE_EPOCH=day)
    found = json.loads(
        author.types("prune --format json", SOURCE_DATE_EPOCH=day).stdout
    )
    done = author.types(f"prune {found['digest']}", SOURCE_DATE_EPOCH=day)
    after = author.types("prune", SOURCE_DATE_EPOCH=day)

    assert early.returncode == 0
    assert due.returncode == 2
    assert "- link oolong  replaced" in due.stdout
    assert done.returncode == 0, done.stderr
    assert after.returncode == 0


def test_two_at_once_in_one_folder(author: Author) -> None:
    """The second waits for the first, and finds that all is done."""
    digest = author.digest()
    found: list[subprocess.CompletedProcess[str]] = []

    def run() -> None:
        found.append(author.types(f"apply {digest}"))

    runs = [threading.Thread(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()

    assert [one.returncode for one in found] == [0, 0], [one.stderr for one in found]
    assert author.types("plan").returncode == 0
    links = author.sandbox.store.books["test"].shelf("payment_links")
    assert len(links) == 2


def test_a_site_carries_the_links_of_its_mode(author: Author) -> None:
    """A preview has those of test mode; what is published never has."""
    author.types(f"apply {author.digest()}")

    preview = author.types(f"build --mode test --site-dir {author.root}/preview")
    page = Path(author.root / "preview/articles/spring/index.html")
    site = author.types(f"build --site-dir {author.root}/site")
    other = Path(author.root / "site/articles/spring/index.html")

    assert preview.returncode == 0, preview.stderr
    assert "/pay/test_" in page.read_text("utf-8")
    assert "client_reference_id=spring_card" in page.read_text("utf-8")
    assert site.returncode == 0, site.stderr
    assert "/pay/test_" not in other.read_text("utf-8")
    assert "../../buy/oolong/" in other.read_text("utf-8")


def test_a_test_link_is_never_live(author: Author) -> None:
    """Whoever copies it there by hand is stopped."""
    author.types(f"apply {author.digest()}")
    path = author.root / lock.NAME
    path.write_text(path.read_text("utf-8").replace("test:\n", "live:\n"), "utf-8")

    found = author.types("build")

    assert found.returncode == 1
    assert "takes test payments only" in found.stderr
    assert not (author.root / "site").exists()


def test_a_price_that_is_not_applied_is_told(author: Author) -> None:
    """A strict build does not promise one price and charge another."""
    author.types(f"apply {author.digest()}")
    author.writes({"products/oolong.yml": "name: Oolong\nprice: 13\n"})

    found = author.types("build --mode test --strict")

    assert found.returncode == 1
    assert "products/oolong.yml:2" in found.stderr
    assert "costs 13.00 EUR here, and 12.50 EUR at the checkout" in found.stderr


def test_nobody_sees_the_key(author: Author) -> None:
    """Not in what is printed, with the SDK as loud as it can be; in no file at all."""
    author.types(f"apply {author.digest()}", STRIPE_LOG="debug")
    said = [
        author.types(words, STRIPE_LOG="debug", HOME=str(author.root))
        for words in ("plan", "plan --format json", "prune", "build --mode test")
    ]
    author.sandbox.revoke(KEY)
    said.append(author.types("plan", STRIPE_LOG="debug"))

    assert said[-1].returncode == 1
    assert not [one for one in said if KEY in one.stdout + one.stderr]
    files = [path for path in author.root.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_nothing_is_written_elsewhere(author: Author, tmp_path: Path) -> None:
    """The SDK would keep a note in the home folder, and tell what machine it is on."""
    home = tmp_path / "home"
    home.mkdir()

    author.types(f"apply {author.digest()}", HOME=str(home))

    assert list(home.rglob("*")) == []
