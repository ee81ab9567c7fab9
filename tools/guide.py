"""Type the guide of the till anew: below each command, what the program says today."""

import os
import re
import tempfile
from pathlib import Path

from click.testing import CliRunner
from tests.test_guide import DAY, PAGE, replayed

from wenpu.cli import main

STALE = re.compile(r"The plan is (\w{8}) now, not (\w{8})\.")


def write() -> None:
    """Write the page as a test wants it: a plan is called as it is called today."""
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    path = Path(__file__).parents[1] / PAGE
    page = path.read_text("utf-8")
    while stale := STALE.search(typed := _typed(page)):
        page = page.replace(stale[2], stale[1])
    path.write_text(typed, encoding="utf-8")


def _typed(page: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "my-shop"
        CliRunner().invoke(main, ["new", str(site), "--lang", "en"])
        return replayed(page, site)


if __name__ == "__main__":
    write()
