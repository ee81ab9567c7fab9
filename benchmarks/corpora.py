"""Folders that other people wrote, whole: how long they take, and if all is well."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import DAY, Figure, timed

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared/corpus"
FOLDERS = {
    "zh-blog": "zh-blog/hugo/content/blog",
    "en-notes": "en-notes/til",
    "hexo-unit-test": "hexo-unit-test/source/_posts",
}
CONFIG = """\
site_name: Corpus
site_url: https://corpus.example/
docs_dir: content
theme: {name: material, language: zh, font: false}
plugins: [wenpu: {currency: USD, cards: false}]
markdown_extensions: [tables, footnotes, toc, pymdownx.superfences]
"""


def figures() -> Iterator[Figure]:
    """Build each corpus once, then run their tests on all of it."""
    there = {name: CORPORA / path for name, path in FOLDERS.items()}
    there = {name: path for name, path in there.items() if path.is_dir()}
    for name, path in there.items():
        yield timed_build(name, path)
    yield tested() if there else Figure("corpora", f"none in {CORPORA}")


def timed_build(name: str, source: Path) -> Figure:
    """Build the posts of *source* with the corpus' products."""
    with tempfile.TemporaryDirectory(prefix="wenpu-bench-") as folder:
        root = Path(folder)
        lay_out(source, root)
        run = timed("wenpu", "-C", folder, "build")
        posts = len(list((root / "content").rglob("*.md")))
    return Figure(f"{name}: {posts} files", f"{run.seconds:.1f} s")


def lay_out(source: Path, root: Path) -> None:
    """Make a site of the posts of *source* and of the corpus' products."""
    shutil.copytree(source, root / "content/articles")
    shutil.copytree(CORPORA / "spree-products/products", root / "products")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def tested() -> Figure:
    """Run the tests of the corpora on all of their files."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=line",
        "tests/test_corpora.py",
    ]
    settings = {**os.environ, "WENPU_WHOLE": "1", "SOURCE_DATE_EPOCH": DAY}
    done = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout)
    said = done.stdout.strip().splitlines()[-1].strip("= ")
    return Figure("corpora: tests", said, fine=done.returncode == 0)
