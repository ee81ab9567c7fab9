"""
Letters that we draw: a font of the author's, one that the system has, one from PyPI.

Whether a font can draw a character is asked before anything is drawn. Pillow tells:
what looks to the dot like the sign for "there is nothing" is not there.
"""

import os
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PIL import ImageFont

from wenpu import memory, stamps
from wenpu.problems import Level, Problem, Spot

FILES = (".ttf", ".otf", ".ttc", ".otc")
FAMILIES = {
    "serif": "Noto Serif CJK SC,Noto Serif SC,Source Han Serif SC,Songti SC",
    "sans": "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,PingFang SC,"
    "Microsoft YaHei,WenQuanYi Micro Hei",
}
KNOWN = {
    "serif": (
        "/System/Library/Fonts/Supplemental/Songti.ttc",
        "C:/Windows/Fonts/simsun.ttc",
    ),
    "sans": (
        "/System/Library/Fonts/PingFang.ttc",
        "/System/Library/Fonts/Hiragino Sans GB.ttc",
        "C:/Windows/Fonts/msyhbd.ttc",
        "C:/Windows/Fonts/msyh.ttc",
    ),
}
"""Where systems keep them that have no fontconfig."""

PLAIN = {"serif": "serif", "sans": "sans-serif"}
OTHERS = (
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
"""The system's letters for the rest of the world: Chinese fonts have few accents."""

EXTRA = "pylopdf_fonts_zh_cn"
EXTRA_FILES = {"serif": "NotoSerifSC-Regular.otf", "sans": "NotoSansSC-Regular.otf"}
"""What `wenpu[cards]` brings: the same letters, not bold."""

SAMPLE = {"zh": "文铺的一是，。¥0", "en": "Aag&,.$0"}
MANY = 24
"""More faces than this are in no file."""

LOOK = 20
"""Pixels: large enough to tell signs apart."""

HEAD = 1 << 16
"""Bytes: as long is no list of tables, with the check sum of each."""

BLOCK = 256
NOTHING = "\uffff"
"""No font draws it: it is no character."""

FORWARD = {"R", "AL", "RLE", "RLO", "RLI"}
HOW = (
    "Install a Chinese font (Debian, Ubuntu:  apt install fonts-noto-cjk ), or  "
    'pip install "wenpu[cards]" , or name a file:  cards: {font: fonts/mine.otf}'
)


class Face(Struct, frozen=True):
    """
    One face of a font's file, of that *stamp*; *bold* if it is to be made so.

    What it cannot draw is drawn by the first of the faces *behind* it that can.
    """

    path: str
    index: int
    stamp: bytes
    bold: bool = False
    behind: "tuple[Face, ...]" = ()

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return it for letters *size* pixels high."""
        return _opened(self.path, self.index, size)

    @property
    def said(self) -> tuple[Any, ...]:
        """What of it is seen on a card, wherever its file lies."""
        behind = tuple(one.said for one in self.behind)
        return self.stamp, self.index, self.bold, behind

    def before(self, *others: "Face") -> "Face":
        """Return it with *others* behind it, each once."""
        alone = {(one.stamp, one.index): replace(one, behind=()) for one in others}
        alone.pop((self.stamp, self.index), None)
        return replace(self, behind=tuple(alone.values()))

    def lacks(self, chars: Iterable[str]) -> frozenset[str]:
        """Return those of *chars* that neither it nor a face behind it can draw."""
        lost = self.misses(chars)
        for one in self.behind:
            lost = one.misses(lost) if lost else lost
        return lost

    def runs(self, text: str) -> "list[tuple[Face, str]]":
        """Return *text* in pieces, each with the face that draws it."""
        if not self.behind or not (lost := self.misses(text)):
            return [(self, text)]
        found: list[tuple[Face, str]] = []
        for char in text:
            face = self._of(char) if char in lost else self
            if found and found[-1][0] is face:
                found[-1] = face, found[-1][1] + char
            else:
                found.append((face, char))
        return found

    def _of(self, char: str) -> "Face":
        return next((one for one in self.behind if not one.misses(char)), self)

    def ruler(self, size: int, text: str) -> Callable[[str], float]:
        """Return how wide the parts of *text* are in letters *size* pixels high."""
        if not self.behind or not self.misses(text):
            return self.at(size).getlength
        return partial(self._length, size)

    def _length(self, size: int, text: str) -> float:
        return sum(face.at(size).getlength(part) for face, part in self.runs(text))

    def misses(self, chars: Iterable[str]) -> frozenset[str]:
        """Return those of *chars* that it cannot draw itself."""
        # They are asked for in blocks: one more character is little to look at again.
        blocks: dict[int, list[str]] = defaultdict(list)
        for char in sorted(set(chars)):
            blocks[ord(char) // BLOCK].append(char)
        return frozenset("".join(self._lost("".join(one)) for one in blocks.values()))

    def _lost(self, block: str) -> str:
        key = (self.stamp, self.index, block)
        return memory.recall(
            "glyphs", key, lambda: "".join(c for c in block if not self._has(c))
        )

    def _has(self, char: str) -> bool:
        if unicodedata.bidirectional(char) in FORWARD:
            return False  # To draw them is not enough: they would stand backwards.
        return self._draws(char)

    def _draws(self, char: str) -> bool:
        seen = _seen(self.at(LOOK), char)
        if seen[1] == (0, 0) or not seen[0].strip(b"\0"):
            return char.isspace()
        return seen != _nothing(self.path, self.index)


@cache
def _opened(path: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    # Raqm is not on every machine: the same letters must stand in the same places.
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, index, layout_engine=basic)


@cache
def _nothing(path: str, index: int) -> tuple[bytes, tuple[int, int], float]:
    return _seen(_opened(path, index, LOOK), NOTHING)


def _seen(
    font: ImageFont.FreeTypeFont, char: str
) -> tuple[bytes, tuple[int, int], float]:
    mask = font.getmask(char, mode="L")
    return bytes(mask), mask.size, font.getlength(char)


class Wish(Struct, frozen=True):
    """
    What letters an author *asked* for, "" for ours, and where.

    *kind* is serif or sans.
    """

    asked: str
    kind: str
    bold: bool
    spot: Spot
    option: str = "font"


def sample(language: str) -> str:
    """Return what a font has to draw, to be of any use for texts in *language*."""
    return SAMPLE.get(language, SAMPLE["en"])


def find(wish: Wish, root: Path, text: str) -> tuple[Face | None, list[Problem]]:
    """
    Return the face for *wish* on this machine, and what is wrong with the wish.

    One that is ours draws all of *text*. Behind one of the author's stand ours, and
    behind all of them those that the system has for other writing.
    """
    problems: list[Problem] = []
    if wish.asked.lower().endswith(FILES):
        try:
            face = _file(root / wish.asked, bold=wish.bold)
            return face.before(*_ours(wish), *_others(wish)), []
        except (OSError, ValueError) as error:
            what = (
                f"{wish.option}: {wish.asked!r} is no font that can be read: {error}."
            )
            fix = "Write the path of a .ttf, .otf or .ttc file, from here on."
            return None, [Problem(wish.spot, what, fix)]
    if wish.asked:
        named = _system(wish.asked, bold=wish.bold)
        if named and _is_called(named[2], wish.asked):
            face = _face(*named[:2], bold=wish.bold)
            return face.before(*_ours(wish), *_others(wish)), []
        what = f"{wish.option}: no font {wish.asked!r} is installed here."
        fix = "Cards are set in another;  fc-list : family  shows which there are."
        problems = [Problem(wish.spot, what, fix, Level.WARNING)]
    for face in _ours(wish):
        if not face.lacks(text):
            return face.before(*_others(wish)), problems
    return None, problems


def _ours(wish: Wish) -> Iterator[Face]:
    """Return the faces that may do, the best first."""
    if found := _system(FAMILIES[wish.kind], bold=wish.bold):
        yield _face(*found[:2], bold=wish.bold)
    if spec := find_spec(EXTRA):
        path = Path(str(spec.origin)).with_name(EXTRA_FILES[wish.kind])
        yield _file(path, bold=wish.bold)
    for name in KNOWN[wish.kind] + KNOWN["sans"]:
        if Path(name).is_file():
            yield _file(Path(name), bold=wish.bold)


def _others(wish: Wish) -> Iterator[Face]:
    """Return what draws letters that a Chinese font lacks, as ő."""
    if found := _system(PLAIN[wish.kind], bold=wish.bold, language="en"):
        yield _face(*found[:2], bold=wish.bold)
    for name in OTHERS:
        if Path(name).is_file():
            yield _file(Path(name), bold=wish.bold)


def _is_called(names: str, asked: str) -> bool:
    return asked.casefold() in {one.strip().casefold() for one in names.split(",")}


def _system(
    families: str, *, bold: bool, language: str = "zh-cn"
) -> tuple[str, int, str] | None:
    """Return the file, the index, the names of the system's font for *families*."""
    program = shutil.which("fc-match")
    if not program:
        return None
    asked = f"{families}:{'bold' if bold else 'regular'}:lang={language}"
    found = memory.recall(
        "fonts", lambda: (asked, _installed()), lambda: _matched(program, asked)
    )
    return found if found and Path(found[0]).is_file() else None


def _matched(program: str, asked: str) -> tuple[str, int, str] | None:
    args = [program, "-f", "%{file}\n%{index}\n%{family}", asked]
    try:
        done = subprocess.run(args, capture_output=True, timeout=30, check=True)  # noqa: S603
        path, index, names = done.stdout.decode().split("\n")[:3]
        return path, int(index), names
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _installed() -> tuple[int, ...]:
    """Return what changes when a font is installed: when its folders were touched."""
    home = Path.home()
    folders = (
        *("/var/cache/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts"),
        *("/etc/fonts/fonts.conf", "/etc/fonts/conf.d"),
        *(home / ".fonts", home / ".local/share/fonts", home / ".config/fontconfig"),
    )
    return tuple(_touched(Path(one)) for one in folders)


def _touched(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _file(path: Path, *, bold: bool) -> Face:
    """Return the face in the file *path*: of many, that for China's mainland."""
    return _face(str(path), _index(str(path)), bold=bold)


@cache
def _index(path: str) -> int:
    ImageFont.truetype(path, LOOK)  # What is no font is told here.
    for index in range(MANY if path.lower().endswith("c") else 0):
        try:
            family = ImageFont.truetype(path, LOOK, index).getname()[0] or ""
        except OSError:
            break
        if family.endswith((" SC", " GB")):
            return index
    return 0


def _face(path: str, index: int, *, bold: bool) -> Face:
    stamp = _stamp(path)
    heavy = memory.recall("faces", (stamp, index), lambda: _is_heavy(path, index))
    return Face(path, index, stamp, bold and not heavy)


def _stamp(path: str) -> bytes:
    """Return the stamp of what is in a font: it begins with check sums of the rest."""
    with Path(path).open("rb") as file:
        return stamps.of((os.fstat(file.fileno()).st_size, file.read(HEAD)))


def _is_heavy(path: str, index: int) -> bool:
    style = (ImageFont.truetype(path, LOOK, index).getname()[1] or "").lower()
    return any(one in style for one in ("bold", "black", "heavy"))
