"""
A Site as it is read becomes the Site of one language; and where else each page is.

What an author has written in that language takes the place of what the first says; the
twin in the other script is made of the first. Ids and prices stay as they are, and so
do addresses, but for those that are made of words, as of tags: a page is found at the
same place in each language, and a till knows one product.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import memory, prose, stamps
from wenpu.han import traditional
from wenpu.model import (
    Article,
    Author,
    Channel,
    Cue,
    Language,
    Offer,
    Page,
    Podcast,
    Product,
    Question,
    Shelf,
    Site,
    Texts,
)
from wenpu.patterns import later
from wenpu.problems import Level, Problem, Spot, closest
from wenpu.words import HANT

Say = Callable[[str], str]
"""Return a short text in another language."""

ROOMS = ("", "articles/", "shop/", "search/", "new/", "offline/", "thanks/")
"""Pages that a site has in each of its languages."""

NO_TEXTS = Texts()
HAN = later(f"[{prose.HAN}]")
LETTERS = later(r"[^\W\d_]{3}")
"""What is no number with its unit."""


def spoken(site: Site) -> Site:
    """Return *site* in the language that its settings ask for."""
    language = site.settings.spoken
    if language.is_twin:
        return _twin(site)
    say = _glossary(language.words)
    products = {k: _product(one, language) for k, one in site.products.items()}
    shelves = {k: _shelf(one, language) for k, one in site.shelves.items()}
    rates = {k: replace(one, name=say(one.name)) for k, one in site.rates.items()}
    follow = tuple(_channel(one, say) for one in site.settings.follow)
    settings = replace(site.settings, follow=follow)
    made = replace(site, products=products, shelves=shelves, rates=rates)
    return replace(made, settings=settings)


def _glossary(words: Mapping[str, str], texts: Texts = NO_TEXTS) -> Say:
    known = {**words, **texts.words}
    return lambda text: known.get(text, text)


def _product(one: Product, language: Language) -> Product:
    """Return *one* in *language*: a long text that it does not have there is none."""
    texts = one.texts.get(language.tag, NO_TEXTS)
    bare = replace(one, texts={}) if one.texts else one
    if not language.path:
        return bare
    return replace(
        _worded(bare, _glossary(language.words, texts)),
        name=texts.name or one.name,
        summary=texts.summary or one.summary,
        description=texts.description,
        description_line=texts.description_line,
        aliases=texts.aliases or one.aliases,
    )


def _shelf(one: Shelf, language: Language) -> Shelf:
    if not language.path:
        return replace(one, texts={}) if one.texts else one
    texts = one.texts.get(language.tag, NO_TEXTS)
    return replace(
        one,
        texts={},
        name=texts.name or language.words.get(one.name, one.name),
        summary=texts.summary or one.summary,
        description=texts.description,
    )


def _worded(one: Product, say: Say) -> Product:
    """Return *one* with its short texts in another language."""
    return replace(
        one,
        offers=tuple(_offer(offer, say) for offer in one.offers),
        tags=_all(one.tags, say),
        specs=tuple((say(name), say(value)) for name, value in one.specs),
        places=_all(one.places, say),
        slots=_all(one.slots, say),
        questions=tuple(_question(asked, say) for asked in one.questions),
        channels=tuple(_channel(where, say) for where in one.channels),
    )


def _all(texts: Iterable[str], say: Say) -> tuple[str, ...]:
    return tuple(map(say, texts))


def _offer(one: Offer, say: Say) -> Offer:
    options = tuple((say(name), say(value)) for name, value in one.options)
    return replace(one, options=options)


def _question(one: Question, say: Say) -> Question:
    return replace(one, label=say(one.label), choices=_all(one.choices, say))


def _channel(one: Channel, say: Say) -> Channel:
    return replace(one, label=say(one.label))


class Script(Struct, frozen=True, dict=True):
    """How the twin writes: as OpenCC does, but for *words* that an author corrects."""

    words: Mapping[str, str]

    @cached_property
    def known(self) -> re.Pattern[str]:
        """What finds those words, the longest first."""
        longest = sorted(self.words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest)))

    def __call__(self, text: str) -> str:
        """Return *text* in the other script."""
        if not self.words:
            return traditional(text)
        at, pieces = 0, []
        for one in self.known.finditer(text):
            pieces += [traditional(text[at : one.start()]), self.words[one[0]]]
            at = one.end()
        return "".join([*pieces, traditional(text[at:])])

    def body(self, text: str) -> str:
        """Return Markdown in the other script: code and addresses stay as they are."""

        def made() -> str:
            at, pieces = 0, []
            for start, end in prose.literal(text):
                pieces += [self(text[at:start]), text[start:end]]
                at = end
            return "".join([*pieces, self(text[at:])])

        key = partial(stamps.of, (text, self.words))
        return memory.recall("traditional", key, made)


def _twin(site: Site) -> Site:
    """Return *site* in the other script."""
    settings = site.settings
    say = Script(settings.spoken.words)
    follow = tuple(_channel(one, say) for one in settings.follow)
    return replace(
        site,
        settings=replace(settings, follow=follow),
        products={k: _product_twin(one, say) for k, one in site.products.items()},
        shelves={k: _shelf_twin(one, say) for k, one in site.shelves.items()},
        rates={k: replace(one, name=say(one.name)) for k, one in site.rates.items()},
        articles={k: _article_twin(one, say) for k, one in site.articles.items()},
        pages={k: _page_twin(one, say) for k, one in site.pages.items()},
        authors={k: _author_twin(one, say) for k, one in site.authors.items()},
        podcast=_podcast_twin(site.podcast, say) if site.podcast else None,
    )


def _product_twin(one: Product, say: Script) -> Product:
    texts = one.texts.get(HANT, NO_TEXTS)
    made = _worded(one, _glossary(say.words, texts)) if texts.words else one
    return replace(
        _worded(made, say),
        texts={},
        name=texts.name or say(one.name),
        summary=texts.summary or say(one.summary),
        description=texts.description or say.body(one.description),
        aliases=texts.aliases or _all(one.aliases, say),
    )


def _shelf_twin(one: Shelf, say: Script) -> Shelf:
    texts = one.texts.get(HANT, NO_TEXTS)
    return replace(
        one,
        texts={},
        name=texts.name or say(one.name),
        summary=texts.summary or say(one.summary),
        description=texts.description or say.body(one.description),
    )


def _article_twin(one: Article, say: Script) -> Article:
    """Old addresses are left to the first language: they were never of the twin."""
    heard = one.recording
    cues = tuple(_cue(cue, say) for cue in heard.cues) if heard else ()
    return replace(
        one,
        title=say(one.title),
        summary=say(one.summary),
        body=say.body(one.body),
        tags=_all(one.tags, say),
        series=say(one.series),
        aliases=(),
        recording=replace(heard, cues=cues) if heard else None,
    )


def _cue(one: Cue, say: Script) -> Cue:
    return replace(one, text=say(one.text))


def _page_twin(one: Page, say: Script) -> Page:
    return replace(
        one,
        title=say(one.title),
        body=say.body(one.body),
        description=say(one.description),
    )


def _podcast_twin(one: Podcast, say: Script) -> Podcast:
    return replace(
        one,
        title=say(one.title),
        author=say(one.author),
        description=say(one.description),
    )


def _author_twin(one: Author, say: Script) -> Author:
    return replace(
        one,
        name=say(one.name),
        bio=say(one.bio),
        place=say(one.place),
    )


def addresses(site: Site) -> set[str]:
    """Return where pages stand that other languages may have at the same place."""
    articles, products = [*site.articles.values()], [*site.products.values()]
    coded: list[Article | Product] = [*articles, *products]
    things: list[Any] = [*articles, *site.pages.values(), *products]
    things += [*site.shelves.values(), *site.authors.values()]
    full = {
        "authors/": site.authors,
        "codes/": any(one.code for one in coded),
        "series/": any(one.series for one in articles),
        "tags/": any(one.tags for one in coded),
    }
    return {
        *ROOMS,
        *(room for room, found in full.items() if found),
        *(one.url for one in things),
        *(f"buy/{sku}/" for sku in site.offers),
        *(f"thanks/{name}/" for name in site.products),
    }


def elsewhere(sites: Mapping[str, Site], here: str) -> dict[str, tuple[str, ...]]:
    """
    Return in which other languages each page of the one at *here* is there as well.

    *sites* are all of them, by their paths.
    """
    if len(sites) <= 1:
        return {}
    others = {path: addresses(one) for path, one in sites.items() if path != here}
    return {
        url: tuple(path for path, known in others.items() if url in known)
        for url in addresses(sites[here])
    }


def problems(site: Site) -> Iterator[Problem]:
    """Tell what *site*, as it was read, lacks in its languages, or has too much."""
    first, *others = site.settings.languages or (site.settings.spoken,)
    known = [one.tag for one in others]
    things: list[Product | Shelf] = [*site.products.values(), *site.shelves.values()]
    for thing in things:
        for tag, texts in thing.texts.items():
            if tag not in known:
                yield _unknown(tag, texts.spot, known)
    foreign = HAN if first.tag.startswith("zh") else LETTERS
    for language in others:
        if not language.is_twin:
            yield from _Lack(site, language, foreign).problems()


def _unknown(tag: str, spot: Spot, known: list[str]) -> Problem:
    what = f"texts: the site has no language {tag!r} besides its first."
    fix = closest(tag, known, f"Add it to  languages:  in mkdocs.yml, as in  {tag}: …")
    return Problem(spot, what, fix, Level.WARNING)


class _Lack(Struct, frozen=True):
    """What *site* lacks in a *language*; *foreign* is what is not to stay as it is."""

    site: Site
    language: Language
    foreign: re.Pattern[str]
    asked: set[str] = field(default_factory=set)
    """Short texts of the first language that somebody reads."""

    def problems(self) -> Iterator[Problem]:
        """Tell what readers would see in the first language, and idle words."""
        for product in self.site.products.values():
            if not product.retired:
                yield from self.product(product)
        for shelf in self.site.shelves.values():
            yield from self.shelf(shelf)
        for rate in self.site.rates.values():
            yield from self.short(rate.name, rate.spot)
        for channel in self.site.settings.follow:
            yield from self.short(channel.label, self.language.spot)
        if idle := sorted(self.language.words.keys() - self.asked):
            yield self.idle(idle, self.language.spot, self.asked)

    def product(self, one: Product) -> Iterator[Problem]:
        """Tell what a product does not say, and which of its words it does not have."""
        tag, short = self.language.tag, _short(one)
        self.asked.update(short)
        texts = one.texts.get(tag)
        if not texts:
            what = f"the product says nothing in {tag!r}: it is shown as it is."
            fix = f"Add  texts: {{{tag}: {{name: …, summary: …}}}}"
            yield Problem(one.spot, what, fix, Level.WARNING)
            return
        lacks = [
            name
            for name in ("name", "summary", "description")
            if getattr(one, name) and not getattr(texts, name)
        ]
        lacks += [text for text in short if self.stays(text, texts.words)]
        if lacks:
            what = f"texts: {tag} does not say: {', '.join(lacks)}."
            fix = "Write names and texts as fields, short texts under  words:"
            yield Problem(texts.spot, what, fix, Level.WARNING)
        if idle := sorted(texts.words.keys() - set(short)):
            yield self.idle(idle, texts.spot, short)

    def shelf(self, one: Shelf) -> Iterator[Problem]:
        """Tell what a shelf does not say."""
        texts = one.texts.get(self.language.tag, NO_TEXTS)
        self.asked.add(one.name)
        named = texts.name or not self.stays(one.name, {})
        if not named or (one.summary and not texts.summary):
            tag = self.language.tag
            what = f"the shelf lacks its name or its line in {tag!r}."
            fix = f"Add  texts: {{{tag}: {{name: …, summary: …}}}}  to its shelf.yml."
            yield Problem(one.spot, what, fix, Level.WARNING)

    def short(self, text: str, spot: Spot) -> Iterator[Problem]:
        """Tell of a short text that has no word."""
        self.asked.add(text)
        if self.stays(text, {}):
            what = f"{text!r} is shown as it is in {self.language.tag!r}."
            fix = f"Add it to  languages: {{{self.language.tag}: {{words: …}}}}"
            yield Problem(spot, what, fix, Level.WARNING)

    def stays(self, text: str, words: Mapping[str, str]) -> bool:
        """Tell whether *text* is of the first language, and shown so."""
        known = text in words or text in self.language.words
        return bool(self.foreign.search(text)) and not known

    def idle(self, words: Sequence[str], spot: Spot, known: Collection[str]) -> Problem:
        """Tell of *words* that stand for nothing."""
        what = f"words: nothing is called {', '.join(map(repr, words))}."
        fix = closest(words[0], sorted(known), "Correct them, or take them out.")
        return Problem(spot, what, fix, Level.WARNING)


def _short(one: Product) -> list[str]:
    """Return the short texts of *one*, each once."""
    asked: dict[str, None] = {}

    def ask(text: str) -> str:
        asked[text] = None
        return text

    _worded(one, ask)
    return [text for text in asked if text]
