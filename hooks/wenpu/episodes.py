"""
Which articles are episodes of a podcast, and whether there is one to be published.

What programs for podcasts refuse is left out, and its author hears why: nothing of it
stops a build, but for a picture that was named and will not do.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from wenpu import census, pictures
from wenpu.model import Article, Picture, Podcast, Settings, Site
from wenpu.problems import ContentError, Level, Problem, Spot

FILE = "podcast.xml"
"""The feed that holds them, as it is left out."""

TYPES = {"audio/mpeg": "audio/mpeg", "audio/mp4": "audio/x-m4a"}
"""What those programs play, as browsers call it and as they do."""

LEAST, MOST = 1400, 3000
"""Pixels of a side of its picture."""

FORMS, MODES = {"JPEG", "PNG"}, {"RGB", "P"}
SQUARE = f"Save it square, {LEAST} to {MOST} pixels wide, in RGB, as JPEG or PNG."
UNSAID = f"or write  without: [{FILE}]"


def episodes(site: Site) -> list[Article]:
    """Return the articles of *site* that its podcast holds, newest first."""
    return [one for one in _heard(site) if not any(_lacks(one))]


def _heard(site: Site) -> Iterator[Article]:
    """Return the articles that are to be heard now: a preview shows others, too."""
    today = site.settings.today
    for one in site.articles.values():
        if one.recording and one.recording.kind == "audio" and not one.waits(today):
            yield one


def _lacks(one: Article) -> Iterator[Problem]:
    """Say why *one*, which is to be heard, is no episode."""
    found, path = one.recording, one.spot.path
    if not found:
        return
    spot, name = Spot(path, found.line), repr(found.written)
    if found.type not in TYPES:
        what = f"{name} is nothing that podcasts play, so not in {FILE}."
        yield Problem(spot, what, "Save it as .mp3 or .m4a.", Level.NOTICE)
    if not found.size and found.is_ours:
        what = f"{name} is empty, so not in {FILE}."
        yield Problem(spot, what, "Put the recording there.", Level.NOTICE)
    elif not found.size:
        what = f"nobody said how many bytes {name} has, so not in {FILE}."
        fix = "Add a line, as in  bytes: 8727310"
        yield Problem(spot, what, fix, Level.NOTICE)
    if not one.day:
        what, fix = f"no date, so not in {FILE}.", "Add a line, as in  date: 2026-11-26"
        yield Problem(Spot(path), what, fix, Level.NOTICE)


def podcast(root: Path, site: Site) -> tuple[Podcast | None, list[Problem]]:
    """Return the podcast of *site*, none if there is none; and what is wrong."""
    heard, settings = list(_heard(site)), site.settings
    if not heard or not settings.publishes(FILE):
        return None, []
    said = settings.feeds.podcast or Podcast(spot=settings.feeds.spot)
    if lacking := _lacking(said):
        what = f"feeds: {FILE} is not made: nobody said its {', '.join(lacking)}."
        fix = f"Add  podcast: {{{', '.join(f'{one}: …' for one in lacking)}}}"
        told = Problem(said.spot, what, f"{fix}  below  feeds:  {UNSAID}", Level.NOTICE)
        return None, [told]
    picture, wrong = _picture(root, settings, said)
    wrong += [
        each
        for one in heard
        for each in _lacks(one)
        if _is_there(site, one)  # What is not there is told elsewhere.
    ]
    if not picture or not episodes(site):
        return None, wrong
    return replace(said, picture=picture), wrong


def _lacking(said: Podcast) -> list[str]:
    """Return the fields that are to be said, and are not."""
    fields = {
        "email": said.email,
        "category": said.category,
        "explicit": said.explicit is not None,
        "image": said.image,
    }
    return [name for name, found in fields.items() if not found]


def _is_there(site: Site, one: Article) -> bool:
    found = one.recording
    return found is not None and (not found.is_ours or unquote(found.url) in site.files)


def _picture(
    root: Path, settings: Settings, said: Podcast
) -> tuple[Picture | None, list[Problem]]:
    """Return its picture, or none and why."""
    spot, name = said.image_spot, said.image
    try:
        found = pictures.named(root, "image", name, spot, settings.first_dir)
    except ContentError as error:
        like = "image: images/radio.jpg"  # A drawing would not do.
        fix = f"Write it from  {settings.first_dir}/  on, as in  {like}"
        there = (root / settings.first_dir / name).is_file()
        told = [one if there else replace(one, fix=fix) for one in error.problems]
        return None, told
    path = root / found.path
    if wrong := census.recall("covers", [path], (), lambda: _unfit(path)):
        return None, [Problem(spot, f"image: {name!r} {wrong}.", SQUARE)]
    return found, []


def _unfit(path: Path) -> str:
    """Say in a few words why the picture at *path* will not do, "" if it will."""
    if path.suffix.lower() == ".svg":
        return "is a drawing"
    with path.open("rb") as file, pictures.quiet():
        image = pictures.photo(file)
        width, height = pictures.seen(image)
        if image.format not in FORMS:
            return f"is a {image.format}"
        if image.mode not in MODES or "transparency" in image.info:
            return "is not in RGB, or lets through what is behind it"
    if width != height or not LEAST <= width <= MOST:
        return f"has {width} × {height} pixels"
    return ""
