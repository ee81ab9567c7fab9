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
from collections.abc import Collection, Iterator
from pathlib import Path

from looks import album, maker, sheet, specimens
from looks.album import COMPONENTS, ROOT, Subject
from looks.browser import chromium, served
from looks.sheet import Shots
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
    if strange := [name for name in given.names if name not in every]:
        args.error(
            f"nothing is called {', '.join(strange)}. There are: {', '.join(every)}"
        )
    wanted = [every[name] for name in given.names or every]
    publish(given.to, {one.of for one in wanted})
    with chromium() as browser:
        for subject, shots in photographed(browser, given.to, wanted):
            if given.accept:
                album.keep(subject, shots)
            else:
                save(given.to / "looks" / f"{subject}.png", shots)
        if given.accept and not given.names:
            with served(given.to / COMPONENTS) as address:
                maker.keep(maker.here(browser, address))
            album.forget()
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


def photographed(
    browser: Browser, folder: Path, wanted: Collection[Subject]
) -> Iterator[tuple[Subject, Shots]]:
    """Photograph what is *wanted* of the sites below *folder*."""
    if any(one.of == COMPONENTS for one in wanted):
        with served(folder / COMPONENTS) as address:
            found = album.components(browser, address)
            yield from (one for one in found if one[0] in wanted)
    for of in SITES:  # Each at the root of its host, where 404.html leads.
        with served(folder / of) as address:
            for one in wanted:
                if one.of == of:
                    yield one, album.page(browser, address, one)


def save(path: Path, shots: Shots) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.laid_out(shots).save(path, compress_level=1)


if __name__ == "__main__":
    main()
