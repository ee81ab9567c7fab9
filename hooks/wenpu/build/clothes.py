"""
The look of a site, out of `mkdocs.yml`.

MkDocs hands plugins values without their lines. So the file is read once more as YAML
nodes; where they do not say what MkDocs has understood, as with `!ENV` or `INHERIT`,
the values are taken, and everything stands on the first line.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from yaml.constructor import SafeConstructor

from wenpu import look
from wenpu.build import assets
from wenpu.look import Place
from wenpu.model import Look
from wenpu.source.document import LOADER

PLUGIN, OPTION = "wenpu", "look"


def read(config: MkDocsConfig, options: Any, place: Place) -> Look:  # noqa: ANN401
    """Return the look that *options* ask for, and what is wrong with it."""
    wardrobe = look.opened(assets.theme_dirs(config))
    node = _node(Path(config.config_file_path), options.look) if options.look else None
    return look.read(place, wardrobe, node)


def _node(path: Path, value: object) -> yaml.Node | None:
    """Return *value* as it is written in the file at *path*."""
    for one in _written(yaml.compose(path.read_text(encoding="utf-8-sig"), LOADER)):
        if _value(one) == value:
            return one
    line = yaml.safe_dump(value, default_flow_style=True, width=float("inf"))
    return yaml.compose(line, LOADER)


def _written(top: yaml.Node | None) -> Iterator[yaml.Node]:
    """Return what stands below `plugins:` as our option, however they are listed."""
    for plugins in _below(top, "plugins"):
        listed = isinstance(plugins, yaml.SequenceNode)
        for one in plugins.value if listed else [plugins]:
            for ours in _below(one, PLUGIN):
                yield from _below(ours, OPTION)


def _below(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (value for key, value in node.value if key.value == name)


def _value(node: yaml.Node) -> object:
    """Return what *node* says, or itself when that is nothing plain."""
    try:
        return SafeConstructor().construct_document(node)
    except (yaml.YAMLError, ValueError):
        return node
