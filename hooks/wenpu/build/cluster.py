"""
A cluster prints a site that is too large for one machine: workers of Dask.

It is asked for by its address, and only then is Dask imported. What is printed there is
the same to the byte; what does not come back, for whatever reason, is printed here.
"""

import logging
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from distributed import Client
from distributed.security import Security
from msgspec import Struct, field

from wenpu.build import forme
from wenpu.build.crew import Crew
from wenpu.build.forme import Fittings, StuckError
from wenpu.build.printing import Printed
from wenpu.build.works import Hire, Works
from wenpu.problems import CommandError, WenpuError

WORTH_IT = 1000
"""So many pages pay for sending a site away, and for each worker to take it up."""

PATIENCE = 10
"""Seconds that a scheduler has to answer, and a first worker to be there."""

SILENCE, GLANCE = 120, 0.2
"""Seconds after which nobody waits any longer, and between two looks till then."""

FIXES = {
    "tcp": "Start one there with  dask scheduler  or correct the address.",
    "tls": "See that it runs, and that Dask's settings here name its certificates.",
}
"""What to do if nobody answers, by how one speaks."""

AS_IN = "Write it as in  --cluster tcp://192.168.1.20:8786"

Say = Callable[[str], None]


class Cluster(Struct, frozen=True):
    """
    Where a scheduler is; *say* is told, in a sentence, what does not work there.

    It has *patience*, and is asked from so many pages on as are *worth* it.
    """

    address: str
    say: Say
    patience: float = PATIENCE
    worth: int = WORTH_IT

    def hire(self, works: Works, pages: int, stack: ExitStack) -> Crew | None:
        """Return its workers as a crew, none if *works* had better be done here."""
        client = stack.enter_context(self._reached())
        theirs = client.run(forme.fittings, on_error="return")
        require_same(theirs, forme.fittings())
        if pages < self.worth:
            return None
        try:
            # In a list: Dask would send the parts of a tuple one by one.
            [sent] = client.scatter(
                [forme.locked(works)], broadcast=True, hash=False, timeout=SILENCE
            )
        except (StuckError, OSError) as error:  # Or all workers are lost by now.
            self.say(f"All is printed on this machine: {_short(error)}.")
            return None
        return Crew(
            client.get_executor(pure=False),
            forme.print_from,
            (sent,),
            missed=_Missed(self),
            wait=Watch(client, sent).wait,
        )

    @contextmanager
    def _reached(self) -> Iterator[Any]:
        """Open the connection; raise `CommandError` if nobody is there."""
        try:
            self._listen()
            client = Client(self.address, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            what = f"No Dask scheduler answers at {self.address}."
            raise CommandError(f"{what}\n  {FIXES[self._scheme]}") from error
        with client:
            self._wait(client)
            yield client

    @property
    def _scheme(self) -> str:
        return urlsplit(self.address).scheme

    def _listen(self) -> None:
        """Raise `OSError` if nobody speaks: for such a one Dask would wait for ever."""
        parts = urlsplit(self.address)
        there = (parts.hostname, parts.port)
        with socket.create_connection(there, self.patience) as line:
            line.settimeout(self.patience)
            # A scheduler speaks first, unless it has to be greeted in secret.
            heard = _secret() if self._scheme == "tls" else line.recv(1)
            if not heard:
                raise ConnectionError(there)

    def _wait(self, client: Any) -> None:  # noqa: ANN401 (Dask's are not typed)
        try:
            client.wait_for_workers(1, timeout=self.patience)
        except TimeoutError as error:
            what = f"The scheduler at {self.address} has no worker."
            fix = f"Start some:  dask worker {self.address} --nthreads 1"
            raise CommandError(f"{what}\n  {fix}") from error


def _secret() -> bool:
    """Tell whether Dask has been told how to speak in secret."""
    return bool(Security().get_connection_args("client").get("ssl_context"))


def at(address: str, say: Say) -> Hire:
    """Return how the cluster at *address* is asked to print."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in FIXES and parts.hostname and parts.port
    except ValueError:
        whole = None
    if not whole:
        raise CommandError(f"{address!r} is no address of a cluster.\n  {AS_IN}")
    _hush()
    return Cluster(address, say).hire


def _hush() -> None:
    """Let us say what goes wrong: Dask would print pages of it."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


class LostError(WenpuError):
    """Nothing more will come."""


class Watch(Struct):
    """
    Waits for what workers print, but not for ever.

    Dask may lose sight of what it has lost. Nothing more comes when the forme that was
    *sent* is lost, or when all are silent for long.
    """

    client: Any
    sent: Any
    silence: float = SILENCE

    def wait(self, coming: Future[list[Printed]]) -> list[Printed]:
        """Return what has come; raise an error if nothing will."""
        end = monotonic() + self.silence
        while not coming.done():
            wait([coming], timeout=GLANCE)
            if not coming.done() and (self._is_lost() or monotonic() > end):
                self.silence = 0
                raise LostError("nobody is at work there")
        return coming.result()

    def _is_lost(self) -> bool:
        return (self.client.status, self.sent.status) != ("running", "finished")


class _Missed(Struct):
    """Says once for each kind of trouble that something did not come back."""

    cluster: Cluster
    told: set[type] = field(default_factory=set)

    def __call__(self, error: Exception) -> None:
        if type(error) not in self.told:
            self.told.add(type(error))
            why = _short(error)
            what = f"Not all came back from {self.cluster.address} ({why})."
            self.cluster.say(f"{what}\n  It is printed on this machine.")


def _short(error: Exception) -> str:
    return str(error) if isinstance(error, WenpuError) else type(error).__name__


def require_same(found: dict[str, Any], mine: Fittings) -> None:
    """Raise `CommandError` if one of the workers would print otherwise than *mine*."""
    for where, theirs in sorted(found.items()):
        if theirs != mine:
            raise CommandError(_difference(where, theirs, mine))


def _difference(where: str, theirs: Any, mine: Fittings) -> str:  # noqa: ANN401
    """Say what the worker at *where* has that is not *mine*."""
    if not isinstance(theirs, Fittings):
        return f"The worker {where} has no such Wenpu.\n  {_install(mine, 'wenpu')}"
    other = [
        name for name, had in mine.versions.items() if theirs.versions[name] != had
    ]
    if not other:
        what = (
            f"The worker {where} has another build of Wenpu {mine.versions['wenpu']}."
        )
        return f"{what}\n  Install the same there as here."
    had = ", ".join(f"{one} {theirs.versions[one] or 'missing'}" for one in other)
    return f"The worker {where} has {had}.\n  {_install(mine, *other)}"


def _install(mine: Fittings, *names: str) -> str:
    if "python" in names:
        return f"Let it run with Python {mine.versions['python']}, as here."
    wanted = " ".join(f"{name}=={mine.versions[name]}" for name in names)
    return f"Install there what is here:  pip install {wanted}"
