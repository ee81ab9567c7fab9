"""Builds that break off, meet, or find a cache that is none: the site is whole."""

import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests import shops

from wenpu import memory, stamps
from wenpu.build import ahead, bench, cellar, copies, engine, settings, works
from wenpu.build.cellar import EDITIONS, FOLDER, Cellar
from wenpu.build.outputs import Outputs
from wenpu.build.store import Store, named
from wenpu.checkout import lock

DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
WENPU = Path(sys.executable).with_name("wenpu")
HEAD = 2 * stamps.SIZE
EVERY = 5
"""So many pages are passed over from one kill to the next."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small shop in a folder, not built yet."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    shops.source().write(tmp_path / "shop")
    return tmp_path / "shop"


def edit(site: Path) -> None:
    """Change what many pages show: an article's title, and a product's price."""
    source = shops.source()
    source.texts["content/articles/summer.md"].head["title"] = "Another summer"
    source.products["products/leaf/tea.yml"]["price"] = "70.00"
    del source.texts["content/articles/plain.md"]
    source.write(site)


class KilledError(BaseException):
    """Somebody has pulled the plug."""


class Mortal(Outputs, dict=True):
    """Outputs of a build that is killed when it has done so many things."""

    life: int = 0

    def write(self, name: str, data: bytes, key: bytes) -> None:
        """Write, or be killed before it or half way."""
        self._live(self._stage / "half", data)
        super().write(name, data, key)

    def _ready(self, name: str) -> Path:
        self._live(None, b"")
        return super()._ready(name)

    def _live(self, half: Path | None, data: bytes) -> None:
        self.life -= 1
        if self.life < 0:
            if half:
                half.write_bytes(data[: len(data) // 2])
            raise KilledError

    def drop(self) -> None:
        """Who is killed does not tidy up."""
        if self.life >= 0:
            super().drop()


def killed(site: Path, life: int) -> bool:
    """Build *site* until somebody kills the build; tell whether somebody did."""
    told: list[str] = []
    config = engine.config(site, site_dir=str(site / "site"))
    ours = engine.plugin(config)
    kept = Store(settings.root(config))
    edition = kept.edition(named(kept.root, config, ours.config))
    with shops.heard(), memory.opened(kept.memory):
        table = bench.lay(config, ours.config, engine.log, told.append)
        made = bench.opened(config, table, edition)
        old = made.outputs
        made.outputs = Mortal(old.folder, old.before, life=life)
        try:
            made.run(told.append)
        except KilledError:
            return True
    return False


def test_a_build_that_is_killed_leaves_only_whole_pages(site: Path) -> None:
    """At whatever moment: each page is the old or the new one, the next build mends."""
    old = shops.build(site).files
    edit(site)
    new = shops.build(site, "elsewhere", clean=True).files
    lives = 0
    while True:
        dead = killed(site, lives)
        left = shops.found(site / "site", but={".wenpu-part"})
        for name, data in left.items():
            assert data in {old.get(name), new.get(name)}
        if not dead:
            break
        lives += EVERY

    assert lives > EVERY
    assert shops.differing(shops.build(site).files, new) == set()


def test_after_any_kill_the_next_build_makes_the_whole_site(site: Path) -> None:
    """Also where the cache knows of the site before, and pages of both lie there."""
    old = shops.build(site).files
    kept = site.parent / "kept"
    shutil.copytree(site, kept, symlinks=True)
    edit(site)
    new = shops.build(site, "elsewhere", clean=True).files
    for life in (1, 20, 60, 75):
        shutil.rmtree(site)
        shutil.copytree(kept, site, symlinks=True)
        edit(site)
        assert killed(site, life)
        assert shops.differing(shops.build(site).files, new) == set()

        shops.source().write(site)  # And back again: what it was is known as well.
        assert shops.differing(shops.build(site).files, old) == set()


def command(site: Path) -> subprocess.Popen[str]:
    """Start the command of an author."""
    args = [str(WENPU), "-C", str(site), "build"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(args, text=True, **pipes)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("patience", [0.4, 0.9, 1.3])
def test_a_command_that_is_killed_does_no_harm(site: Path, patience: float) -> None:
    """The system takes it away at some moment; the next one makes the site whole."""
    old = shops.build(site).files
    edit(site)
    begun = command(site)
    try:
        begun.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        begun.send_signal(signal.SIGKILL)
        begun.communicate()
    left = shops.found(site / "site", but={".wenpu-part"})
    made = shops.build(site)

    new = shops.anew(site).files
    assert shops.differing(made.files, new) == set()
    assert [n for n, data in left.items() if data not in {old.get(n), new.get(n)}] == []


def test_two_builds_in_one_folder_take_turns(site: Path) -> None:
    """The second says that it waits; both end well, and the site is whole."""
    new = shops.build(site, clean=True).files
    with lock.held(site / ".wenpu", "build"):
        both = [command(site), command(site)]
        told = [one.stderr.readline() for one in both if one.stderr]
    done = [one.communicate() for one in both]

    assert [one.returncode for one in both] == [0, 0], done
    assert all("Another build is at work in this folder: waiting." in x for x in told)
    assert shops.found(site / "site") == new


def test_where_nobody_can_say_who_builds_it_is_built_all_the_same(site: Path) -> None:
    """The folder of what is kept may be no folder."""
    (site / ".wenpu").write_bytes(b"no folder")

    made = [shops.build(site) for _ in range(2)]

    assert made[0].printed == made[1].printed > 0
    assert made[0].files == made[1].files


Spoil = Callable[[Path], None]


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[HEAD + len(data) // 3] ^= 0x10
    path.write_bytes(data)


def of_other_code(path: Path) -> None:
    body = path.read_bytes()[HEAD:]
    path.write_bytes(b"x" * stamps.SIZE + stamps.of_bytes(body) + body)


def made_a_folder(path: Path) -> None:
    path.unlink()
    (path / "sub").mkdir(parents=True)


def of_another_kind(path: Path) -> None:
    Cellar(path.parents[2], cellar.code()).put(path.name, ["nothing", b"of the sort"])


SPOILS = (emptied, halved, flipped, of_other_code, made_a_folder, of_another_kind)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_cache_that_is_spoilt_is_none(site: Path, spoil: Spoil) -> None:
    """Each of its files in turn; what it says is not believed, and it is made anew."""
    shops.build(site)
    edit(site)
    before = shops.build(site)
    names = [one.name for one in (site / FOLDER).iterdir() if one.name[0] != "."]
    for name in names:
        if (site / FOLDER / name).is_file():
            spoil(site / FOLDER / name)
        made = shops.build(site)
        again = shops.build(site)
        assert made.built
        assert made.files == again.files == before.files
        assert again.printed == 0

    kinds = {re.sub("-[0-9a-f]+", "", name) for name in names}
    assert kinds == {"edition", "edition.more", "memory", "memory.more"}


@pytest.mark.parametrize("spoil", [emptied, halved, made_a_folder])
def test_a_picture_that_has_rotted_is_made_anew(site: Path, spoil: Spoil) -> None:
    """Whatever lies where pictures are kept, readers get them whole."""
    before = shops.build(site)
    for path in sorted((site / ".cache/wenpu").iterdir()):
        if path.name not in {".gitignore", "CACHEDIR.TAG"}:
            spoil(path)

    assert shops.build(site).files == before.files
    assert shops.build(site, "other").files == before.files


def test_a_file_is_read_again_though_its_size_and_time_are_as_before(
    site: Path,
) -> None:
    """Programs that copy files give them their old times."""
    paths = [
        site / "content/articles/lines.svg",
        site / "content/robots.txt",
        site / "products/leaf/tea.yml",
        site / "theme/pages/page.html",
        site / "theme/partials/hello.svg",
    ]
    for path in paths:
        os.utime(path, (1, 1))
    shops.build(site)
    shops.build(site)
    for path, old, new in zip(
        paths,
        (b"20", b"*", b"68.00", b"<h1>", b"hello"),
        (b"30", b"a", b"86.00", b"<h2>", b"olleh"),
        strict=True,
    ):
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new, 1))
        os.utime(path, (1, 1))

    made = shops.build(site)

    assert made.built
    assert shops.differing(made.files, shops.anew(site).files) == set()


class Wicked:
    """What makes the folder *path* when it is read, if it is."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[Callable[..., None], tuple[str]]:
        return os.mkdir, (self.path,)


