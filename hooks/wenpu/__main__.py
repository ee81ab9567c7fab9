"""
The command `wenpu`, which is `python -m wenpu` as well.

A process that ends takes all its values apart, one by one: for a large site that is a
sixth of a build, and of no use to anybody. So ours leaves when all is said and closed.
"""

import atexit
import gc
import os
import sys
from contextlib import suppress

_ended = [1]
"""The code to leave with: it stays where an error nobody expected ends the process."""


def run() -> None:
    """Run the command, and end the process with its code."""
    # A program that starts makes a great many values and drops few: looking for garbage
    # after each 700 of them, as Python does, is a tenth of the work.
    gc.set_threshold(100_000, 20, 50)
    # What is registered first is called last.
    atexit.register(_leave)
    from wenpu.cli import main  # noqa: PLC0415 (its parts register what they close)

    try:
        main()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _ended[0] = end.code or 0
        raise


def _leave() -> None:
    with suppress(OSError, ValueError):  # Whoever read it has gone away.
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(_ended[0])


if __name__ == "__main__":
    run()
