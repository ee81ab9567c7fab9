"""
How a site looks, as `look:` in mkdocs.yml says: a few words become tokens.

`read()` takes the options as a YAML node, so that what is wrong is told with its line,
and returns a Look: a style sheet that comes after the tokens, and what templates show.
"""

from wenpu.look.fitting import Place
from wenpu.look.form import PALETTES, PARTS, fields
from wenpu.look.reading import read
from wenpu.look.wardrobe import Wardrobe, opened

__all__ = ["PALETTES", "PARTS", "Place", "Wardrobe", "fields", "opened", "read"]
