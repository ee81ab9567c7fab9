"""
How feeds write: texts that every format can carry, addresses, days, XML.

What is no character of XML 1.0 is in no feed of any format: it is never meant.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring
from zoneinfo import ZoneInfo

from wenpu.model import Settings
from wenpu.patterns import later

FORBIDDEN = later("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAIN = later("[A-Za-z0-9/%._#-]*")
SAFE = "/:?#[]@!$&'()*+,;=%~"
"""What an address keeps as it is; an author's own escapes are among it."""

DAYS, MONTHS = "MonTueWedThuFriSatSun", "JanFebMarAprMayJunJulAugSepOctNovDec"


def clean(text: str) -> str:
    """Return *text* without what XML cannot carry; each line ends in the same way."""
    if text.isprintable():  # Most are, and to know that takes a tenth of the time.
        return text
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Return *text* clean and on one line."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())


def cut(text: str, most: int) -> str:
    """Return *text*, cut where it has more than *most* characters, with a mark."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


@lru_cache(maxsize=1 << 14)  # Several feeds tell of the same pages and pictures.
def address(base: str, url: str) -> str:
    """Return *url*, which starts at *base*, as a whole address without a space."""
    return f"{base}{url if PLAIN.fullmatch(url) else quote(line(url), safe=SAFE)}"


def moment(day: date, zone: str) -> datetime:
    """Return when *day* began where the site is at home; without a *zone*, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone) if zone else UTC)


def by_mail(day: date, settings: Settings) -> str:
    """Return *day* as mail and RSS write it, in English whatever the language."""
    when = moment(day, settings.zone)
    name, month = _third(DAYS, day.weekday()), _third(MONTHS, day.month - 1)
    return f"{name}, {day.day:02} {month} {day.year:04} 00:00:00 {when:%z}"


def _third(names: str, at: int) -> str:
    return names[3 * at : 3 * at + 3]


def by_iso(day: date, settings: Settings) -> str:
    """Return *day* as JSON Feed and others write it (RFC 3339)."""
    return moment(day, settings.zone).isoformat()


def put(above: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Put a new element below another one; `""` and no attribute puts an empty one."""
    known = {key.rstrip("_"): clean(value) for key, value in attributes.items()}
    found = SubElement(above, name, known)
    found.text, found.tail = clean(text) or None, "\n"
    above.text = above.text or "\n"
    return found


def xml(root: Element) -> bytes:
    """Return *root* and all below it as a file."""
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def as_json(value: Mapping[str, object]) -> str:
    """Return *value* as JSON, on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def known(values: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is not known, rather than say it is empty."""
    return {key: value for key, value in values.items() if value not in ("", None, [])}
