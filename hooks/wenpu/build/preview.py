"""
A preview: the site is served while its author writes, and follows what is saved.

The server is MkDocs', with two things changed: it is told of a change by the system
instead of looking for one, and what stops a build is said in the page, above the last
good one, until it is mended.
"""

import gc
import os
import re
import socket
from collections.abc import Callable
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from msgspec import Struct
from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from wenpu import memory
from wenpu.build import bench, engine, play, settings, whole
from wenpu.build.engine import StoppedError
from wenpu.build.play import Play
from wenpu.build.ranges import ranged
from wenpu.build.store import Store
from wenpu.checkout.lock import NAME as LOCK
from wenpu.problems import CommandError, WenpuError

FOLDER = Path(".wenpu/preview")
CHANGES = (
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent),
    *(FileModifiedEvent, FileMovedEvent),
)
"""What is a change of a file; others only say that somebody reads it, as we do."""

DELAY = 0.04
"""Seconds without another change, after which a build begins: an editor may write a
file in several steps, and some save many files at once."""

NOTE = (
    '<div role="alert" style="position:fixed;inset:auto 0 0 0;z-index:99;padding:1rem;'
    "max-height:60%;overflow:auto;background:#7a1020;color:#fff;"
    'font:14px/1.5 monospace;white-space:pre-wrap">{text}</div>'
)


class Server(LiveReloadServer):
    """Serves a *preview*, and builds it when something in what it watches changes."""

    wrong = ""
    """What stopped the last build; it is shown in every page."""

    def __init__(self, preview: "Preview", host: str, port: int, path: str) -> None:
        top = str(preview.folder)
        super().__init__(self.renew, host, port, top, path)
        self.set_app(ranged(self.serve_request))
        self.preview = preview
        self.observer = Observer()  # type: ignore[assignment]
        self.build_delay = DELAY
        self.error_handler = self._lost

    def renew(self) -> None:
        """Build; no mistake stops it, the last good site is served on."""
        try:
            self.preview.build()
            self.wrong = ""
        except WenpuError as error:
            self.wrong = str(error.__cause__ or error)
            engine.log.warning("Nothing is built until that is mended.")
        except Exception as error:  # noqa: BLE001 (a preview goes on, whatever it is)
            self.wrong = f"{type(error).__name__}: {error}"
            engine.log.exception("Nothing is built until that is mended.")

    def _lost(self, code: int) -> bytes | None:
        page = Path(self.root, "404.html")
        return page.read_bytes() if code == HTTPStatus.NOT_FOUND else None

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build anew when a file changes in the folder *path*, or the file itself."""
        found = Path(path)
        # Editors put a new file in the place of the old one, so its folder is watched.
        folder, name = (found, "") if found.is_dir() else (found.parent, found.name)
        if path not in self._watched_paths and folder.is_dir():
            self._watched_paths[path] = 1
            seen = _Changes(self.want, name)
            self.observer.schedule(seen, str(folder), recursive=recursive and not name)

    def want(self) -> None:
        """Ask for a build."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Say in the page what is wrong, besides what MkDocs adds to it."""
        made: bytes = super()._inject_js_into_html(content, epoch)
        if not self.wrong:
            return made
        note = NOTE.format(text=escape(self.wrong)).encode()
        head, end, tail = made.rpartition(b"</body>")
        return b"".join([head, note, end, tail])


class _Changes(FileSystemEventHandler):
    """Calls *want* when a file has changed; only one called *name*, if that is said."""

    def __init__(self, want: Callable[[], None], name: str) -> None:
        self.want, self.name = want, name

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look whether *event* is a change of a file that counts."""
        paths = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))
        mine = not self.name or self.name in map(os.path.basename, paths)
        if mine and isinstance(event, CHANGES) and not event.is_directory:
            self.want()


class Preview(Struct):
    """The site at *root* as it is served at *url*; what was built stays at hand."""

    root: Path
    url: str
    store: Store
    mode: str
    till: Play | None = None
    loaded: tuple[str, MkDocsConfig, Any] | None = None
    """What `mkdocs.yml` says, as text, as MkDocs has it, and for our plugin."""

    @property
    def folder(self) -> Path:
        """Where it is built."""
        name = re.sub(r"[^a-z0-9.]+", "-", urlsplit(self.url).netloc)
        return self.root / FOLDER / name

    def build(self) -> MkDocsConfig:
        """Build what has changed; raise `StoppedError` if something must be mended."""
        found = self.config()
        ours = engine.plugin(found)
        ours.config.drafts, ours.config.mode = True, self.mode
        if self.mode == play.MODE and not self.till:
            said = play.spoken(engine.log)
            self.till = Play(self.root, found.site_name, self.url, said)
        try:
            with engine.alone(self.root), memory.opened(self.store.memory):
                engine.renewed(found, ours, self.store, self.till)
        except BaseException:
            self.store.turn_back()
            raise
        self.store.turn()
        if hasattr(ours, "bench"):  # MkDocs has built it, and left its marks.
            self.loaded = None
        return found

    def config(self) -> MkDocsConfig:
        """Return what `mkdocs.yml` says; it is read again when it has changed."""
        text = (self.root / engine.NAME).read_text(encoding="utf-8", errors="replace")
        if self.loaded is None or self.loaded[0] != text or "INHERIT" in text:
            found = engine.config(self.root, site_dir=str(self.folder))
            # Cards are drawn for where the site will be, and not once for each place.
            options = engine.plugin(found).config
            options[settings.HOME] = found.site_url
            found.site_url = self.url
            self.loaded = text, found, options
        _, found, options = self.loaded
        # MkDocs has one plugin for all that it reads, and somebody may have read.
        engine.plugin(found).config = options
        return found

    def close(self) -> None:
        """End it; what was built, and what was sold, is there the next time."""
        self.store.save()
        if self.till:
            self.till.close()


def serve(root: Path, address: str) -> None:
    """Serve the site at *address*, drafts and all; build it anew on every change."""
    root = root.resolve()
    found = engine.config(root)  # To say what is wrong with it before anything starts.
    _require_free(address)
    if why := whole.reason(found):
        engine.log.info("All pages are built on each change: %s.", why)
        _serve_whole(root, address)
        return
    host, _, port = address.rpartition(":")
    path = urlsplit(found.site_url or "/").path
    url = f"http://{host}:{port}{path if path.endswith('/') else f'{path}/'}"
    mode = play.mode(play.spoken(engine.log))
    preview = Preview(root, url, Store(root), mode)
    try:
        _follow(preview, Server(preview, host, int(port), path))
    finally:
        preview.close()


def _follow(preview: Preview, server: Server) -> None:
    """Build once, then serve, and build on every change."""
    found = preview.build()
    gc.collect()
    gc.freeze()  # What a site is made of stays; there is no use in looking at it again.
    gc.enable()
    for name in (engine.NAME, LOCK):
        server.watch(str(preview.root / name))
    ours = engine.plugin(found).config
    for folder in (found.docs_dir, *bench.watched(found, ours), *found.watch):
        server.watch(str(folder))
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()


def _serve_whole(root: Path, address: str) -> None:
    try:
        mkdocs_serve.serve(str(root / engine.NAME), dev_addr=address)
    except Abort as error:
        raise StoppedError(str(error)) from error


def _require_free(address: str) -> None:
    host, _, port = address.rpartition(":")
    try:
        socket.create_server((host, int(port))).close()
    except (OSError, ValueError, OverflowError) as error:
        what = f"Nothing can be served at {address}: {error}."
        fix = "Name another, as in  wenpu serve --address 127.0.0.1:8001"
        raise CommandError(f"{what}\n  {fix}") from error
