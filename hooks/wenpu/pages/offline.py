"""The page for readers whose line is down, and who ask for what they have not read."""

from collections.abc import Iterator

from wenpu.pages.frame import Batch, Frame, Made

URL = "offline/"


def offline(frame: Frame) -> Iterator[Batch]:
    """Return the page, where readers keep what they have read."""
    if frame.shared.site.settings.offline:
        yield Batch("offline", lambda: [_page(frame)])


def _page(frame: Frame) -> Made:
    title, src = frame.words.text["offline"], f"{URL}index.md"
    return Made(URL, src, "offline", "offline", title, robots="noindex")
