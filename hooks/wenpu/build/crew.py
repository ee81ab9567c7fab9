"""
Who prints besides this process: copies of it, other processes, other machines.

The seam is an Executor: whoever has one can print. What comes back is printed, or is
not there; then it is printed here, where it can also be told what is wrong with it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any

from msgspec import Struct

from wenpu.build.printing import Printed


def _nothing(_: Exception) -> None:
    """Nobody has to hear of it: the page is printed again, and fails again."""


class Crew(Struct, frozen=True):
    """
    An *executor*, the *task* that it is given, and what the task is *told* each time.

    *missed* hears why something has not come back, *wait* waits for it.
    """

    executor: Executor
    task: Callable[..., list[Printed]]
    told: tuple[Any, ...] = ()
    missed: Callable[[Exception], None] = _nothing
    wait: Callable[[Future[list[Printed]]], list[Printed]] = Future.result

    def give(self, uris: Sequence[str]) -> Future[list[Printed]]:
        """Have the pages of *uris* printed."""
        try:
            return self.executor.submit(self.task, *self.told, uris)
        except Exception as error:  # noqa: BLE001 (executors fail with anything)
            lost: Future[list[Printed]] = Future()
            lost.set_exception(error)
            return lost

    def take(self, coming: Future[list[Printed]]) -> list[Printed]:
        """Wait for what was given; return what has been printed of it."""
        try:
            return self.wait(coming)
        except Exception as error:  # noqa: BLE001 (as above)
            self.missed(error)
            return []
