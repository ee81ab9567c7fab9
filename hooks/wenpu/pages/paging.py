"""Long lists are cut into pages that know one another."""

from collections.abc import Sequence
from typing import TypeVar

from wenpu.pages.frame import Frame
from wenpu.pages.view import Dict, View

Thing = TypeVar("Thing")


def parts(frame: Frame, things: Sequence[Thing]) -> list[Sequence[Thing]]:
    """Return *things* page by page; an empty list has a page, too."""
    size = frame.shared.site.settings.per_page
    return [things[at : at + size] for at in range(0, len(things), size)] or [[]]


def title(frame: Frame, name: str, number: int) -> str:
    """Return what page *number* of the list *name* is called."""
    if number == 1:
        return name
    return frame.words.say("page_of", title=name, n=number)


def numbered(url: str, number: int) -> str:
    """Return where page *number* is of the list at *url*."""
    return url if number == 1 else f"{url}page/{number}/"


def pager(view: View, url: str, number: int, last: int) -> Dict:
    """Return the way to the other pages of a list, `{}` if there are none."""
    if last == 1:
        return {}
    say = view.words.say
    pages = [
        view.link(str(n), numbered(url, n)) | {"current": n == number}
        for n in _near(number, last)
    ]
    text = view.words.text
    newer = view.link(text["newer"], numbered(url, number - 1))
    older = view.link(text["older"], numbered(url, number + 1))
    return {
        "previous": newer if number > 1 else {},
        "next": older if number < last else {},
        "pages": pages,
        "label": say("page_number", n=number, last=last),
    }


def _near(number: int, last: int) -> list[int]:
    """Return the first, the last, and those around *number*."""
    return [n for n in range(1, last + 1) if n in {1, last} or abs(n - number) <= 1]
