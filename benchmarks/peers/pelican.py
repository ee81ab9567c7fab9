"""
Pelican with its own theme and its cache, which is asked what has changed by content.

Articles are its articles, products its pages; feeds are off, as ours are in this shop.
"""

from pathlib import Path

from peers.installing import pip
from peers.peer import Peer
from peers.texts import Texts, copy, linked, write

SETTINGS = """\
SITENAME = "Benchmark"
SITEURL = ""
PATH = "content"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
DEFAULT_PAGINATION = 24
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["products"]
STATIC_PATHS = ["articles", "products"]
ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
PAGE_URL = "products/{slug}/"
PAGE_SAVE_AS = "products/{slug}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "md5"
OUTPUT_PATH = "site"
"""


def lay_out(texts: Texts, root: Path, _: Path) -> None:
    """Write articles, products and the settings."""
    write(root / "pelicanconf.py", SETTINGS)
    for story in texts.stories:
        folder = root / "content/articles" / story.name
        fields = {
            "Title": story.head["title"],
            "Date": story.head["date"],
            "Slug": story.name,
            "Tags": ", ".join(story.head["tags"]),
            "Author": story.head["authors"][0],
            "Category": story.head.get("series", story.head["tags"][0]),
        }
        write(folder / "index.md", _text(fields, linked(story)))
        copy(story.cover, folder / story.cover.name)
    for thing in texts.things:
        fields = {"Title": thing.head["name"], "Slug": thing.id}
        write(root / f"content/products/{thing.id}.md", _text(fields, thing.body))
        copy(thing.picture, root / f"content/products/{thing.id}.svg")


def _text(fields: dict[str, object], body: str) -> str:
    return "".join(f"{key}: {said}\n" for key, said in fields.items()) + f"\n{body}"


RUN = ("{home}/bin/pelican", "-q", "-s", "pelicanconf.py")
PEER = Peer(
    name="pelican",
    title="Pelican 4.12.0, its own theme, cached",
    pins=("pelican==4.12.0", "markdown==3.11.3"),
    install=pip,
    write=lay_out,
    build=RUN,
    serve=(*RUN, "--autoreload", "--listen", "--port", "{port}"),
    caches=("cache", "__pycache__"),
)
