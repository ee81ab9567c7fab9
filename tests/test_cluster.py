"""Others print, on this machine or elsewhere; the site must be the same to the byte."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
from distributed import LocalCluster

from wenpu.build import cluster, engine, forme
from wenpu.build.cluster import Cluster, LostError, Watch
from wenpu.build.crew import Crew
from wenpu.build.forme import Fittings, Forme, StuckError
from wenpu.build.printing import Printed
from wenpu.build.store import Store
from wenpu.build.works import Works
from wenpu.problems import CommandError

# The tests share two workers, and kill them.
pytestmark = pytest.mark.xdist_group("cluster")

FEW, MANY = 9, 100
ANY = "127.0.0.1:0"

MKDOCS = """\
INHERIT: base.yml
docs_dir: content
site_url: https://press.example/
plugins: [{wenpu: {currency: EUR, checkout: {shop: press}}}]
extra: {place: !ENV [PLACE, home]}
"""
BASE = """\
site_name: Press
theme: {name: material, language: en, font: false, custom_dir: own}
markdown_extensions: [abbr, footnotes, pymdownx.snippets, {toc: {permalink: "#"}}]
"""
TEMPLATE = """\
{% extends "pages/base.html" %}
{% block content %}{{ config.extra.place }} {% include "mark.txt" %}
{{ page.content }}{% endblock %}
"""
ARTICLE = """\
---
date: 2026-01-01
tags: [t{tag}]
aliases: [{aliases}]
---
# Article {number}

A [tea](product:tea) and[^1] a [neighbour](n{next}.md), HTML. Tea is named here.

![Card](product:tea)

