"""
So many requests a second, whoever asks: the service refuses more.

Others may use the same account, so what it takes can be less than it says. After each
refusal all go a little slower, and with each request a very little faster again.
"""

import threading
import time
from collections.abc import Callable

SLOWER, FASTER = 1.05, 0.999
"""About fifty requests make up for one that was refused."""

SHORTEST, LONGEST = 0.05, 8.0
"""
Seconds after a refusal. Mostly two requests came closer together than they were sent:
then the shortest is enough.
"""


class Pace:
    """
    Lets one request through each `1 / rate` seconds; threads wait for their turn.

    No second has more than one above the *rate*, however late somebody wakes.
    """

    def __init__(
        self,
        rate: float | None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.gap = self.least = 1 / rate if rate else 0.0
        self.sleep, self.clock = sleep, clock
        self.next = 0.0
        self.door = threading.Lock()

    def wait(self) -> None:
        """Return when it is this request's turn."""
        while (left := self._left()) > 0:
            self.sleep(left)

    def _left(self) -> float:
        """Take the turn if it is now; else return how long it is until the next."""
        with self.door:
            now = self.clock()
            if now < self.next:
                return self.next - now
            # Whoever wakes a little late makes nobody else late; but nobody hurries.
            self.next = max(self.next, now - self.gap) + self.gap
            self.gap = max(self.least, self.gap * FASTER)
            return 0.0

    def back_off(self, tries: int) -> None:
        """Wait, and let all others wait, after the service has said it is too much."""
        pause = min(SHORTEST * 2**tries, LONGEST)
        with self.door:
            self.gap *= SLOWER
            self.next = max(self.next, self.clock() + pause)
        self.sleep(pause)
