"""Addresses are safe to type, to print and to save, and never meet by accident."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mkdocs.structure.files import File

from wenpu import addresses

WORDS = some.text(some.characters(exclude_categories=["Cs"]), max_size=200)
NAMES = some.text("aB茶é .%#?+&'()_~-1", min_size=1, max_size=12).filter(
    lambda name: name.strip(".") and not name.startswith(".")
)
ENDINGS = some.sampled_from([".md", ".markdown", ".mkd"])
STEMS = NAMES | some.sampled_from(["index", "README", "readme", "v1.2"])


@given(WORDS)
def test_a_slug_is_one_safe_part_of_an_address(words: str) -> None:
    """It is a folder's name on every disk, and never climbs out of its own."""
    slug = addresses.slug(words)

    assert re.fullmatch(r"[\w+.-]+", slug)
    assert "_" not in slug
    assert not slug.startswith(".")
    assert len(slug.encode()) <= 200
    assert addresses.slug(slug) == slug or len(slug.encode()) > addresses.LONGEST


@given(WORDS)
def test_an_id_is_made_of_letters_that_everybody_can_type(words: str) -> None:
    """It becomes an address and a reference at the till."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", addresses.latin(words))


@given(some.lists(WORDS), some.sets(some.sampled_from(["a", "b", "c-sharp"])))
def test_no_two_names_share_a_slug(names: list[str], taken: set[str]) -> None:
    """However alike they look once they are in an address, and whoever came first."""
    found = addresses.slugs([*names, "a", "A", "C#", "C sharp"], taken)

    assert len(set(found.values())) == len(found)
    assert not taken & set(found.values())
    assert addresses.slugs(reversed(list(found)), taken) == found


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Service Mesh", "service-mesh"),
        ("C++", "c++"),
        ("山西 十二味", "山西-十二味"),
        ("ＡＢＣ", "abc"),
        ("../../etc", "etc"),
        ("</script>", "script"),
        ("snake_case", "snake-case"),
        ("...", "ab5df625"),
        ("", "e3b0c442"),
    ],
)
def test_slugs_stay_readable(words: str, slug: str) -> None:
    """A reader sees in an address what the page is about."""
    assert addresses.slug(words) == slug


def test_what_is_too_long_is_cut_and_told_apart() -> None:
    """Two long titles that begin alike do not become one file."""
    one, two = (addresses.slug("醋" * 100 + end) for end in "甲乙")

    assert one != two
    assert one.startswith("醋" * 40 + "-")


@given(some.lists(NAMES, max_size=3), STEMS, ENDINGS)
def test_a_file_has_the_address_that_mkdocs_gives_it(
    folders: list[str], stem: str, ending: str
) -> None:
    """Links of ours would lead nowhere if the two disagreed."""
    src = "/".join([*folders, f"{stem}{ending}"])

    file = File(src, "content", "site", use_directory_urls=True)

    assert file.is_documentation_page()
    assert addresses.of_file(src) == file.url.removeprefix("./")
