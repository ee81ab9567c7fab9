"""A site's workflows, run: from a pull request to a published page that sells."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.workflows.machine import OURS, Hub, Run

from wenpu import starter
from wenpu.checkout import lock
from wenpu.checkout.sandbox import Sandbox, serve

pytestmark = pytest.mark.xdist_group("publishing")  # They build, one after another.
HERE = Path(__file__).parent
KEYS = {
    "STRIPE_LIVE_KEY": f"rk_live_{'w' * 24}",
    "STRIPE_LIVE_READ_KEY": f"rk_live_{'r' * 24}",
    "STRIPE_TEST_KEY": f"rk_test_{'t' * 24}",
}
NOW, DAY = 1_795_305_600, 86_400
PRICE = "products/press/slow-cider.yml"


KINDS = "products prices payment_links coupons promotion_codes shipping_rates"
READS_ONLY = {f"{kind}:write" for kind in KINDS.split()}


@pytest.fixture
def service() -> Iterator[str]:
    """The service: it knows these keys, and what the one for reading may not do."""
    denied = {KEYS["STRIPE_LIVE_READ_KEY"]: READS_ONLY}
    with serve(Sandbox(known=[*KEYS.values()], denied=denied)) as server:
        yield server.address


@dataclass
class Author:
    """Who has a site, a repository and a machine that publishes."""

    site: Path
    hub: Hub

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.site / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def proposes(self, *, fork: bool = False) -> Run:
        """Push to a branch, and open a pull request or renew it."""
        sha = self.hub.push(self.site, "change", "A change")
        head = {"head": {"repo": {"full_name": "you/fork" if fork else OURS}}}
        github = {
            "event_name": "pull_request",
            "sha": sha,
            "repository": OURS,
            "token": "t",
            "event": {"pull_request": {"number": "7", **head}},
        }
        secrets = self.hub.secrets
        self.hub.secrets = {} if fork else secrets  # As the service does.
        run = Run(self.hub, github).workflow("pull-request.yml")
        self.hub.secrets = secrets
        return run

    def merges(self) -> Run:
        """Make the proposed change what main is."""
        self.hub.push(self.site, "main", "Merged")
        self.hub.merged(7)
        return self.publishes("push")

    def publishes(self, event: str, **inputs: str) -> Run:
        github = {
            "event_name": event,
            "sha": self.hub.head(),
            "repository": OURS,
            "token": "t",
            "ref": "refs/heads/main",
        }
        run = Run(self.hub, github, inputs).workflow("publish.yml")
        self.hub.git(self.site, "pull", "--quiet", "--rebase", "origin", "main")
        return run

    @property
    def digest(self) -> str:
        """The plan that stands in the comment."""
        return str(self.hub.comments()[-1]["body"]).split(" ")[4]

    def replaced(self) -> dict[str, lock.Replaced]:
        """Return which links the committed lock says have been replaced."""
        return dict(lock.read(self.site / lock.NAME)["live"].replaced)

    def sold(self, mode: str = "live") -> dict[str, lock.Entry]:
        """Return what the committed lock says."""
        found = lock.read(self.site / lock.NAME)
        return dict(found[mode].offers) if mode in found else {}


def script(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), "utf-8")
    path.chmod(0o755)


@pytest.fixture
def author(tmp_path: Path, service: str) -> Author:
    """An author with a new site, its keys, and a shop that nobody has named before."""
    assert shutil.which("jq"), "No jq. Set it up:  make test"
    gh = HERE / "workflows/gh.py"
    script(tmp_path / "bin/gh", f'exec "{sys.executable}" "{gh}" "$@"')
    script(tmp_path / "bin/pip", "test -f requirements.txt")
    script(tmp_path / "bin/sudo", 'test "$1" = apt-get')
    starter.site(tmp_path / "shop", "en", date(2026, 11, 22))
    around = {"STRIPE_API_BASE": service, "SOURCE_DATE_EPOCH": str(NOW)}
    author = Author(tmp_path / "shop", Hub(tmp_path, dict(KEYS), around))
    url = f"site_url: https://{tmp_path.name.lower().replace('_', '-')}.example/"
    author.edit("mkdocs.yml", "# site_url: https://your-domain.example/", url)
    author.hub.begin(author.site)
    author.hub.push(author.site, "main", "Begin")
    return author


def page(folder: Path | None, sku: str) -> str:
    assert folder, "Nothing was published."
    return (folder / f"buy/{sku}/index.html").read_text("utf-8")


def test_a_change_is_looked_at_merged_and_sold(author: Author) -> None:
    """
    The plan is a comment, the preview takes test cards, main sells at the new price.

    A second push renews the comment; the next night finds nothing to do; and no key is
    in a log, a comment, a summary, a download, the site or the repository.
    """
    seen = author.proposes()
    first = author.digest
    author.edit(PRICE, "price: 16", "price: 17")
    again = author.proposes()
    published = author.merges()
    head = author.hub.head()
    night = author.publishes("schedule")

    assert {*seen.jobs.values()} == {*again.jobs.values()} == {"success"}, seen.log
    assert len(author.hub.comments()) == 1
    assert author.digest != first
    assert author.digest in again.summary
    test, live = author.sold("test"), author.sold()
    assert test == {}  # A preview's links are nobody's business on main.
    assert published.jobs == {"publish": "success"}, published.log
    assert live["slow-cider"].url in page(published.pages, "slow-cider")
    assert live["slow-cider"].url not in page(again.artifacts["preview"], "slow-cider")
    assert "/test_" in page(again.artifacts["preview"], "slow-cider")
    assert night.jobs == {"publish": "success"}, night.log
    assert author.hub.head() == head
    assert [*held(author, seen, again, published, night)] == []


def held(author: Author, *runs: Run) -> Iterator[object]:
    """Yield what has a key in it that should have none."""
    kept = [*author.hub.folder.glob("kept-*"), author.site, author.hub.folder]
    files = {one for path in kept for one in path.rglob("*") if one.is_file()}
    texts = [(path, path.read_bytes()) for path in files]
    texts += [(run.github["sha"], (run.log + run.summary).encode()) for run in runs]
    assert len(files) > len(runs)
    for where, text in texts:
        if any(key.encode() in text for key in KEYS.values()):
            yield where


def test_another_plan_than_the_one_that_was_read_is_not_made(author: Author) -> None:
    """It stops with the sentence of apply, and goes on once the new one was read."""
    del author.hub.secrets["STRIPE_TEST_KEY"]
    author.proposes()
    read = author.digest
    author.edit(PRICE, "price: 16", "price: 17")
    stopped = author.merges()
    now = stopped.log.partition("The plan is ")[2][:8]
    sold = author.sold()
    by_hand = author.publishes("workflow_dispatch", digest=now)

    assert stopped.jobs == {"publish": "failure"}
    assert f"not {read}." in stopped.log
    assert "::error::Nothing was published" in stopped.log
    assert (stopped.pages, sold) == (None, {})
    assert now in stopped.summary
    assert by_hand.jobs == {"publish": "success"}, by_hand.log
    assert author.sold()


def test_what_nobody_has_read_is_not_made(author: Author) -> None:
    """A fork's change has no plan; a comment by anybody else is none."""
    seen = author.proposes(fork=True)
    state = author.hub.read("state.json")
    forged = {"id": 1, "number": "7", "user": {"login": "you"}}
    forged["body"] = "<!-- wenpu plan live 00000000 -->"
    author.hub.write("state.json", {**state, "comments": [forged]})
    stopped = author.merges()

    assert seen.jobs == {"check": "success", "plan": "skipped", "preview": "skipped"}
    assert [*seen.artifacts] == ["site"]
    assert "not unread." in stopped.log
    assert (stopped.pages, author.sold()) == (None, {})


