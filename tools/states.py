"""
Every component in every state: `python tools/states.py [--accept] [NAME…]`.

Builds the page of all components, the shop of states and the demo into `build/states/`,
and photographs them at three widths, by day and by night, into `build/states/looks/`:
to be looked at, and never published. With --accept, as in `make looks`, what is seen is
what the tests want from now on. A NAME, as in `components/tile`, takes that one only.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from looks import album, maker, sheet, specimens
from looks.album import COMPONENTS, ROOT, Roll, Subject
from looks.browser import chromium, served
from PIL import Image
from playwright.sync_api import Browser

WENPU = Path(sys.executable).with_name("wenpu")
DAY = "1795305600"  # 2026-11-22, the day of the demo's content.
SITES = {"states": ROOT / "tests/browser/states", "demo": ROOT}


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("--accept", action="store_true")
    args.add_argument("--to", type=Path, default=ROOT / "build/states")
    args.add_argument("names", nargs="*")
    given = args.parse_args()
    every = {str(one): one for one in album.subjects()}
    for name in given.names:
        if name not in every:
            args.error(f"nothing is called {name!r}.\n  There are: {', '.join(every)}")
    wanted = [every[name] for name in given.names or every]
    publish(given.to, {one.of for one in wanted})
    with chromium() as browser:
        for take in rolls(browser, given.to, wanted):
            accept(take) if given.accept else show(take, given.to / "looks")
        if given.accept and not given.names:
            tidy(browser, given.to / COMPONENTS)
    print(f"{len(wanted)} looks: {album.KEPT if given.accept else given.to}")


def publish(to: Path, wanted: Collection[str]) -> None:
    """Build what is *wanted* of the components' page and the two sites."""
    shutil.rmtree(to, ignore_errors=True)
    specimens.publish(to / COMPONENTS)
    for name, root in SITES.items():
        if name in wanted:
            words: list[str | Path] = [WENPU, "-C", root, "build", "--site-dir"]
            day = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
            subprocess.run([*words, to / name], env=day, check=True)


Take = Callable[..., Roll]
"""Photographs some things, as often as it is called."""


def rolls(
    browser: Browser, folder: Path, wanted: Collection[Subject]
) -> Iterator[Take]:
    """Return how to photograph what is *wanted*: components together, page by page."""
    for of in (COMPONENTS, *SITES):
        # Each at the root of its host, where 404.html leads.
        with served(folder / of) as address:
            ours = [one for one in wanted if one.of == of]
            for roll in [ours] if of == COMPONENTS else [[one] for one in ours]:
                yield partial(album.taken, browser, address, roll)


def accept(take: Take) -> None:
    """Keep how things look, where the tests would see that it is otherwise."""
    for subject, shots in album.steady(take).items():
        if album.difference(subject, shots):
            album.keep(subject, shots)


def show(take: Take, folder: Path) -> None:
    """Lay pictures as large as the screens into *folder*."""
    for subject, shots in take(develop=Image.Image.copy).items():
        path = folder / f"{subject}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        sheet.laid_out(shots).save(path, compress_level=1)


def tidy(browser: Browser, components: Path) -> None:
    """Tell what drew all this, and drop what is kept of things that are no more."""
    with served(components) as address:
        maker.keep(maker.here(browser, address))
    album.forget()


if __name__ == "__main__":
    main()
