"""
Read `content/` into Articles and Pages, tolerantly: a folder of posts as it is.

Files below `articles/` are articles, all other Markdown files are pages. What cannot
be right is a problem; what other programs understand and we do not is counted, and
said once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import (
    addresses,
    authors,
    census,
    frontmatter,
    pictures,
    prose,
    recordings,
    source,
    stamps,
)
from wenpu.frontmatter import FrontMatter
from wenpu.model import Article, Author, Page, Picture, Settings
from wenpu.patterns import later
from wenpu.problems import ContentError, Level, Problem, Spot

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
FOLDER = "articles"
SECTION = "_index"
"""Hugo's name for the words above a list; it is no article."""

# Each of ours, and what others call it. The first one found counts.
SPELLINGS = {
    "title": ("title",),
    "date": ("date", "publishdate", "pubdate", "published_at", "created", "created_at"),
    "updated": ("updated", "lastmod", "modified", "last_modified_at", "updated_at"),
    "summary": ("summary", "description", "excerpt", "abstract"),
    "authors": ("authors", "author"),
    "cover": ("cover", "banner", "image", "thumbnail", "featured_image", "photos"),
    "tags": ("tags", "tag"),
    "categories": ("categories", "category"),
    "series": ("series",),
    "code": ("code",),
    "products": ("products", "product"),
    "bundle": ("bundle",),
    "promotion": ("promotion",),
    "draft": ("draft",),
    "published": ("published",),
    "audio": ("audio",),
    "video": ("video",),
    "cards": ("cards",),
    "cues": ("cues",),
    "bytes": ("bytes",),
    "duration": ("duration",),
    "aliases": ("aliases", "redirect_from", "url", "permalink"),
}
KNOWN = {name for names in SPELLINGS.values() for name in names}
# MkDocs' and Material's own; also what only editors and search engines read.
OTHERS = {"template", "hide", "search", "status", "icon", "keywords", "layout", "lang"}

