"""How everything looks is as it was accepted; and what is otherwise would be seen."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from tools.looks import album, browser, camera, likeness, maker, sheet, specimens
from tools.looks.album import Roll, Subject
from tools.looks.maker import Maker
from tools.looks.sheet import Screen

COMPONENTS = [one for one in album.subjects() if one.of == album.COMPONENTS]
PAGES = [one for one in album.subjects() if one.of != album.COMPONENTS]
ADDRESSES = {"states": "states_address", "demo": "address"}
FOUND = "build/looks"


@pytest.fixture(scope="session")
def components_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where all components are served, on one page."""
    folder = tmp_path_factory.mktemp("components")
    specimens.publish(folder)
    with browser.served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def here(chromium: Browser, components_address: str) -> Maker:
    """What draws pages here, if it can be compared with what drew before."""
    here, there = maker.here(chromium, components_address), maker.kept()
    if here.fonts != there.fonts:
        were, are = ", ".join(there.fonts), ", ".join(here.fonts)
        pytest.skip(f"The looks were drawn with {were}; here it would be {are}.")
    return here


def test_the_components_look_as_they_did(
    chromium: Browser, components_address: str, here: Maker, demo: Path
) -> None:
    """In all their states, at three widths, by day and by night."""
    take = partial(album.taken, chromium, components_address, COMPONENTS)

    judge(here, otherwise(take, demo / FOUND))


@pytest.mark.parametrize("subject", PAGES, ids=str)
def test_a_page_looks_as_it_did(
    subject: Subject, request: pytest.FixtureRequest, here: Maker, demo: Path
) -> None:
    """From top to bottom, at three widths, by day and by night."""
    chromium = request.getfixturevalue("chromium")
    address = request.getfixturevalue(ADDRESSES[subject.of])
    take = partial(album.taken, chromium, address, [subject])

    judge(here, otherwise(take, demo / FOUND))


def otherwise(take: Callable[[], Roll], folder: Path) -> list[str]:
    """Tell what looks otherwise, and lay pictures of it into *folder*."""
    told = []
    for subject, found in album.differing(take).items():
        to = folder / str(subject)
        to.mkdir(parents=True, exist_ok=True)
        for name, picture in found.pictures.items():
            picture.save(to / f"{name}.png")
        told.append(f"{subject} looks otherwise at {found}: {to}")
    return told


def judge(here: Maker, told: list[str]) -> None:
    """
    Fail with what is *told*, unless another browser drew this.

    Its update is no fault of whoever runs the tests, and as long as it draws alike it
    is compared. The version that drew the accepted looks still fails.
    """
    drew = maker.kept().chromium
    if told and here.chromium != drew:
        also = f"Chromium {drew} drew the looks, this is {here.chromium}."
        pytest.skip("\n".join([*told, also]))
    if told:
        fix = "  If it is meant to look so:  make looks"
        pytest.fail("\n".join([*told, fix]), pytrace=False)


def test_what_has_changed_is_told_and_shown(tmp_path: Path) -> None:
    """Where to look, and three pictures of it."""
    card, shots = kept("card")
    shots["dark", 768].paste("#000", (20, 20, 40, 40))

    told = otherwise(lambda: {card: shots}, tmp_path)

    assert told == [f"{card} looks otherwise at 768 px dark: {tmp_path / str(card)}"]
    shown = sorted(path.name for path in (tmp_path / str(card)).iterdir())
    assert shown == ["differs.png", "found.png", "wanted.png"]


def test_what_has_no_look_yet_is_told(tmp_path: Path) -> None:
    """A new component is looked at, and accepted, by somebody."""
    _, shots = kept("card")
    new = Subject(album.COMPONENTS, "new")

    assert len(otherwise(lambda: {new: shots}, tmp_path)) == 1


def test_what_was_painted_by_half_is_taken_again(tmp_path: Path) -> None:
    """A busy browser's slip neither fails nor is accepted."""
    card, whole = kept("card")
    _, half = kept("card")
    half["light", 360].paste("#fff", (0, 0, 90, 200))
    slips = [{card: one} for one in (half, whole, half, whole, whole)]

    assert otherwise(iter(slips[:2]).__next__, tmp_path) == []
    assert album.steady(iter(slips).__next__) == {card: whole}


def kept(name: str) -> tuple[Subject, dict[Screen, Image.Image]]:
    """Return a component and how it was accepted."""
    subject = Subject(album.COMPONENTS, name)
    picture = Image.open(subject.path).convert("RGB")
    return subject, sheet.cut(picture, likeness.SCALE)


def test_another_browser_is_no_fault() -> None:
    """What looks otherwise fails; unless it was drawn by another Chromium."""
    drew = maker.kept()
    with pytest.raises(pytest.fail.Exception, match="make looks"):
        judge(drew, ["the card looks otherwise"])
    with pytest.raises(pytest.skip.Exception, match="this is 1"):
        judge(Maker(1, drew.fonts), ["the card looks otherwise"])
    judge(drew, [])


def test_every_look_is_of_something() -> None:
    """What is photographed no more is not kept, and all that is kept is light."""
    kept = list(album.KEPT.rglob("*.webp"))

    assert album.strangers() == []
    assert sum(path.stat().st_size for path in kept) < 3_000_000


CHANGES = {
    "a button has moved": ".buy-button__link { translate: 8px }",
    "a colour is another": ".buy-button__link { background: #9a1b4a }",
    "a button is rounder": ".buy-button__link { border-radius: 24px }",
    "a hairline is missing": ".card { border-color: transparent }",
    "a line of text is missing": ".card__summary { visibility: hidden }",
    "grey words are darker": ".card__summary { color: #211e19 }",
    "room is missing": ".card { padding-block: 8px }",
}
NOTHING = {
    "letters begin elsewhere within a pixel": "p, h2, h3 { translate: 0.25px }",
    "letters are a little heavier": "* { -webkit-text-stroke: 0.05px }",
}


@pytest.fixture(scope="session")
def bench(chromium: Browser, components_address: str) -> Iterator[Page]:
    """The page of all components, to be changed and photographed again."""
    with camera.opened(chromium, components_address) as page:
        page.goto("")
        yield page


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_would_be_seen(what: str, bench: Page) -> None:
    """The comparison is no blind eye."""
    assert not alike(bench, CHANGES[what])


@pytest.mark.parametrize("what", NOTHING)
def test_a_trifle_is_overlooked(what: str, bench: Page) -> None:
    """Nor does it see ghosts."""
    assert alike(bench, NOTHING[what])


def alike(page: Page, style: str) -> bool:
    """Tell whether the cards look the same on a phone after a change of style."""
    screen = sheet.SCREENS[0]
    before = likeness.small(camera.shot(page, screen, "card"))
    added = page.add_style_tag(content=style)
    after = likeness.small(camera.shot(page, screen, "card"))
    added.evaluate("style => style.remove()")
    return likeness.alike(before, after)
