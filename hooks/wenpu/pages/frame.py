"""What stands around every page: header, footer, crumbs, what machines are told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import episodes, facts
from wenpu.facts import Node
from wenpu.model import Kit, Picture
from wenpu.notes import Cell
from wenpu.pages import parts
from wenpu.pages.view import Dict, Shared, View, root_of
from wenpu.words import Words, tag

MENU = ("home", "articles", "shop", "new")
ADDRESSES = {
    "home": "",
    "articles": "articles/",
    "shop": "shop/",
    "new": "new/",
    "tags": "tags/",
    "authors": "authors/",
    "series": "series/",
    "codes": "codes/",
    "search": "search/",
}
OURS = (
    *("articles/", "authors/", "buy/", "codes/", "new/", "offline/", "products/"),
    *("search/", "series/", "shop/", "tags/", "thanks/"),
)
"""Where the pages begin that nobody writes; an author's page there is part of one."""

PLAIN = {"moved", "thanks"}
"""Kinds of page that show no crumbs, so that machines are told of none."""

CARDED = {"article", "product"}
"""Kinds of pages that have a card of their own."""

PART_OF = {
    "article": "articles",
    "tag": "articles",
    "author": "articles",
    "series": "articles",
    "product": "shop",
    "shelf": "shop",
    "buy": "shop",
}
"""Which room of the menu a page is in, where that is not its own kind."""


class Made(Struct, frozen=True):
    """
    One page before the frame is put around it; crumbs are (word or =name, url).

    *room* is the entry of the menu it belongs to, where its kind does not tell.
    """

    url: str
    src_uri: str
    kind: str
    template: str
    title: str
    description: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    crumbs: Sequence[tuple[str, str]] = ()
    room: str = ""
    facts: Sequence[Node] = ()
    cover: Picture | None = None
    pictures: Sequence[Picture] = ()
    """What it shows besides its cover."""
    tags: Sequence[tuple[str, str]] = ()
    updated: date | None = None
    robots: str = ""
    feed: str = ""
    """The feed of just what the page lists, from the site's root; "" for none."""
    body: str = ""

    @property
    def path(self) -> str:
        """Where its template is: one of ours by its name, any other by its path."""
        known = self.template.endswith(".html")
        return self.template if known else f"pages/{self.template}.html"

    def but(self, **changes: Any) -> Self:  # noqa: ANN401
        """Return the same page, but for *changes*."""
        return replace(self, **changes)


class Batch(Struct, frozen=True):
    """
    Pages that are made together, because they show the same things.

    *make* reads those things through the shared mappings, so that it is noted which
    they are; what it holds besides is *given*. *name* tells batches apart.
    """

    name: str
    make: Callable[[], Iterable[Made]]
    given: object = ()


