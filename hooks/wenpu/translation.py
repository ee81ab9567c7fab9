"""
A Site as it is read becomes the Site of one language; and where else each page is.

What an author has written in that language takes the place of what the first says; the
twin in the other script is made of the first. Addresses, ids and prices stay as they
are: a page has the same address in each language, and a till knows one product.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

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
    Product,
    Question,
    Shelf,
    Site,
    Texts,
)
from wenpu.problems import Level, Problem, Spot, closest

Say = Callable[[str], str]
"""Return a short text in another language."""

ROOMS = ("", "articles/", "shop/", "search/")
"""Pages that a site has in each of its languages."""

NO_TEXTS = Texts()
HAN = re.compile(f"[{prose.HAN}]")


def spoken(site: Site) -> Site:
    """Return *site* in the language that its settings ask for."""
    language = site.settings.spoken
    if language.is_twin:
        return _twin(site)
    say = _glossary(language)
    products = {k: _product(one, language) for k, one in site.products.items()}
    shelves = {k: _shelf(one, language) for k, one in site.shelves.items()}
    rates = {k: replace(one, name=say(one.name)) for k, one in site.rates.items()}
    follow = tuple(_channel(one, say) for one in site.settings.follow)
    settings = replace(site.settings, follow=follow)
    made = replace(site, products=products, shelves=shelves, rates=rates)
    return replace(made, settings=settings)


def _glossary(language: Language, texts: Texts = NO_TEXTS) -> Say:
    known = {**language.words, **texts.words}
    return lambda text: known.get(text, text)


def _product(one: Product, language: Language) -> Product:
    """Return *one* in *language*: a long text that it does not have there is none."""
    texts = one.texts.get(language.tag, NO_TEXTS)
    bare = replace(one, texts={}) if one.texts else one
    if not language.path:
        return bare
    return replace(
        _worded(bare, _glossary(language, texts)),
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


@dataclass(frozen=True)
class Script:
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
    )


def _product_twin(one: Product, say: Script) -> Product:
    return replace(
        _worded(one, say),
        texts={},
        name=say(one.name),
        summary=say(one.summary),
        description=say.body(one.description),
        aliases=_all(one.aliases, say),
    )


def _shelf_twin(one: Shelf, say: Script) -> Shelf:
    return replace(
        one,
        texts={},
        name=say(one.name),
        summary=say(one.summary),
        description=say.body(one.description),
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


def _author_twin(one: Author, say: Script) -> Author:
    return replace(
        one,
        name=say(one.name),
        bio=say(one.bio),
        place=say(one.place),
    )


def addresses(site: Site) -> set[str]:
    """Return where pages stand that other languages may have at the same place."""
    things: list[Any] = [*site.articles.values(), *site.pages.values()]
    things += [*site.products.values(), *site.shelves.values(), *site.authors.values()]
    return {*ROOMS, *(one.url for one in things), *map(_door, site.offers)}


def _door(sku: str) -> str:
    return f"buy/{sku}/"


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
    languages = {one.tag: one for one in site.settings.languages}
    others = [one for one in languages.values() if one.path and not one.is_twin]
    things: list[Product | Shelf] = [*site.products.values(), *site.shelves.values()]
    for thing in things:
        for tag, texts in thing.texts.items():
            if tag not in {one.tag for one in others}:
                yield _unknown(tag, texts.spot, [one.tag for one in others])
    for language in others:
        for product in site.products.values():
            yield from _lacking(product, language)


def _unknown(tag: str, spot: Spot, known: list[str]) -> Problem:
    what = f"texts: the site has no language {tag!r} besides its first."
    fix = closest(tag, known, f"Add it to  languages:  in mkdocs.yml, as in  {tag}: …")
    return Problem(spot, what, fix, Level.WARNING)


def _lacking(one: Product, language: Language) -> Iterator[Problem]:
    """Tell what readers of *language* would see in the first one."""
    if one.retired:
        return
    texts = one.texts.get(language.tag)
    if not texts:
        what = f"the product says nothing in {language.tag!r}: it is shown as it is."
        fix = f"Add  texts: {{{language.tag}: {{name: …, summary: …}}}}"
        yield Problem(one.spot, what, fix, Level.WARNING)
        return
    lacks = [
        *(
            name
            for name in ("name", "summary", "description")
            if _lacks(one, texts, name)
        ),
        *_unsaid(one, {**language.words, **texts.words}),
    ]
    if lacks:
        what = f"texts: {language.tag} does not say: {', '.join(lacks)}."
        fix = "Write names and texts as fields, short texts under  words:"
        yield Problem(texts.spot, what, fix, Level.WARNING)


def _lacks(one: Product, texts: Texts, name: str) -> bool:
    return bool(getattr(one, name)) and not getattr(texts, name)


def _unsaid(one: Product, words: Mapping[str, str]) -> list[str]:
    """Return the short texts of *one* in Chinese for which there are no *words*."""
    asked: dict[str, None] = {}

    def ask(text: str) -> str:
        asked[text] = None
        return text

    _worded(one, ask)
    return [text for text in asked if HAN.search(text) and text not in words]