def test_a_cache_runs_nothing(site: Path, tmp_path: Path) -> None:
    """Neither by its name nor as something that a room of ours has at hand."""
    code, mark = cellar.code(), tmp_path / "mark"
    cellar_of = Cellar(site, code)
    pool = b"cwenpu.build.works\nProcessPoolExecutor\n)R."
    inner = b"cwenpu.build.engine\nos.mkdir\n(V" + str(mark).encode() + b"\ntR."
    acting = b"cwenpu.checkout.sandbox.service\nSandbox\n)R."  # It opens its file.
    bodies = [pickle.dumps(Wicked(mark)), pool, inner, acting]
    for body in bodies:
        (site / FOLDER).mkdir(parents=True, exist_ok=True)
        data = code + stamps.of_bytes(body) + body
        (site / FOLDER / "memory").write_bytes(data)
        assert cellar_of.get("memory") == []

    assert shops.build(site).built
    assert not mark.exists()


def test_what_is_kept_is_bounded(site: Path) -> None:
    """Editions that nobody has built for long go, and so does what broke off."""
    room = Cellar(site, cellar.code())
    (site / FOLDER / "edition-folder").mkdir(parents=True)
    for number in range(3 * EDITIONS):
        room.put(f"edition-{number}", [number])
    for name in ("edition-1.77.part", "memory.77.part"):
        (site / FOLDER / name).write_bytes(b"half")
    room.put("memory", [1])

    left = sorted(one.name for one in (site / FOLDER).iterdir() if one.is_file())
    assert len(left) == EDITIONS + len({".gitignore", "memory"})
    assert not [name for name in left if name.endswith(".part")]


