"""
The page of all numbers: who was told one in a video or on paper types it there.

It is what an account's automatic answers are ("send 101"), as a page of the site.
"""

from collections.abc import Iterable, Iterator

from wenpu.model import Article, Product
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.view import Dict, View

URL = "codes/"


def codes(frame: Frame) -> Iterator[Batch]:
    """Return the page of all codes, if there is any and an author shows them."""
    hidden = "codes" in frame.shared.site.settings.look.hidden
    if frame.shared.names["codes"] and not hidden:
        yield Batch("codes", lambda: _pages(frame))


def _pages(frame: Frame) -> Iterable[Made]:
    view, text = frame.view(URL), frame.words.text
    title, summary = text["codes"], text["codes_summary"]
    found = [_one(view, one) for one in frame.shared.coded["all"]]
    values = {"codes": {"title": title, "summary": summary, "codes": found}}
    return [Made(URL, f"{URL}index.md", "codes", "codes", title, summary, values)]


def _one(view: View, one: Article | Product) -> Dict:
    title = one.title if isinstance(one, Article) else one.name
    kind = "codes_article" if isinstance(one, Article) else "codes_product"
    return {
        "code": one.code,
        **view.link(title, one.url),
        "kind": view.words.text[kind],
    }
