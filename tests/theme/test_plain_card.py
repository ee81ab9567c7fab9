"""The card that feeds carry: all it says is text, wherever it is read."""

from html import unescape
from typing import Any

import minijinja
import pytest
from tests.theme.test_components import HOSTILE, hostile
from tools.looks.specimens import ENGINE, THEME, WORDS, doc

CARD = THEME / "components" / "card"
CALL = '{% from "components/card/plain.html" import plain %}{{ plain(product, words) }}'
CASES = [
    pytest.param(example["product"], id=name)
    for name, example in doc(CARD)["examples"].items()
]


def rendered(product: dict[str, Any], words: dict[str, Any]) -> str:
    return ENGINE.from_string(CALL).render(product=product, words=words)


@pytest.mark.parametrize("product", CASES)
def test_it_is_the_same_in_both_engines(product: dict[str, Any]) -> None:
    """With nothing missing, and nothing that asks for a style."""
    html = rendered(product, WORDS)
    env = minijinja.Environment(
        loader=lambda name: (THEME / name).read_text(encoding="utf-8"),
        undefined_behavior="strict",
        auto_escape_callback=lambda _: False,
    )

    other = env.render_str(CALL, product=product, words=WORDS)
    assert unescape(other).split() == unescape(html).split()
    assert "class=" not in html
    assert "style=" not in html


@pytest.mark.parametrize("product", CASES)
def test_it_says_what_the_card_says(product: dict[str, Any]) -> None:
    """Its name and price, whether it can be bought, and where."""
    html = rendered(product, WORDS)
    button, state = product["button"], product["state"]
    said = [product["name"], product["price"]["text"], product["caption"]]

    assert [one for one in [*said, state["label"]] if one not in html] == []
    assert (f'href="{button["url"]}">{button["label"]}' in html) is button["enabled"]


@pytest.mark.parametrize("product", CASES)
def test_no_text_becomes_markup(product: dict[str, Any]) -> None:
    """A name full of brackets and quotes is shown, not obeyed."""
    html = rendered(hostile(product), hostile(WORDS))

    assert HOSTILE not in html
    assert "<i>" not in html
    assert "\"'" not in html
