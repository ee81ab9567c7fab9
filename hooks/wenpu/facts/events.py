"""
When a service takes place, as events.

A slot is written for people, as in `周六 14:00`. It is an event if it says one day of
the calendar, and where it is can only be one place: nothing is guessed.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from msgspec import Struct

from wenpu.facts.nodes import (
    Node,
    at,
    house,
    image,
    known,
    moment,
    product_id,
    refer,
    term,
)
from wenpu.model import Product, Site
from wenpu.patterns import later

DAY = later(r"(?<!\d)(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)")
CLOCK = later(r"(?<![\d:：])(\d{1,2})[:：](\d{2})(?![\d:：])")


class Span(Struct, frozen=True):
    """A day, and from when till when, as far as that is said."""

    day: date
    start: time | None = None
    end: time | None = None


def events(
    site: Site, one: Product, slots: Sequence[str], offers: Sequence[Node]
) -> list[Node]:
    """Tell which of the *slots* of *one* are events to come, and how to get in."""
    if len(one.places) != 1:
        return []
    found = dict.fromkeys(filter(None, map(read, slots)))
    ahead = [span for span in found if span.day >= site.settings.today]
    return [_event(site, one, offers, span) for span in ahead]


def read(slot: str) -> Span | None:
    """Return the day and the hours of *slot*; none if it says no day, or several."""
    days, clocks = DAY.findall(slot), CLOCK.findall(slot)
    if len(days) != 1 or len(clocks) > len(("from", "till")):
        return None
    try:
        hours = [time(int(hour), int(minute)) for hour, minute in clocks]
        return Span(date(*map(int, days[0])), *hours)
    except ValueError:  # The 30th of February is no day, 25:00 no hour.
        return None


def _event(site: Site, one: Product, offers: Sequence[Node], span: Span) -> Node:
    day, start = span.day, span.start
    began = f"{start:-%H%M}" if start else ""
    shown = one.images[:1] if site.settings.url else ()
    return known(
        {
            "@type": "Event",
            "@id": at(site, f"{one.url}#event-{day}{began}"),
            "name": one.name,
            "description": one.summary,
            "image": [image(site, picture) for picture in shown],
            "startDate": moment(site, day, start) if start else day.isoformat(),
            "endDate": _end(site, span),
            "eventStatus": term("EventScheduled"),
            "eventAttendanceMode": term("OfflineEventAttendanceMode"),
            "location": place(one.places[0]),
            "organizer": house(site),
            "about": next(iter(refer(product_id(site, one))), {}),
            "offers": list(offers),
        }
    )


def _end(site: Site, span: Span) -> str:
    """Return when it is over; what ends before it began, ends the next day."""
    if not (span.start and span.end):
        return ""
    days = timedelta(days=int(span.end <= span.start))
    return moment(site, span.day + days, span.end)


def place(where: str) -> Node:
    """Tell of a place, of which no more is known than what it is called."""
    address = {"@type": "PostalAddress", "name": where}
    return {"@type": "Place", "name": where, "address": address}
