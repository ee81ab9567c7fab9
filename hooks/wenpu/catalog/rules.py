"""What must hold between products: no name taken twice, no reference to nothing."""

from collections.abc import Iterator, Mapping

from wenpu.catalog.draft import Draft
from wenpu.placements import STORY
from wenpu.problems import Spot, closest

Drafts = Mapping[str, Draft]


def check(drafts: Drafts) -> None:
    """Let each draft know what is wrong between it and the others."""
    _skus(drafts)
    _codes(drafts)
    _names(drafts)
    for draft in drafts.values():
        _reserved(draft)
        _instead(draft, drafts)
    _circle(drafts)


def _skus(drafts: Drafts) -> None:
    seen: dict[str, Spot] = {}
    for draft in drafts.values():
        for offer, spot in draft.offers:
            if first := seen.get(offer.sku):
                what = f"sku {offer.sku!r} a second time; the first is at {first}."
                fix = f"Give one of the two another, as in  sku: {offer.sku}-2"
                draft.wrong(spot, what, fix)
            seen.setdefault(offer.sku, spot)


def _reserved(draft: Draft) -> None:
    """See that no product stands where the door and the thanks of a story are."""
    known = dict.fromkeys([draft.id, *(offer.sku for offer, _ in draft.offers)])
    for name in known:
        if name.startswith(STORY):
            what = f"{name!r} begins with {STORY} , as articles that are sold whole do."
            fix = f"Call it otherwise, as in  tale-{name.removeprefix(STORY)}"
            draft.wrong(draft.sheet.at("sku"), what, fix)
            return


def _codes(drafts: Drafts) -> None:
    """Codes become folders, and some disks know no difference between a and A."""
    seen: dict[str, Spot] = {}
    for draft in drafts.values():
        code, spot = draft.sheet.text("code"), draft.sheet.at("code")
        if code and (first := seen.get(code.lower())):
            what = f"code {code!r} a second time; the first is at {first}."
            draft.wrong(spot, what, "Give each product a code of its own.")
        seen.setdefault(code.lower(), spot)


def _names(drafts: Drafts) -> None:
    """Two of one name are allowed, but an article that says it means neither."""
    seen: dict[str, tuple[str, Spot]] = {}
    for draft in drafts.values():
        for name, spot in _called(draft):
            owner, first = seen.setdefault(name.casefold(), (draft.id, spot))
            if owner != draft.id:
                what = f"{name!r} is what the product at {first} is called, too."
                fix = "In articles it means neither; link to one:  [words](product:ID)"
                draft.notice(spot, what, fix)


def _called(draft: Draft) -> Iterator[tuple[str, Spot]]:
    if name := draft.sheet.text("name"):
        yield name, draft.sheet.at("name")
    for alias in draft.sheet.entries("aliases"):
        yield str(alias.value), alias.spot


def _instead(draft: Draft, drafts: Drafts) -> None:
    """See that what is offered instead exists, and can itself be bought or replaced."""
    name, spot = draft.sheet.text("instead"), draft.sheet.at("instead")
    if not name:
        return
    other = drafts.get(name)
    if other is None:
        fix = closest(name, drafts, "Write the name of a file of products/.")
        draft.wrong(spot, f"instead: no product {name!r}.", fix)
    elif other.sheet.flag("retired") and "instead" not in other.sheet:
        what = f"instead: {name!r} is retired itself."
        fix = f"Name another, or add  instead: …  to {other.reading.path}"
        draft.warning(spot, what, fix)


def _circle(drafts: Drafts) -> None:
    """Follow each `instead` to its end; a circle is told once, where it begins."""
    done: set[str] = set()
    for name in drafts:
        way: list[str] = []
        here = name
        while here in drafts and here not in done:
            done.add(here)
            way.append(here)
            here = drafts[here].sheet.text("instead")
        if here in way:
            circle = " → ".join([*way[way.index(here) :], here])
            first = drafts[here]
            what = f"instead: {circle} is a circle."
            fix = "Let one of them name a product that can be bought, or nothing."
            first.wrong(first.sheet.at("instead"), what, fix)
