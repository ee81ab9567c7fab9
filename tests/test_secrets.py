"""No key is ever published, wherever it stands and whoever put it there."""

from pathlib import Path

import pytest
from tests.conftest import Folder

from wenpu.build import secrets
from wenpu.problems import ContentError

KEYS = {
    "a secret key": "sk_live_51Habcdefghijklmnop",
    "a secret key for tests": "sk_test_51Habcdefghijklmnop",
    "a restricted key": "rk_live_51Habcdefghijklmnop",
    "a webhook's secret": "whsec_51Habcdefghijklmnopqrst",
}
HARMLESS = {
    "a publishable key": "pk_live_51Habcdefghijklmnop",
    "what a key looks like": "sk_live_… or rk_test_…",
    "a word in a guide": "STRIPE_API_KEY=sk_test_yourkeygoeshere",
    "a link to the checkout": "https://buy.example/test_51Habcdefghijklmnop",
    "another word": "task_test_51Habcdefghijklmnop",
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("name", ["a.md", "b.yml", "c/d.html", "e.svg", "f.js"])
def test_a_key_in_a_file_is_told_with_its_line(
    folder: Folder, key: str, name: str
) -> None:
    """The line is told, the key is not."""
    root = folder({name: f"one\n\ntwo {key}, three\n"})

    found = list(secrets.written(root, [str(root / name)]))

    assert [str(one.spot) for one in found] == [f"{name}:3"]
    assert key not in str(found[0])


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_key_is_let_be(folder: Folder, text: str) -> None:
    """Nobody is stopped for talking about keys."""
    root = folder({"a.md": text})

    assert list(secrets.written(root, [str(root / "a.md")])) == []


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_what_is_published_with_a_key_is_taken_back(folder: Folder, key: str) -> None:
    """Also in a file that is no text, and from whatever plugin; the rest stays."""
    data = b"\x89PNG\x00" + key.encode() + b"\x00"
    root = folder({"a.png": data, "b/index.html": "<p>fine</p>"})

    with pytest.raises(ContentError, match="a secret key stands here"):
        secrets.published(root)

    assert [path.name for path in root.rglob("*") if path.is_file()] == ["index.html"]


def test_a_build_with_a_key_in_a_text_writes_nothing(tmp_path: Path) -> None:
    """It is told before anything is published."""
    from click.testing import CliRunner  # noqa: PLC0415 (the command as it is typed)

    from wenpu.cli import main  # noqa: PLC0415 (the same)

    site = tmp_path / "shop"
    CliRunner().invoke(main, ["new", str(site), "--lang", "en"])
    file = next((site / "content/articles").glob("*.md"))
    file.write_text(
        file.read_text("utf-8") + "\nsk_live_51Habcdefghijklmnop\n", "utf-8"
    )

    found = CliRunner().invoke(main, ["-C", str(site), "build"])

    assert found.exit_code == 1
    assert "a secret key stands here (sk_live_…)" in found.output
    assert not (site / "site").exists()
