"""What an author has to be told of a look: what cannot be read on what, and why."""

from collections.abc import Iterator

from wenpu.look.colour import Colour
from wenpu.look.fitting import Fitting
from wenpu.look.legible import EDGE, GROUNDS, faint, worst
from wenpu.look.wardrobe import Cloth
from wenpu.problems import Level, Problem, Spot


def problems(fitting: Fitting) -> Iterator[Problem]:
    """Return what cannot be read on what: colours that were asked for, or made."""
    yield from _unweighed(fitting)
    yield from _moved(fitting)
    for one in worst(faint(*fitting.modes)):
        level = Level.WARNING if one.found < EDGE else Level.NOTICE
        fix = f"Move them apart until it is {one.wanted:g} or more."
        for cloth in _blamed(fitting, one.words, one.on):
            line = cloth.line(one.words) or cloth.line(one.on)
            yield Problem(_spot(fitting, cloth, line), f"{one}.", fix, level)


def _unweighed(fitting: Fitting) -> Iterator[Problem]:
    """Report grounds that no colour can be weighed against."""
    if not {"accent", "buy"} & {*fitting.asked.values}:
        return
    for one in fitting.paints:
        for name in GROUNDS:
            if not one.tokens.colour(name):
                yield from _unread(fitting, name, one.tokens.text(name))


def _unread(fitting: Fitting, name: str, text: str) -> Iterator[Problem]:
    for cloth in _blamed(fitting, name):
        what = f"--wenpu-{name} {text!r} is a colour for browsers only."
        fix = f"Write it as in  --wenpu-{name}: #faf8f3;"
        yield Problem(_spot(fitting, cloth, cloth.line(name)), what, fix)


def _moved(fitting: Fitting) -> Iterator[Problem]:
    """Say what became of a colour that could not stay as it was asked for."""
    day, night = fitting.paints
    if accent := fitting.colour("accent"):
        used = day.words(accent), night.words(accent)
        why = "for words on this palette"
        yield from _instead(fitting, "accent", accent, used, why)
    if buy := fitting.colour("buy"):
        used = day.pressable(buy), night.pressable(buy)
        yield from _instead(fitting, "buy", buy, used, "under white words")


def _instead(
    fitting: Fitting, name: str, asked: Colour, used: tuple[Colour, Colour], why: str
) -> Iterator[Problem]:
    day, night = used
    if day != asked:
        kept = f" {asked} is kept at night." if night == asked else ""
        what = f"{name} {asked} is too faint {why}: {day} is used."
        fix = f'Write  {name}: "{day}"  to have what you see.{kept}'
        yield Problem(fitting.asked.at(name), what, fix, Level.NOTICE)


def _blamed(fitting: Fitting, *names: str) -> list[Cloth]:
    """Return the last of the author's sheets that says one of these tokens."""
    sheets = [*fitting.worn, *fitting.wardrobe.own]
    return [one for one in sheets if any(map(one.line, names))][-1:]


def _spot(fitting: Fitting, cloth: Cloth, line: int) -> Spot:
    path, root = cloth.path.resolve(), fitting.place.root.resolve()
    inside = path.is_relative_to(root)
    return Spot((path.relative_to(root) if inside else path).as_posix(), line)