![drawing](d.svg) ![picture](p.png) ![nobody's](https://a.example/b.png)

*[HTML]: HyperText {number}

[^1]: A note of {number}.
"""
PRODUCT = """\
name: Tea
price: 1.00
images: [tea.svg]
channels: {mail: "mailto:a@b.example"}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'
OTHERS = {
    "products/tea.yml": PRODUCT,
    "products/tea.svg": SVG,
    "content/articles/d.svg": SVG,
    "content/articles/p.png": None,
    "content/taken-in.md": '# Taken in\n\n--8<-- "said.txt"\n',
    "said.txt": "It lies at home.",
    "own/pages/page.html": TEMPLATE,
    "own/mark.txt": "An author's own mark.",
    "base.yml": BASE,
    "mkdocs.yml": MKDOCS,
}

Workers: TypeAlias = Any  # Dask's have no types.
Write = Callable[[dict[str, str | bytes | None]], Path]
Hiring = Callable[[Works, int, ExitStack], Crew | None]


def articles(number: int) -> dict[str, str | bytes | None]:
    return {
        f"content/articles/n{one}.md": ARTICLE.format(
            number=one,
            next=(one + 1) % number,
            tag=one % 3,
            # Pages that only lead on are quickly made, and count.
            aliases=", ".join(f"old/{one}/{old}/" for old in range(number // 10)),
        )
        for one in range(number)
    }


@pytest.fixture
def small(folder: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with whatever could stay behind when it is sent."""
    site = folder({**OTHERS, **articles(FEW)})
    monkeypatch.chdir(site)  # From here snippets are found.
    return site


@pytest.fixture
def large(folder: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with more pages than one pair of workers prints at once."""
    site = folder({**OTHERS, **articles(MANY)})
    monkeypatch.chdir(site)
    return site


def nobody(_: Works, __: int, ___: ExitStack) -> None:
    """Hire nobody: one process prints it all."""


def silent(_: str) -> None:
    """Do nothing when something is made."""


def built(
    site: Path, into: str, hire: Hiring = nobody, each: Callable[[str], None] = silent
) -> dict[str, bytes]:
    """Build all of *site* with whom *hire* brings; return its files."""
    found = engine.config(site, site_dir=str(site / into), strict=True)
    ours = engine.plugin(found)
    ours.made = each
    engine.renewed(found, ours, Store(site, clean=True), hire=hire)
    return files(site / into)


def files(top: Path) -> dict[str, bytes]:
    paths = sorted(path for path in top.rglob("*") if path.is_file())
    return {str(path.relative_to(top)): path.read_bytes() for path in paths}


class Locking:
    """Hires nobody, and keeps the forme that would be sent."""

    forme: Forme
    works: Works

    def __call__(self, works: Works, _: int, __: ExitStack) -> None:
        self.works, self.forme = works, forme.locked(works)


class Lending:
    """Hires a thread for the *task*; what is not printed is in `missed`."""

    def __init__(self, task: Callable[..., list[Printed]]) -> None:
        self.task = task
        self.missed: list[str] = []

    def __call__(self, works: Works, _: int, stack: ExitStack) -> Crew:
        pool = stack.enter_context(ThreadPoolExecutor(1))
        return Crew(pool, self.task, (forme.locked(works),), self.hear)

    def hear(self, error: Exception) -> None:
        self.missed.append(str(error))


def test_who_has_the_forme_prints_the_same_without_the_site(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages come out of the forme alone, but those that take in other files."""
    locking = Locking()
    built(small, "one", locking)
    uris = [*locking.works.shop.pages.sheets]
    here = {uri: locking.works.printer.print(uri) for uri in uris}
    small.rename(small.with_name("gone"))
    monkeypatch.chdir(small.parent)

    printed = forme.print_from(locking.forme, uris)
    forme.clear()

    assert {*uris} - {one.src_uri for one in printed} == {"taken-in.md"}
    assert printed == [here[one.src_uri] for one in printed]


KEY = "sk_test_" + "51Wenpu0Planted0Key0"  # In one piece it would be found here.


def test_nothing_of_the_environment_is_sent(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys and paths stay here; what the author lets pages show is sent."""
    monkeypatch.setenv("STRIPE_API_KEY", KEY)
    monkeypatch.setenv("PLACE", "a place")
    locking = Locking()

    built(small, "one", locking)

    assert b"a place" in locking.forme.data
    assert KEY.encode() not in locking.forme.data
    assert str(small).encode() not in locking.forme.data


STAYS: dict[str, tuple[str, str, str]] = {
    "a key": ("mkdocs.yml", "extra: {key: !ENV PLANTED}", "a secret key"),
    "a place": ("mkdocs.yml", "extra: {at: !relative $docs_dir}", "here only"),
    "a template": ("own/pages/page.html", "{{ config.docs_dir }}", "page.html"),
}


@pytest.mark.parametrize(("name", "line", "why"), STAYS.values(), ids=STAYS)
def test_what_means_something_here_only_is_not_sent(
    small: Path, monkeypatch: pytest.MonkeyPatch, name: str, line: str, why: str
) -> None:
    """It is said why, and the site is printed where it is."""
    monkeypatch.setenv("PLANTED", KEY)
    with (small / name).open("a") as file:
        file.write(f"\n{line}\n")

    with pytest.raises(engine.StoppedError) as stopped:
        built(small, "one", Locking())

    assert isinstance(stopped.value.__cause__, StuckError)
    assert why in str(stopped.value.__cause__)


def test_what_was_printed_of_something_else_is_printed_again(small: Path) -> None:
    """The stamp of what a page was made of must be the one that it has here."""

    def stale(sent: Forme, uris: Sequence[str]) -> list[Printed]:
        printed = forme.print_from(sent, uris)
        return [one._replace(data=b"old", stamp=b"old") for one in printed]

    lending = Lending(stale)

    assert built(small, "lent", lending) == built(small, "one")
    assert lending.missed == []


def test_who_has_another_wenpu_prints_nothing(small: Path) -> None:
    """A worker that came later is asked as well, by each task."""

    def other(sent: Forme, uris: Sequence[str]) -> list[Printed]:
        return forme.print_from(sent._replace(code=b"other"), uris)

    lending = Lending(other)

    assert built(small, "lent", lending) == built(small, "one")
    assert {*lending.missed} == {"its Wenpu, theme or libraries are others than ours"}


def test_what_fails_elsewhere_fails_here_with_its_reason(small: Path) -> None:
    """A worker leaves out what it cannot print; here the mistake can be told."""
    locking = Locking()
    (small / "own/pages/page.html").write_text("{{ nothing.at.all }}")

    with pytest.raises(Exception, match="nothing"):
        built(small, "one", locking)
    uris = [*locking.works.shop.pages.sheets]
    printed = {one.src_uri for one in forme.print_from(locking.forme, uris)}
    forme.clear()

    template = {
        uri: one.template for uri, one in locking.works.shop.pages.sheets.items()
    }
    left = {uri for uri in uris if template[uri] == "pages/page.html"}
    assert left
    assert {*uris} - printed == left


MINE = Fittings(b"mine", {"wenpu": "1.2", "markdown": "3.6", "python": "3.12.1"})

DIFFERENCES: dict[str, tuple[Any, str, str]] = {
    "nothing": (
        ModuleNotFoundError("wenpu"),
        "has no such Wenpu.",
        "Install there what is here:  pip install wenpu==1.2",
    ),
    "libraries": (
        Fittings(b"", {"wenpu": "1.1", "markdown": "", "python": "3.12.1"}),
        "has wenpu 1.1, markdown missing.",
        "Install there what is here:  pip install wenpu==1.2 markdown==3.6",
    ),
    "python": (
        Fittings(b"", {"wenpu": "1.2", "markdown": "3.6", "python": "3.11.9"}),
        "has python 3.11.9.",
        "Let it run with Python 3.12.1, as here.",
    ),
    "code": (
        Fittings(b"other", MINE.versions),
        "has another build of Wenpu 1.2.",
        "Install the same there as here.",
    ),
}


@pytest.mark.parametrize(
    ("theirs", "what", "fix"), DIFFERENCES.values(), ids=DIFFERENCES
)
def test_a_worker_that_would_print_otherwise_is_refused(
    theirs: Any,  # noqa: ANN401 (whatever a worker answers)
    what: str,
    fix: str,
) -> None:
    """It is said what differs, and what to install there."""
    with pytest.raises(CommandError) as refused:
        cluster.require_same({"tcp://v": MINE, "tcp://w": theirs}, MINE)

    assert str(refused.value) == f"The worker tcp://w {what}\n  {fix}"


@pytest.mark.parametrize(
    "address",
    ["here:8786", "http://here:8787", "tcp://here", "tcp://here:x", "tcp://["],
)
def test_an_address_is_written_as_one(address: str) -> None:
    """What is none is told at once, with an example."""
    with pytest.raises(CommandError, match="Write it as in  --cluster tcp://"):
        cluster.at(address, silent)


@pytest.mark.parametrize("scheme", ["tcp", "tls"])
def test_who_does_not_answer_is_told(small: Path, scheme: str) -> None:
    """Whether nobody is there or somebody who is silent; nothing is written then."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"{scheme}://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(engine.StoppedError) as stopped:
            built(small, "one", Cluster(address, silent, patience=0.1).hire)

    assert f"No Dask scheduler answers at {address}." in str(stopped.value.__cause__)
    assert not (small / "one").exists()


def test_who_has_no_dask_is_told_how_to_get_it(small: Path) -> None:
    """It is an extra: few need it."""
    code = (
        "import sys; sys.modules['distributed'] = None; "
        "from wenpu.cli import main; main(['build', '--cluster', 'tcp://here:1'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=small,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.strip().endswith("Install it:  pip install 'wenpu[cluster]'")


STATES = {
    "the forme is lost": ("running", "lost", 60),
    "the scheduler is gone": ("closed", "finished", 60),
    "all are silent": ("running", "finished", 0.01),
}


@pytest.mark.parametrize(("client", "sent", "silence"), STATES.values(), ids=STATES)
def test_nobody_waits_for_what_cannot_come(
    client: str, sent: str, silence: float
) -> None:
    """Dask may never answer; then it is over, also for all that was to come after."""
    both = SimpleNamespace(status=client), SimpleNamespace(status=sent)
    watch = Watch(*both, silence)
    come: Future[list[Printed]] = Future()
    come.set_result([])

    for _ in range(2):
        with pytest.raises(LostError):
            watch.wait(Future())

    assert watch.silence == 0
    assert watch.wait(come) == []


def test_where_all_pages_are_built_each_time_no_cluster_is_asked(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """MkDocs builds such a site as a whole; it is said why, and nobody is called."""
    with (small / "mkdocs.yml").open("a") as file:
        file.write("nav: [taken-in.md]\n")

    built(small, "many", engine.hired("tcp://127.0.0.1:1"))

    assert "All is printed on this machine: mkdocs.yml has a  nav:" in caplog.text


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Two processes of Dask; who is killed is replaced."""
    with at_work(2) as found:
        yield found


def at_work(number: int) -> Workers:
    """Return so many workers, and their scheduler."""
    local: Any = LocalCluster
    return local(
        n_workers=number, threads_per_worker=1, processes=True, dashboard_address=ANY
    )


def kill(workers: Workers, number: int) -> None:
    """Take *number* of the *workers* from the machine, as a power cut would."""
    for nanny in [*workers.workers.values()][:number]:
        os.kill(nanny.process.pid, signal.SIGKILL)


class Third:
    """Does something when the third page is made."""

    def __init__(self, deed: Callable[[], None]) -> None:
        self.deed, self.made = deed, 0

    def __call__(self, what: str) -> None:
        self.made += what == "pages"
        if what == "pages" and self.made == 3:
            self.deed()


def test_a_cluster_and_one_process_make_the_same_site(
    large: Path, workers: Workers
) -> None:
    """What two workers print is what is printed here, and it is they who print."""
    wenpu, into = str(Path(sys.executable).with_name("wenpu")), large / "many"
    asked = ["--cluster", str(workers.scheduler_address), "--site-dir", str(into)]

    subprocess.run([wenpu, "build", "--strict", *asked], check=True)

    assert files(into) == built(large, "one")
    assert workers.scheduler.task_prefixes["print_from"].all_durations["compute"] > 0


HOME = "It is printed on this machine."


@pytest.mark.parametrize("lost", [1, 2])
def test_lost_workers_show_in_no_byte(
    large: Path, workers: Workers, lost: int, caplog: pytest.LogCaptureFixture
) -> None:
    """
    The other one prints for both; if there is none, the rest is printed here.

    That is said, and is no reason for a strict build to stop.
    """
    workers.wait_for_workers(2)
    hire = engine.hired(workers.scheduler_address)

    many = built(large, "many", hire, Third(lambda: kill(workers, lost)))

    assert (HOME in caplog.text) == (lost == 2)
    assert many == built(large, "one")


def test_a_lost_scheduler_shows_in_no_byte(large: Path) -> None:
    """When the whole cluster is gone, the rest is printed here, with a warning."""
    told: list[str] = []
    with at_work(1) as gone:
        there = Cluster(gone.scheduler_address, told.append, worth=1)

        many = built(large, "many", there.hire, Third(gone.close))

    assert many == built(large, "one")
    assert told[0].endswith(HOME)


def test_a_cluster_without_workers_is_told(small: Path) -> None:
    """Who asks a scheduler alone would wait for ever."""
    with at_work(0) as empty:
        there = Cluster(empty.scheduler_address, silent, patience=0.5)

        with pytest.raises(engine.StoppedError) as stopped:
            built(small, "one", there.hire)

    assert "has no worker.\n  Start some:  dask worker tcp:" in str(
        stopped.value.__cause__
    )
