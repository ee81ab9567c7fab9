"""
The law of builds: whatever was built before, the site is as a clean build makes it.

An author edits as authors do, and the folder is built again in its place; beside it the
same sources are built as if for the first time. Every byte of both must be the same.
"""

import copy
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests import repositories, shops
from tests.shops import Outcome, Source, Text

EXAMPLES = int(os.environ.get("WENPU_LAW_EXAMPLES", "10"))
STEPS = int(os.environ.get("WENPU_LAW_STEPS", "12"))
DAY = 86_400
TODAY = 1_795_305_600  # 2026-11-22, the day of the demo's content.

WORDS = (
    *("春茶", "大碗", "Glass pot", "头茬茶", "茶课", "一套茶具", "walk", "雨"),
    *("[壶](product:pot)", "[夏](summer.md)", "[茶](/products/tea/)"),
    *("![一张](yard.jpg)", '![](lines.svg "线"){.wide}', "![](/images/new.png)"),
    *("[还没有](2026-05-05-parts.md)", "<img src='../yard.jpg'>", "`春茶`"),
)
CARDS = ("![](product:tea)", "![碗](product:cup/large)", "![](product:set)")
BLOCKS = (*CARDS, "## 一节", '--8<-- "note.txt"', "- 春茶\n- 碗", "    春茶 in code")
HEADS: dict[str, tuple[Any, ...]] = {
    "title": (None, "春天", "A title", "Ein <Titel> & 茶", "春茶"),
    "date": (None, "2026-01-02", "2026-08-08", "2026-11-23", "2027-01-01"),
    "updated": (None, "2026-08-01", "2026-11-21"),
    "tags": (None, ["茶"], ["TEA", "春天"], ["碗", "*all*"], ["Pots"]),
    "series": (None, "四季", "Pots & pans"),
    "draft": (None, True, False),
    "cover": (None, "yard.jpg", "lines.svg", "images/logo.png", "images/new.png"),
    "code": (None, "301", "77", "A1"),
    "aliases": (None, ["/old/spring.html"], ["/2020/01/tea/", "articles/plain/"]),
    "bundle": (None, True),
    "authors": (None, ["lin"], ["孟"], ["Ada Brown", "lin"], ["Who Else"]),
    "products": (None, ["tea"], ["cup/large", "pot"]),
    "summary": (None, "要点", "In short."),
    "promotion": (None,),
    "audio": (None, "/sounds/tune.mp3", "https://x.example/a.mp3"),
    "bytes": (None, 12),
    "cards": (None, False),
    "odd": (
        *(None, {"of": [1, 2.5, True]}, "something", {"a set", "of three", "things"}),
        *(b"bytes", float("nan"), datetime(2026, 1, 2, 3, 4, tzinfo=timezone.min)),
    ),
}
GOODS: dict[str, tuple[Any, ...]] = {
    "name": ("春茶", "Spring tea", "茶壶", "大碗"),
    "price": ("68.00", "9.99", "120.00", "2000.00"),
    "compare_at": (None, "3000.00"),
    "stock": (None, 0, 1, 3, 50),
    "aliases": (None, ["头茬茶"], ["雨"], ["walk", "Glass pot"]),
    "added": (None, "2026-10-01", "2026-11-22", "2026-12-24"),
    "retired": (None, True),
    "unlisted": (None, True),
    "instead": (None, "tea", "set"),
    "maker": (None, "meng", "lin"),
    "tags": (None, ["茶"], ["Pots", "新"]),
    "code": (None, "201", "B2"),
    "digital": (None, True),
    "goal": (None, {"units": 10, "until": "2026-11-23", "sold": 4}),
    "sale": (None, {"from": "2026-11-23"}, {"to": "2026-11-22"}),
    "ships": (None, "2026-11-24"),
    "images": (None, ["new.png"]),
    "specs": (None, {"重": "1 kg"}),
    "summary": (None, "好的", "Good.", "好\U0001fbc5的"),
    "cards": (None, False),
    "description": (
        None,
        "见[春](articles/spring.md)。",
        "![](new.png)",
        "## 节\n\n新。",
    ),
    "shipping": (None, {"countries": ["CN"], "rate": "free"}),
    "channels": ({"mail": "mailto:a@b.example"}, {"shop": "https://x.example/1"}),
    "places": (None,),
    "texts": (
        *(None, {"en": {"name": "A thing", "description": "[spring](articles/a.md)"}}),
        {"en": {"summary": "Fine.", "words": {"茶": "tea"}}, "fr": {"name": "Chose"}},
    ),
}
OPTIONS: dict[str, tuple[Any, ...]] = {
    "link_names": (True, False),
    "offline": (True, False),
    "per_page": (3, 1, 24),
    "drafts": (False, True),
    "mode": ("live", "test"),
    "timezone": ("", "Asia/Shanghai", "America/Los_Angeles"),
    "look": (
        *({}, {"hide": ["tags"]}, {"hide": ["related", "series"]}),
        *({"colors": {"seal": "#123456"}}, {"logo": "images/logo.png"}),
        *({"hide": ["authors", "codes"]}, {"hide": ["neighbours", "new", "minutes"]}),
    ),
    "checkout": ({}, {"redirect": 3}),
    "follow": ({}, {"letter": "mailto:l@b.example"}),
    "feeds": (
        *({"podcast": shops.PODCAST}, {}, {"items": 2}, False),
        {"without": ["tags", "history"], "podcast": {**shops.PODCAST, "title": "听"}},
    ),
    "cards": (True, False, {"title_font": "Noto Sans CJK SC"}),
    "languages": (
        *({}, {"en": "English"}, {"zh": "中文", "en": {"words": {"重": "Weight"}}}),
        {"en": {"site_name": "Leaf"}, "zh-Hant": {"words": {"茶壶": "茶盅"}}},
    ),
    "traditional": ("", "auto"),
}
CONFIG: dict[str, tuple[Any, ...]] = {
    "site_name": ("小铺", "A shop"),
    "site_url": ("https://shop.example/", "https://shop.example/below/", None),
    "site_description": (None, "卖茶的", "Tea & more"),
    "copyright": (None, "© me"),
    "extra_css": (["extra.css"], [], ["extra.css", "https://x.example/a.css"]),
    "extra": ({}, {"said": "hello"}),
}
EXTENSIONS = ("footnotes", "tables", "abbr", "admonition", "def_list", "md_in_html")
PLACES = (
    *("content/articles/new.md", "content/articles/summer.md", "content/new.md"),
    *("content/articles/2026-02-02-新.md", "content/articles/deep/one.md"),
    *("content/articles/folder/index.md", "content/tags.md", "content/index.md"),
    *("content/products/tea.md", "content/policies/sending.md", "content/new/index.md"),
    *("content/en/articles/spring.md", "content/en/articles/a.md", "content/en.md"),
    *("content/en/about.md", "content/en/shop.md", "content/zh-hant/a.md"),
    *("content/tags/茶.md", "content/shop/leaf.md", "content/buy/tea.md"),
    *("content/articles/spring/index.md", "content/thanks/tea.md"),
)
SHELVES = ("", "leaf/", "pots/", "digital/", "new-shelf/")
PICTURES = (
    *("content/articles/yard.jpg", "content/articles/lines.svg"),
    *("content/images/logo.png", "content/images/new.png"),
    *("content/en/images/logo.png", "content/en/articles/yard.jpg"),
    *("products/leaf/tea.png", "products/leaf/new.png", "products/new.png"),
    *("products/pots/pot.jpg", "products/pots/shelf.png", "products/pots/new.png"),
)
OTHERS: dict[str, tuple[bytes | None, ...]] = {
    "content/extra.css": (b"p { margin: 0 }\n", b"p { margin: 1 }\n"),
    "content/robots.txt": (b"User-agent: *\n", None, b"User-agent: you\n"),
    "content/articles/spring/index.html": (None, b"<p>mine</p>"),
    "content/404.html": (None, b"<p>lost</p>"),
    "content/sounds/tune.mp3": (b"a tune", b"another tune"),
    "content/files/sub/a.bin": (None, b"\0\1", b"\0\2"),
    "content/files/sub": (None, b"a file, and no folder"),
    "snippets/note.txt": (b"A *note*.\n", b"B *note*.\n", b"[x](spring.md)\n"),
    "theme/cards/wide.yml": (
        *(shops.LAYOUT.encode(), shops.LAYOUT.replace("line", "accent").encode()),
        shops.LAYOUT.replace("96, 64", "90, 60").encode(),
    ),
    "theme/badge.txt": (b"a badge\n", None, b"another\n"),
    "theme/assets/tokens.css": (
        *(b":root { --wenpu-line: #010101; }\n", None),
        b":root { --wenpu-line: #020202; }\n",
    ),
    "theme/components/banner/banner.css": (b".banner { color: red }\n", None),
    "theme/components/banner/banner.html": (
        *(shops.BANNER.encode(), shops.BANNER.replace("2026", "1999").encode()),
    ),
    "theme/partials/hello.svg": (
        *(b"<svg><title>hello</title></svg>", b"<svg><title>olleh</title></svg>"),
    ),
    "theme/components/notice/notice.js": (None, b"window.x = 1;\n"),
    "theme/pages/moved.html": (None, b"<p>{{ page.meta.wenpu.moved.url }}</p>"),
    "theme/sitemap.xml": (None, b"<x>{% for f in pages %}1{% endfor %}</x>"),
    "theme/404.html": (None, b"<p>{{ config.site_name }} {{ base_url }}</p>"),
    "products/promotions.yml": (
        *(None, b"new:\n  name: New\n  percent: 10\n  codes: [{code: NEU}]\n"),
    ),
}
LOCK = """\
version: 1
live:
  shop: shop
  offers:
    OFFERS
"""


