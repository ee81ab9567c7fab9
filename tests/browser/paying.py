"""The shop of states with its till open: pages as they are once a lock tells links."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from tests import tills
from tests.tills import Till

from wenpu import shop
from wenpu import site as sites
from wenpu.build import assets
from wenpu.model import Channel, Picture, Settings
from wenpu.pages import GeneratedPage
from wenpu.shop import Shop

STATES = Path(__file__).with_name("states")
DAY = date(2026, 11, 22)
PAY = "https://pay.example/b/"
TOLD = "articles/cards.md"
FOLLOW = (
    Channel(
        "wechat", "公众号「百样」", "", Picture("", "media/all/code.svg", 430, 430)
    ),
    Channel("mastodon", "长毛象", "https://mastodon.example/@all"),
)
STORY: dict[str, Any] = {
    "items": [
        {"product": "plain", "quantity": 2},
        {"product": "from-to", "variant": "large"},
        {"product": "no-picture"},
    ],
    "price": "372.00",
    "link": f"{PAY}story",
}


def publish(folder: Path, redirect: int = 0) -> Path:
    """Write that shop into *folder*; its doors lead on after *redirect* seconds."""
    found = paying(redirect)
    env = _engine()
    every = (*found.pages.written.values(), *found.pages.generated.values())
    for page in every:
        _write(folder / page.url / "index.html", _shown(env, found, page))
    for name, text in assets.bundle([assets.THEME]).items():
        _write(folder / name, text)
    for uri in sites.media(STATES / "products"):
        path = STATES / "products" / uri.removeprefix(f"{sites.MEDIA}/")
        _copy(path, folder / uri)
    for path in (STATES / "content").glob("*.svg"):
        _copy(path, folder / path.name)
    return folder


def paying(redirect: int) -> Shop:
    """Return the shop of states, every offer of it with a link."""
    wanted = Settings("百样", DAY, "https://wenpu.example/", drafts=True)
    found = shop.load(STATES, wanted)
    till = Till(
        links={sku: f"{PAY}{sku}" for sku in found.site.offers},
        articles={TOLD: {"bundle": True, "promotion": "BAI10"}},
        products={"no-story": {"paid_here": False}},
        stories={TOLD: STORY},
        checkout={"redirect": redirect},
        follow=FOLLOW,
    )
    return tills.opened(found, till)


def _engine() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.THEME), autoescape=False
    )


def _shown(env: jinja2.Environment, found: Shop, page: GeneratedPage) -> str:
    """Return *page* as a browser gets it; of an article's text only its cards."""
    template = env.get_template(str(page.meta["template"]))
    content = "".join(_cards(env, found, page))
    return template.render(page={"meta": page.meta, "content": content})


def _cards(env: jinja2.Environment, found: Shop, page: GeneratedPage) -> Iterator[str]:
    wenpu: Any = page.meta["wenpu"]
    macro: Any = env.get_template("components/card/card.html").module
    for one in wenpu["article"]["shop"] if wenpu["kind"] == "article" else []:
        card = found.desk.card(page.url, one["id"], "", one["caption"])
        yield macro.card({**card, "anchor": one["anchor"]}, wenpu["site"]["words"])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)
