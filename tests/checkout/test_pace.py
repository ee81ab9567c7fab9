"""How fast requests follow one another, by a clock that waits for nobody."""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wenpu.checkout.pace import Pace

RATE = 24


@dataclass
class Watch:
    """A clock that goes on only while somebody sleeps, who may wake too *late*."""

    late: list[float] = field(default_factory=list)
    now: float = 100.0

    def sleep(self, seconds: float) -> None:
        """Wake up after that, and whatever is drawn."""
        self.now += seconds + (self.late.pop() if self.late else 0.0)

    def clock(self) -> float:
        """Return what time it is."""
        return self.now


def turns(pace: Pace, watch: Watch, count: int) -> list[float]:
    """Return when each of so many requests had its turn."""
    found = []
    for _ in range(count):
        pace.wait()
        found.append(watch.now)
    return found


@given(st.lists(st.floats(0, 0.3), max_size=80))
def test_no_second_has_more_than_the_service_takes(late: list[float]) -> None:
    """However late each turn is taken, no second has more than one above the rate."""
    watch = Watch(late)
    pace = Pace(RATE, watch.sleep, watch.clock)

    when = turns(pace, watch, 120)

    spans = [last - first for first, last in zip(when, when[RATE + 1 :], strict=False)]
    assert min(spans) >= 1 - 1e-6


def test_who_wakes_a_little_late_costs_nothing() -> None:
    """A turn that comes late by less than the gap is made up for by the next one."""
    watch = Watch([0.01] * 1000)
    pace = Pace(RATE, watch.sleep, watch.clock)

    when = turns(pace, watch, 10 * RATE + 1)

    assert when[-1] - when[0] <= 10.1


def test_a_refusal_slows_all_down_and_is_forgotten() -> None:
    """After it nobody asks for a while, then more slowly, then as before."""
    watch = Watch()
    pace = Pace(RATE, watch.sleep, watch.clock)
    turns(pace, watch, 10)
    refused = watch.now

    pace.back_off(3)
    when = turns(pace, watch, 100)

    gaps = [after - before for before, after in pairwise(when)]
    assert when[0] - refused >= 0.4
    assert gaps[0] > 1.04 / RATE
    assert abs(gaps[-1] - 1 / RATE) < 1e-6


def test_without_a_rate_nobody_waits() -> None:
    """The stand-in of a preview is asked as fast as it answers."""
    watch = Watch()

    turns(Pace(None, watch.sleep, watch.clock), watch, 100)

    assert watch.now == 100.0
