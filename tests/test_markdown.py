"""Each case is a Markdown text, the page it stands on, and the HTML it becomes."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from markdown import Markdown

from wenpu.markdown import Place, WenpuExtension, makeExtension
from wenpu.model import Copy, Print

PRINTS = {
    "images/x.png": Print(40, 30),
    "articles/茶.png": Print(4, 3),
    "media/green/tea.png": Print(8, 6),
    "images/yard.jpg": Print(
        1600,
        900,
        "#aa5511",
        (
            Copy("assets/yard-480.avif", 480, "image/avif"),
            Copy("assets/yard-1080.avif", 1080, "image/avif"),
            Copy("assets/yard-480.webp", 480, "image/webp"),
        ),
    ),
}


def card(url: str, product: str, variant: str, caption: str, anchor: str) -> str:
    """Show all that a card is told, as it is."""
    return f"<div>{url}|{product}|{variant}|{caption}|{anchor}</div>"


def converted(text: str, place: Place) -> str:
    extension = WenpuExtension(card, PRINTS.get)
    extension.place = place
    more = ["attr_list", "toc", "tables"]
    return Markdown(extensions=[extension, *more]).convert(text)


def test_becomes_what_the_case_says(case: dict[str, Any]) -> None:
    """Links lead to products, cards stand where they were put, pictures have a size."""
    place = Place(
        **{"src": "articles/a.md", "url": "articles/a/", **case.get("at", {})}
    )

    assert f"{converted(case['text'], place)}\n" == case["html"]


@given(some.text(some.characters(exclude_categories=["Cs", "Cc"])))
def test_text_without_products_stays_as_it_is(text: str) -> None:
    """The extension has no say in what is not its own."""
    plain = Markdown(extensions=["attr_list", "toc", "tables"]).convert(text)
    ours = converted(text, Place("articles/a.md", "articles/a/"))

    assert ours == plain or "<img" in plain or "<h1" in plain


def test_can_be_named_in_a_configuration() -> None:
    """Python-Markdown asks for an extension by its module's name."""
    assert isinstance(makeExtension(card=card, prints=PRINTS.get), WenpuExtension)
