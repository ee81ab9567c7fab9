"""From saving a text to seeing it: a generator's server, asked until it shows it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from measure import DAY

from peers.racer import Racer

PATIENCE = 120.0
"""So many seconds a server may take to show what it is asked for."""

BREATH = 1.5
"""
So many seconds are between two edits, or as many as a cold build takes.

Some serve a page before they have built the rest, and miss what is saved meanwhile.
"""

OFTEN = 0.01


def seconds(racer: Racer, runs: int) -> list[float]:
    """Serve the site and edit it *runs* times; return what each edit took to show."""
    found, breath = [], max(BREATH, *(run.seconds for run in racer.runs["cold"]))
    with served(racer) as port:
        until(port, racer.edited, "</html>")
        for _ in range(runs):
            time.sleep(breath)
            said = racer.write()
            start = time.monotonic()
            until(port, racer.edited, said)
            found.append(time.monotonic() - start)
    return found


@contextmanager
def served(racer: Racer) -> Iterator[int]:
    """Run the server of *racer* for a while; yield its port."""
    port = free()
    process = subprocess.Popen(
        racer.peer.command(racer.peer.serve, racer.root, port),
        cwd=racer.root,
        env={**os.environ, **racer.settings, "SOURCE_DATE_EPOCH": DAY},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield port
    finally:
        # Some start helpers of their own: the whole group ends.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def until(port: int, article: str, said: str) -> None:
    """Wait until the page of *article* says *said*."""
    end = time.monotonic() + PATIENCE
    while said not in asked(port, f"/articles/{article}/"):
        if time.monotonic() > end:
            raise TimeoutError(f"{article} was not served in {PATIENCE:.0f} s")
        time.sleep(OFTEN)


def asked(port: int, address: str) -> str:
    """Return what is served at *address*; nothing if nobody answers yet."""
    link = HTTPConnection("localhost", port, timeout=PATIENCE)
    try:
        link.request("GET", address)
        answer = link.getresponse()
        return answer.read().decode() if answer.status == HTTPStatus.OK else ""
    except (OSError, HTTPException):
        return ""
    finally:
        link.close()