def at(day: int) -> None:
    """Let it be so many days after the day of the content."""
    os.environ["SOURCE_DATE_EPOCH"] = str(TODAY + day * DAY)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of the content; whatever a test makes of it ends with it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(TODAY))


class Author(RuleBasedStateMachine):
    """Somebody who writes, sells, changes their mind, and builds after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(prefix="wenpu-law-"))
        self.root, self.other = self.top / "here", self.top / "there"
        self.source: Source = shops.source()
        self.source.texts["content/en/index.md"] = Text({"title": "Leaf"}, "Tea, pots.")
        self.source.texts["content/en/articles/spring.md"] = Text(
            {"title": "Spring", "cover": "yard.jpg"}, "[One](product:tea), a Glass pot."
        )
        self.good: Source = copy.deepcopy(self.source)
        self.drafts = self.stopped = False
        self.day = 0
        self.before: shops.Files = {}

    def teardown(self) -> None:
        shutil.rmtree(self.top)

    @initialize()
    def begin(self) -> None:
        at(0)

    @invariant()
    def the_site_is_as_a_clean_build_makes_it(self) -> None:
        at(self.day)
        for root in (self.root, self.other):
            self.source.write(root)
        here, there = self.built(), self.built_anew()
        assert here.said == there.said
        self.stopped = there.stopped
        if self.stopped:
            assert shops.differing(here.files, self.before) == set()
            return
        assert shops.differing(here.files, there.files) == set()
        assert here.weights == there.weights
        self.good, self.before = copy.deepcopy(self.source), here.files

    @property
    def site(self) -> Path:
        """Where the site is published."""
        return self.root / "site"

    def built(self) -> Outcome:
        """Build in place."""
        return shops.build(self.root, drafts=self.drafts)

    def built_anew(self) -> Outcome:
        """Build the same as if for the first time."""
        return shops.anew(self.other, drafts=self.drafts)

    @precondition(lambda self: self.stopped)
    @rule()
    def mend(self) -> None:
        self.source, self.stopped = copy.deepcopy(self.good), False


Method = Callable[..., None]


def edit(**given: st.SearchStrategy[Any]) -> Callable[[Method], Method]:
    """Return a rule for an edit that nobody makes who has something to mend first."""

    def wrapped(method: Method) -> Method:
        made: Method = rule(**given)(method)  # type: ignore[call-overload]
        ruled: Method = precondition(lambda self: not self.stopped)(made)
        return ruled

    return wrapped


def one_of(values: dict[str, tuple[Any, ...]]) -> st.SearchStrategy[tuple[str, Any]]:
    """Draw a name of *values* and one of what it may be."""
    pairs = [(name, value) for name, all_ in values.items() for value in all_]
    return st.sampled_from(pairs)


def put(into: dict[str, Any], name: str, value: object) -> None:
    """Set *name*, or take it out if *value* is nothing."""
    if value is None:
        into.pop(name, None)
    else:
        into[name] = value


PIECES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
BODIES = st.lists(PIECES | st.sampled_from(BLOCKS), max_size=4).map("\n\n".join)


class Law(Author):
    """The same, with all that an author may do."""

    @edit(data=st.data(), more=PIECES | st.sampled_from(BLOCKS))
    def write_more(self, data: st.DataObject, more: str) -> None:
        one = self.source.texts[data.draw(st.sampled_from(sorted(self.source.texts)))]
        one.body = f"{one.body}\n{more}\n"

    @edit(data=st.data(), body=BODIES)
    def write_anew(self, data: st.DataObject, body: str) -> None:
        one = self.source.texts[data.draw(st.sampled_from(sorted(self.source.texts)))]
        one.body = body

    @edit(data=st.data(), value=one_of(HEADS))
    def say_at_the_top(self, data: st.DataObject, value: tuple[str, Any]) -> None:
        one = self.source.texts[data.draw(st.sampled_from(sorted(self.source.texts)))]
        put(one.head, *value)

    @edit(place=st.sampled_from(PLACES), body=BODIES, value=one_of(HEADS))
    def begin_a_text(self, place: str, body: str, value: tuple[str, Any]) -> None:
        head: dict[str, Any] = {}
        put(head, *value)
        self.source.texts[place] = Text(head, body)

    @edit(data=st.data(), place=st.sampled_from(PLACES))
    def rename_a_text(self, data: st.DataObject, place: str) -> None:
        texts = self.source.texts
        old = data.draw(st.sampled_from(sorted(texts)))
        texts[place] = texts.pop(old)

    @edit(data=st.data())
    def delete_a_text(self, data: st.DataObject) -> None:
        texts = self.source.texts
        if len(texts) > 1:
            del texts[data.draw(st.sampled_from(sorted(texts)))]

    def goods(self) -> list[str]:
        aside = ("shelf.yml", "shipping.yml", "authors.yml")
        return sorted(one for one in self.source.products if not one.endswith(aside))

    @edit(data=st.data(), value=one_of(GOODS))
    def change_a_product(self, data: st.DataObject, value: tuple[str, Any]) -> None:
        put(self.source.products[data.draw(st.sampled_from(self.goods()))], *value)

    @edit(
        name=st.sampled_from(("new", "pot", "digital", "新")),
        shelf=st.sampled_from(SHELVES),
        value=one_of(GOODS),
    )
    def add_a_product(self, name: str, shelf: str, value: tuple[str, Any]) -> None:
        made: dict[str, Any] = {"name": f"物{name}", "price": "5.00"}
        put(made, *value)
        self.source.products[f"products/{shelf}{name}.yml"] = made

    @edit(data=st.data(), shelf=st.sampled_from(SHELVES))
    def move_a_product(self, data: st.DataObject, shelf: str) -> None:
        old = data.draw(st.sampled_from(self.goods()))
        name = old.rpartition("/")[2]
        self.source.products[f"products/{shelf}{name}"] = self.source.products.pop(old)

    @edit(data=st.data())
    def delete_a_product(self, data: st.DataObject) -> None:
        if len(self.goods()) > 1:
            del self.source.products[data.draw(st.sampled_from(self.goods()))]

    @edit(
        name=st.sampled_from(("leaf", "pots", "new-shelf")),
        key=st.sampled_from(("name", "summary", "description", "order")),
        value=st.sampled_from((None, "架子", "Shelf", 2, "[x](articles/summer.md)")),
    )
    def change_a_shelf(self, name: str, key: str, value: object) -> None:
        put(
            self.source.products.setdefault(f"products/{name}/shelf.yml", {}),
            key,
            value,
        )

    @edit(
        who=st.sampled_from(("lin", "meng", "孟")),
        key=st.sampled_from(("name", "bio", "place", "website", "picture")),
        value=st.sampled_from((None, "某人", "https://a.example/", "images/logo.png")),
    )
    def change_a_person(self, who: str, key: str, value: object) -> None:
        put(self.source.products["content/authors.yml"].setdefault(who, {}), key, value)

    @edit(
        name=st.sampled_from(("standard", "free")),
        price=st.sampled_from(("0.00", "8.00", "12.00")),
    )
    def change_what_sending_costs(self, name: str, price: str) -> None:
        self.source.products["products/shipping.yml"][name]["price"] = price

    @edit(place=st.sampled_from(PICTURES), shade=st.integers(0, 3))
    def change_a_picture(self, place: str, shade: int) -> None:
        """Of the same size, too; a picture may also be taken away."""
        made = shops.drawn(
            ("red", "blue", "green", "gray")[shade], (40, 30 + shade // 2)
        )
        if place.endswith(".jpg"):
            made = shops.photo(shade, (48, 32 + shade // 2))
        if place.endswith(".svg"):
            made = shops.svg(20 + shade)
        self.source.files[place] = made

    @edit(place=st.sampled_from(PICTURES))
    def take_a_picture_away(self, place: str) -> None:
        self.source.files.pop(place, None)

    @edit(value=one_of(OTHERS))
    def change_a_file(self, value: tuple[str, Any]) -> None:
        name, data = value
        if data is not None:  # What was a file becomes a folder, or the other way.
            for other in [*self.source.files]:
                if other.startswith(f"{name}/") or name.startswith(f"{other}/"):
                    del self.source.files[other]
        put(self.source.files, name, data)

    @edit(value=one_of(OPTIONS))
    def change_an_option(self, value: tuple[str, Any]) -> None:
        put(self.source.ours, *value)

    @edit(value=one_of(CONFIG))
    def change_the_config(self, value: tuple[str, Any]) -> None:
        put(self.source.config, *value)

    @edit(language=st.sampled_from(("zh", "en")))
    def speak(self, language: str) -> None:
        self.source.config["theme"]["language"] = language

    @edit(name=st.sampled_from(EXTENSIONS))
    def use_an_extension(self, name: str) -> None:
        known = self.source.config["markdown_extensions"]
        if name in known:
            known.remove(name)
        else:
            known.append(name)

    @edit(options=st.sampled_from(({}, {"permalink": True}, {"toc_depth": 2})))
    def change_its_options(self, options: dict[str, Any]) -> None:
        known = self.source.config["markdown_extensions"]
        known[:] = [one for one in known if one != "toc" and "toc" not in one]
        known.append({"toc": options} if options else "toc")

    @edit(
        skus=st.lists(st.sampled_from(("tea", "pot", "cup-small", "set")), unique=True),
        left=st.integers(0, 3),
    )
    def apply(self, skus: list[str], left: int) -> None:
        url = "https://buy.example/{sku}"
        offers = [
            f'{sku}: {{url: "{url.format(sku=sku)}", stock: 3, left: {left}}}'
            for sku in sorted(skus)
        ]
        text = LOCK.replace("OFFERS", "\n    ".join(offers))
        put(self.source.files, "checkout.lock.yml", text.encode() if skus else None)

    @edit()
    def commit(self) -> None:
        """Git takes down what was built; what is told of it, nobody has edited."""
        when = datetime.fromtimestamp(TODAY, UTC) + timedelta(days=self.day)
        for root in (self.root, self.other):
            if not (root / ".git").exists():
                repositories.begin(root)
            repositories.commit(root, when, "products", "mkdocs.yml")

    @edit()
    def lose_the_history(self) -> None:
        for root in (self.root, self.other):
            shutil.rmtree(root / ".git", ignore_errors=True)

    @edit(days=st.sampled_from((1, 2, 3, -2)))
    def wait(self, days: int) -> None:
        self.day += days

    @edit()
    def show_drafts(self) -> None:
        self.drafts = not self.drafts

    @edit()
    def use_another_plugin(self) -> None:
        plugins = self.source.config["plugins"]
        if "search" in plugins:
            plugins.remove("search")
        else:
            plugins.append("search")

    # What befalls what was built.

    @edit()
    def let_mkdocs_build_it(self) -> None:
        shops.by_mkdocs(self.root, "site")

    @edit(data=st.data())
    def lose_a_file(self, data: st.DataObject) -> None:
        (self.site / self.some(data)).unlink()

    @edit(data=st.data(), by=st.sampled_from((b"", b"half", None)))
    def spoil_a_file(self, data: st.DataObject, by: bytes | None) -> None:
        path = self.site / self.some(data)
        path.write_bytes(by if by is not None else path.read_bytes()[::-1])

    @edit(data=st.data())
    def put_a_folder_in_its_place(self, data: st.DataObject) -> None:
        path = self.site / self.some(data)
        path.unlink()
        (path / "sub").mkdir(parents=True)
        (path / "sub/strange.html").write_bytes(b"strange")

    @edit(data=st.data())
    def put_a_file_in_place_of_a_folder(self, data: st.DataObject) -> None:
        path = self.site / self.some(data)
        if path.parent != self.site:
            shutil.rmtree(path.parent)
            path.parent.write_bytes(b"strange")

    @edit(data=st.data())
    def lead_a_folder_elsewhere(self, data: st.DataObject) -> None:
        path = self.site / self.some(data)
        if path.parent != self.site:
            shutil.rmtree(self.root / "elsewhere", ignore_errors=True)
            shutil.move(path.parent, self.root / "elsewhere")
            path.parent.symlink_to(self.root / "elsewhere")

    @edit(name=st.sampled_from(("strange.html", "a/b/c.html", "index.html.wenpu-part")))
    def leave_something(self, name: str) -> None:
        path = self.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"strange")

    @edit(data=st.data(), keep=st.sampled_from((0.0, 0.5, 0.99)))
    def break_the_cache(self, data: st.DataObject, keep: float) -> None:
        names = shops.found(self.root / ".wenpu/cache")
        if names:
            path = (
                self.root / ".wenpu/cache" / data.draw(st.sampled_from(sorted(names)))
            )
            path.write_bytes(path.read_bytes()[: int(len(names[path.name]) * keep)])

    @edit()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.root / ".wenpu/cache", ignore_errors=True)

    @edit()
    def touch_everything(self) -> None:
        for path in (self.site).rglob("*"):
            os.utime(path, (TODAY, TODAY))

    def some(self, data: st.DataObject) -> str:
        names = sorted(one for one in self.before if self.is_there(one))
        return data.draw(st.sampled_from(names))

    def is_there(self, name: str) -> bool:
        return (self.site / name).is_file()


class Previewed(Law):
    """The same in a preview, where one process builds again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = shops.preview(self.root)

    def built(self) -> Outcome:
        return shops.shown(self.preview)

    def built_anew(self) -> Outcome:
        shutil.rmtree(self.other / ".wenpu", ignore_errors=True)
        return shops.shown(shops.preview(self.other))

    @property
    def site(self) -> Path:
        return self.preview.folder


