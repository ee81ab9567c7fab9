"""How everything looks is as it was accepted; and what is otherwise would be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from tools.looks import album, browser, camera, likeness, maker, sheet, specimens
from tools.looks.album import Subject
from tools.looks.maker import Maker
from tools.looks.sheet import Shots

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
    found = dict(album.components(chromium, components_address))
    told = [otherwise(one, found[one], demo / FOUND) for one in COMPONENTS]

    judge(here, *told)


@pytest.mark.parametrize("subject", PAGES, ids=str)
def test_a_page_looks_as_it_did(
    subject: Subject, request: pytest.FixtureRequest, here: Maker, demo: Path
) -> None:
    """From top to bottom, at three widths, by day and by night."""
    chromium = request.getfixturevalue("chromium")
    address = request.getfixturevalue(ADDRESSES[subject.of])
    shots = album.page(chromium, address, subject)

    judge(here, otherwise(subject, shots, demo / FOUND))


def otherwise(subject: Subject, shots: Shots, folder: Path) -> str:
    """Tell where something looks otherwise, and lay pictures of it into *folder*."""
    if not subject.path.is_file():
        return f"{subject} has no look yet."
    found = album.difference(subject, shots)
    if not found:
        return ""
    (folder / str(subject)).mkdir(parents=True, exist_ok=True)
    for name, picture in found.pictures.items():
        picture.save(folder / str(subject) / f"{name}.png")
    return f"{subject} looks otherwise at {found}: {folder / str(subject)}"


def judge(here: Maker, *told: str) -> None:
    """
    Fail with what is *told*, unless another browser drew this.

    Its update is no fault of whoever runs the tests, and as long as it draws alike it
    is compared. The version that drew the accepted looks still fails.
    """
    lines = [one for one in told if one]
    drew = maker.kept().chromium
    if lines and here.chromium != drew:
        also = f"Chromium {drew} drew the looks, this is {here.chromium}."
        pytest.skip("\n".join([*lines, also]))
    if lines:
        fix = "  If it is meant to look so:  make looks"
        pytest.fail("\n".join([*lines, fix]), pytrace=False)


def test_what_has_changed_is_told_and_shown(tmp_path: Path) -> None:
    """Where to look, three pictures of it, and how to accept it."""
    card = Subject(album.COMPONENTS, "card")
    kept = sheet.cut(Image.open(card.path).convert("RGB"), likeness.SCALE)
    large = {screen: grown(shot) for screen, shot in kept.items()}
    same = {screen: shot.copy() for screen, shot in large.items()}
    large["dark", 768].paste("#fff", (100, 100, 200, 200))

    told = otherwise(card, large, tmp_path)

    assert told.startswith("components/card looks otherwise at 768 px dark: ")
    shown = sorted(path.name for path in (tmp_path / "components/card").iterdir())
    assert shown == ["differs.png", "found.png", "wanted.png"]
    assert otherwise(card, same, tmp_path) == ""


def grown(shot: Image.Image) -> Image.Image:
    """Return a picture as large as the screen was."""
    size = shot.width * likeness.SCALE, shot.height * likeness.SCALE
    return shot.resize(size, Image.Resampling.NEAREST)


def test_another_browser_is_no_fault() -> None:
    """What looks otherwise fails; unless it was drawn by another Chromium."""
    drew = maker.kept()
    with pytest.raises(pytest.fail.Exception, match="make looks"):
        judge(drew, "the card looks otherwise")
    with pytest.raises(pytest.skip.Exception, match="this is 1"):
        judge(Maker(1, drew.fonts), "the card looks otherwise")
    judge(drew, "", "")


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
