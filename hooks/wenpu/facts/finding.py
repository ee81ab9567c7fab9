"""What machines are told of the way: crumbs, lists, people's pages, the first page."""

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from wenpu.facts.nodes import Node, at, house, image, known, person
from wenpu.facts.writing import series_node
from wenpu.model import Author, Site

RETURNS = {
    *("return", "returns", "refund", "refunds", "return-policy", "returns-policy"),
    *("refund-policy", "退换", "退货", "退换货", "退款"),
}
"""What an author calls the page that says how things are taken back."""


def crumbs(site: Site, trail: Sequence[tuple[str, str]], title: str) -> list[Node]:
    """Tell the way to the page called *title*, by names and addresses above it."""
    if not trail or not site.settings.url:
        return []
    above = [{"name": name, "item": at(site, url)} for name, url in trail]
    # The last needs no address: it is where one is.
    return [_listed("BreadcrumbList", [*above, {"name": title}])]


def item_list(site: Site, urls: Iterable[str], first: int = 1) -> list[Node]:
    """Tell which pages a list leads to; *first* is the number of its first."""
    found = [{"url": at(site, url)} for url in urls if site.settings.url]
    return [_listed("ItemList", found, first)] if found else []


def _listed(kind: str, found: Sequence[Node], first: int = 1) -> Node:
    items = [
        {"@type": "ListItem", "position": place, **one}
        for place, one in enumerate(found, first)
    ]
    return {"@type": kind, "itemListElement": items}


def series(site: Site, name: str, url: str) -> list[Node]:
    """Tell of the series whose page is at *url*: its parts say that they are of it."""
    return [series_node(site, name, url)] if site.settings.url else []


def profile(site: Site, one: Author) -> list[Node]:
    """Tell who somebody is, on the page that is theirs."""
    shown = image(site, one.picture) if one.picture and site.settings.url else {}
    told = {
        **person(site, one),
        "description": one.bio,
        "image": shown,
        "homeLocation": {"@type": "Place", "name": one.place} if one.place else {},
        "sameAs": one.website,
    }
    url = at(site, one.url)
    return [known({"@type": "ProfilePage", "url": url, "mainEntity": known(told)})]


def home(site: Site) -> list[Node]:
    """Tell what the site is, who publishes it, and how it is searched."""
    return [_site(site), _house(site)] if site.settings.url else []


def _site(site: Site) -> Node:
    base = site.settings.url
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{base}search/?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return known(
        {
            "@type": "WebSite",
            "@id": f"{base}#website",
            "name": site.settings.name,
            "url": base,
            "description": site.settings.description,
            "inLanguage": site.settings.language,
            "publisher": {"@id": house(site)["@id"]},
            "potentialAction": search,
        }
    )


def _house(site: Site) -> Node:
    logo = site.settings.look.logo
    return known(
        {
            **house(site),
            "description": site.settings.description,
            "logo": image(site, logo) if logo else {},
            "hasMerchantReturnPolicy": _returns(site),
        }
    )


def _returns(site: Site) -> Node:
    """
    Tell where the author says how things are taken back, if they do.

    What it says is for people; days and fees would be guessed from its words.
    """
    url = returns(site)
    return {"@type": "MerchantReturnPolicy", "merchantReturnLink": url} if url else {}


def returns(site: Site) -> str:
    """Return the whole address of the page that says how things are taken back."""
    pages = site.pages.values()
    url = next((page.url for page in pages if _says_returns(page.url)), "")
    return at(site, url) if url else ""


def _says_returns(url: str) -> bool:
    return unquote(url).rstrip("/").rpartition("/")[2].casefold() in RETURNS
