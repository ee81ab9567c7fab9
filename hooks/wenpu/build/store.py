"""What one build knows of those before it: its memory, and the edition it renews."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from wenpu import stamps
from wenpu.build import cellar
from wenpu.build.cellar import Cellar
from wenpu.build.works import Edition
from wenpu.memory import Memory

MEMORY = "memory"


@dataclass
class Store:
    """What is kept of the site at *root*; *clean* builds take nothing out of it."""

    root: Path
    clean: bool = False
    cellar: Cellar = field(init=False)
    memory: Memory = field(init=False)
    editions: dict[str, Edition] = field(default_factory=dict)
    """Those that were renewed."""

    def __post_init__(self) -> None:
        self.cellar = Cellar(self.root, cellar.code())
        self.memory = Memory(self._get(MEMORY) or {})

    def edition(self, name: str) -> Edition:
        """Return what is known of the edition called *name*."""
        found = self.editions.get(name) or self._get(name)
        return found if isinstance(found, Edition) else Edition()

    def keep(self, name: str, edition: Edition) -> None:
        """Keep *edition* as *name* for the next build of this process."""
        self.editions[name] = edition

    def turn(self) -> None:
        """Forget what the last build has not used, before the next one."""
        self.memory = Memory(self.memory.used)

    def turn_back(self) -> None:
        """Forget nothing: the last build was stopped before it could use all."""
        known, used = self.memory.known, self.memory.used
        both = {*known, *used}
        self.memory = Memory(
            {name: {**known.get(name, {}), **used.get(name, {})} for name in both}
        )

    def save(self) -> None:
        """Put all away for other processes."""
        for name, edition in self.editions.items():
            self.cellar.put(name, edition)
        if self.memory.is_new:
            self.cellar.put(MEMORY, self.memory.used)

    def _get(self, name: str) -> Any:  # noqa: ANN401 (whatever was put there)
        return None if self.clean else self.cellar.get(name)


def named(root: Path, config: MkDocsConfig, options: Any) -> str:  # noqa: ANN401
    """Return what the edition is called that *config* and our *options* ask for."""
    folder = Path(config.site_dir).resolve()
    inside = folder.is_relative_to(root)
    where = folder.relative_to(root).as_posix() if inside else str(folder)
    return f"edition-{stamps.of((where, options.mode, options.drafts)).hex()}"
