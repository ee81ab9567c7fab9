"""Each case is a site's folder, and all that its author is told of it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from wenpu import shop
from wenpu.model import Settings
from wenpu.problems import Level

SETTINGS = Settings("Tea", date(2026, 11, 22))
SOLD = "channels: {email: 'mailto:tea@example.com'}\n"
TEA = f"name: 青茶\nprice: 20\n{SOLD}"

Folder = Callable[[Mapping[str, Any]], Path]


def told(root: Path, **settings: Any) -> str:  # noqa: ANN401
    found = shop.load(root, replace(SETTINGS, **settings)).problems
    return "".join(f"{one.level}: {one}\n" for one in found)


def test_tells_all_that_is_wrong_and_how_to_mend_it(
    case: dict[str, Any], folder: Folder
) -> None:
    """Articles, pages and products at once: the author mends a site in one go."""
    files = {"products/tea.yml": TEA, **case["files"]}
    root = folder({name: text for name, text in files.items() if text != "absent"})

    assert told(root, **case.get("settings", {})) == case.get("says", "")


def test_a_file_of_twenty_megabytes_is_not_even_read(folder: Folder) -> None:
    """Whatever kind of file it is, nobody wrote it; the rest is told all the same."""
    much = "x" * 20_000_000
    root = folder(
        {
            "products/tea.yml": f"name: {much}\n",
            "products/cup.yml": "name: 杯\n",
            "content/articles/long.md": much,
            "content/authors.yml": much,
        }
    )

    found = shop.load(root, SETTINGS).problems

    assert [(str(one.spot), one.what) for one in found] == [
        ("content/articles/long.md:1", "20.0 MB of text; at most 1 MB is read."),
        ("content/authors.yml:1", "20.0 MB of text; at most 1 MB is read."),
        ("products/cup.yml:1", "no 'price'."),
        ("products/tea.yml:1", "20.0 MB of text; at most 1 MB is read."),
    ]


def test_reading_twice_is_reading_once(folder: Folder) -> None:
    """What is found depends on the files alone."""
    root = folder(
        {"products/tea.yml": TEA, "content/articles/a.md": "[x](y.md) 青茶 {{< z >}}"}
    )

    assert shop.load(root, SETTINGS).problems == shop.load(root, SETTINGS).problems


@settings(max_examples=25)
@given(some.text("青白茶杯Tea ", min_size=2, max_size=8).filter(str.strip))
def test_two_products_of_one_name_are_neither_mentioned(name: str) -> None:
    """Nobody guesses which was meant; a notice says that somebody must."""
    goods = {"tea": f'"{name}"', "cup": f'"{name.upper()}"', "pot": "壶"}
    with TemporaryDirectory() as place:
        root = Path(place)
        for product, called in goods.items():
            path = root / f"products/{product}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"name: {called}\nprice: 10\n{SOLD}", encoding="utf-8")
        (root / "content/articles").mkdir(parents=True)
        text = f"这是 {name} 和壶。"
        (root / "content/articles/a.md").write_text(text, encoding="utf-8")
        found = shop.load(root, SETTINGS)

    said = [one.what for one in found.problems if one.level is Level.NOTICE]
    assert {one.product for one in found.graph.mentions} <= {"pot"}
    assert len(said) == 1
    assert said[0].endswith("is what the product at products/cup.yml:1 is called, too.")
