"""
The MkDocs plugin: each event calls one function and hands MkDocs its answer.

What is decided here could not be decided anywhere else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from wenpu.build import bench, languages, play, secrets, settings
from wenpu.build.bench import Bench, Table
from wenpu.build.languages import Languages, Tongue
from wenpu.build.play import Play
from wenpu.problems import WenpuError
from wenpu.shop import Around

if TYPE_CHECKING:  # It brings a web server, and a watcher of files.
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("wenpu")


class WenpuConfig(Config):
    """The options under `plugins: - wenpu:` in mkdocs.yml."""

    products = Type(str, default="products")
    """The folder that holds one YAML file per product."""

    currency = Type(str, default="CNY")
    """The currency of prices that name none: ISO 4217, as in CNY or EUR."""

    drafts = Type(bool, default=False)
    """Show drafts, and articles whose day has not come."""

    per_page = Type(int, default=24)
    """How many articles or products stand on one page of a list."""

    link_names = Type(bool, default=True)
    """Link the first place where an article names a product, without any mark-up."""

    timezone = Type(str, default="")
    """Where a day begins, as in Asia/Shanghai; the machine's own if empty."""

    look = Type(object, default={})
    """Colours, letters, shape, logo, and which parts appear; read by `wenpu.look`."""

    checkout = Type(object, default={})
    """How buyers pay, and what the checkout asks them; read by `wenpu.till`."""

    follow = Type(object, default={})
    """How who has bought something hears of what comes next; read by `wenpu.till`."""

    budgets = Type(object, default={})
    """What pages may weigh before their pictures; read by `wenpu.budgets`."""

    offline = Type(bool, default=True)
    """Let telephones keep what was read, and put the site on their first screen."""

    feeds = Type(object, default={})
    """What other programs read of the site; read by `wenpu.outlets`."""

    cards = Type(object, default={})
    """Pictures to share, and their letters; none if false; read by `wenpu.cards`."""

    languages = Type(object, default={})
    """Other languages than the theme's, each with its folder; read by `languages`."""

    traditional = Choice(("", "auto"), default="")
    """`auto` makes a twin in Traditional Chinese of a site in Simplified."""

    mode = Choice(("live", "test", "sandbox"), default="live")
    """Whose links the site carries; a preview is built with those for tests."""


class WenpuPlugin(BasePlugin[WenpuConfig]):
    """Adds the shop to a site of articles."""

    bench: Bench
    tables: dict[str, Table]
    """What lies ready for the next build, if somebody has seen to that."""

    preview = False
    """Whether an author looks at the site, and sees what is not published yet."""

    play: Play | None = None
    """The till of a preview, from its first build on."""

    mode = ""
    """Whose links a preview carries, once that is known and said."""

    languages: Languages | None = None
    """All that the site speaks, from its first build on."""

    made: Callable[[str], None] = staticmethod(lambda _: None)
    """Called after each of the `pictures`, `pages`, `files`: the command shows them."""

    def __init__(self) -> None:
        self.tables = {}

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool
    ) -> None:
        """Learn whether this is a preview; MkDocs shows its own drafts there, too."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Read everything once; what must be mended stops the build here."""
        self.config.drafts = self.config.drafts or self.preview
        if self.preview:
            self.mode = self.mode or play.mode(play.spoken(log))
            self.config.mode = self.mode
        try:
            self.bench = bench.prepare(config, self._laid(config))
        except WenpuError as error:
            raise PluginError(str(error)) from error

    def _laid(self, config: MkDocsConfig) -> Table:
        """Return the table, once: our command may have laid it already."""
        path = settings.path(self.config)
        if not path and path not in self.tables:
            around = Around(till=self._till(config))
            self.tables = self.speaks(config).laid(self._lay, around)
        return self.tables.pop(path)

    def _lay(self, one: Tongue, around: Around) -> Table:
        return bench.lay(one.config, one.options, log, self.made, around)

    def speaks(self, config: MkDocsConfig) -> Languages:
        """Return the languages of the site; they are set up once for each *config*."""
        if self.languages is None or self.languages.tongues[""].config is not config:
            self.languages = languages.opened(config)
        return self.languages

    def _till(self, config: MkDocsConfig) -> Play | None:
        if self.config.mode == play.MODE and self.preview and not self.play:
            self.play = Play(
                settings.root(config),
                config.site_name,
                config.site_url or play.USUAL,
                play.spoken(log),
            )
        return self.play

    def on_shutdown(self) -> None:
        """End the till of a preview."""
        if self.play:
            self.play.close()

    @event_priority(50)  # Before Material's blog and tags look for their pages.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the pages nobody wrote, outside the navigation: they are many."""
        self.bench.fill(files, config)

    @event_priority(50)  # Ours decides what a page is; others may change its text.
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the text below the front matter, which is already read."""
        return self.bench.source(page.file.src_uri)

    @event_priority(100)  # Material's tags and blog read `page.meta` at -50.
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Open the one channel to the template."""
        self.bench.open(page)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Dress the templates; leave out files of the base theme that no page needs."""
        env.auto_reload = False  # No template changes while pages are made.
        self.bench.fit(env)
        self.bench.lighten(files)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> None:
        """Let the page for lost readers have what other pages have."""
        found: Any = context
        found.update(self.bench.context(template_name, found))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:
        """Say that one more page is made."""
        self.made("pages")

    @event_priority(-100)  # After whoever else writes something then.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the rest; publish no key: what holds one is taken back."""
        try:
            self.bench.publish(config)
            self._build_others(config)
            secrets.published(Path(config.site_dir))
        except WenpuError as error:
            raise PluginError(str(error)) from error

    def _build_others(self, config: MkDocsConfig) -> None:
        """Let MkDocs build the other languages; it has one plugin for all of them."""
        if settings.path(self.config):
            return
        first = self.bench
        try:
            for one in self.speaks(config).others:
                one.build()
        finally:
            self.bench = first

    def on_serve(
        self,
        server: "LiveReloadServer",
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],
    ) -> None:
        """Watch what MkDocs does not know of."""
        for folder in bench.watched(config, self.config):
            server.watch(str(folder))
        server.builder = bench.steadied(server.builder, log)
