"""What all nodes are made of: names for things, people, pictures, days."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from wenpu.model import Article, Author, Picture, Product, Site

Node: TypeAlias = dict[str, Any]
"""A thing and what is said of it."""

CONTEXT = "https://schema.org"


def graph(nodes: Sequence[Node]) -> Node:
    """Return all *nodes* of a page as one document, `{}` for none."""
    return {"@context": CONTEXT, "@graph": list(nodes)} if nodes else {}


def as_script(facts: Mapping[str, Any]) -> str:
    """Return *facts* as JSON that cannot end the script element it stands in."""
    if not facts:
        return ""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def known(facts: Node) -> Node:
    """Leave out what is not known, rather than say it is empty; 0 is known."""
    return {key: value for key, value in facts.items() if value or value == 0}


def term(name: str) -> str:
    """Return the address of one of schema.org's words."""
    return f"{CONTEXT}/{name}"


def at(site: Site, path: str) -> str:
    """Return the whole address of *path*, "" where the site has none."""
    base = site.settings.url
    return base and f"{base}{path}"


def refer(*ids: str) -> list[Node]:
    """Return nodes that only say whom they mean, without those that have no name."""
    return [{"@id": one} for one in ids if one]


def article_id(site: Site, one: Article) -> str:
    """Return the name of an article, whoever speaks of it."""
    return at(site, f"{one.url}#article")


def product_id(site: Site, one: Product) -> str:
    """Return the name of a product, whoever speaks of it."""
    return at(site, f"{one.url}#product")


def variant_id(site: Site, one: Product, variant: str) -> str:
    """Return the name of one *variant* of a product."""
    return at(site, f"{one.url}#variant-{variant}")


def person(site: Site, one: Author) -> Node:
    """Tell who somebody is, in short: their own page says more."""
    url = at(site, one.url)
    return known(
        {
            "@type": "Person",
            "@id": url and f"{url}#person",
            "name": one.name,
            "url": url,
        }
    )


def house(site: Site) -> Node:
    """Tell who publishes the site, in short: its first page says more."""
    base = site.settings.url
    return known(
        {
            "@type": "Organization",
            "@id": base and f"{base}#organization",
            "name": site.settings.name,
            "url": base,
        }
    )


def image(site: Site, picture: Picture) -> Node:
    """Tell of a picture as it is published, in pixels."""
    seen = site.album.get(picture.path, picture)
    return {
        "@type": "ImageObject",
        "url": at(site, picture.url),
        "width": seen.width,
        "height": seen.height,
    }


def when(site: Site, day: date | None) -> str:
    """Return *day* as ISO 8601: its first moment, if it is known where the site is."""
    if not day:
        return ""
    return moment(site, day, time()) if site.settings.zone else day.isoformat()


def moment(site: Site, day: date, clock: time) -> str:
    """Return a moment as ISO 8601, with the offset that the site's zone has then."""
    zone = site.settings.zone
    return datetime.combine(day, clock, ZoneInfo(zone) if zone else None).isoformat()
