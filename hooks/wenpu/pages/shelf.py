"""
The shop and its shelves, whole and filtered.

A filter is a page of its own, so that it works as a link: what can be bought now, and
each kind of product where there are several; in the whole shop what moves by itself,
such as what came this week. It is there only if it leaves something out, and search
engines are shown the whole shelf instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from wenpu import addresses, facts
from wenpu.model import Kind, Product, Shelf
from wenpu.pages import buying, moving, paging
from wenpu.pages.frame import Batch, Frame, Made
from wenpu.pages.lists import on_shelf, shelf_links
from wenpu.pages.view import Dict, Shared, View

AVAILABLE = "available"
GLANCE = 4
"""So many products are seen at a glance: nobody filters them."""


class Range(Struct, frozen=True):
    """What one page of the shop shows: a shelf or all of it, filtered or not."""

    shelf: Shelf | None
    products: Sequence[Product]
    filters: Mapping[str, Sequence[Product]]
    slugs: Mapping[str, str]
    filter: str = ""

    @property
    def shown(self) -> Sequence[Product]:
        """The products that are shown."""
        return self.filters[self.filter] if self.filter else self.products

    @property
    def whole(self) -> str:
        """Where all of them are shown."""
        return self.shelf.url if self.shelf else "shop/"

    def url(self, name: str) -> str:
        """Return where they are filtered by *name*, "" for no filter."""
        return f"{self.whole}{self.slugs[name]}/" if name else self.whole


def shop(frame: Frame) -> Iterator[Batch]:
    """Return the pages of the shop, of each shelf, and of their filters."""
    yield Batch("shop", lambda: _ranges(frame, None, frame.shared.listed))
    for name in frame.shared.raw.shelves:
        yield Batch(f"shelf:{name}", partial(_shelf, frame, name))


def _shelf(frame: Frame, name: str) -> Iterator[Made]:
    shared = frame.shared
    yield from _ranges(frame, shared.site.shelves[name], on_shelf(shared, name))


def _ranges(
    frame: Frame, shelf: Shelf | None, products: Sequence[Product]
) -> Iterator[Made]:
    found = filters(frame.shared, products, moved=not shelf)
    names = [AVAILABLE, *moving.NAMES, *Kind]
    slugs = addresses.slugs(names, taken=_taken(frame, shelf))
    for name in ("", *found):
        yield from _pages(frame, Range(shelf, products, found, slugs, name))


def _taken(frame: Frame, shelf: Shelf | None) -> Sequence[str]:
    """Return the names of shelves: `/shop/digital/` may be one, and then stays it."""
    return () if shelf else list(frame.shared.site.shelves)


def filters(
    shared: Shared, products: Sequence[Product], *, moved: bool = False
) -> dict[str, list[Product]]:
    """
    Return what each filter leaves of *products*, if it is a part of them.

    What has *moved* by itself is looked for only where all products are.
    """
    if len(products) <= GLANCE:
        return {}
    parts = {
        AVAILABLE: [one for one in products if one.best_state(shared.today).buyable],
        **(moving.shelves(shared, products) if moved else {}),
    }
    for kind in Kind:
        parts[str(kind)] = [one for one in products if one.kind is kind]
    return {name: part for name, part in parts.items() if 0 < len(part) < len(products)}


def _pages(frame: Frame, one: Range) -> Iterator[Made]:
    url, base = one.url(one.filter), frame.shared.site.settings.url
    parts = paging.parts(frame, one.shown)
    size = frame.shared.site.settings.per_page
    for number, part in enumerate(parts, 1):
        here = paging.numbered(url, number)
        view = frame.view(here)
        shown = {
            **_about(view, one),
            "products": [buying.tile(view, product) for product in part],
            "pager": paging.pager(view, url, number, len(parts)),
        }
        made = Made(
            url=here,
            src_uri=f"{here}index.md",
            kind="shelf" if one.shelf else "shop",
            template="shelf",
            title=paging.title(frame, _title(view, one), number),
            description=one.shelf.summary if one.shelf else "",
            values={"shelf": shown},
            crumbs=[("shop", "shop/")] if one.shelf else (),
            cover=one.shelf.picture if one.shelf else None,
            facts=facts.item_list(
                frame.shared.site,
                [product.url for product in part],
                (number - 1) * size + 1,
            ),
            feed="" if one.shelf or one.filter else "products.xml",
            body=one.shelf.description if one.shelf and here == one.whole else "",
        )
        yield _hidden(made, base and f"{base}{one.whole}") if one.filter else made


def _hidden(made: Made, canonical: str) -> Made:
    """Tell search engines to follow what it links to, and to keep the whole shelf."""
    values = {**made.values, "canonical": canonical}
    return made.but(values=values, robots="noindex,follow", facts=())


def _title(view: View, one: Range) -> str:
    name = one.shelf.name if one.shelf else view.words.text["shop"]
    return f"{name} · {_name(view, one.filter)}" if one.filter else name


def _about(view: View, one: Range) -> Dict:
    shelf = one.shelf
    return {
        "title": shelf.name if shelf else view.words.text["shop"],
        "summary": shelf.summary if shelf else "",
        "picture": view.picture(shelf.picture, "") if shelf else {},
        "shelves": _shelves(view, shelf),
        "filters": _filters(view, one),
        "empty_text": view.words.text["empty_shelf"],
    }


def _shelves(view: View, current: Shelf | None) -> list[Dict]:
    """Return all of the shop and then every shelf; nothing where there are none."""
    shelves = shelf_links(view, current)
    whole = {
        "name": view.words.text["all"],
        "url": view.to("shop/"),
        "count": len(view.shared.listed),
        "current": current is None,
    }
    return [whole, *shelves] if shelves else []


def _filters(view: View, one: Range) -> list[Dict]:
    parts = {"": one.products, **one.filters} if one.filters else {}
    return [
        {
            "name": _name(view, name),
            "url": view.to(one.url(name)),
            "count": len(part),
            "current": name == one.filter,
        }
        for name, part in parts.items()
    ]


def _name(view: View, name: str) -> str:
    kinds = {str(kind) for kind in Kind}
    return view.words.text[
        f"kind_{name}" if name in kinds else f"filter_{name or 'all'}"
    ]
