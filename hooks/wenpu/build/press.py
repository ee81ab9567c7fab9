"""
Pages whose Markdown is converted by one instance for all, and on all cores.

MkDocs makes a new `markdown.Markdown` for each page; with the usual extensions that is
a fifth of the work, and pages without any text pay it as well. A Press makes one and
resets it. Where it is safe, forked workers convert the texts while MkDocs goes from
page to page. Either way the result is what `Page.render` of MkDocs 1.6 gives.

An extension that we do not know may keep something from page to page, or report in a
way that a worker cannot: if a site has one, each page is converted alone and in place.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from functools import cache
from importlib.metadata import EntryPoints, entry_points
from typing import Any, TypeAlias

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc
from msgspec import Struct
from msgspec.structs import replace

from wenpu import swift
from wenpu.build import copies
from wenpu.markdown import Place, WenpuExtension

CLEAN = ("markdown.", "pymdownx.", "material.", "wenpu.")
"""Whose extensions forget a page when they are reset."""

WORTH_IT = 200
"""So many texts pay for starting workers."""

CHUNK = 25


class Text(Struct, frozen=True):
    """What is converted: the Markdown of one file, and where it stands."""

    file: File
    body: str
    place: Place


class Printed(Struct, frozen=True):
    """What came of one text: plain values, which a worker can send back."""

    body: str
    content: str
    toc: Sequence[Any] = ()
    title: str | None = None
    anchors: frozenset[str] = frozenset()


Results: TypeAlias = list[Printed | None]


class Press:
    """Converts the pages of one build; *texts* by their file's path."""

    def __init__(
        self, config: MkDocsConfig, files: Files, extension: WenpuExtension
    ) -> None:
        self.config, self.files, self.extension = config, files, extension
        known = all(map(is_clean, config.markdown_extensions))
        self.shared = known and not counts(config.mdx_configs)
        self.texts: dict[str, Text] = {}
        self.coming: dict[str, tuple[Future[Results], int]] | None = None
        self.markdown: Markdown | None = None

    def printed(self, text: Text) -> Printed:
        """Return the HTML of *text*, from a worker if one has made it."""
        if not text.body.strip():
            return Printed(text.body, "")
        if self.coming is None:
            self.coming = dict(self._coming())
        if found := self.coming.get(text.file.src_uri):
            future, place = found
            made = future.result()[place]
            # Another plugin may have changed the text since the worker took it.
            if made and made.body == text.body:
                return made
        return self.convert(text)

    def convert(self, text: Text) -> Printed:
        """Return the HTML of *text*, made here and now."""
        md = self._instance()
        self.extension.place = text.place
        raw: Any = _RawHTMLPreprocessor()
        anchors: Any = _ExtractAnchorsTreeprocessor(text.file, self.files, self.config)
        links = _RelativePathTreeprocessor(text.file, self.files, self.config)
        title: Any = _ExtractTitleTreeprocessor()
        # A processor that is registered again takes the place of the last page's.
        for one in (raw, anchors, links, title):
            one._register(md)  # noqa: SLF001 (MkDocs' own way in; frozen at 1.6)
        content = md.convert(text.body)
        toc = getattr(md, "toc_tokens", [])
        found = frozenset(anchors.present_anchor_ids | raw.present_anchor_ids)
        return Printed(text.body, content, toc, title.title, found)

    def _instance(self) -> Markdown:
        """Return a converter that remembers nothing."""
        if self.markdown is None or not self.shared:
            made = Markdown(
                extensions=self.config.markdown_extensions,
                extension_configs=self.config.mdx_configs or {},
            )
            self.markdown = swift.quickened(made)
        return self.markdown.reset()

    def _coming(self) -> Iterator[tuple[str, tuple[Future[Results], int]]]:
        """Give the texts to workers; say which of their results is whose."""
        uris = [uri for uri, text in self.texts.items() if text.body.strip()]
        if not self.shared or len(uris) < WORTH_IT or not copies.may_fork():
            return
        at_work[:] = [self]  # What a forked worker finds there; nothing is sent to it.
        pool = copies.pool()
        for at in range(0, len(uris), CHUNK):
            chunk = uris[at : at + CHUNK]
            future = pool.submit(_chunk, chunk)
            yield from ((uri, (future, place)) for place, uri in enumerate(chunk))
        pool.shutdown(wait=False)  # No more comes; what was taken will be done.


at_work: list[Press] = []


def _chunk(uris: Sequence[str]) -> Results:
    """Convert some texts in a worker; what fails there is made, and fails, at home."""
    press = at_work[0]
    return [_tried(press, press.texts[uri]) for uri in uris]


def _tried(press: Press, text: Text) -> Printed | None:
    try:
        return press.convert(text)
    except Exception:  # noqa: BLE001 (whatever it is, it is told where it can be)
        return None


class PressedPage(Page):
    """A page that uses the Press; otherwise just as MkDocs makes it."""

    def __init__(self, file: File, config: MkDocsConfig, press: Press) -> None:
        super().__init__(None, file, config)
        self.press = press

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take what the Press has made of the Markdown."""
        known = self.press.texts[self.file.src_uri]
        made = self.press.printed(replace(known, body=self.markdown or ""))
        self.content, self.toc = made.content, get_toc(list(made.toc))
        self._title_from_render = made.title
        self.present_anchor_ids = set(made.anchors)


def counts(value: Any) -> bool:  # noqa: ANN401 (whatever is configured)
    """Tell whether footnotes are told to count the pages that an instance has seen."""
    if not isinstance(value, dict):
        return False
    return bool(value.get("UNIQUE_IDS")) or any(map(counts, value.values()))


def is_clean(extension: Any) -> bool:  # noqa: ANN401
    """Tell whether *extension*, a name or an instance, is one of those we know."""
    if not isinstance(extension, str):
        return type(extension).__module__.startswith(CLEAN)
    # Others may register short names, too: `toc` is the library's, `callouts` is not.
    found = [one.value for one in _registered() if one.name == extension]
    return all(name.startswith(CLEAN) for name in found or [extension])


@cache
def _registered() -> EntryPoints:
    return entry_points(group="markdown.extensions")
