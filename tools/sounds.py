"""
Make the demo's sound: five spoons, each with its bell and the drops before it.

    pip install numpy soundfile
    python tools/sounds.py content/articles/sounds/five-spoons.mp3

By hand only: the file lies in the repository. It is drawn from numbers alone, so it is
as free as they are.
"""

import sys
from pathlib import Path

import numpy as np
import soundfile

RATE = 22050
SPOONS = (0, 8, 16, 24, 32)
SECONDS = 40
BELL = ((1.0, 1.0), (2.01, 0.5), (2.76, 0.35), (4.1, 0.18), (5.43, 0.1))
"""Partials of a small bowl that is struck: how high, how loud."""


def struck(pitch: float, seconds: float) -> np.ndarray:
    """Return a bowl that is struck once."""
    t = np.arange(int(RATE * seconds)) / RATE
    parts = [
        loud * np.exp(-t * (0.9 + high * 0.5)) * np.sin(2 * np.pi * pitch * high * t)
        for high, loud in BELL
    ]
    return np.sum(parts, axis=0) * 0.22


def drop(pitch: float) -> np.ndarray:
    """Return one drop that falls into a jar."""
    t = np.arange(int(RATE * 0.18)) / RATE
    rising = pitch * (1 + 1.8 * t)
    return np.exp(-t * 34) * np.sin(2 * np.pi * rising * t) * 0.25


def laid(track: np.ndarray, sound: np.ndarray, at: float) -> None:
    """Lay *sound* on *track* from so many seconds on."""
    start = int(at * RATE)
    part = sound[: len(track) - start]
    track[start : start + len(part)] += part


def made() -> np.ndarray:
    """Return the whole of it."""
    chance = np.random.default_rng(101)
    track = chance.normal(0, 0.0012, RATE * SECONDS)  # A yard in which nobody speaks.
    for number, at in enumerate(SPOONS):
        laid(track, struck(392 / 2 ** (number * 2 / 12), 6.5), at + 0.3)
        for _ in range(3 + number):
            laid(track, drop(chance.uniform(620, 980)), at + chance.uniform(3.5, 7.6))
    return np.clip(track, -0.95, 0.95)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, made(), RATE, format="MP3", compression_level=0.95)
