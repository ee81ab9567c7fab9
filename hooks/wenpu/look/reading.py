"""From what an author asks for to a Look."""

import yaml

from wenpu.fields import Reading, Sheet
from wenpu.look import doubts, seal
from wenpu.look.fitting import Fitting, Place
from wenpu.look.form import form
from wenpu.look.wardrobe import Wardrobe
from wenpu.model import Look
from wenpu.problems import Spot


def read(place: Place, wardrobe: Wardrobe, node: yaml.Node | None) -> Look:
    """Return the look that *node* asks for, and all that is wrong with it."""
    reading = Reading(place.file)
    fitting = Fitting(place, wardrobe, _asked(node, wardrobe, reading))
    logo = fitting.logo(reading)
    day, night = fitting.modes
    stone = day.colour("seal")
    return Look(
        css=fitting.sheet,
        logo=logo,
        mark=seal.mark(place.name),
        icon=seal.icon(place.name, stone) if stone else "",
        sign=seal.sign(place.root, place.name, stone) if stone else None,
        theme_color={"light": day.text("paper"), "dark": night.text("paper")},
        hidden=frozenset(fitting.asked.texts("hide")),
        problems=(*reading.problems, *doubts.problems(fitting)),
    )


def _asked(node: yaml.Node | None, wardrobe: Wardrobe, reading: Reading) -> Sheet:
    found = form(wardrobe.names).read(node, reading) if node else None
    sheet: Sheet = found.value if found else Sheet(Spot(reading.path), {}, {})
    return sheet
