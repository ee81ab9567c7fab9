"""The commands as an author runs them: what they write, leave alone, and watch."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from PIL import Image

BIN = Path(sys.executable).parent
DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
COMMANDS = {
    "wenpu": ("wenpu", "build"),
    "mkdocs": ("mkdocs", "build"),
    "properdocs": ("properdocs", "build", "--config-file", "mkdocs.yml"),
}
SHOP = {
    "mkdocs.yml": """
site_name: 小铺
docs_dir: content
theme: {name: material, language: zh, custom_dir: theme}
plugins: [wenpu]
""",
    "content/index.md": "你好。\n",
    "content/about.md": "# 关于\n\n我们。\n",
    "content/articles/one.md": "# 一杯茶\n\n先烧水，再拿出[春茶](product:tea)。\n",
    "content/articles/draft.md": "---\ndraft: true\n---\n# 草稿\n\n还没有写完。\n",
    "products/tea.yml": """
name: 春茶
price: 68.00
channels: {weidian: https://weidian.example/tea}
""",
    "theme/assets/tokens.css": ":root { --wenpu-line: #010101; }\n",
}
# A disk that hands out names backwards: no order of files may be relied on.
BACKWARDS = """
import os

listdir, scandir = os.listdir, os.scandir

class Entries:
    def __init__(self, *args):
        found = sorted(scandir(*args), key=lambda one: one.name, reverse=True)
        self.found = iter(found)
    def __iter__(self):
        return self.found
    def __next__(self):
        return next(self.found)
    def __enter__(self):
        return self.found
    def __exit__(self, *_):
        pass
    close = __exit__

os.listdir = lambda *args: sorted(listdir(*args), reverse=True)
os.scandir = Entries
from wenpu.cli import main
main()
"""

Files = dict[str, bytes]


def run(root: Path, *args: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment in the folder *root*."""
    day = {"SOURCE_DATE_EPOCH": DAY, **os.environ, **more}
    words = [BIN / args[0], *args[1:]]
    return subprocess.run(
        words, cwd=root, env=day, capture_output=True, text=True, check=False
    )


def files(folder: Path) -> Files:
    """Return what lies in *folder*."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differing(one: Files, other: Files) -> set[str]:
    """Return the names of what is not the same in both."""
    return {
        name for name in one.keys() | other.keys() if one.get(name) != other.get(name)
    }


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small shop that nothing is wrong with."""
    root = tmp_path / "shop"
    for name, text in SHOP.items():
        write(root / name, text)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_command_makes_the_same_site(demo: Path, tmp_path: Path) -> None:
    """`wenpu build`, `mkdocs build` and `properdocs build` differ in no byte."""
    made = {}
    for name, words in COMMANDS.items():
        done = run(demo, *words, "--strict", "--site-dir", tmp_path / name)
        assert done.returncode == 0, done.stderr
        made[name] = files(tmp_path / name)

    assert differing(made["wenpu"], made["mkdocs"]) == set()
    assert differing(made["wenpu"], made["properdocs"]) == set()


def test_the_same_input_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    """Whatever the order of files on the disk, of sets in memory, the folder's name."""
    copy = tmp_path / "elsewhere"
    for name in ("content", "products"):
        shutil.copytree(demo / name, copy / name, copy_function=shutil.copy)
    shutil.copy(demo / "mkdocs.yml", copy)

    first = run(
        demo, "wenpu", "build", "--site-dir", tmp_path / "1", PYTHONHASHSEED="1"
    )
    backwards = ("python", "-c", BACKWARDS, "build", "--site-dir", tmp_path / "2")
    second = run(copy, *backwards, PYTHONHASHSEED="2")

    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert differing(files(tmp_path / "1"), files(tmp_path / "2")) == set()


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_mistakes_stop_the_build_together(shop: Path, words: tuple[str, ...]) -> None:
    """All of them are told with their line, and what was published stays."""
    write(shop / "site/index.html", "as it was")
    write(shop / "products/cup.yml", "name: 杯\nprice: 12,50\n")
    write(shop / "products/pot.yml", "name: 壶\nprice: 9\ncolour: red\n")
    write(shop / "content/articles/two.md", "# 二\n\n![壶](product:kettle)\n")

    done = run(shop, *words)

    assert done.returncode == 1
    told = [line.strip() for line in done.stderr.splitlines()]
    for spot in ("products/cup.yml:2:", "products/pot.yml:3:", "articles/two.md:3:"):
        assert [line for line in told if spot in line], done.stderr
    assert "Traceback" not in done.stderr
    assert files(shop / "site") == {"index.html": b"as it was"}


def test_a_strict_build_stops_at_a_warning(shop: Path) -> None:
    """Before anything is written; without --strict the same is only said."""
    write(shop / "site/index.html", "as it was")
    write(shop / "products/cup.yml", "name: 杯\nprice: 12.50\n")

    strict = run(shop, "wenpu", "build", "--strict")
    left = files(shop / "site")
    relaxed = run(shop, "wenpu", "build")

    assert (strict.returncode, relaxed.returncode) == (1, 0)
    assert left == {"index.html": b"as it was"}
    for done in (strict, relaxed):
        assert "products/cup.yml:1: nobody can buy '杯'" in done.stderr
    assert b"as it was" not in (shop / "site/index.html").read_bytes()


TYPES = ["home", "article", "product", "list", "door", "page"]


def test_a_build_says_what_it_made_and_no_more(shop: Path) -> None:
    """Nothing is wrong, nobody looks at a terminal: what there is, what it weighs."""
    done = run(shop, "wenpu", "build")

    _, *weights = done.stdout.splitlines()
    assert [line.split(":")[0].strip() for line in weights] == TYPES
    assert done.stderr == ""


def test_what_is_too_heavy_stops_a_strict_build(shop: Path) -> None:
    """Else it is a warning, each time; without budgets nobody weighs anything."""
    change(shop / "mkdocs.yml", "[wenpu]", "[wenpu: {budgets: {article: 1}}]")
    said = "mkdocs.yml:5: articles/one/ weighs "

    assert run(shop, "wenpu", "build", "--strict").returncode == 1
    for _ in range(2):
        warned = run(shop, "wenpu", "build")
        assert (warned.returncode, said in warned.stderr) == (0, True)

    change(shop / "mkdocs.yml", "{article: 1}", "false")
    silent = run(shop, "wenpu", "build", "--strict")
    assert (silent.returncode, silent.stdout.count("\n")) == (0, 1)


def test_the_base_theme_is_published_only_where_it_is_used(shop: Path) -> None:
    """A page that asks for Material's template gets it, with all that it needs."""
    assert run(shop, "wenpu", "build").returncode == 0
    without = files(shop / "site")
    write(shop / "content/full.md", "---\ntemplate: main.html\n---\n# 全\n\n正文。\n")
    done = run(shop, "wenpu", "build")
    full = files(shop / "site")

    assert done.returncode == 0, done.stderr
    assert [name for name in without if "stylesheets" in name or "bundle" in name] == []
    assert [name for name in full if name.startswith("assets/stylesheets/main.")]
    assert [name for name in full if name.startswith("assets/javascripts/bundle.")]
    assert "md-header" in full["full/index.html"].decode()
    assert b"assets/stylesheets/" not in full["about/index.html"]


@pytest.fixture
def photo(shop: Path) -> Path:
    """A photograph, as a telephone makes it, beside the article that shows it."""
    path = shop / "content/articles/yard.jpg"
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "SECRET", 6  # What it shows; that it lies on its side.
    Image.linear_gradient("L").resize((4000, 3000)).save(path, exif=exif)
    words = '\n\n![院子](yard.jpg "院子里"){.wide}\n'
    change(shop / "content/articles/one.md", "春茶](product:tea)。\n", f"春茶。{words}")
    text = (shop / "mkdocs.yml").read_text(encoding="utf-8")
    write(shop / "mkdocs.yml", f"{text}markdown_extensions: [attr_list]\n")
    return path


def test_a_photograph_just_works(shop: Path, photo: Path) -> None:
    """It is turned, light, captioned, and tells nobody more than it shows."""
    article = shop / "content/articles/one.md"
    change(article, "# 一杯茶", "---\ncover: yard.jpg\n---\n# 一杯茶")

    done = run(shop, "wenpu", "build", "--strict")

    assert done.returncode == 0, done.stderr
    site = files(shop / "site")
    html = site["articles/one/index.html"].decode()
    assert '<figure class="wide"><picture><source' in html
    assert 'width="2000"' in html
    assert 'height="2667"' in html
    assert "<figcaption>院子里</figcaption>" in html
    asked = set(re.findall(r"\.\./\.\./(assets/pictures/[^ ,\"]+)", html))
    assert asked == {name for name in site if name.startswith("assets/pictures/")}
    assert len(asked) == 10
    assert [name for name, data in site.items() if b"SECRET" in data] == []
    assert photo.read_bytes() != site["articles/yard.jpg"]


def test_a_broken_photograph_is_told_with_all_else(shop: Path, photo: Path) -> None:
    """Before anything is written, and before the others are made."""
    photo.write_bytes(photo.read_bytes().replace(b"\xff\xdb", b"\xff\xfe"))
    write(shop / "products/cup.yml", "name: 杯\nprice: 12,50\n")

    done = run(shop, "wenpu", "build")

    assert done.returncode == 1
    assert "content/articles/yard.jpg:1: the picture cannot be read" in done.stderr
    assert "products/cup.yml:2:" in done.stderr
    assert not (shop / "site").exists()


@pytest.mark.usefixtures("photo")
def test_check_makes_no_picture(shop: Path) -> None:
    """It looks, and leaves nothing behind."""
    before = files(shop)

    done = run(shop, "wenpu", "check")

    assert done.returncode == 0, done.stdout
    assert files(shop) == before


@dataclass
class Served:
    """A shop that is served while its author writes."""

    root: Path
    port: int
    said: Path

    def get(self, url: str) -> str:
        """Return what is at *url*, "" while nothing answers."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            line.request("GET", f"/{url}")
            return line.getresponse().read().decode()
        except (OSError, HTTPException):
            return ""
        finally:
            line.close()

    def shows(self, url: str, words: str) -> bool:
        """Wait until *words* can be read at *url*."""
        return self.comes(lambda: words in self.get(url))

    def says(self, words: str) -> bool:
        """Wait until *words* stand on the author's terminal."""
        return self.comes(lambda: words in self.said.read_text(encoding="utf-8"))

    @staticmethod
    def comes(found: Callable[[], bool], patience: float = 30) -> bool:
        """Ask again and again, for *patience* seconds."""
        end = time.monotonic() + patience
        while not (done := found()) and time.monotonic() < end:
            time.sleep(0.1)
        return done


@pytest.fixture
def served(shop: Path) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = shop.parent / "said.txt"
    with serving(shop, port, said):
        yield Served(shop, port, said)


@contextmanager
def serving(root: Path, port: int, said: Path) -> Iterator[None]:
    words = [str(BIN / "wenpu"), "serve", "--address", f"127.0.0.1:{port}"]
    with said.open("w") as paper:
        process = subprocess.Popen(words, cwd=root, stdout=paper, stderr=paper)
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
    assert "Traceback" not in said.read_text(encoding="utf-8")


CHANGES = [
    ("content/articles/one.md", "先烧水", "先洗杯子", "articles/one/"),
    ("content/articles/draft.md", "还没有写完", "快写完了", "articles/draft/"),
    ("products/tea.yml", "68.00", "72.00", "products/tea/"),
    ("products/tea.yml", "春茶", "明前茶", "articles/one/"),
    ("theme/assets/tokens.css", "#010101", "#020202", "assets/wenpu.css"),
    ("mkdocs.yml", "小铺", "大铺", "about/"),
]


def test_serve_shows_every_change(served: Served) -> None:
    """Of an article, a draft, a product, the theme, the settings; new files, too."""
    assert served.shows("articles/one/", "先烧水")
    for name, old, new, url in CHANGES:
        change(served.root / name, old, new)
        assert served.shows(url, new), f"{name}: {new} is not shown"
    write(served.root / "products/cup.yml", "name: 杯\nprice: 9\nunlisted: true\n")
    assert served.shows("products/cup/", "¥9")
    write(served.root / "content/articles/two.md", "# 第二杯\n\n茶凉了。\n")
    assert served.shows("articles/", "第二杯")
    footer = "{% macro footer(site, words) %}<footer>脚注</footer>{% endmacro %}"
    write(served.root / "theme/components/footer/footer.html", footer)
    assert served.shows("about/", "<footer>脚注</footer>")


def test_serve_survives_a_mistake(served: Served) -> None:
    """It says what is wrong, waits, and goes on when that is mended."""
    assert served.shows("products/tea/", "¥68")
    change(served.root / "products/tea.yml", "68.00", "68,00")
    assert served.says("products/tea.yml:3: price '68,00'")
    change(served.root / "products/tea.yml", "68,00", "70.00")

    assert served.shows("products/tea/", "¥70")


def test_serve_does_not_start_with_a_mistake(shop: Path) -> None:
    """It says what is wrong, and ends."""
    change(shop / "products/tea.yml", "68.00", "68,00")

    done = run(shop, "wenpu", "serve", "--address", "127.0.0.1:0")

    assert done.returncode == 1
    assert "products/tea.yml:3: price '68,00'" in done.stderr
