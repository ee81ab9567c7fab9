"""So many requests a second, whoever asks: the service refuses more."""

import threading
import time
from collections.abc import Callable


class Pace:
    """Lets one request through each `1 / rate` seconds; threads wait for their turn."""

    def __init__(
        self,
        rate: float | None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.gap = 1 / rate if rate else 0.0
        self.sleep, self.clock = sleep, clock
        self.next = 0.0
        self.door = threading.Lock()

    def wait(self) -> None:
        """Return when it is this request's turn."""
        if not self.gap:
            return
        with self.door:
            turn = max(self.next, self.clock())
            self.next = turn + self.gap
        if (left := turn - self.clock()) > 0:
            self.sleep(left)

    def back_off(self, tries: int) -> None:
        """Wait after the service has said that it is too much."""
        pause = min(0.25 * 2**tries, 8.0)
        with self.door:
            self.next = max(self.next, self.clock() + pause)
        self.sleep(pause)
