"""What pages of a template fetch is found out by reading it, ours or an author's."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from wenpu.build import assets, kits
from wenpu.build.assets import THEME
from wenpu.build.kits import Outfit

Folder = Callable[[Mapping[str, Any]], Path]

OURS = kits.outfit([THEME], assets.opened([THEME]))
LANDING = ("pages/article.html", "pages/home.html", "pages/product.html")
EXTENDING = '{% extends "pages/base.html" %}'
PLACED = '{% from "components/tile/tile.html" import tile %}{{ tile(w.tea, 2, words) }}'


def shipped(outfit: Outfit, template: str) -> dict[str, str]:
    """Return what pages of *template* get: style, css, rest and js, as texts."""
    kit = outfit.kits.get(template, outfit.kits[""])
    sent = {"css": kit.css, "rest": kit.rest, "js": kit.js}
    found = {name: outfit.files[url.split("?")[0]] for name, url in sent.items() if url}
    return {**found, **({"style": outfit.inlined[kit.style]} if kit.style else {})}


def dressed(folder: Folder, files: Mapping[str, str], *extensions: str) -> Outfit:
    dirs = [folder(files), THEME]
    return kits.outfit(dirs, assets.opened(dirs, "", extensions))


@pytest.mark.parametrize("template", LANDING)
def test_a_page_that_readers_land_on_begins_at_once(template: str) -> None:
    """Its head waits for nothing; what stands further down is asked for below."""
    found = shipped(OURS, template)

    assert "css" not in found
    assert ".header{" in found["style"]
    assert ".footer{" in found["rest"]
    assert ".footer{" not in found["style"]


@pytest.mark.parametrize("template", LANDING)
def test_what_no_first_screen_shows_comes_with_the_rest(template: str) -> None:
    """Bands, rows that are pushed sideways, paper; a list has all of it at once."""
    found, plain = shipped(OURS, template), shipped(OURS, "pages/list.html")

    for rule in (".band{", ".sideways{", "@page{"):
        assert rule not in found["style"]
        assert rule in found["rest"]
        assert rule in plain["css"]


def test_a_player_comes_with_what_is_heard() -> None:
    """Other articles do without."""
    heard, read = (
        shipped(OURS, f"pages/{name}.html") for name in ("recording", "article")
    )

    assert "wenpu-player" in heard["js"]
    assert "wenpu-player" not in read["js"]
    assert ".player{" in heard["style"] + heard["rest"]
    assert ".player{" not in read["style"] + read["rest"]


def test_a_page_has_no_rule_of_what_it_cannot_show() -> None:
    """A door shows no tile and no article, and runs no gallery."""
    door = shipped(OURS, "pages/buy.html")

    assert ".door{" in door["css"] or ".door__" in door["css"]
    assert [one for one in (".tile__", ".prose", ".goods") if one in door["css"]] == []
    assert "wenpu-door" in door["js"]
    assert "wenpu-gallery" not in door["js"]


def test_a_page_that_only_leads_on_has_what_all_have() -> None:
    """The script that lets a telephone keep pages, and no other."""
    found = shipped(OURS, "pages/moved.html")

    assert set(found) == {"css", "js"}
    assert re.findall("wenpu-[a-z]+", found["js"]) == ["wenpu-keeper"]


def test_cards_come_with_the_text_they_are_written_into() -> None:
    """Markdown places them, so no template names them."""
    assert ".card{" in shipped(OURS, "pages/page.html")["css"]


def test_every_rule_is_in_the_whole() -> None:
    """A page that stands on none of our templates can show anything."""
    whole = shipped(OURS, "main.html")

    assert {".tile{", ".door__", ".goods{", ".rack{"} <= {
        one for one in (".tile{", ".door__", ".goods{", ".rack{") if one in whole["css"]
    }
    assert "wenpu-gallery" in whole["js"]


def test_an_authors_template_is_read_as_ours_are(folder: Folder) -> None:
    """With a place for the rest it has one; without, all comes in its head."""
    place = '{% include "pages/rest.html" %}'
    found = dressed(
        folder,
        {
            "pages/about.html": f"{EXTENDING}{PLACED}",
            "pages/land.html": f"{EXTENDING}{PLACED}{place}",
            "pages/land.css": ".land{top:0}",
        },
    )

    assert ".tile{" in shipped(found, "pages/about.html")["css"]
    assert ".tile{" in shipped(found, "pages/land.html")["style"]
    assert ".land{" in shipped(found, "pages/land.html")["style"]
    assert ".tile{" not in shipped(found, "pages/land.html")["rest"]


@pytest.mark.parametrize(
    "unknown", ["{% include w.part %}", "{% from w.part import tile %}"]
)
def test_what_nobody_can_know_gets_everything(folder: Folder, unknown: str) -> None:
    """A template that is chosen while a page is made may be any."""
    found = dressed(folder, {"pages/about.html": f"{EXTENDING}{unknown}"})

    assert found.kits.get("pages/about.html") is None


def test_templates_that_extend_each_other_end_nothing(folder: Folder) -> None:
    """A circle is an error of its author, told when the page is made."""
    circle = '{% extends "pages/a.html" %}'

    found = dressed(folder, {"pages/a.html": circle})

    assert "pages/a.html" not in found.kits


def test_an_authors_component_replaces_ours(folder: Folder) -> None:
    """Style and script, with what its own template needs."""
    found = dressed(
        folder,
        {
            "components/footer/footer.html": PLACED,
            "components/footer/footer.css": ".mine{top:0}",
            "components/footer/footer.js": "let mine = 1;  // ours",
        },
    )

    buy = shipped(found, "pages/buy.html")
    assert ".mine{top:0}" in buy["css"]
    assert ".tile{" in buy["css"]
    assert "let mine=1;" in buy["js"]
    assert "// ours" not in buy["js"]


def test_an_authors_tokens_have_the_last_word(folder: Folder) -> None:
    """In what is within a page, and again in what comes later."""
    found = dressed(folder, {"assets/tokens.css": ".mine{top:0}"})

    article = shipped(found, "pages/article.html")
    assert article["style"].endswith(".mine{top:0}{% endraw %}")
    assert article["rest"].endswith(".mine{top:0}")


def test_tabs_are_for_sites_that_have_them(folder: Folder) -> None:
    """No other phone is told how they look."""
    with_them = dressed(folder, {}, "pymdownx.tabbed")
    without = dressed(folder, {}, "toc")

    assert ".tabbed-labels" in shipped(with_them, "pages/page.html")["css"]
    assert ".tabbed-labels" not in shipped(without, "pages/page.html")["css"]


def test_a_page_is_another_one_when_its_style_is(folder: Folder) -> None:
    """What is within it has its content in its name, as has what it asks for."""
    one = OURS.kits["pages/article.html"]
    other = dressed(folder, {"assets/tokens.css": ".mine{top:0}"})

    now = other.kits["pages/article.html"]
    assert one.style != now.style
    assert one.rest != now.rest
