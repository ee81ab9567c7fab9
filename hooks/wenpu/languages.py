"""
What `languages:` and `traditional:` in mkdocs.yml say: which languages a site speaks.

The first is `theme.language`; its texts lie in the content folder itself. Each of the
others has a folder there, called as its tag: `content/en/`. A site of the others is
published below the first, at the same addresses: `/en/articles/tea/`.
"""

import yaml
from msgspec.structs import replace

from wenpu import words
from wenpu.fields import (
    Either,
    Field,
    Found,
    Key,
    MapOf,
    OneOf,
    Reading,
    Record,
    Sheet,
    Text,
)
from wenpu.model import Language
from wenpu.problems import Problem, Spot
from wenpu.words import HANT

NAMES = {"zh": "中文", "en": "English", HANT: "繁體中文"}
"""What languages call themselves; only those whose words the interface has."""

FIELDS = (
    Field("name", Text(), "What readers choose it by.", "English"),
    Field("site_name", Text(), "What the site is called in it.", "Jin Flavours"),
    Field("description", Text(), "What the site is, in it.", "Food from Shanxi."),
    Field("copyright", Text(), "Whose all is, in it.", "© 2026 Jin Flavours"),
    Field(
        "words",
        MapOf(Text(), "Size"),
        "Short texts of products, as of variants, and what they are in it; of a twin "
        "in Traditional Chinese, whatever OpenCC gets wrong.",
        "{规格: Size, 礼盒: Gift box}",
    ),
)
TAG = OneOf(NAMES)
OPTION = Field(
    "languages",
    MapOf(Either(Text(), Record(FIELDS)), "English", Key("language", TAG, "", "en")),
    "Other languages than the first, each with a folder of texts.",
    "{en: English}",
)


def read(
    node: yaml.Node | None, first: str, *, twin: bool, file: str = "mkdocs.yml"
) -> tuple[tuple[Language, ...], tuple[Problem, ...]]:
    """
    Return the languages of a site whose *first* is `theme.language`, and what is wrong.

    None at all if it speaks only one. The *twin* is the first in the other script.
    """
    reading = Reading(file)
    found = OPTION.read(node, reading) if node else None
    value = found.value if found else {}
    written: dict[str, Found] = value if isinstance(value, dict) else {}
    said = {tag: _language(tag, one) for tag, one in written.items()}
    main = _main(first)
    top = said.pop(main, Language(main, NAMES.get(main, main)))
    spot = found.spot if found else Spot(file)
    second = _twin(main, said, spot, reading) if twin else None
    others = [replace(one, path=f"{one.tag.lower()}/") for one in said.values()]
    others += [second] if second else []
    made = (replace(top, path=""), *others) if others else ()
    return made, tuple(reading.problems)


def _main(first: str) -> str:
    """Return the tag of ours that *first* means: `zh` of zh-CN."""
    return words.read(first).language


def _language(tag: str, found: Found) -> Language:
    said = found.value
    if not isinstance(said, Sheet):
        return Language(tag, str(said), spot=found.spot)
    return Language(
        tag,
        said.text("name", NAMES[tag]),
        site_name=said.text("site_name"),
        description=said.text("description"),
        copyright=said.text("copyright"),
        words=dict(said.pairs("words")),
        spot=found.spot,
    )


def _twin(
    main: str, said: dict[str, Language], spot: Spot, reading: Reading
) -> Language | None:
    """Take the twin out of what was *said*; none, and why, where there can be none."""
    if main != "zh":
        what = "traditional: the site is not in Simplified Chinese."
        reading.say(spot, what, "Take it out, or write  language: zh  under  theme:")
        return None
    found = said.pop(HANT, Language(HANT, NAMES[HANT], spot=spot))
    return replace(found, path=f"{HANT.lower()}/", is_twin=True)
