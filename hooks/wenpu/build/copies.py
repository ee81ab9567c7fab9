"""Copies of this process: they know all that it knows, and need no start."""

import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context

from wenpu.darkroom import cores


def may_fork() -> bool:
    """Tell whether a copy of this process can go on: not if it has other threads."""
    forks = "fork" in get_all_start_methods() and sys.platform != "darwin"
    return forks and threading.active_count() == 1 and cores() > 1


def pool() -> ProcessPoolExecutor:
    """Return workers that are copies of this process, one for each core."""
    return ProcessPoolExecutor(cores(), get_context("fork"))
