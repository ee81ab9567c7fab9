"""
What a page fetches of our styles and scripts: what its template can show, and no more.

A template names the components that it places, and they name theirs; so what a page of
it can show is known without looking at any page. Where a template has a place for the
rest of its styles (`pages/rest.html`), those of what stands above that place are
written into the page itself: a phone paints them with the first bytes it gets, and asks
for the others while it reads. Templates that cannot be read so have the whole bundle.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from wenpu.build import assets
from wenpu.build.assets import Bundle
from wenpu.model import Kit
from wenpu.patterns import later

GROUND = "pages/base.html"
PROSE, CARD = "components/prose/prose.html", "components/card/card.html"
"""Where Markdown is placed; cards are written into it, so they come along."""

STYLE, PLACE = "w.style", '"pages/rest.html"'
BODY = "{% block main %}"
COMMENT = later(r"\{#.*?#\}", re.DOTALL)
NAMED = later(
    r"\{%[-+]?\s*(?:from|extends|include|import)\s+"
    r"(?:\"([^\"]+)\"|'([^']+)'|(\w[^%]*))(?:\s+import\s+([^%]+))?"
)
"""A template that another names: `"…"`, or what is only known when a page is made."""

CALLED = later(r"(\w+)\(")


class Named(Struct, frozen=True):
    """A template that is *path*, and the *macros* of it that are used."""

    path: str
    macros: tuple[str, ...] = ()


class Outfit(Struct, frozen=True):
    """All that is shipped: *files* by address, styles within pages by their name."""

    files: Mapping[str, str]
    inlined: Mapping[str, str]
    kits: Mapping[str, Kit]


class Templates:
    """The templates of a site, read as texts."""

    def __init__(self, dirs: Sequence[Path]) -> None:
        self.dirs = dirs
        self.texts: dict[str, str] = {}
        self.known: dict[str, list[Named]] = {}

    def pages(self) -> list[str]:
        """Return the templates that stand on ours, by name."""
        found = {
            path.relative_to(folder).as_posix()
            for folder in self.dirs
            for path in (*folder.glob("*.html"), *folder.glob("pages/**/*.html"))
        }
        return [name for name in sorted(found) if GROUND in self.line(name)]

    def line(self, name: str) -> list[str]:
        """Return *name*, the template that it extends, and so on."""
        found = [name]
        while match := re.search(r"\{%-?\s*extends\s+[\"']([^\"']+)", self[found[-1]]):
            if match[1] in found:
                break
            found.append(match[1])
        return found

    def __getitem__(self, name: str) -> str:
        if name not in self.texts:
            paths = (folder / name for folder in self.dirs)
            text = next((one.read_text("utf-8") for one in paths if one.is_file()), "")
            self.texts[name] = COMMENT.sub("", text)
        return self.texts[name]

    def named(self, name: str) -> list[Named]:
        """Return the templates that *name* names; raise KeyError if nobody can know."""
        if name not in self.known:
            self.known[name] = list(self._named(name))
        return self.known[name]

    def _named(self, name: str) -> Iterator[Named]:
        for one, other, unknown, macros in NAMED.findall(self[name]):
            if unknown.strip() == STYLE:
                continue
            if unknown:
                raise KeyError(name)
            words = [word.split()[-1] for word in macros.split(",") if word.split()]
            yield Named(one or other, tuple(words))

    def closed(self, names: Iterable[str]) -> set[str]:
        """Return *names*, and all that they need in turn."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [one.path for one in self.named(name)]
                waiting += [CARD] if name == PROSE else []
        return found

    def above(self, name: str) -> set[str]:
        """Return what a page of *name* shows above the place for the rest."""
        first: set[str] = set()
        for template in self.line(name):
            mark = BODY if template == GROUND else PLACE
            text = self[template].partition(mark)[0]
            called = set(CALLED.findall(text))
            named = self.named(template)
            first |= self.closed(one.path for one in named if called & {*one.macros})
        return first


def outfit(dirs: Sequence[Path], bundle: Bundle) -> Outfit:
    """Return what pages of each template in *dirs* fetch of *bundle*."""
    templates = Templates(dirs)
    files = bundle.whole()
    inlined: dict[str, str] = {}
    whole = Kit(css=_stamped(files, assets.STYLE), js=_stamped(files, assets.SCRIPT))
    kits = {"": whole}
    for name in templates.pages():
        try:
            tailor = _Tailor(templates, bundle, name)
            kits[name] = tailor.kit()
        except KeyError:
            continue  # It has the whole bundle.
        files |= tailor.files
        inlined |= tailor.inlined
    return Outfit(files, inlined, kits)


def _stamped(files: Mapping[str, str], address: str) -> str:
    return f"{address}?{assets.stamp(files[address])}"


class _Tailor:
    """Cuts what one template needs, and what of it comes with the page itself."""

    def __init__(self, templates: Templates, bundle: Bundle, name: str) -> None:
        self.bundle, self.name = bundle, name
        self.files: dict[str, str] = {}
        self.inlined: dict[str, str] = {}
        line = templates.line(name)
        self.parts = {assets.FURTHER, *_parts(templates.closed(line))}
        self.first = _parts({*line, *templates.above(name)})
        self.divided = any(PLACE in templates[one] for one in line)

    def kit(self) -> Kit:
        short = self.name.removeprefix("pages/").removesuffix(".html").replace("/", "-")
        style, script = f"assets/wenpu-{short}.css", f"assets/wenpu-{short}.js"
        js = self._sent(script, self.bundle.script(self.parts))
        if not self.divided:
            return Kit(css=self._sent(style, self.bundle.style(self.parts)), js=js)
        text = self.bundle.style(self.first)
        # Named by what is in it: a page is another one when its style is.
        inside = f"wenpu/{short}.{assets.stamp(text)}.css"
        self.inlined[inside] = f"{{% raw %}}{text}{{% endraw %}}"
        rest = self.bundle.more(self.parts - self.first)
        return Kit(style=inside, rest=self._sent(style, rest), js=js)

    def _sent(self, address: str, text: str) -> str:
        if not text:
            return ""
        self.files[address] = text
        return _stamped(self.files, address)


def _parts(templates: Iterable[str]) -> set[str]:
    """Return the sheets and scripts that belong to *templates*."""
    names = {one.removesuffix(".html") for one in templates}
    own = {f"{name}{ending}" for name in names for ending in (".css", ".js")}
    markdown = {assets.MARKDOWN, assets.TABS} if PROSE in templates else set()
    return {assets.BASE, *own, *markdown}
