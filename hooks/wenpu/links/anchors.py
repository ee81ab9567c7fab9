"""Write the places of mentions into an article's Markdown: pages can lead there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wenpu import prose, stamps
from wenpu.links.destinations import SCHEME
from wenpu.model import Article, Graph, Mention, MentionKind, Site
from wenpu.patterns import later

# What could make a name more than its letters, as far as a backslash can stop it.
MARKS = later(r"[\\`*_{}\[\]]")

Edit = tuple[int, int, str]


class Bodies(Mapping[str, str]):
    """The texts of all articles, by their `src`, as `marked` makes them when asked."""

    def __init__(self, site: Site, graph: Graph) -> None:
        self.site, self.graph = site, graph

    def __getitem__(self, src: str) -> str:
        article, mentions = self.site.articles[src], self.graph.articles.get(src, ())
        link_names = self.site.settings.link_names
        return marked(article, mentions, link_names=link_names)

    @property
    def marks(self) -> dict[str, bytes]:
        """The stamp of each, without making it. Settings are part of no stamp."""
        found = self.graph.marks
        return {
            src: one.said + found.get(src, stamps.NONE)
            for src, one in self.site.articles.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self.site.articles)

    def __len__(self) -> int:
        return len(self.site.articles)


def marked(article: Article, mentions: Sequence[Mention], *, link_names: bool) -> str:
    """
    Return the body of *article* in which each of its *mentions* carries its anchor.

    Destinations end in it, as in `product:id#m3`; with *link_names* a plain name has
    become a link as well.
    """
    edits = [*_explicit(article, mentions)]
    if link_names:
        edits += _named(article, mentions)
    body = article.body
    for start, end, text in sorted(edits, reverse=True):
        body = body[:start] + text + body[end:]
    return body


def _explicit(article: Article, mentions: Iterable[Mention]) -> Iterator[Edit]:
    links = {link.start: link for link in prose.links(article.body)}
    for mention in mentions:
        if mention.kind in {MentionKind.CARD, MentionKind.LINK}:
            yield _pinned(links[mention.start], _place(mention))


def _named(article: Article, mentions: Iterable[Mention]) -> Iterator[Edit]:
    for mention in mentions:
        if mention.kind is MentionKind.NAMED:
            words = MARKS.sub(r"\\\g<0>", article.body[mention.start : mention.end])
            yield mention.start, mention.end, f"[{words}]({_place(mention)})"


def _pinned(link: prose.Link, place: str) -> Edit:
    """Put *place* into *link*; what refers to a list of links gets its own address."""
    if link.form is prose.Form.REFERENCE:
        return link.text_end, link.end, f"]({place})"
    return link.dest_start, link.dest_end, place


def _place(mention: Mention) -> str:
    variant = f"/{mention.variant}" if mention.variant else ""
    return f"{SCHEME}{mention.product}{variant}#{mention.anchor}"