class Frame(Struct, frozen=True):
    """Puts pages into their frame; keeps one View, and one header, for each depth."""

    shared: Shared
    views: dict[str, View] = field(default_factory=dict)
    sites: dict[tuple[str, str], Cell[Dict]] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words of the interface."""
        return self.shared.words

    @property
    def absolute(self) -> str:
        """The way to the root from a page that is shown at any address, as 404 is."""
        return urlsplit(self.shared.site.settings.url).path or "/"

    def view(self, url: str) -> View:
        """Return the site as seen from the page at *url*."""
        return self.seen(root_of(url))

    def seen(self, root: str) -> View:
        """Return the site as seen from below *root*."""
        if root not in self.views:
            self.views[root] = View(self.shared, root)
        return self.views[root]

    def around(self, made: Made, root: str | None = None) -> Dict:
        """Return all that the template of *made* may read."""
        settings = self.shared.site.settings
        view = self.view(made.url) if root is None else self.seen(root)
        title = made.title
        same = title in {"", settings.name}
        values = {
            "kind": made.kind,
            "title": title,
            "page_title": settings.name if same else f"{title} - {settings.name}",
            "description": made.description or settings.description,
            "canonical": settings.url and f"{settings.url}{made.url}",
            "robots": made.robots,
            **self._sharing(made),
            "json_ld": facts.as_script(facts.graph(self._facts(made))),
            "updated": made.updated.isoformat() if made.updated else "",
            "images": self._images(made),
            "crumbs": self._crumbs(view, made),
            "ref": "",
            "feed": self._feed(view, made),
            "share": {},
            "alternates": self._alternates(made),
            **self.fetched(view, made.path),
            "site": self._around(view, made),
            **made.values,
        }
        return parts.shown(values, settings.look.hidden)

    def _around(self, view: View, made: Made) -> Dict:
        """Return what stands around *made*; its languages are of no other page."""
        shown = self._site(view, made.room or PART_OF.get(made.kind, made.kind))
        choice = self._languages(view, made)
        return {**shown, "languages": choice} if choice else shown

    def _languages(self, view: View, made: Made) -> list[Dict]:
        """
        Return where *made* is in each language.

        Where it is not there, a reader is led to the nearest page above that is.
        """
        settings = self.shared.site.settings
        top = f"{view.root}{'../' * settings.path.count('/')}"
        return [
            {"title": one.name, "lang": tag(one.tag)}
            | {"url": f"{top}{one.path}{self._nearest(made, one.path)}" or "./"}
            | {"current": one.path == settings.path}
            for one in settings.languages
        ]

    def _alternates(self, made: Made) -> list[Dict]:
        """Return what machines are told of that: only of what is in several."""
        settings = self.shared.site.settings
        base = settings.url.removesuffix(settings.path)
        there = self._there(made)
        if len(there) <= 1 or made.robots or not base:
            return []
        return [
            {"lang": tag(one.tag), "url": f"{base}{there[one.path]}"}
            for one in settings.languages
            if one.path in there
        ]

    def _nearest(self, made: Made, path: str) -> str:
        """Return the address of *made* in the language at *path*, or one above it."""
        site, url = self.shared.site, made.url
        if made.kind == "missing":
            return ""
        if path == site.settings.path:
            return url
        while url and path not in site.elsewhere.get(url, ()):
            url = url.rstrip("/").rpartition("/")[0]
            url = url and f"{url}/"
        return url

    def _there(self, made: Made) -> dict[str, str]:
        """Return where *made* is, by the path of each language that has it."""
        site = self.shared.site
        if not site.settings.languages:
            return {}
        paths = {site.settings.path, *site.elsewhere.get(made.url, ())}
        return {path: f"{path}{made.url}" for path in paths}

    def _feed(self, view: View, made: Made) -> Dict:
        """Return the feed of the page itself, `{}` if it has none."""
        settings = self.shared.site.settings
        shown = "feed" not in settings.look.hidden and made.feed
        if not shown or not settings.publishes(made.feed.partition("/")[0]):
            return {}
        return view.link(f"{made.title} - {settings.name}", made.feed)

    def fetched(self, view: View, template: str) -> dict[str, str]:
        """Return what pages of *template* fetch of our styles and scripts."""
        kits = self.shared.site.settings.kits
        kit = kits.get(template) or kits.get("", Kit())
        ours = {"css": kit.css, "rest": kit.rest, "js": kit.js}
        found = {name: url and view.to(url) for name, url in ours.items()}
        return {**found, "style": kit.style}

    def _facts(self, made: Made) -> list[Node]:
        """Return all that machines are told of *made*, and of the way to it."""
        shown = () if made.kind in PLAIN else self._trail(made)
        trail = [(self._named(name), url) for name, url in shown]
        site = self.shared.site
        return [*made.facts, *facts.crumbs(site, trail, made.title)]

    def _sharing(self, made: Made) -> Dict:
        """Return what those are told who show *made* to others."""
        site = self.shared.site
        title = made.title or site.settings.name
        drawn = site.cards.get(made.url, {}) if made.kind in CARDED else {}
        page = facts.Shown(
            kind=made.kind,
            url=site.settings.url and f"{site.settings.url}{made.url}",
            title=title,
            description=made.description or site.settings.description,
            image=facts.share(site, made.cover, title, drawn.get("wide")),
            more=made.tags,
        )
        og = facts.open_graph(site, self.words, page)
        return {"og": og, "twitter": facts.twitter(page)}

    def _images(self, made: Made) -> list[str]:
        """Return the whole addresses of what the page shows, its cover first."""
        base = self.shared.site.settings.url
        found = dict.fromkeys(filter(None, [made.cover, *made.pictures]))
        return [f"{base}{picture.url}" for picture in found if base]

    def _crumbs(self, view: View, made: Made) -> list[Dict]:
        return [view.link(self._named(name), url) for name, url in self._trail(made)]

    def _trail(self, made: Made) -> Sequence[tuple[str, str]]:
        """Return what stands above *made*, the first page first."""
        hidden = "crumbs" in self.shared.site.settings.look.hidden
        if hidden or made.kind in {"home", "missing"}:
            return []
        return [("home", ""), *made.crumbs]

    def _named(self, name: str) -> str:
        return name.removeprefix("=") if name[0] == "=" else self.words.text[name]

    def _site(self, view: View, part: str) -> Dict:
        key = (view.root, part if part in MENU else "")
        make = partial(self._header, view, key[1])
        return self.shared.ledger.notes.kept(self.sites, key, make)

    def _header(self, view: View, part: str) -> Dict:
        site = self.shared.site
        settings, text = site.settings, self.words.text
        menu = [
            {**view.link(text[name], ADDRESSES[name]), "current": name == part}
            | {"icon": name}
            for name in MENU
            if name not in settings.look.hidden
        ]
        return {
            "name": settings.name,
            "description": settings.description,
            "language": self.words.language,
            "lang": self.words.lang,
            "languages": [],
            "author": settings.author,
            "copyright": settings.copyright,
            **self._whole(view),
            "feed": self._site_feed(view),
            "podcast": self._podcast(view),
            **self._installed(view),
            **{name: self.room(view, name) for name in ADDRESSES},
            "menu": menu,
            "footer": self._footer(view),
            **self._look(view),
            **self._extra(view),
            "words": dict(text),
        }

    def _installed(self, view: View) -> Dict:
        """Return what makes the site one for a telephone's first screen."""
        settings = self.shared.site.settings
        files = {"manifest": "manifest.webmanifest", "worker": "sw.js"}
        files["touch"] = "icon-180.png" if settings.look.has_pixels else ""
        kept = settings.offline
        return {
            name: view.to(url) if url and kept else "" for name, url in files.items()
        }

    def _site_feed(self, view: View) -> str:
        settings = self.shared.site.settings
        shown = "feed" not in settings.look.hidden and settings.publishes("feed.xml")
        return view.to("feed.xml") if shown else ""

    def _podcast(self, view: View) -> str:
        hidden = "feed" in self.shared.site.settings.look.hidden
        there = not hidden and self.shared.said["full:podcast"]
        return view.to(episodes.FILE) if there else ""

    def _whole(self, view: View) -> Dict:
        """Return all of our styles, all of our scripts: for pages unlike ours."""
        found = self.fetched(view, "")
        return {"css": found["css"], "js": found["js"]}

    def _extra(self, view: View) -> Dict:
        """Return the author's own style sheets and scripts."""
        settings = self.shared.site.settings
        scripts = [
            {"src": view.asset(one.path), "type": one.type}
            | {"defer": one.defer, "async": one.is_async}
            for one in settings.extra_js
        ]
        sheets = [view.asset(path) for path in settings.extra_css]
        return {"extra_css": sheets, "extra_js": scripts}

    def _look(self, view: View) -> Dict:
        """Return how the site shows itself."""
        look = self.shared.site.settings.look
        logo = view.picture(look.logo, "")
        in_tab = str(logo.get("src", "")).endswith((".svg", ".png"))
        return {
            "logo": logo,
            "mark": look.mark,
            "icon": logo["src"] if in_tab else look.icon,
            "theme_color": dict(look.theme_color),
            "parts": parts.named(look.hidden),
        }

    def room(self, view: View, name: str) -> str:
        """Return where the room *name* is, "" where nothing is in it."""
        shared = self.shared
        hidden = name in {"new", "codes", "search"} & shared.site.settings.look.hidden
        full = not hidden and shared.said.get(f"full:{name}", True)
        return view.to(ADDRESSES[name]) if full else ""

    def _footer(self, view: View) -> list[Dict]:
        """Return the author's ordinary pages: not those that give words to ours."""
        pages = self.shared.site.pages.values()
        return [
            view.link(page.title, page.url)
            for page in pages
            if page.url and not page.url.startswith(OURS)
        ]
