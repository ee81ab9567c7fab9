"""The articles that speak of a product, with the very sentence and who wrote it."""

from collections.abc import Iterable, Iterator, Sequence

from wenpu.model import Article, Mention, MentionKind, Product
from wenpu.pages.view import Dict, View

MEANT = list(MentionKind)

UNFOLDED = 4
"""So many articles are quoted at once; the others are a tap away."""

MOST_PLACES = 3
"""So many sentences of one article; more would be reading it twice."""


def stories(view: View, one: Product) -> Dict:
    """Return the articles that speak of *one*, the most meant first."""
    found = [
        story | {"folded": place >= UNFOLDED}
        for place, story in enumerate(_stories(view, one))
    ]
    folded = max(len(found) - UNFOLDED, 0)
    more = view.words.say("stories_folded", n=folded) if folded else ""
    return {"stories": found, "stories_more": more}


def _stories(view: View, one: Product) -> Iterator[Dict]:
    told = _by_article(view, view.shared.graph.products.get(one.id, ()))
    for src in sorted(told, key=lambda src: _faintness(told[src])):
        yield _story(view, view.site.articles[src], told[src])


def tellers(view: View, products: Iterable[Product]) -> list[Article]:
    """Return the articles that are about any of *products*, the most meant first."""
    said = view.shared.graph.products
    told = _by_article(view, (m for one in products for m in said.get(one.id, ())))
    ranked = sorted(told, key=lambda src: _rank(told[src]))
    return [view.site.articles[src] for src in ranked]


def _by_article(view: View, mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Return *mentions* by the `src` of their article, the newest first."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.article, []).append(mention)
    articles = view.site.articles
    newest = sorted(found, key=lambda src: articles[src].age)
    return {src: found[src] for src in newest}


def _rank(mentions: Sequence[Mention]) -> int:
    """Tell how a product is meant at most: listed, as a card, linked, only named."""
    return min(MEANT.index(one.kind) for one in mentions)


def _faintness(mentions: Sequence[Mention]) -> int:
    """Tell how little an article means a product; one without a sentence, least."""
    quoted = any(one.sentence for one in mentions)
    return _rank(mentions) if quoted else len(MEANT)


def _story(view: View, article: Article, mentions: Sequence[Mention]) -> Dict:
    teaser = view.teaser(article)
    placed = [one for one in mentions if one.sentence]
    return {
        "title": article.title,
        "url": teaser["url"],
        "date": teaser["date"],
        "date_iso": teaser["date_iso"],
        "kind": str(mentions[0].kind),
        "authors": [view.person(key) for key in article.authors],
        "places": [_place(view, teaser["url"], one) for one in placed[:MOST_PLACES]],
    }


def _place(view: View, url: str, mention: Mention) -> Dict:
    words = mention.words or mention.sentence  # A card may have no caption.
    before, _, after = mention.sentence.partition(words)
    parts = {"before": before, "words": words, "after": after}
    anchor = view.anchor(mention)
    return {**parts, "url": f"{url}#{anchor}" if anchor else url}
