"""Type the guide of the till anew: below each command, what the program says today."""

import os
import tempfile
from pathlib import Path

from click.testing import CliRunner
from tests.test_guide import DAY, PAGE, replayed

from wenpu.cli import main


def write() -> None:
    """Write the page as a test wants it: a plan is called as it is called today."""
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    page = Path(__file__).parents[1] / PAGE
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "my-shop"
        CliRunner().invoke(main, ["new", str(site), "--lang", "en"])
        page.write_text(replayed(page.read_text("utf-8"), site), encoding="utf-8")


if __name__ == "__main__":
    write()
