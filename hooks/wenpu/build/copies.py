"""Copies of this process: they know all that it knows, and need no start."""

import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context, parent_process

from wenpu.darkroom import cores


def may_fork() -> bool:
    """Tell whether a copy of this process can go on: not if it has other threads."""
    forks = "fork" in get_all_start_methods() and sys.platform != "darwin"
    return forks and threading.active_count() == 1 and cores() > 1


def pool() -> ProcessPoolExecutor:
    """Return workers that are copies of this process, one for each core."""
    return ProcessPoolExecutor(cores(), get_context("fork"), initializer=_follow)


def _follow() -> None:
    """See that this copy ends with its original, which may be killed at any time."""
    threading.Thread(target=_leave_with, daemon=True).start()


def _leave_with() -> None:
    if original := parent_process():
        original.join()
        os._exit(1)  # It waits for work, and nobody is left to give it any.
