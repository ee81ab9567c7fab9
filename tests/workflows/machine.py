"""
A machine that runs a site's workflows as GitHub's does, with everything near at hand.

Steps that are shell are run by a shell, in a fresh copy of the repository. Of the
actions it knows what they leave behind; `gh` is the script `gh.py` beside this file.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
WRITTEN = re.compile(r"\$\{\{ (.*?) \}\}")
WORD = re.compile(r"('[^']*')|(\|\|)|(&&)|([A-Za-z_][\w.-]*\(?)")
OURS = "me/my-shop"


@dataclass
class Hub:
    """A repository and what is kept about it, in *folder*."""

    folder: Path
    secrets: dict[str, str] = field(default_factory=dict)
    surroundings: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> Path:
        return self.folder / "origin.git"

    def begin(self, site: Path) -> None:
        """Put *site* on the branch main."""
        self.git(self.folder, "init", "--quiet", "--bare", "-b", "main", "origin.git")
        self.git(site, "init", "--quiet", "-b", "main")
        self.git(site, "remote", "add", "origin", str(self.origin))
        self.write("state.json", {"comments": [], "pulls": []})

    def push(self, site: Path, branch: str, message: str) -> str:
        """Commit all of *site* to *branch*, and return the commit."""
        self.git(site, "add", "--all")
        self.git(site, "commit", "--quiet", "--allow-empty", "-m", message)
        self.git(site, "push", "--quiet", "--force", "origin", f"HEAD:{branch}")
        return self.head(branch)

    def head(self, branch: str = "main") -> str:
        return self.git(self.origin, "rev-parse", branch).strip()

    def git(self, folder: Path, *args: str) -> str:
        who = ["-c", "user.name=Me", "-c", "user.email=me@example.com"]
        git = str(shutil.which("git"))
        done = subprocess.run(
            [git, *who, *args], cwd=folder, check=True, capture_output=True, text=True
        )
        return done.stdout

    def read(self, name: str) -> Any:  # noqa: ANN401  # Whatever JSON says.
        return json.loads((self.folder / name).read_text("utf-8"))

    def write(self, name: str, value: object) -> None:
        (self.folder / name).write_text(json.dumps(value), "utf-8")

    def merged(self, number: int) -> None:
        """Note that the pull request *number* became what main is now."""
        state = self.read("state.json")
        state["pulls"].append({"number": number, "merge_commit_sha": self.head()})
        self.write("state.json", state)

    def comments(self) -> list[dict[str, Any]]:
        return list(self.read("state.json")["comments"])


@dataclass
class Run:
    """One run of a workflow: what was said, and what each step came to."""

    hub: Hub
    github: dict[str, Any]
    inputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    jobs: dict[str, str] = field(default_factory=dict)
    """How each job ended: success, failure or skipped."""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)
    pages: Path | None = None
    """What was published."""

    def workflow(self, name: str) -> "Run":
        """Run all jobs of the workflow *name*, as it is in the commit."""
        path = f".github/workflows/{name}"
        commit = self.github["sha"]
        text = self.hub.git(self.hub.origin, "show", f"{commit}:{path}")
        tree = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # Strings only.
        for job, one in tree["jobs"].items():
            if self._needed(one) and Job(self, {}).true(one.get("if", "true")):
                self._job(job, one)
            else:
                self.jobs[job] = "skipped"
        return self

    def _needed(self, one: Mapping[str, Any]) -> bool:
        return self.jobs.get(one.get("needs", ""), "success") == "success"

    def _job(self, name: str, one: Mapping[str, Any]) -> None:
        job = Job(self, {})
        job.env = {key: job.text(value) for key, value in one.get("env", {}).items()}
        for step in one["steps"]:
            job.step(step)
        self.jobs[name] = "failure" if job.failed else "success"
        self.outputs[name] = {
            key: job.text(value) for key, value in one.get("outputs", {}).items()
        }


@dataclass
class Job:
    """One job: its folder, and what its steps have said so far."""

    run: Run
    env: dict[str, str]
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: bool = False

    def step(self, step: Mapping[str, Any]) -> None:
        """Do one step, unless its condition says no or something failed before."""
        condition = step.get("if", "true")
        waits = "failure()" not in condition and "always()" not in condition
        known = self.steps.setdefault(step.get("id", ""), {"outputs": {}})
        known["outcome"] = "skipped"
        if (waits and self.failed) or not self.true(condition):
            return
        fine = self._shell(step, known) if "run" in step else self._action(step)
        known["outcome"] = "success" if fine else "failure"
        self.failed |= not fine

    def _action(self, step: Mapping[str, Any]) -> bool:
        name = step["uses"].partition("@")[0].removeprefix("actions/")
        given = step.get("with", {})
        if name == "checkout":
            shutil.rmtree(self.folder, ignore_errors=True)
            hub, sha = self.run.hub, self.run.github["sha"]
            hub.git(hub.folder, "clone", "--quiet", str(hub.origin), str(self.folder))
            hub.git(self.folder, "checkout", "--quiet", "-B", "here", sha)
        elif name.startswith("upload-"):
            kept = (
                self.run.hub.folder / f"kept-{len(list(self.run.hub.folder.iterdir()))}"
            )
            shutil.copytree(self.folder / given["path"], kept)
            self.run.artifacts[given.get("name", "github-pages")] = kept
        elif name == "deploy-pages":
            self.run.pages = self.run.artifacts["github-pages"]
        return True

    @property
    def folder(self) -> Path:
        return self.run.hub.folder / "work"

    def _shell(self, step: Mapping[str, Any], known: dict[str, Any]) -> bool:
        hub = self.run.hub
        files = {
            "GITHUB_OUTPUT": hub.folder / "output",
            "GITHUB_STEP_SUMMARY": hub.folder / "said",
        }
        for path in files.values():
            path.write_text("", "utf-8")
        given = {key: self.text(value) for key, value in step.get("env", {}).items()}
        paths = [hub.folder / "bin", Path(sys.executable).parent, os.environ["PATH"]]
        done = subprocess.run(
            [
                str(shutil.which("bash")),
                "--noprofile",
                "--norc",
                "-eo",
                "pipefail",
                "-c",
                step["run"],
            ],
            cwd=self.folder,
            env={
                "HOME": str(hub.folder),
                "PATH": os.pathsep.join(map(str, paths)),
                "HUB": str(hub.folder),
                "GITHUB_REPOSITORY": OURS,
                "GITHUB_SHA": self.run.github["sha"],
                **hub.surroundings,
                **{name: str(path) for name, path in files.items()},
                **self.env,
                **given,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.run.log += done.stdout
        self.run.summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        known["outputs"] = dict(line.split("=", 1) for line in lines)
        return done.returncode == 0

    def true(self, condition: str) -> bool:
        """Say whether *condition* holds."""
        return bool(self._value(condition))

    def text(self, written: str) -> str:
        """Return *written* with each expression in it replaced by its value."""
        return WRITTEN.sub(lambda found: _said(self._value(found[1])), written)

    def _value(self, expression: str) -> object:
        """Return what *expression* is worth; what nobody has said is an empty text."""
        code = WORD.sub(_python, expression)
        tools: dict[str, Callable[..., object]] = {
            "look": self._look,
            "failure": lambda: self.failed,
            "always": lambda: True,
            "format": str.format,
            "hashFiles": lambda *_: "",
        }
        return eval(code, {"__builtins__": {}}, tools)  # noqa: S307  # Our own words.

    def _look(self, name: str) -> object:
        if name == "true":
            return True
        place: Any = {
            "github": self.run.github,
            "inputs": self.run.inputs,
            "secrets": self.run.hub.secrets,
            "env": self.env,
            "steps": self.steps,
            "needs": {job: {"outputs": said} for job, said in self.run.outputs.items()},
        }
        for part in name.split("."):
            place = place.get(part, {})
        return "" if place == {} else place


def _python(found: re.Match[str]) -> str:
    text, either, both, name = found.groups()
    if text or (name and name.endswith("(")):
        return str(text or name)
    return " or " if either else " and " if both else f"look({name!r})"


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