def test_nothing_is_printed_again_in_another_folder(site: Path) -> None:
    """A copy on another machine has other times, and another name."""
    source = shops.source()
    source.config["markdown_extensions"].pop()  # It says where snippets lie.
    source.write(site)
    before = shops.build(site)
    copy = site.parent / "copy"
    shutil.copytree(site, copy, copy_function=shutil.copy)
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))

    made = shops.build(copy)

    assert made.files == before.files
    assert made.printed == 0


def test_a_cache_names_no_folder_of_its_machine(site: Path) -> None:
    """Editions hold no path but those within the site."""
    shops.build(site)

    for path in (site / FOLDER).glob("edition-*"):
        assert str(site).encode() not in path.read_bytes()


@pytest.mark.parametrize("others", [0, 1])
def test_workers_make_the_same_site(
    site: Path, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one process does; with another thread alive, one process has to do."""
    one = shops.build(site, clean=True)
    monkeypatch.setattr(works, "WORTH_IT", 2)
    monkeypatch.setattr(ahead, "WORTH_IT", 2)
    monkeypatch.setattr(copies, "cores", lambda: 2)
    over = threading.Event()
    threads = [threading.Thread(target=over.wait) for _ in range(others)]
    for thread in threads:
        thread.start()
    # Tests before this one may have left threads that never end.
    alone = threading.active_count() == 1
    try:
        assert copies.may_fork() is alone
        many = shops.build(site, clean=True)
    finally:
        over.set()
    again = shops.build(site)

    assert many.files == one.files
    assert many.printed == one.printed
    assert again.printed == 1  # That with a snippet is printed each time.


def test_nobody_is_sent_for_what_is_at_hand(site: Path) -> None:
    """Workers are hired for pages; shards and the like are made in the meantime."""
    asked: list[tuple[int, int, int]] = []

    def hire(one: works.Works, many: int, _: ExitStack) -> None:
        leaflets = one.printer.leaflets.values()
        near = sum(leaflet.at_hand for leaflet in leaflets)
        far = [leaflet for leaflet in leaflets if not leaflet.at_hand]
        work = sum(leaflet.heft(one.printer) for leaflet in far)
        asked.append((many, near, len(one.shop.pages.sheets) + work))

    config = engine.config(site)
    engine.renewed(config, engine.plugin(config), Store(site), hire=hire)
    [(many, near, others)] = asked

    assert near > 0
    assert many == others
    assert (site / "site/search/meta.json").is_file()


def test_the_demo_after_an_edit_is_as_mkdocs_makes_it(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text and a price have changed: few pages are printed, all are the same."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    for name in ("content", "products"):
        shutil.copytree(demo / name, tmp_path / name)
    (demo / ".cache").mkdir(exist_ok=True)  # Its pictures are made once for all tests.
    (tmp_path / ".cache").symlink_to(demo / ".cache")
    shutil.copy(demo / "mkdocs.yml", tmp_path)
    first = shops.build(tmp_path)
    article = tmp_path / "content/articles/oat-rolls.md"
    article.write_text(article.read_text("utf-8") + "\n再蒸一笼。\n", encoding="utf-8")
    product = tmp_path / "products/grain/oat-flour.yml"
    product.write_text(product.read_text("utf-8").replace("26.80", "28.60"), "utf-8")

    made = shops.build(tmp_path)

    assert 0 < made.printed < first.printed / 2
    assert shops.differing(made.files, shops.by_mkdocs(tmp_path, "theirs")) == set()


def test_a_preview_draws_cards_for_where_the_site_will_be(tmp_path: Path) -> None:
    """A code says the same as in a build, and nothing is drawn twice."""
    source = shops.source()
    source.config["site_url"] = "https://tea.example/"
    source.write(tmp_path)

    built = {
        n: b for n, b in shops.build(tmp_path).files.items() if n.endswith("qr.svg")
    }
    shown = shops.shown(shops.preview(tmp_path)).files

    assert built
    assert {name: shown[name] for name in built} == built
