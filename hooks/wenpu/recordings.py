"""
Articles to hear or to see: which file, and what happens at which of its seconds.

An author writes  audio:  or  video:  and below  cues:  a time each, with a text, a
product, or both. Here that is read, and how long a file is that is there; whether it
is there is for others to see.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from wenpu import addresses, census
from wenpu.frontmatter import FrontMatter
from wenpu.model import Cue, Recording
from wenpu.patterns import later
from wenpu.problems import Level, Problem, Spot

TYPES = {
    "audio": {
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "aac": "audio/aac",
        "ogg": "audio/ogg",
        "oga": "audio/ogg",
        "opus": "audio/ogg",
        "wav": "audio/wav",
        "flac": "audio/flac",
    },
    "video": {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm"},
}
"""What browsers play, by the end of a name."""

REMOTE = later(r"(?i)https://[^\s/]+/\S+")
TIME = later(r"(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,4})(?:\.\d+)?s?")
AT = later(r"(?m)^[^#\n]*?\bat\s*:")
WRITE = "Write a list, as in  cues: [{at: 2:10, text: …, product: tea}]"
KEYS = {"at", "text", "product"}
BYTES = later(r"[1-9][0-9]{0,11}")
MINUTE = 60
"""Seconds, as an hour has of minutes."""


class _Reader(Struct):
    """Reads the front matter *head* of the file *src*, which people know as *path*."""

    src: str
    path: str
    head: FrontMatter
    problems: list[Problem] = field(default_factory=list)

    def tell(self, line: int, what: str, fix: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Problem(Spot(self.path, line), what, fix, level))

    def recording(self) -> Recording | None:
        kind = next((one for one in TYPES if self.head.written.get(one)), "")
        cues = tuple(sorted(self.cues(), key=lambda one: one.at))
        if not kind:
            if self.head.written.get("cues"):
                fix = "Write  audio: talk.mp3  or  video: film.mp4  above it."
                self.tell(self.head.line("cues"), "cues of no recording.", fix)
            return None
        wanted, line = self.head.written[kind], self.head.line(kind)
        said = str(wanted).strip()
        form = TYPES[kind].get(PurePosixPath(said.split("?")[0]).suffix[1:].lower())
        if not isinstance(wanted, str) or not form:
            known = ", ".join(TYPES[kind])
            fix = f"Write the name of a file that ends in one of: {known}."
            what = f"{kind}: {said!r} is nothing that browsers play."
            self.tell(line, what, fix, Level.WARNING)  # Other programs know such words.
            return None
        if "//" in said and not REMOTE.fullmatch(said):
            fix = "Write the file's name, or an address that begins with  https://"
            self.tell(line, f"{kind}: {said!r} is no address for readers.", fix)
            return None
        size, duration = self.size(), self.duration()
        address = self.address(said)
        return Recording(kind, said, address, form, cues, line, size, duration)

    def size(self) -> int:
        """Return how many bytes it has, by what is written; 0 for nothing."""
        said = str(self.head.written.get("bytes") or "").strip()
        if said and not BYTES.fullmatch(said):
            what, fix = f"bytes: {said!r} is no number.", "as in  bytes: 8727310"
            line = self.head.line("bytes")
            self.tell(line, what, f"Write digits only, {fix}", Level.WARNING)
        return int(said) if BYTES.fullmatch(said) else 0

    def duration(self) -> int:
        """Return how many seconds it takes, by what is written; 0 for nothing."""
        said = str(self.head.written.get("duration") or "").strip()
        found = seconds(said)
        if said and found is None:
            what = f"duration: {said!r} is no time."
            fix = "Write minutes and seconds, as in  duration: 31:07"
            self.tell(self.head.line("duration"), what, fix, Level.WARNING)
        return found or 0

    def address(self, said: str) -> str:
        """Return where it will be: from the site's root, or at another host."""
        if REMOTE.fullmatch(said):
            return said
        folder = "" if said.startswith("/") else self.src.rpartition("/")[0]
        return quote(addresses.joined(f"{folder}/{said}"))

    def cues(self) -> Iterator[Cue]:
        found, first = self.head.written.get("cues"), self.head.line("cues")
        if not found:
            return
        if not isinstance(found, list):
            self.tell(first, "cues is no list.", WRITE)
            return
        for one, line in zip(found, self.lines(len(found), first), strict=True):
            if cue := self.cue(one, line):
                yield cue

    def lines(self, count: int, first: int) -> list[int]:
        """Return the line of each of *count* cues; all on the *first* if in doubt."""
        head = self.head.head
        ends = [one.end() for one in AT.finditer(head, head.find("cues"))]
        if len(ends) != count:
            return [first] * count
        return [head.count("\n", 0, end) + 1 for end in ends]

    def cue(self, one: Any, line: int) -> Cue | None:  # noqa: ANN401 (as written)
        """Return the cue that is written as *one* on a *line*, none if it is wrong."""
        if not isinstance(one, dict) or not one.keys() <= KEYS:
            odd = one.keys() - KEYS if isinstance(one, dict) else {one}
            what = f"a cue knows no {', '.join(sorted(map(str, odd)))!r}."
            self.tell(line, what, WRITE)
            return None
        said = {key: str(one.get(key) or "").strip() for key in KEYS}
        at = seconds(said["at"])
        if at is None:
            fix = "Write minutes and seconds, as in  at: 2:10"
            self.tell(line, f"a cue is at {said['at']!r}, which is no time.", fix)
            return None
        if not (said["text"] or said["product"]):
            fix = "Add a  text:  or a  product:"
            self.tell(line, f"at {said['at']} nothing happens.", fix)
            return None
        return Cue(at, said["text"], said["product"], line)


def seconds(text: str) -> int | None:
    """Return the seconds that *text* means, as `1:02:03`, `2:10` or `45`."""
    found = TIME.fullmatch(text)
    if not found:
        return None
    hours, minutes, rest = (int(one or 0) for one in found.groups())
    if (found[2] and rest >= MINUTE) or (found[1] and minutes >= MINUTE):
        return None
    return (hours * MINUTE + minutes) * MINUTE + rest


def clock(at: int) -> str:
    """Return *at*, in seconds, as a player shows it: `1:02:03` or `2:10`."""
    minutes, left = divmod(at, MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    if hours:
        return f"{hours}:{minutes:02}:{left:02}"
    return f"{minutes}:{left:02}"


def read(
    src: str, path: str, head: FrontMatter
) -> tuple[Recording | None, list[Problem]]:
    """Return the recording of the article in *src*, and what is wrong with it."""
    reader = _Reader(src, path, head)
    return reader.recording(), reader.problems


def measured(path: Path, one: Recording) -> Recording:
    """Return *one*, which lies at *path*, with its true size and duration."""
    size, duration = census.recall("recordings", [path], (), lambda: _measured(path))
    return replace(one, size=size, duration=duration or one.duration)


def _measured(path: Path) -> tuple[int, int]:
    from tinytag import TinyTag, TinyTagException  # noqa: PLC0415 (few sites are heard)

    size = path.stat().st_size
    try:
        found = TinyTag.get(path, tags=False).duration
    except TinyTagException:  # It may be heard all the same.
        found = None
    return size, max(1, round(found)) if found else 0
