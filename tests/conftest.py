"""What all tests share: cases from files, and the demo shop."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import settings
from PIL import Image

# Time is measured in the benchmarks; a busy machine is no mistake of a law.
settings.register_profile("wenpu", deadline=None)
settings.load_profile("wenpu")

DEMO = Path(__file__).parents[1]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for `case` each YAML file of the folder named after it."""
    if "case" in metafunc.fixturenames:
        here = Path(str(metafunc.module.__file__))
        paths = sorted(here.with_name(here.stem.removeprefix("test_")).glob("*.yml"))
        cases = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
        metafunc.parametrize("case", cases, ids=[path.stem for path in paths])


@pytest.fixture(scope="session")
def demo() -> Path:
    """The demo shop, to be looked at."""
    return DEMO


Folder = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A way to write a site's files: texts, bytes, and pictures where there is none."""

    def write(files: Mapping[str, str | bytes | None]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                Image.new("RGB", (40, 30)).save(path)
            else:
                path.write_bytes(
                    content.encode() if isinstance(content, str) else content
                )
        return tmp_path

    return write