def test_what_is_wrong_is_told_in_the_diff(author: Author) -> None:
    """Nothing is planned then, and nobody is asked."""
    author.edit(PRICE, "price: 16.00", "price: 16,00")

    seen = author.proposes()

    assert f"::error file={PRICE},line=4::price '16,00' is not an amount." in seen.log
    assert seen.jobs == {"check": "failure", "plan": "skipped", "preview": "skipped"}


def test_without_a_pull_request_main_is_what_counts(author: Author) -> None:
    """A push applies what the plan says then, but nothing done only by accident."""
    pushed = author.publishes("push")
    sold = author.sold()
    author.edit(PRICE, "price: 16", "price: 61")
    author.hub.push(author.site, "main", "A slip")
    stopped = author.publishes("push")

    assert pushed.jobs == {"publish": "success"}, pushed.log
    assert sold["slow-cider"].url in page(pushed.pages, "slow-cider")
    assert stopped.jobs == {"publish": "failure"}
    assert "add --force" in stopped.log
    assert author.sold() == sold


def test_an_old_link_sells_for_a_month(author: Author) -> None:
    """Then a night closes it, and writes that down."""
    author.publishes("push")
    author.edit("products/press/three-bottles.yml", "price: 24", "price: 25")
    author.hub.push(author.site, "main", "Glass is dearer")
    author.publishes("push")
    before = author.replaced()
    author.hub.surroundings["SOURCE_DATE_EPOCH"] = str(NOW + 31 * DAY)
    night = author.publishes("schedule")

    assert {one.sku for one in before.values()} == {"three-bottles"}
    assert night.jobs == {"publish": "success"}, night.log
    assert author.replaced() == {}


