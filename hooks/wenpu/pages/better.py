"""What has become better in the shop, as the page of what is new shows it."""

from collections.abc import Iterable, Iterator, Mapping

from wenpu.model import News, NewsKind, Product
from wenpu.pages.view import Dict, View


def parts(view: View, most: int) -> list[Dict]:
    """
    Return what costs less than before, and what is back, each under its title.

    A part shows as many products as *most*, the newest first; none is empty.
    """
    news, words = dict(view.shared.site.news), view.words.text
    both = {kind: list(_of(view.shared.listed, news, kind)) for kind in NewsKind}
    return [
        {
            "title": words[f"news_{kind}_title"],
            "products": [_tile(view, *pair) for pair in sorted(found, key=_age)[:most]],
        }
        for kind, found in both.items()
        if found
    ]


def _of(
    listed: Iterable[Product], news: Mapping[str, Iterable[News]], kind: NewsKind
) -> Iterator[tuple[News, Product]]:
    """Return the products with news of that *kind*, each with the last of them."""
    for one in listed:
        if told := [new for new in news.get(one.id, ()) if new.kind is kind]:
            yield max(told, key=lambda new: new.day), one


def _age(pair: tuple[News, Product]) -> tuple[int, str]:
    new, one = pair
    return -new.day.toordinal(), one.id


def _tile(view: View, new: News, one: Product) -> Dict:
    """Return the tile of *one*; without variants it says what it cost before."""
    tile = view.tile(one)
    if not new.before or new.variant or tile["price"]["was"]:
        return tile
    was = view.words.money(new.before)
    return {**tile, "price": {**tile["price"], "was": was}}
