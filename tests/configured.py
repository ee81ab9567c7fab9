"""What a site of one product tells our plugin in its `mkdocs.yml`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from wenpu.build import engine, settings
from wenpu.model import Settings

Folder = Callable[[Mapping[str, Any]], Path]

CONFIG = """\
site_name: Tea
docs_dir: content
theme: {{name: material, language: en, custom_dir: theme}}
plugins:{plugins}
"""
SITE = {
    "content/index.md": "Hello.",
    "products/tea.yml": "name: Tea\nprice: 2\n",
    "theme/x.txt": "",
}


def told(folder: Folder, plugins: str) -> Settings:
    """Return what is understood where *plugins* stands behind `plugins:`, on line 4."""
    config = engine.config(
        folder({"mkdocs.yml": CONFIG.format(plugins=plugins), **SITE})
    )
    return settings.read(config, engine.plugin(config).config)


def option(name: str, said: str) -> str:
    """Return what says *said* of the option *name*, which stands on line 6."""
    return f"\n  - wenpu:\n      {name}: {said}\n"


def ways(name: str, key: str, value: str) -> dict[str, tuple[str, int]]:
    """Return all ways of giving *key* of the option *name*, each with its line."""
    said = f"{{{key}: {value}}}"
    unread = f"{{{key}: !ENV [NOTHING, {value}]}}"
    return {
        "a list": (f"\n  - wenpu:\n      {name}:\n        {key}: {value}\n", 7),
        "a map": (f"\n  wenpu:\n    {name}: {said}\n", 6),
        "another's first": (f"\n  - search\n  - wenpu: {{{name}: {said}}}\n", 6),
        "from the environment": (f" [wenpu: {{{name}: {unread}}}]", 1),
    }
