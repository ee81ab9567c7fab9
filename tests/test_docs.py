"""What exists is told of, where its reader would look for it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from wenpu import articles, budgets, cards, look, outlets, till
from wenpu.build import assets
from wenpu.cli import main
from wenpu.feeds import checks
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
    "docs/site.md": [
        *WenpuConfig(),
        *(one.name for one in (*till.FIELDS, *budgets.FIELDS, *cards.FIELDS)),
    ],
    "docs/feeds.md": [
        *(one.name for one in outlets.FIELDS),
        *outlets.NAMES,
        *(one.name for columns in checks.CATALOGUES.values() for one in columns),
    ],
    "docs/articles.md": [*OURS, *MentionKind],
    "docs/theming.md": [
        *(field.name for field in look.fields()),
        *(*look.PARTS, *look.PALETTES),
    ],
}


@pytest.mark.parametrize("page", WHERE)
def test_everything_that_exists_is_told_of(page: str, demo: Path) -> None:
    """What its page does not name does not exist for its reader."""
    text = (demo / page).read_text(encoding="utf-8")

    missing = [name for name in dict.fromkeys(WHERE[page]) if f"`{name}`" not in text]
    assert missing == [], f"{page} says nothing of these; write each as `name`."


def test_the_tokens_are_those_there_are(demo: Path) -> None:
    """Each once, and none is left over from an older sheet."""
    guide = (demo / "docs/theming.md").read_text(encoding="utf-8")
    day = look.opened([assets.THEME]).tokens[0].text.split("@media")[0]

    told = re.findall(r"^\| `(--wenpu-[\w-]+)`", guide, re.MULTILINE)
    assert sorted(told) == sorted(
        re.findall(r"^  (--wenpu-[\w-]+):", day, re.MULTILINE)
    )


def test_the_palette_of_the_guide_can_be_read(demo: Path, tmp_path: Path) -> None:
    """Who copies it has a face of their own, and nothing to mend."""
    guide = (demo / "docs/theming.md").read_text(encoding="utf-8")
    sheet = guide.split("/* theme/palettes/plum.css */")[1].split("```")[0]
    (tmp_path / "palettes").mkdir()
    (tmp_path / "palettes/plum.css").write_text(sheet, encoding="utf-8")
    wardrobe = look.opened([tmp_path, assets.THEME])

    plum = yaml.compose("palette: plum")
    found = look.read(look.Place(tmp_path, "Plum"), wardrobe, plum)

    assert [str(one) for one in found.problems] == []
    assert found.theme_color["light"] == "#faf6f8"


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
