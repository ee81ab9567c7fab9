"""
What the short ways through Markdown and Jinja save: both ways, taken in turns.

    python benchmarks/ways.py [ARTICLES PRODUCTS]

Prints milliseconds of processor time and their ratio, and stops if one byte differs.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import corpus
import yaml
from jinja2 import Environment
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from wenpu import shop, swift
from wenpu.build import assets, engine, settings, templates
from wenpu.pages import GeneratedPage

TURNS = 5
Way = Callable[[], Any]


def main(articles: int, products: int) -> None:
    """Make a site, go both ways, print a line for each part of the work."""
    with tempfile.TemporaryDirectory(prefix="wenpu-ways-") as folder:
        site, _ = corpus.make(Path(folder), articles, products)
        config = engine.config(site)
        wanted = settings.read(config, engine.plugin(config).config)
        found = shop.load(site, wanted, settings.sources(config))
        config.theme.dirs.insert(0, str(assets.THEME))
        pages = [*found.pages.written.values(), *found.pages.generated.values()]
        texts = [page.body for page in pages if page.body.strip()]
        told(f"Markdown of {len(texts)} texts", *markdown(texts))
        told(f"templates of {len(pages)} pages", *rendering(config, pages))
        told("compiling templates", *compiling(config, Path(folder, "kept")))


def told(what: str, long: Way, short: Way) -> None:
    """Go both ways in turns; print what they cost."""
    runs = [(timed(long), timed(short)) for _ in range(TURNS)]
    if any(one[1] != other[1] for one, other in runs):
        sys.exit(f"{what}: the short way makes something else.")
    first, second = (median(run[way][0] for run in runs) for way in (0, 1))
    print(f"{what:<32}{first:8.0f} ms{second:8.0f} ms{second / first:8.2f} ×")


def timed(way: Way) -> tuple[float, Any]:
    start = time.process_time()
    made = way()
    return 1000 * (time.process_time() - start), made


def markdown(texts: list[str]) -> tuple[Way, Way]:
    """Convert with the usual extensions; a converter serves all texts, as ours does."""
    written = yaml.load(corpus.EXTENSIONS, yaml.UnsafeLoader)  # noqa: S506 (our own)
    pairs = [
        one if isinstance(one, dict) else {one: {}}
        for one in written["markdown_extensions"]
    ]
    options = {name: value for pair in pairs for name, value in pair.items()}
    stock, quick = (
        Markdown(extensions=[*options], extension_configs=options) for _ in "12"
    )
    swift.quickened(quick)
    return (
        lambda: [stock.reset().convert(text) for text in texts],
        lambda: [quick.reset().convert(text) for text in texts],
    )


def rendering(config: MkDocsConfig, pages: list[GeneratedPage]) -> tuple[Way, Way]:
    """Render each page without its text."""
    stock, quick = config.theme.get_env(), config.theme.get_env()
    templates.quickened(quick, None)
    both = [(stock, page) for page in pages], [(quick, page) for page in pages]
    long, short = (lambda way=way: [page(config, *one) for one in way] for way in both)
    return long, short


def page(config: MkDocsConfig, env: Environment, one: GeneratedPage) -> str:
    """Return the page that a template makes of its values."""
    said = {"meta": one.meta, "content": "", "toc": [], "url": one.url}
    values = {"page": said, "config": config, "base_url": ".", "nav": []}
    return str(env.get_template(one.meta["template"]).render(values))


def compiling(config: MkDocsConfig, kept: Path) -> tuple[Way, Way]:
    """Load each template of the theme, as a run does that has just begun."""
    names = sorted(
        path.relative_to(assets.THEME).as_posix()
        for path in Path(assets.THEME).rglob("*.html")
    )

    def load(folder: Path | None) -> list[str | None]:
        env = config.theme.get_env()
        templates.quickened(env, folder)
        return [env.get_template(name).name for name in names]

    load(kept)  # The run before.
    return lambda: load(None), lambda: load(kept)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or (300, 100)))