def test_each_file_counts(tmp_path: Path) -> None:
    """One file after another is changed, and nothing else: no page is left behind."""
    here, there, source = tmp_path / "here", tmp_path / "there", shops.source()
    changed = [
        ("content/articles/lines.svg", shops.svg(30)),
        ("content/articles/yard.jpg", shops.photo(9)),
        ("content/images/logo.png", shops.drawn("blue")),
        ("products/leaf/tea.png", shops.drawn("blue")),
        ("products/pots/pot.jpg", shops.photo(9)),
        *((name, data) for name, all_ in OTHERS.items() for data in all_[1:] if data),
    ]
    source.write(here)
    shops.build(here)
    for name, data in changed:
        before, source.files[name] = source.files.get(name), data
        for root in (here, there):
            source.write(root)
        made = shops.build(here)
        if before is None:
            del source.files[name]
        else:
            source.files[name] = before

        assert made.built
        assert shops.differing(made.files, shops.anew(there).files) == set(), name


@pytest.mark.parametrize("plugins", [["wenpu"], ["wenpu", "search"]])
def test_no_way_leads_out_of_a_site(plugins: list[str], tmp_path: Path) -> None:
    """Neither where we build nor where MkDocs does: nothing elsewhere is published."""
    at(0)
    source, root, other = shops.source(), tmp_path / "here", tmp_path / "there"
    source.config["plugins"] = plugins
    for one in (root, other):
        source.write(one)
    shops.build(root, drafts=False)
    shutil.move(root / "site/articles", root / "elsewhere")
    (root / "site/articles").symlink_to(root / "elsewhere")

    here, there = shops.build(root, drafts=False), shops.anew(other, drafts=False)

    assert not (root / "site/articles").is_symlink()
    assert shops.differing(here.files, there.files) == set()


def test_a_preview_goes_on_when_somebody_else_has_built(tmp_path: Path) -> None:
    """In its process, as with MkDocs: what it is told stays what it was told."""
    here, there, source = tmp_path / "here", tmp_path / "there", shops.source()
    for root in (here, there):
        source.write(root)
    preview = shops.preview(here)
    shops.shown(preview)
    shops.by_mkdocs(here, "site")

    seen = shops.shown(preview)

    wanted = shops.shown(shops.preview(there))
    assert shops.differing(seen.files, wanted.files) == set()


def checked(machine: type[Law], examples: int) -> None:
    """Let *machine* do what it likes, so many times."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_build_makes_the_site_that_a_clean_build_makes() -> None:
    """After any sequence of edits, and whatever befell the folder: to the byte."""
    checked(Law, EXAMPLES)


def test_a_preview_shows_the_site_that_a_new_one_would() -> None:
    """However long it has been running, and whatever stopped it meanwhile."""
    checked(Previewed, EXAMPLES // 3)
