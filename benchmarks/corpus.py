"""
Make a site of any size, always the same for the same numbers.

    python benchmarks/corpus.py ARTICLES PRODUCTS FOLDER

FOLDER/shop is a Wenpu site: articles in Chinese and English with cards, links and
plain names of products. FOLDER/plain is the same Markdown for plain Material, articles
and products' descriptions, with the products' links taken out.
"""

import re
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from textwrap import dedent
from typing import Any

import yaml

LAST_DAY = date(2026, 11, 20)
CHINESE = 0.6
"""So many of the articles are mainly in Chinese."""

LENGTH = (800, 1500)
"""Characters of a Chinese article, words of an English one."""

EXTENSIONS = """\
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.tasklist
  - pymdownx.tilde
"""
THEME = "theme: {name: material, language: zh, font: false}\n"
SHOP = f"""\
site_name: Benchmark
site_url: https://bench.example/
docs_dir: content
{THEME}plugins: [wenpu: {{currency: CNY, timezone: Asia/Shanghai, cards: false}}]
{EXTENSIONS}"""
PLAIN = f"""\
site_name: Benchmark
site_url: https://bench.example/
docs_dir: content
not_in_nav: "*"
{THEME}plugins: []
{EXTENSIONS}"""

CLAUSE = ("little", "nouns", "verbs")
CARD = re.compile(r"!?\[([^\]]*)\]\(product:[^)]*\)")
WORDS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
)
TOPICS = {topic: said.split() for topic, said in WORDS.pop("topics").items()}
SAID: dict[str, list[str]] = {name: said.split() for name, said in WORDS.items()}


@dataclass(frozen=True)
class Thing:
    """A product, as far as articles speak of it."""

    id: str
    name: str
    variants: tuple[str, ...]


def make(folder: Path, articles: int, products: int) -> tuple[Path, Path]:
    """Write both sites into *folder*; return where the shop and the plain site are."""
    shop, plain = folder / "shop", folder / "plain"
    things = list(_products(shop, products))
    for number in range(articles):
        _article(shop, number, things)
    people = "".join(f"{name}: {{name: {name}}}\n" for name in SAID["people"])
    _write(shop / "content/authors.yml", people)
    _write(shop / "content/index.md", "这里的文章没有人写过。\n")
    _write(shop / "mkdocs.yml", SHOP)
    _plain(shop, plain)
    return shop, plain


def _plain(shop: Path, plain: Path) -> None:
    """Copy what Material can read, with nothing in it that it could not resolve."""
    for path in sorted((shop / "content").rglob("*")):
        target = plain / path.relative_to(shop)
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            _write(target, CARD.sub(r"\1", text))
        elif path.suffix in {".png", ".svg"}:
            _write(target, path.read_bytes())
    for path in sorted((shop / "products").glob("*/thing-*.yml")):
        head, _, text = path.read_text(encoding="utf-8").partition("description: |\n")
        name = head.partition("\n")[0].removeprefix("name: ")
        _write(
            plain / f"content/products/{path.stem}.md", f"# {name}\n\n{dedent(text)}"
        )
    _write(plain / "mkdocs.yml", PLAIN)


def _products(shop: Path, number: int) -> Iterator[Thing]:
    for place, shelf in enumerate(SAID["shelves"]):
        head = f"name: {shelf}\nsummary: {shelf}里用得上的东西\norder: {place}\n"
        _write(shop / f"products/shelf-{place}/shelf.yml", head)
    for one in range(number):
        thing = _thing(one)
        folder = shop / f"products/shelf-{one % len(SAID['shelves'])}"
        _write(folder / f"{thing.id}.svg", _svg(one))
        _write(folder / f"{thing.id}.yml", _product(one, thing))
        yield thing


def _thing(number: int) -> Thing:
    """Every fourth product has a Latin name; half of them come in variants."""
    maker, rest = number % len(SAID["makers"]), number // len(SAID["makers"])
    place, more = number % len(SAID["places"]), number // len(SAID["places"])
    name = f"{SAID['places'][place]}{_turn(SAID['things'], more)}"
    if number % 4 == 0:
        name = f"{SAID['makers'][maker]} {_turn(SAID['goods'], rest)}"
    variants = ("small", "large", "gift")[: 1 + number % 3] if number % 2 else ()
    return Thing(f"thing-{number}", name, variants)


def _turn(names: list[str], number: int) -> str:
    """Return one of *names*, with the round's number once all have had their turn."""
    again = number // len(names)
    return names[number % len(names)] + (f" {again + 1}" if again else "")


def _product(number: int, thing: Thing) -> str:
    rng = Random(f"product {number}")  # noqa: S311 (not for secrets)
    topic = rng.choice(list(TOPICS))
    return "".join(
        [
            f"name: {thing.name}\nsummary: {_chinese(rng, topic)}\n",
            f"price: {rng.randint(9, 900)}.{rng.choice(['00', '50', '80'])}\n",
            f"images: [{thing.id}.svg]\ntags: [{topic}, {rng.choice(list(TOPICS))}]\n",
            f"added: {LAST_DAY - timedelta(days=number)}\n",
            f"channels: {{weidian: https://weidian.example/{thing.id}}}\n",
            _kind(number),
            _variants(rng, thing),
            "description: |\n",
            *(f"  {_paragraph(rng, topic)}\n\n" for _ in range(3)),
        ]
    )


def _kind(number: int) -> str:
    kinds = {
        3: "digital: true\n",
        5: "ships: 2027-01-15\n",
        7: "stock: 0\n",
        11: "every: month\n",
        13: "goal: {units: 300, until: 2026-12-31, sold: 20}\n",
    }
    found = kinds.get(number % 20, "")
    return "" if found.startswith("stock") and number % 2 else found


