"""The look of a site, out of `mkdocs.yml` and the folders of its theme."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from wenpu import look
from wenpu.build import assets
from wenpu.build import options as written
from wenpu.look import Place
from wenpu.model import Look


def read(config: MkDocsConfig, options: Any, place: Place) -> Look:  # noqa: ANN401
    """Return the look that *options* ask for, and what is wrong with it."""
    wardrobe = look.opened(assets.theme_dirs(config))
    return look.read(place, wardrobe, written.node(config, "look", options.look))
