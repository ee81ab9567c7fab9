"""What all tests share: cases from files, and the demo shop."""

from pathlib import Path

import pytest
import yaml

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
