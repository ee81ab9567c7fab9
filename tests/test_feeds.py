"""Each case is a small shop, and what stands in the files that programs read of it."""

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import feedparser
import jsonschema
import pytest
import xmlschema
import yaml
from PIL import Image

from wenpu import shop
from wenpu.build import engine, settings
from wenpu.feeds import merchant as merchants
from wenpu.problems import Level

Folder = Callable[[Mapping[str, Any]], Path]
MAP = xmlschema.XMLSchema(str(Path(__file__).parent / "feeds" / "sitemap.xsd"))
SCHEMAS = Path(__file__).parent / "feeds" / "schemas"
PODCAST = xmlschema.XMLSchema11(str(SCHEMAS / "podcast.xsd"))
CHAPTERS = json.loads((SCHEMAS / "chapters.json").read_text("utf-8"))
CONFIG: dict[str, Any] = {
    "site_name": "小铺",
    "site_url": "https://tea.example/",
    "docs_dir": "content",
    "theme": {"name": "material", "language": "zh", "font": False},
}


def square(side: int) -> bytes:
    """Return a picture as wide as it is high."""
    out = BytesIO()
    Image.new("RGB", (side, side), "#9a2a1b").save(out, "PNG")
    return out.getvalue()


SOUND = Path(__file__).parents[1] / "content/articles/sounds/five-spoons.mp3"
STANDS: Mapping[str, bytes | None] = {
    "picture": None,
    "square": square(1400),
    "sound": SOUND.read_bytes(),
}
"""What a case can name that is no text."""


@pytest.fixture
def root(case: dict[str, Any], folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop of the case, built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    options = {"timezone": "Asia/Shanghai"} | {
        name: case[name] for name in ("feeds", "look", "drafts") if name in case
    }
    address = case.get("site_url", CONFIG["site_url"])
    config = CONFIG | {"site_url": address, "plugins": [{"wenpu": options}]}
    texts = dict(case["files"])
    if "unsold" not in case:
        texts |= {name: sold(text) for name, text in texts.items() if _sells(name)}
    made: dict[str, str | bytes | None] = {
        name: STANDS.get(it, it) for name, it in texts.items()
    }
    home = {"content/index.md": "你好。"}
    written = yaml.safe_dump(config, allow_unicode=True)
    found = folder({"mkdocs.yml": written, **home, **made})
    engine.build(engine.config(found), lambda _: None, clean=True)
    return found


def _sells(name: str) -> bool:
    path = Path(name)
    others = {"shelf.yml", "shipping.yml", "promotions.yml"}
    return (
        path.parts[0] == "products"
        and path.suffix == ".yml"
        and path.name not in others
    )


def rows(merchant: bytes) -> list[dict[str, list[str]]]:
    """Return what a file for Merchant Center says of each offer."""
    top = fromstring(merchant)  # noqa: S314 (we wrote it)
    found: list[dict[str, list[str]]] = []
    for item in top.iter("item"):
        found.append({})
        for one in item:
            name = one.tag.removeprefix(f"{{{merchants.SPACE}}}")
            found[-1].setdefault(name, []).append(one.text or "")
    return found


def sold(product: str) -> str:
    """Return *product*, which somebody takes money for."""
    if "channels:" in product:
        return product
    return f"{product.rstrip()}\nchannels: {{mail: 'mailto:a@b.example'}}\n"


def text(root: Path, name: str) -> str:
    return (root / "site" / name).read_text(encoding="utf-8")


def test_holds_what_the_case_says(case: dict[str, Any], root: Path) -> None:
    """And nothing that the case keeps back."""
    for name, whole in case.get("is", {}).items():
        assert text(root, name) == whole
    for name, parts in case.get("has", {}).items():
        assert [one for one in parts if one not in text(root, name)] == [], name
    for name, parts in case.get("lacks", {}).items():
        assert [one for one in parts if one in text(root, name)] == [], name
    there = [name for name in case.get("there", ()) if (root / "site" / name).exists()]
    absent = [
        name for name in case.get("absent", ()) if (root / "site" / name).exists()
    ]
    assert there == case.get("there", [])
    assert absent == []
    assert [one for one in case.get("nowhere", ()) if one in everything(root)] == []


def everything(root: Path) -> str:
    """Return all that is published for programs."""
    endings = (".xml", ".json", ".jsonl", ".txt")
    files = [path for path in root.glob("site/**/*") if path.suffix in endings]
    return "".join(path.read_text("utf-8") for path in files)


def test_what_is_left_out_is_told(case: dict[str, Any], root: Path) -> None:
    """With its line, and what to write; it stops no build."""
    config = engine.config(root)
    wanted = settings.read(config, engine.plugin(config).config)
    found = shop.load(root, wanted)
    told = [one for one in found.problems if _is_ours(str(one))]

    assert "".join(f"{one}\n" for one in told) == case.get("says", "")
    assert {one.level for one in told} <= {Level.NOTICE}


def _is_ours(said: str) -> bool:
    return "so not in" in said or "feeds" in said


def test_readers_understand_it(root: Path) -> None:
    """Every feed is well-formed and knows its address; the map keeps to its schema."""
    site = root / "site"
    names = [path for path in site.rglob("*.xml") if path.name == "feed.xml"]
    names = [path for path in names if path.read_text("utf-8") != "<mine/>"]
    for path in [*names, *site.glob("products.xml"), *site.glob("podcast.xml")]:
        feed = feedparser.parse(path.read_bytes())
        own = [link.href for link in feed.feed.links if link.rel == "self"]
        address = f"https://tea.example/{path.relative_to(site).as_posix()}"
        assert not feed.bozo, path
        assert [unquote(one) for one in own] == [address]
        assert all(one.link and one.id and one.title for one in feed.entries)
    for path in [*site.glob("*.json"), *site.glob("*.jsonl")]:
        for line in path.read_text("utf-8").splitlines():
            json.loads(line)
    for path in site.glob("sitemap.xml"):
        if b"<url>" in path.read_bytes():  # Without an address it is empty.
            MAP.validate(path.read_text(encoding="utf-8"))
    for path in site.glob("merchant.xml"):
        assert len(rows(path.read_bytes())) == path.read_text("utf-8").count("<item>")


def test_programs_for_podcasts_take_it(root: Path) -> None:
    """The feed and its chapters keep to their schemas; all chapters are told."""
    site = root / "site"
    for path in site.glob("podcast.xml"):
        PODCAST.validate(path.read_text(encoding="utf-8"))
    feed = "".join(path.read_text("utf-8") for path in site.glob("podcast.xml"))
    for path in site.rglob("chapters.json"):
        jsonschema.validate(json.loads(path.read_text("utf-8")), CHAPTERS)
        assert f"https://tea.example/{path.relative_to(site).as_posix()}" in feed
