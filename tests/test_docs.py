"""What exists is told of, where its reader would look for it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from wenpu import articles
from wenpu.cli import main
from wenpu.model import MentionKind
from wenpu.plugin import WenpuConfig

OURS = [name for name in articles.SPELLINGS if name not in {"categories", "published"}]
"""Fields of an article that are ours; the two others are Hexo's and Jekyll's."""


def options(command: click.Command) -> Iterator[str]:
    for one in command.params:
        if isinstance(one, click.Option):
            yield from one.opts


WHERE = {
    "docs/commands.md": [
        *main.commands,
        *options(main),
        *(name for command in main.commands.values() for name in options(command)),
    ],
    "docs/site.md": [*WenpuConfig()],
    "docs/articles.md": [*OURS, *MentionKind],
}


@pytest.mark.parametrize("page", WHERE)
def test_everything_that_exists_is_told_of(page: str, demo: Path) -> None:
    """What its page does not name does not exist for its reader."""
    text = (demo / page).read_text(encoding="utf-8")

    missing = [name for name in dict.fromkeys(WHERE[page]) if f"`{name}`" not in text]
    assert missing == [], f"{page} says nothing of these; write each as `name`."


def test_every_field_is_told_of(demo: Path) -> None:
    """The reference is what its declarations say today."""
    tool = str(demo / "tools/fields.py")

    done = subprocess.run([sys.executable, tool, "--check"], check=False)

    assert done.returncode == 0, "Write docs/fields.md anew with  make docs"


def test_every_page_is_led_to(demo: Path) -> None:
    """From the README, or from a page that the README leads to."""
    texts = {path: path.read_text("utf-8") for path in (demo / "docs").glob("*.md")}
    readme = (demo / "README.md").read_text(encoding="utf-8")
    linked = {path for path in texts if f"docs/{path.name}" in readme}
    linked |= {path for path in texts for here in linked if path.name in texts[here]}

    assert texts.keys() - linked == set()