def test_without_keys_a_site_is_published_all_the_same(author: Author) -> None:
    """Nobody is asked for anything."""
    author.hub.secrets.clear()
    author.hub.surroundings["STRIPE_API_BASE"] = "http://127.0.0.1:9"
    seen = author.proposes()
    published = author.publishes("push")

    assert seen.jobs == {"check": "success", "plan": "skipped", "preview": "skipped"}
    assert published.jobs == {"publish": "success"}, published.log
    assert "slow-cider" in page(published.pages, "slow-cider")
    assert not (author.site / lock.NAME).exists()


BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDE = (HERE.parent / "docs/publishing.md").read_text("utf-8")


def listing(beginning: str) -> str:
    """Return the guide's listing that begins so."""
    texts = [found[2] for found in BLOCK.finditer(GUIDE)]
    return next(text for text in texts if text.startswith(beginning))


def shell(author: Author, folder: Path, text: str, **env: str) -> tuple[int, str]:
    """Run *text* in *folder*; return how it ended, and what was said."""
    home = author.hub.folder
    paths = [home / "bin", Path(sys.executable).parent, os.environ["PATH"]]
    done = subprocess.run(
        ["/bin/bash", "-c", text],
        cwd=folder,
        env={
            "HOME": str(home),
            "HUB": str(home),
            "PATH": os.pathsep.join(map(str, paths)),
            **author.hub.surroundings,
            **env,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_server_of_ones_own_does_the_same(author: Author) -> None:
    """By hand with the plan that was read, each night with what there is."""
    home, site = author.hub.folder, author.site
    script(
        home / "bin/rsync",
        "for last; do :; done",
        'rm -rf "$HUB/www"',
        'cp -r site "$HUB/www"',
    )
    (home / ".gitconfig").write_text("[user]\nname = Me\nemail = me@example.com\n")
    for name in ("wenpu", "python", "pip"):
        script(site / f".venv/bin/{name}", f'exec {name} "$@"')
    (home / ".config/wenpu").mkdir(parents=True)
    (home / ".config/wenpu/stripe").write_text(KEYS["STRIPE_LIVE_KEY"] + "\n")
    (site / "publish.sh").write_text(listing("#!/bin/sh\n# publish.sh"))
    author.hub.push(site, "main", "A script")
    author.hub.git(site, "branch", "--set-upstream-to", "origin/main")

    wrong = shell(author, site, "sh publish.sh 00000000")
    kept = (home / "www").exists()
    right = shell(author, site, "sh publish.sh")
    head = author.hub.head()
    night = shell(author, site, "sh publish.sh")

    assert (wrong[0], kept) == (1, False)
    assert "not 00000000." in wrong[1]
    assert right[0] == 0, right[1]
    assert author.sold()["slow-cider"].url in page(home / "www", "slow-cider")
    assert night[0] == 0, night[1]
    assert author.hub.head() == head != author.hub.git(site, "rev-parse", "HEAD~1")


@dataclass
class Lab:
    """GitLab: the jobs of the guide's listing, run by a shell in a fresh copy."""

    author: Author

    def job(self, name: str, **given: str) -> tuple[int, str]:
        """Run the job *name*, and what it does afterwards in any case."""
        jobs = yaml.safe_load(listing("# .gitlab-ci.yml"))
        hub = self.author.hub
        work = hub.folder / "lab"
        shutil.rmtree(work, ignore_errors=True)
        hub.git(hub.folder, "clone", "--quiet", str(hub.origin), str(work))
        sha = given["CI_COMMIT_SHA"]
        hub.git(work, "checkout", "--quiet", "--detach", sha)
        env = {
            "API": "https://lab.example/api/v4/projects/1",
            "CI_API_V4_URL": "https://lab.example/api/v4",
            "CI_SERVER_HOST": "lab.example",
            "CI_PROJECT_PATH": "me/my-shop",
            "CI_DEFAULT_BRANCH": "main",
            "CI_MERGE_REQUEST_IID": "7",
            "WENPU_TOKEN": "t",
            **given,
        }
        before = jobs["default"]["before_script"]
        lines = ["set -eo pipefail", *before, *jobs[name]["script"]]
        done = shell(self.author, work, "\n".join(lines), **env)
        after = "\n".join(["set -eo pipefail", *jobs[name].get("after_script", [])])
        assert shell(self.author, work, after, **env)[0] == 0
        return done


@pytest.fixture
def lab(author: Author) -> Lab:
    """The same author, with the repository on GitLab."""
    folder = author.hub.folder
    script(
        folder / "bin/curl", f'exec "{sys.executable}" "{HERE}/workflows/curl.py" "$@"'
    )
    script(folder / "bin/apt-get")
    url = "https://wenpu:t@lab.example/me/my-shop.git"
    config = f'[url "{author.hub.origin}"]\ninsteadOf = {url}\n'
    (folder / ".gitconfig").write_text(config)
    return Lab(author)


def test_gitlab_does_the_same(lab: Lab) -> None:
    """A note that each push renews, a preview, the plan that was read, and no other."""
    author, hub = lab.author, lab.author.hub
    sha = hub.push(author.site, "change", "A change")
    seen = [lab.job("check", CI_COMMIT_SHA=sha)]
    reads = {"STRIPE_LIVE_READ_KEY": KEYS["STRIPE_LIVE_READ_KEY"]}
    seen += [lab.job("plan", CI_COMMIT_SHA=sha, **reads) for _ in range(2)]
    test = {"STRIPE_TEST_KEY": KEYS["STRIPE_TEST_KEY"]}
    seen.append(lab.job("preview", CI_COMMIT_SHA=sha, **test))
    preview = page(hub.folder / "lab/site", "slow-cider")
    live = {"STRIPE_LIVE_KEY": KEYS["STRIPE_LIVE_KEY"], "CI_PIPELINE_SOURCE": "push"}
    read = author.digest
    author.edit(PRICE, "price: 16", "price: 17")
    sha = hub.push(author.site, "main", "Another")
    hub.write(
        "state.json",
        {**hub.read("state.json"), "pulls": [{"iid": 7, "state": "merged"}]},
    )
    stopped = lab.job("pages", CI_COMMIT_SHA=sha, **live)
    author.edit(PRICE, "price: 17", "price: 16")
    sha = hub.push(author.site, "main", "As it was read")
    seen.append(lab.job("pages", CI_COMMIT_SHA=sha, **live))
    published = page(hub.folder / "lab/public", "slow-cider")
    seen.append(lab.job("prune", CI_COMMIT_SHA=hub.head(), **live))
    hub.git(author.site, "pull", "--quiet", "--rebase", "origin", "main")

    assert [said for code, said in seen if code] == []
    assert len(author.hub.comments()) == 1
    assert "/test_" in preview
    assert stopped[0] == 1
    assert f"not {read}." in stopped[1]
    assert author.sold()["slow-cider"].url in published
