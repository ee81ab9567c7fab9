"""
Options of ours in `mkdocs.yml`, as their author wrote them.

MkDocs hands plugins values without their lines. So the file is read once more as YAML
nodes; where they do not say what MkDocs has understood, as with `!ENV` or `INHERIT`,
the values are taken, and everything stands on the first line.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig
from yaml.constructor import SafeConstructor

from wenpu.source.document import LOADER

PLUGIN = "wenpu"


def node(config: MkDocsConfig, name: str, value: object) -> yaml.Node | None:
    """Return the option *name*, understood as *value*; none if it says nothing."""
    if not value:
        return None
    text = Path(config.config_file_path).read_text(encoding="utf-8-sig")
    for one in _written(yaml.compose(text, LOADER), name):
        if _value(one) == value:
            return one
    line = yaml.safe_dump(value, default_flow_style=True, width=float("inf"))
    return yaml.compose(line, LOADER)


def _written(top: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    """Return what stands below `plugins:` as our option, however they are listed."""
    for plugins in _below(top, "plugins"):
        listed = isinstance(plugins, yaml.SequenceNode)
        for one in plugins.value if listed else [plugins]:
            for ours in _below(one, PLUGIN):
                yield from _below(ours, name)


def _below(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (value for key, value in node.value if key.value == name)


def _value(node: yaml.Node) -> object:
    """Return what *node* says, or itself when that is nothing plain."""
    try:
        return SafeConstructor().construct_document(node)
    except (yaml.YAMLError, ValueError):
        return node
