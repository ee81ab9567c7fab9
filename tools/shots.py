"""
Photograph the demo: `python tools/shots.py [--to FOLDER] [NAME…]`, or `make shots`.

Builds it in each look that is shown, visits it with Chromium, and lays the screens side
by side. What is on each picture stands in `shots.yml`, the letters of a phone in
`fonts.conf`. The same demo, fonts and browser
give the same pictures.
"""

import argparse
import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import yaml
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
DEMO = ("content", "products", ".cache")
WENPU = Path(sys.executable).with_name("wenpu")
DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
SHARP = 2
QUALITY = 82
STYLE = """
<style>
  body { display: inline-flex; align-items: flex-start; gap: 40px; margin: 0;
    padding: 56px; background: #d9d6cf; }
  img { border: 9px solid #1c1b19; border-radius: 34px; background: #1c1b19;
    box-shadow: 0 18px 40px rgb(0 0 0 / 22%); }
  img.wide { border: 1px solid #a9a59b; border-radius: 10px; }
</style>
"""


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("--to", type=Path, default=ROOT / "docs/pictures")
    args.add_argument("names", nargs="*")
    given = args.parse_args()
    plan = yaml.safe_load((HERE / "shots.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="wenpu-shots-") as folder:
        studio = Studio(Path(folder), plan["looks"])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox"],
                env={**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")},
            )
            for name, one in plan["pictures"].items():
                if not given.names or name in given.names:
                    save(laid_out(browser, studio, one), given.to / f"{name}.webp")


class Studio:
    """The demo, built once for each look that is asked for."""

    def __init__(self, folder: Path, looks: Mapping[str, Any]) -> None:
        self.folder, self.looks = folder, looks
        self.shop = folder / "shop"
        self.shop.mkdir()
        for name in DEMO:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.shop / name)
        self.config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))

    def site(self, look: str) -> Path:
        """Return the folder of the demo as it is with *look*."""
        made = self.folder / look
        if not made.exists():
            self._build(look, made)
        return made

    def _build(self, look: str, made: Path) -> None:
        config = self.config
        config["plugins"][0]["wenpu"]["look"] = self.looks[look]
        text = yaml.safe_dump(config, allow_unicode=True)
        (self.shop / "mkdocs.yml").write_text(text, encoding="utf-8")
        words: list[str | Path] = [WENPU, "-C", self.shop, "build", "--site-dir", made]
        subprocess.run(words, env={**os.environ, "SOURCE_DATE_EPOCH": DAY}, check=True)


def laid_out(browser: Browser, studio: Studio, one: Mapping[str, Any]) -> bytes:
    """Return the screens of one picture side by side."""
    wide = one.get("width", 360) > one.get("height", 740)
    shown = one.get("shown", one.get("width", 360))
    screens = [screen(browser, studio, {**one, **place}) for place in one["screens"]]
    shots = [base64.b64encode(shot).decode() for shot in screens]
    page = browser.new_page(device_scale_factor=one.get("sharp", SHARP))
    kind = "wide" if wide else "phone"
    page.set_content(
        STYLE
        + "".join(
            f'<img class="{kind}" width="{shown}" src="data:image/png;base64,{shot}">'
            for shot in shots
        )
    )
    found = page.locator("body").screenshot()
    page.close()
    return found


def screen(browser: Browser, studio: Studio, wanted: Mapping[str, Any]) -> bytes:
    """Return what a reader sees at one address."""
    context = browser.new_context(
        viewport={
            "width": wanted.get("width", 360),
            "height": wanted.get("height", 740),
        },
        color_scheme=wanted.get("scheme", "light"),
        device_scale_factor=SHARP,
        reduced_motion="reduce",
    )
    with served(studio.site(wanted.get("look", "paper"))) as address, context:
        page = context.new_page()
        page.goto(f"{address}{wanted['url']}", wait_until="networkidle")
        if below := wanted.get("from"):
            page.locator(below).first.evaluate("one => one.scrollIntoView()")
            page.wait_for_load_state("networkidle")
        page.evaluate(
            "() => Promise.all([...document.images].filter("
            "one => one.complete).map(one => one.decode()))"
        )
        return page.screenshot()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None: ...


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a built *site*; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()


def save(shot: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(BytesIO(shot)).convert("RGB")
    image.save(path, "WEBP", quality=QUALITY, method=6)
    kilobytes = path.stat().st_size // 1024
    print(f"{path}: {image.width} × {image.height}, {kilobytes} KB")


if __name__ == "__main__":
    main()