DAY = later(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
DATED_NAME = later(r"(\d{4})-(\d{2})-(\d{2})-(.+)")
REMOTE = later(r"(?i)(?:[a-z][a-z0-9+.-]*:)?//")
AFTER = later("[?#].*", re.DOTALL)


class Writing(Struct, frozen=True):
    """All that `content/` holds: articles newest first, the rest by path."""

    articles: Mapping[str, Article]
    hidden: Mapping[str, Article]
    pages: Mapping[str, Page]
    authors: Mapping[str, Author]
    problems: tuple[Problem, ...]


def read(root: Path, settings: Settings, files: Mapping[str, str]) -> Writing:
    """
    Read each Markdown file of *files*.

    They are by their paths below `content/`; each says where it lies, from *root*.
    """
    shelf = _Reader(root, settings, files)
    people, shelf.problems = authors.read(root, settings)
    articles: list[Article] = []
    pages: dict[str, Page] = {}
    for src in sorted(files):
        if not src.endswith(MARKDOWN):
            continue
        if _is_article(src):
            articles += shelf.article(src, people)
        elif page := shelf.page(src):
            pages[src] = page
    shelf.problems += _clashes([*articles, *pages.values()])
    articles.sort(key=lambda one: one.src)
    articles.sort(key=lambda one: one.day or date.min, reverse=True)
    hidden = {one.src: one for one in articles if _waits(one, settings)}
    shown = {one.src: one for one in articles if one.src not in hidden}
    shelf.tell_once()
    problems = tuple(shelf.problems)
    return Writing(shown, hidden, pages, _named(shown.values(), people), problems)


def _is_article(src: str) -> bool:
    folder, _, name = src.rpartition("/")
    stem = name.rpartition(".")[0]
    if not src.startswith(f"{FOLDER}/") or stem == SECTION:
        return False
    return folder != FOLDER or stem not in addresses.INDEXES


def _waits(article: Article, settings: Settings) -> bool:
    if settings.drafts:
        return False
    return article.waits(settings.today)


def _clashes(found: Iterable[Article | Page]) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for one in found:
        if other := taken.get(one.url):
            what = f"this page has the same address as {other}."
            yield Problem(one.spot, what, "Rename or remove one of the two.")
        taken.setdefault(one.url, one.spot.path)


def _named(
    articles: Iterable[Article], people: Mapping[str, Author]
) -> dict[str, Author]:
    """Return the *people* of the file, and those whom only articles name."""
    names = {name: one.spot for one in articles for name in one.authors}
    fresh = {name: spot for name, spot in names.items() if name not in people}
    ids = addresses.slugs(fresh, taken=[one.id for one in people.values()])
    made = {name: Author(ids[name], name, spot=fresh[name]) for name in sorted(fresh)}
    return {**people, **made}


class _Told(NamedTuple):
    """What an article's file says, with the *cover* it wants as that was found then."""

    article: Article | None
    cover: tuple[str, int]
    problems: tuple[Problem, ...]
    unread: Mapping[str, int]
    marks: Mapping[str, int]


class _Reader(Struct, dict=True):
    """Reads one folder; gathers problems, and counts what it did not understand."""

    root: Path
    settings: Settings
    files: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    away: Counter[str] = field(default_factory=Counter)
    called: bytes = b""

    @cached_property
    def base(self) -> Path:
        """The folder that all paths start from."""
        return self.root / self.settings.content_dir

    def path(self, src: str) -> str:
        """Return *src* as its author sees it, from the site's root."""
        return f"{self.settings.content_dir}/{src}"

    def article(self, src: str, people: Mapping[str, Author]) -> list[Article]:
        """Return the article in *src*, none if it cannot be read."""
        path, around = self.path(src), self.names(people)
        told = census.recall(
            "articles",
            [f"{self.root}/{path}"],
            (path, around),
            lambda: self.told(src, people),
        )
        self.problems += told.problems
        if not told.article:
            return []
        self.unread.update(told.unread)
        self.marks.update(told.marks)
        cover = self.cover(src, *told.cover)
        if cover == told.article.cover:
            return [told.article]
        return [replace(told.article, cover=cover)]

    def names(self, people: Mapping[str, Author]) -> bytes:
        """Return the stamp of what articles may call *people*."""
        if not self.called:
            found = {key: one.name for key, one in people.items()}
            self.called = stamps.of(found)
        return self.called

    def told(self, src: str, people: Mapping[str, Author]) -> _Told:
        """Return what the file of *src* says, with its cover as far as it is there."""
        apart = _Reader(self.root, self.settings, self.files)
        text = apart.text(src)
        if text is None:
            return _Told(None, ("", 0), tuple(apart.problems), {}, {})
        article, cover = apart.said(src, text, people)
        problems, unread, marks = tuple(apart.problems), apart.unread, apart.marks
        found = replace(article, cover=apart.cover(src, *cover))
        return _Told(found, cover, problems, dict(unread), dict(marks))

    def said(
        self, src: str, text: str, people: Mapping[str, Author]
    ) -> tuple[Article, tuple[str, int]]:
        """Return the article that *text* is, and the cover it wants with its line."""
        head = self.head(src, text)
        fields = _Fields(head, self, self.path(src))
        named = DATED_NAME.fullmatch(_stem(src))
        title, body, line = self.title(src, head, fields)
        for name, _ in prose.shortcodes(body):
            self.marks[name] += 1
        recording, wrong = recordings.read(src, self.path(src), head)
        self.problems += wrong
        unknown = set(head.written) - KNOWN - OTHERS
        self.unread.update(key for key in unknown if head.written[key] != "")
        article = Article(
            src=src,
            url=addresses.of_file(src),
            title=title,
            body=body,
            spot=Spot(self.path(src)),
            body_line=line,
            summary=_line(fields.text("summary")) or prose.summary(body) or title,
            day=fields.day("date") or _day(named[0] if named else ""),
            updated=fields.day("updated"),
            authors=tuple(fields.people(people)),
            tags=_each([*fields.texts("tags"), *fields.texts("categories")]),
            series=next(iter(fields.texts("series")), ""),
            code=fields.text("code"),
            code_line=fields.line("code"),
            products=tuple(fields.texts("products")),
            products_line=fields.line("products"),
            aliases=_each(fields.texts("aliases")),
            bundle=fields.flag("bundle"),
            bundle_line=fields.line("bundle"),
            promotion=fields.text("promotion"),
            promotion_line=fields.line("promotion"),
            draft=fields.flag("draft") or fields.text("published") == "false",
            recording=recording,
            carded=fields.text("cards").lower() != "false",
            meta=head.typed,
        )
        wanted = next(iter(fields.texts("cover")), "")
        return article, (wanted, fields.line("cover"))

    def page(self, src: str) -> Page | None:
        """Return the page in *src*; the words above a list are Hugo's `_index`."""
        text = self.text(src)
        if text is None or (PurePosixPath(src).stem == SECTION):
            return None
        head = self.head(src, text)
        fields = _Fields(head, self, self.path(src))
        title, body, line = self.title(src, head, fields)
        return Page(
            src=src,
            url=addresses.of_file(src),
            title=title,
            body=body,
            spot=Spot(self.path(src)),
            body_line=line,
            description=_line(fields.text("summary")) or prose.summary(body) or title,
            meta=head.typed,
        )

    def text(self, src: str) -> str | None:
        """Return what a file says, none if it cannot be read."""
        try:
            return source.read_text(self.root, self.base / src)
        except ContentError as error:
            self.problems += error.problems
            return None

    def head(self, src: str, text: str) -> FrontMatter:
        """Take the front matter off the *text* of a file."""
        head = frontmatter.split(text)
        if head.mistake:
            line, what = head.mistake
            spot = Spot(self.path(src), line)
            self.problems.append(Problem(spot, what, FENCES, Level.WARNING))
        return head

    def title(
        self, src: str, head: FrontMatter, fields: "_Fields"
    ) -> tuple[str, str, int]:
        """Return the title, and the body without the heading that says the same."""
        body, line = head.body, head.body_line
        written = _line(fields.text("title"))
        first = prose.first_heading(body)
        if first and (not written or first[0] == written):
            heading, _, end = first
            return heading, body[end:], line + body.count("\n", 0, end)
        return written or _from_name(src), body, line

    def cover(self, src: str, wanted: str, line: int) -> Picture | None:
        """Return the cover *wanted* on a line of *src*, or none and why."""
        if not wanted:
            return None
        if REMOTE.match(wanted):
            self.away["cover"] += 1
            return None
        spot = Spot(self.path(src), line)
        found = self.find(src, wanted)
        if not found:
            what = f"the cover {wanted!r} is not there."
            fix = "Put the picture beside the article, or under content/ at that path."
            self.problems.append(Problem(spot, what, fix, Level.WARNING))
            return None
        try:
            width, height = pictures.size(self.root, self.files[found])
        except ContentError as error:
            self.problems += [replace(one, spot=spot) for one in error.problems]
            return None
        return Picture(self.files[found], quote(found), width, height)

    def find(self, src: str, wanted: str) -> str:
        """Return the file of `content/` that *wanted* means in *src*, "" for none."""
        places = self.places(src, wanted)
        return next((place for place in places if place in self.files), "")

    def places(self, src: str, wanted: str) -> Iterator[str]:
        """Return where the file may lie that is *wanted* in *src*."""
        rest = AFTER.sub("", wanted).lstrip("/")
        yield addresses.joined(f"{src.rpartition('/')[0]}/{rest}")
        yield addresses.joined(rest)
        if wanted.startswith("/"):
            # Where Hugo, Hexo and Jekyll keep what they publish at the root.
            yield from sorted(one for one in self.files if one.endswith(f"/{rest}"))

    def tell_once(self) -> None:
        """Say once, with numbers, what was passed over."""
        spot = Spot(f"{self.settings.content_dir}/articles")
        for what, counts, fix in (
            ("front matter that Wenpu does not use", self.unread, UNREAD),
            ("shortcodes that Wenpu does not know", self.marks, MARKS),
            ("covers that lie at other hosts", self.away, AWAY),
        ):
            if counts:
                text = f"{what}: {_counted(counts)}."
                self.problems.append(Problem(spot, text, fix, Level.NOTICE))


FENCES = "Write  key: value  lines between two lines of ---, odd values in quotes."
UNREAD = "Nothing to do; it is kept for other plugins."
MARKS = "They mean nothing here; replace them with Markdown or HTML."
AWAY = "Copy the pictures beside the articles: a page asks no other host."


def _counted(counts: Counter[str], most: int = 12) -> str:
    parts = [f"{name} ({n}×)" for name, n in counts.most_common(most)]
    more = len(counts) - most
    return ", ".join(parts) + (f" and {more} more" if more > 0 else "")


class _Fields(Struct, frozen=True):
    """The front matter of one file, asked in our words."""

    head: FrontMatter
    reader: _Reader
    path: str

    def key(self, name: str) -> str:
        """Return the key that is used for *name* in this file, "" for none."""
        written = self.head.written
        return next((key for key in SPELLINGS[name] if written.get(key)), "")

    def line(self, name: str) -> int:
        """Return the line *name* stands on."""
        return self.head.line(self.key(name) or name)

    def texts(self, name: str) -> list[str]:
        """Return the texts of *name*; `a, b` in one string are two, as in Hexo."""
        found = self.head.written.get(self.key(name))
        if isinstance(found, str) and name in {"tags", "categories"}:
            found = re.split(r"[,，、]", found)
        return [text for one in _as_list(found) if (text := _text(one))]

    def text(self, name: str) -> str:
        """Return the one text of *name*."""
        return " ".join(self.texts(name)[:1])

    def flag(self, name: str) -> bool:
        """Tell whether *name* says yes."""
        return self.text(name).lower() in {"true", "yes", "on", "1"}

    def day(self, name: str) -> date | None:
        """Return the day *name* says, as its author's clock had it."""
        text = self.text(name)
        found = _day(text)
        if text and not found:
            spot = Spot(self.path, self.line(name))
            what, fix = f"{text!r} is not a day.", f"Write it as in  {name}: 2026-10-18"
            self.reader.problems.append(Problem(spot, what, fix, Level.WARNING))
        return found

    def people(self, known: Mapping[str, Author]) -> Iterator[str]:
        """Return the keys of this article's authors; a name *known* is its key."""
        by_name = {author.name: key for key, author in known.items()}
        yield from dict.fromkeys(by_name.get(one, one) for one in self.texts("authors"))


def _as_list(found: Any) -> list[Any]:  # noqa: ANN401
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _text(one: Any) -> str:  # noqa: ANN401
    """Return the text of a value; `{name: …}` and `{image: …}` are common shapes."""
    if isinstance(one, dict):
        values = [one[key] for key in ("name", "image", "src", "url") if key in one]
        one = next(iter(values), "")
    if isinstance(one, list):  # Hexo nests categories: [[food, noodles]].
        one = next(iter(one), "")
    return one.strip() if isinstance(one, str) else ""


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Return *texts* without those that differ only in case."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _line(text: str) -> str:
    """
    Return *text* as one line without mark-up: titles and summaries are plain.

    A `<` is no tag there: `List<String>` is a title like any other.
    """
    return prose.plain(text.replace("<", "&lt;")) if text else ""


def _day(text: str) -> date | None:
    found = DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _stem(src: str) -> str:
    path = PurePosixPath(src)
    return path.parent.name if path.stem in addresses.INDEXES else path.stem


def _from_name(src: str) -> str:
    stem = _stem(src)
    if found := DATED_NAME.fullmatch(stem):
        stem = found[4]
    words = " ".join(re.split(r"[-_\s]+", stem)).strip() or stem
    return words[:1].upper() + words[1:]  # "" for the home page: it has the site's.