def _variants(rng: Random, thing: Thing) -> str:
    rows = [
        f"  - {{id: {one}, options: {{size: {one}}}, price: {rng.randint(9, 900)}}}\n"
        for one in thing.variants
    ]
    return "variants:\n" + "".join(rows) if rows else ""


def _article(shop: Path, number: int, things: list[Thing]) -> None:
    rng = Random(f"article {number}")  # noqa: S311 (not for secrets)
    topic = rng.choice(list(TOPICS))
    chinese = rng.random() < CHINESE
    folder = shop / f"content/articles/{_name(number)}"
    cover = "cover.svg" if number % 2 else "cover.png"
    _write(folder / cover, _svg(number) if number % 2 else _png(number))
    head = _head(rng, number, topic, cover)
    parts = list(_parts(rng, topic, chinese=chinese))
    _mention(rng, parts, things, chinese=chinese)
    parts.insert(3, f"![{topic}]({cover})")
    for other in {rng.randrange(number + 1) for _ in range(2)}:
        parts.insert(-1, f"见[{topic}之{other}](../{_name(other)}/index.md)。")
    _write(folder / "index.md", f"---\n{head}---\n" + "\n\n".join(parts) + "\n")


def _name(number: int) -> str:
    return f"story-{number:04}"


def _head(rng: Random, number: int, topic: str, cover: str) -> str:
    when, what = rng.choice(SAID["times"]), rng.choice(TOPICS[topic])
    title = f"{when}，{what}与{rng.choice(SAID['people'])}"
    fields = {
        "title": f"{title}（{number}）",
        "date": LAST_DAY - timedelta(days=number // 2),
        "authors": f"[{rng.choice(SAID['people'])}]",
        "tags": f"[{topic}, {rng.choice(list(TOPICS))}]",
        "cover": cover,
    }
    if number % 5 == 0:
        fields["series"] = f"{topic}札记"
    if number % 3 == 0:
        fields["summary"] = _chinese(rng, topic)
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def _parts(rng: Random, topic: str, *, chinese: bool) -> Iterator[str]:
    """Return blocks of Markdown until there is as much text as an article has."""
    wanted, length, number = rng.randint(*LENGTH), 0, 0
    while length < wanted:
        text = _paragraph(rng, topic) if chinese else _english_paragraph(rng)
        length += len(text) if chinese else text.count(" ") + 1
        yield text
        number += 1
        if number % 3 == 0:
            yield f"## {rng.choice(TOPICS[topic])}与{rng.choice(TOPICS[topic])}"
        if number % 5 == 0:
            yield _extra(rng, topic)


def _extra(rng: Random, topic: str) -> str:
    said = [
        f"{rng.choice(TOPICS[topic])}，{rng.choice(SAID['ends'])}" for _ in range(4)
    ]
    shapes = (
        "\n".join(f"- {one}" for one in said),
        "\n".join(f"{place}. **{one}**" for place, one in enumerate(said, 1)),
        "> " + "\n> ".join(said),
        "| 名 | 量 |\n| --- | --- |\n" + "\n".join(f"| {one} | 1 |" for one in said),
        "```python\nfor jar in cellar:\n    jar.turn(days=3)\n```",
        f"读过[一篇旧文](https://paper.example/{rng.randrange(99)})，说的是`{topic}`。",
    )
    return rng.choice(shapes)


def _mention(
    rng: Random, parts: list[str], things: list[Thing], *, chinese: bool
) -> None:
    """Let the text speak of products: a card, a link, two plain names."""
    if not things:
        return
    card, link, *named = (rng.choice(things) for _ in range(4))
    pinned = f"/{card.variants[-1]}" if card.variants else ""
    say = "用的是{}，" if chinese else "With {} at hand, "
    texts = [at for at, part in enumerate(parts) if part[0] not in "#-1>|`"]
    for thing in named:
        at = rng.choice(texts)
        parts[at] = say.format(thing.name) + parts[at]
    at = rng.choice(texts)
    parts[at] = say.format(f"[{link.name}](product:{link.id})") + parts[at]
    parts.insert(
        len(parts) // 2, f"![{rng.choice(SAID['ends'])}](product:{card.id}{pinned})"
    )


def _paragraph(rng: Random, topic: str) -> str:
    said = [_chinese(rng, topic) for _ in range(rng.randint(3, 6))]
    return "。".join(said) + "。" + rng.choice(SAID["tails"])


def _chinese(rng: Random, topic: str) -> str:
    pick, said = rng.choice, TOPICS[topic]
    return (
        f"{pick(SAID['times'])}，{pick(SAID['people'])}{pick(SAID['acts'])}{pick(said)}，"
        f"{pick(said)}和{pick(said)}都在，{pick(SAID['ends'])}"
    )


def _english_paragraph(rng: Random) -> str:
    return " ".join(_english(rng) for _ in range(rng.randint(4, 7)))


def _english(rng: Random) -> str:
    parts = (*CLAUSE, "little", "nouns", "joints", *CLAUSE)
    return " ".join(rng.choice(SAID[part]) for part in parts).capitalize() + "."


def _svg(number: int) -> str:
    hue = number * 47 % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500">'
        f'<rect width="800" height="500" fill="hsl({hue} 40% 70%)"/></svg>\n'
    )


def _png(number: int) -> bytes:
    """Return a picture of one colour: 320 × 200, in shades of grey."""
    width, height = 320, 200
    rows = (b"\0" + bytes([number % 256]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    make(Path(sys.argv[3]), int(sys.argv[1]), int(sys.argv[2]))
