"""A small shop that has some of everything, to be edited and built in this process."""

import json
import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from PIL import Image

from wenpu.build import engine
from wenpu.build.engine import Built
from wenpu.build.preview import Preview
from wenpu.build.store import Store
from wenpu.problems import WenpuError

Files = dict[str, bytes]
Dict = dict[str, Any]


def drawn(color: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a drawing of one *color*: published as it is."""
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def photo(shade: int, size: tuple[int, int] = (48, 32)) -> bytes:
    """Return a photograph: readers get copies of it."""
    out = BytesIO()
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.point(lambda value: (value + shade) % 256).save(out, "JPEG")
    return out.getvalue()


def svg(width: int) -> bytes:
    """Return a drawing of lines that is so wide."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10">'
    return f"{head}<path/></svg>".encode()


@dataclass
class Text:
    """A Markdown file: its front matter, and what stands below."""

    head: Dict
    body: str

    def written(self) -> bytes:
        """Return the file."""
        head = _yaml(self.head) if self.head else ""
        return f"---\n{head}---\n{self.body}".encode()


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


SPRING = """\
# 春天的茶

先烧水，再拿出[春茶](product:tea)，别忘了茶壶。

![一只碗](product:cup/small)

## 院子

![院子](yard.jpg "院子里")

接着读[夏天](summer.md)，或看[关于](../about.md)。
"""
SUMMER = """\
A Glass pot for the [tea](product:tea), and ![](lines.svg) lines.

## Why

See [spring](spring.md#院子) and [the set](/products/set/).
"""
AUTUMN = '秋茶还没有写完，碗先洗好。见[春天](spring.md)。\n\n--8<-- "note.txt"\n'
WINTER = "# 冬天\n\n围炉，喝春茶，用大碗。\n\n![](/images/logo.png)\n"
PARTS = "春茶、茶壶和碗，一起买。\n\n![](product:tea) \n\n![](product:pot)\n"

TEXTS: Mapping[str, Text] = {
    "content/articles/spring.md": Text(
        {
            "date": "2026-03-01",
            "tags": ["茶", "春天"],
            "series": "四季",
            "cover": "yard.jpg",
            "authors": ["lin"],
            "code": "301",
            "aliases": ["/old/spring.html"],
            "audio": "/sounds/tune.mp3",
            "cues": [{"at": "0:03", "product": "tea"}, {"at": "0:09", "text": "水开"}],
        },
        SPRING,
    ),
    "content/articles/summer.md": Text(
        {"title": "A summer", "date": "2026-06-01", "tags": ["Tea", "茶"]}
        | {"series": "四季", "authors": ["lin", "Ada Brown"], "updated": "2026-07-01"},
        SUMMER,
    ),
    "content/articles/autumn.md": Text(
        {"title": "秋天", "date": "2026-09-01", "draft": True, "products": ["cup"]},
        AUTUMN,
    ),
    "content/articles/winter.md": Text({"date": "2026-11-25"}, WINTER),
    "content/articles/2026-05-05-parts.md": Text(
        {"title": "一套", "bundle": True, "code": "302", "tags": ["茶"]}, PARTS
    ),
    "content/articles/plain.md": Text(
        {}, '# Plain\n\nNothing is sold here.\n\n--8<-- "note.txt"\n'
    ),
    "content/about.md": Text({}, "# 关于\n\n我们，和[春天](articles/spring.md)。\n"),
    "content/shop.md": Text({}, "# 铺子\n\n慢慢看，[春茶](product:tea)在架上。\n"),
    "content/policies/returns.md": Text({"title": "退换"}, "七天。\n"),
}

PRODUCTS: Mapping[str, Dict] = {
    "products/leaf/shelf.yml": {
        "name": "茶架",
        "summary": "都是茶",
        "description": "读[春天](articles/spring.md)。\n",
        "order": 1,
    },
    "products/leaf/tea.yml": {
        "name": "春茶",
        "summary": "头一茬",
        "price": "68.00",
        "images": ["tea.png"],
        "aliases": ["头茬茶"],
        "maker": "meng",
        "tags": ["茶"],
        "code": "201",
        "added": "2026-10-01",
        "stock": 3,
        "shipping": {"countries": ["CN"], "rate": "standard"},
        "channels": {"mail": "mailto:a@b.example"},
        "description": "好茶，配[碗](product:cup)。\n\n![](tea.png)\n",
    },
    "products/pots/pot.yml": {
        "name": "茶壶",
        "price": "120.00",
        "compare_at": "150.00",
        "aliases": ["Glass pot"],
        "images": ["pot.jpg"],
        "added": "2026-11-20",
        "channels": {"mail": "mailto:a@b.example"},
        "description": "壶。\n",
    },
    "products/pots/cup.yml": {
        "name": "碗",
        "variants": [
            {"id": "small", "options": {"大小": "小"}, "price": "20.00", "stock": 9},
            {"id": "large", "options": {"大小": "大"}, "price": "30.00"},
        ],
        "tags": ["茶", "Pots"],
        "aliases": ["大碗"],
        "channels": {"mail": "mailto:a@b.example"},
    },
    "products/set.yml": {
        "name": "一套茶具",
        "price": "150.00",
        "items": ["pot", {"item": "cup/small", "quantity": 2}],
        "channels": {"mail": "mailto:a@b.example"},
    },
    "products/class.yml": {
        "name": "茶课",
        "price": "99.00",
        "place": "太原",
        "slots": ["周六"],
        "sale": {"from": "2026-11-24"},
        "channels": {"mail": "mailto:a@b.example"},
    },
    "products/last.yml": {
        "name": "最后一件",
        "price": "9.00",
        "retired": True,
        "instead": "tea",
        "channels": {"mail": "mailto:a@b.example"},
    },
    "products/shipping.yml": {
        "standard": {"name": "标准", "price": "12.00", "days": [2, 5]},
        "free": {"name": "白送", "price": "0.00", "days": [2, 5]},
    },
    "content/authors.yml": {
        "lin": {"name": "林", "bio": "写茶。", "picture": "images/logo.png"},
        "meng": {"name": "孟", "place": "清徐"},
    },
}

BANNER = """\
{#
params: {}
examples: {one: {}}
#}
{% macro banner() %}
<p class="banner">{% include "partials/hello.svg" %} 2026</p>
{% endmacro %}
"""

PAGE = """\
{% extends "pages/base.html" %}
{% from "components/banner/banner.html" import banner %}
{% block content %}
{{ banner() }}
<h1>{{ page.meta.wenpu.title | e }}</h1>
{{ page.content }}
{% endblock %}
"""

LAYOUTS = ("wide", "square", "poster")
LAYOUT = """\
size: [96, 64]
boxes:
  - {show: cover, at: [0, 0, 96, 30], when: cover}
  - {show: title, at: [4, 32, 90, 12], size: 10, pitch: 12}
  - {show: summary, at: [4, 44, 50, 10], size: 8, pitch: 10}
  - {show: price, at: [50, 54, 40, 10], size: 8, pitch: 10, color: line}
"""
"""A card of a law is small: thousands are drawn."""

FILES: Mapping[str, bytes] = {
    "content/articles/yard.jpg": photo(1),
    "content/articles/lines.svg": svg(20),
    "content/images/logo.png": drawn("red"),
    "content/images/radio.png": drawn("navy", (1400, 1400)),
    "content/sounds/tune.mp3": b"a tune",
    "content/extra.css": b"p { margin: 0 }\n",
    "content/robots.txt": b"User-agent: *\n",
    "products/leaf/tea.png": drawn("green"),
    "products/pots/pot.jpg": photo(7),
    "snippets/note.txt": b"A *note*.\n",
    "theme/components/banner/banner.html": BANNER.encode(),
    "theme/components/banner/banner.css": b".banner { color: red }\n",
    "theme/partials/hello.svg": b"<svg><title>hello</title></svg>",
    "theme/pages/page.html": PAGE.encode(),
    "theme/assets/tokens.css": b":root { --wenpu-line: #010101; }\n",
    "theme/badge.txt": b"a badge\n",
    **{f"theme/cards/{name}.yml": LAYOUT.encode() for name in LAYOUTS},
}

PODCAST: Mapping[str, Any] = {
    "email": "radio@shop.example",
    "category": "Food",
    "explicit": False,
    "image": "images/radio.png",
}
CONFIG: Mapping[str, Any] = {
    "site_name": "小铺",
    "site_url": "https://shop.example/",
    "docs_dir": "content",
    "theme": {"name": "material", "language": "zh", "custom_dir": "theme"}
    | {"font": False},
    "extra_css": ["extra.css"],
    "plugins": [
        {"wenpu": {"currency": "CNY", "per_page": 3, "feeds": {"podcast": PODCAST}}}
    ],
    "markdown_extensions": [
        "attr_list",
        "toc",
        {"pymdownx.snippets": {"base_path": ["snippets"]}},
    ],
}


@dataclass
class Source:
    """What a site is made of, to be changed at will and written to a folder."""

    texts: dict[str, Text] = field(default_factory=dict)
    products: dict[str, Dict] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    config: Dict = field(default_factory=dict)

    @property
    def ours(self) -> Dict:
        """The options of our plugin."""
        found: Dict = self.config["plugins"][0]["wenpu"]
        return found

    def written(self, root: Path) -> Files:
        """Return every file of the site as it lies in *root*."""
        config = _placed(self.config, str(root))
        return {
            **{name: one.written() for name, one in self.texts.items()},
            **{name: _yaml(one).encode() for name, one in self.products.items()},
            **self.files,
            "mkdocs.yml": _yaml(config).encode(),
        }

    def write(self, root: Path) -> None:
        """Make *root* say just this; what builds left there stays."""
        write(root, self.written(root))


def _placed(config: Dict, root: str) -> Dict:
    """Return *config* with the folder of snippets where *root* is."""
    text = json.dumps(config)
    return dict(
        json.loads(text.replace('["snippets"]', json.dumps([f"{root}/snippets"])))
    )


def source() -> Source:
    """Return the small shop."""
    said = json.dumps([PRODUCTS, CONFIG])
    products, config = json.loads(said)
    texts = {
        name: Text(json.loads(json.dumps(one.head)), one.body)
        for name, one in TEXTS.items()
    }
    return Source(texts, products, dict(FILES), config)


LANGUAGES: Mapping[str, Any] = {"en": {"name": "English", "site_name": "A shop"}}


def polyglot() -> Source:
    """Return the small shop with a twin, and with a few texts in English."""
    made = source()
    del made.files["content/robots.txt"]
    made.ours.update(languages=dict(LANGUAGES), traditional="auto", cards=False)
    made.texts["content/en/index.md"] = Text({"title": "Hello"}, "Tea and pots.")
    made.texts["content/en/articles/spring.md"] = Text(
        {"title": "Spring", "cover": "yard.jpg", "summary": "In March."},
        "Who makes [tea](product:tea)?",
    )
    made.products["products/leaf/tea.yml"]["texts"] = {
        "en": {"name": "Spring tea", "summary": "Picked in March."}
    }
    return made


MADE = {"site", ".wenpu", ".cache", "elsewhere", ".git"}
"""What builds and git leave beside the sources."""


def write(root: Path, files: Files) -> None:
    """Make the sources in *root* just these *files*."""
    root.mkdir(parents=True, exist_ok=True)
    here = found(root, but=MADE)
    for name in here.keys() - files.keys():
        (root / name).unlink()
    _sweep(root)
    for name, data in files.items():
        if here.get(name) != data:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _sweep(root: Path) -> None:
    """Take empty folders of sources away: one may become a file."""
    folders = [path for path in root.rglob("*") if path.is_dir()]
    for path in sorted(folders, reverse=True):
        inside = path.relative_to(root).parts[0] not in MADE
        if inside and not any(path.iterdir()):
            path.rmdir()


def found(folder: Path, but: frozenset[str] | set[str] = frozenset()) -> Files:
    """Return what lies in *folder*, hidden or not."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if name.split("/")[0] not in but
    }


def differing(one: Files, other: Files) -> set[str]:
    """Return the names of what is not the same in both."""
    both = one.keys() | other.keys()
    return {name for name in both if one.get(name) != other.get(name)}


class Heard(logging.Handler):
    """What a build says, as a list."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.said.append(record.getMessage())


@contextmanager
def heard() -> Iterator[list[str]]:
    """Hear what MkDocs and Wenpu say meanwhile."""
    logger, handler = logging.getLogger("mkdocs"), Heard()
    before, level = list(logger.handlers), logger.level
    engine.speak(logging.INFO, handler)
    try:
        yield handler.said
    finally:
        logger.handlers[:] = before
        logger.setLevel(level)


TIMED = "Documentation built in"
"""How a line of MkDocs begins that is never the same."""


@dataclass
class Outcome:
    """What came of a build: the files, what was said, how many pages were printed."""

    files: Files
    said: list[str]
    printed: int
    built: Built | None

    @property
    def weights(self) -> tuple[str, ...]:
        """What was said of how much pages weigh."""
        return self.built.weights if self.built else ()

    @property
    def stopped(self) -> bool:
        """Whether something must be mended first."""
        return self.built is None


def build(
    root: Path, into: str = "site", *, clean: bool = False, drafts: bool = False
) -> Outcome:
    """Build the site at *root* into a folder of it."""
    printed: list[str] = []
    folder, built = root / into, None
    changes = {"drafts": True} if drafts else {}
    with heard() as said:
        try:
            config = engine.config(root, site_dir=str(folder), **changes)
            built = engine.build(config, printed.append, clean=clean)
        except WenpuError as error:
            said.append(str(error))
    told = [line.replace(str(root), "") for line in said if TIMED not in line]
    return Outcome(found(folder), told, printed.count("pages"), built)


def preview(root: Path) -> Preview:
    """Begin a preview of the site at *root*, with the links of the lock."""
    return Preview(root, "http://127.0.0.1:8000/", Store(root), "live")


def shown(one: Preview) -> Outcome:
    """Let a preview follow what was changed."""
    built = None
    with heard() as said:
        try:
            one.build()
            built = Built(one.folder, 0, 0, 0, 0)
        except WenpuError as error:
            said.append(str(error))
    told = [line.replace(str(one.root), "") for line in said if TIMED not in line]
    return Outcome(found(one.folder), told, 0, built)


def anew(root: Path, *, drafts: bool = False) -> Outcome:
    """Build the site at *root* as if nobody had ever built it."""
    for name in ("site", ".wenpu"):
        shutil.rmtree(root / name, ignore_errors=True)
    return build(root, clean=True, drafts=drafts)


def by_mkdocs(root: Path, into: str) -> Files:
    """Build the site at *root* with MkDocs' own command; return the files."""
    folder = root / into
    config = engine.config(root, site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    with heard():
        mkdocs_build(config)
    return found(folder)


@contextmanager
def elsewhere() -> Iterator[Path]:
    """Lend a folder that is not there yet, for one example of many."""
    with TemporaryDirectory() as top:
        yield Path(top) / "folder"
