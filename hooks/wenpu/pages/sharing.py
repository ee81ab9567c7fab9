"""How a reader passes a page on: plain links to where people talk, a poster, a code."""

from urllib.parse import quote

from wenpu.model import Card
from wenpu.pages.view import Dict, View

PLACES = {
    "weibo": "https://service.weibo.com/share/share.php?url={url}&title={title}",
    "x": "https://x.com/intent/post?text={title}&url={url}",
    "telegram": "https://t.me/share/url?url={url}&text={title}",
    "whatsapp": "https://wa.me/?text={both}",
    "mail": "mailto:?subject={title}&body={url}",
}
"""Where a text and an address are handed to; each asks for them in its own way."""


def share(view: View, url: str, title: str) -> Dict:
    """Return what it takes to pass the page at *url* on; `{}` without `site_url`."""
    settings = view.site.settings
    top = settings.address
    if not top or "share" in settings.look.hidden:
        return {}
    cards = view.site.cards.get(url, {})
    here = f"{top}{url}"
    given = {
        "url": here,
        "title": title,
        "both": f"{title} {here}",
    }
    safe = {name: quote(text, safe="") for name, text in given.items()}
    text = view.words.text
    links = [
        {"name": name, "label": text[f"share_{name}"], "url": form.format(**safe)}
        for name, form in PLACES.items()
    ]
    return {
        "poster": _picture(view, cards.get("poster")),
        "code": code(view, url),
        "links": links,
    }


def code(view: View, url: str) -> str:
    """Return where the code of the page at *url* is, "" if it has none."""
    found = view.site.cards.get(url, {})
    return view.to(found["qr"].url) if "qr" in found else ""


def _picture(view: View, card: Card | None) -> Dict:
    if not card:
        return {}
    return {"src": view.to(card.url), "width": card.width, "height": card.height}
