"""A Dask cluster as an executor: it takes parts, gives futures, and refuses workers that are not like this machine.

In: the address of a scheduler. Out: `Cluster`. A part whose worker is gone is done by another one. Each part is checked
where it is done, since workers come and go while a run lasts (a batch system starts them as it has room).
"""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.worker_likeness import Fingerprint, differences, fingerprint

SECONDS_TO_FIRST_WORKER = 60
_RECOUNTED_AFTER = 64  # parts
_HOW = "Install the same ruydad and requirements.lock on every worker."


class Cluster(Executor):
    """The workers of a scheduler; `slots` is how many parts they do at a time."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self._executor = client.get_executor(pure=False)
        self._given = self._slots = 0

    @property
    def slots(self) -> int:
        """Threads of all workers, counted anew now and then, as workers come and go."""
        if self._given % _RECOUNTED_AFTER == 0 or not self._slots:
            self._slots = sum(self._client.nthreads().values())
        return max(1, self._slots)

    def submit[**P, Result](
        self, function: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        """A future of the function's result, done by a worker that is like this machine."""
        self._given += 1
        done: Future[Result] = self._executor.submit(_checked, fingerprint(), function, *args, **kwargs)
        return done

    def refuse_strangers(self) -> None:
        """Wait for a worker; raise RuydadError where none comes or one is not like this machine."""
        try:
            self._client.wait_for_workers(1, timeout=SECONDS_TO_FIRST_WORKER)
        except TimeoutError as error:
            raise RuydadError(
                f"The scheduler at {self._address} has had no worker for {SECONDS_TO_FIRST_WORKER} seconds; "
                f"start one: dask worker {self._address}"
            ) from error
        for worker, told in self._client.run(fingerprint, on_error="return").items():
            if isinstance(told, BaseException):
                raise RuydadError(f"The worker {worker} does not have ruydad as it is here ({told}). {_HOW}")
            _refuse(worker, fingerprint(), told)


@contextmanager
def open_cluster(address: str) -> Iterator[Cluster]:
    """The cluster behind the scheduler at `tcp://host:port`.

    Raises UsageError where Dask is not installed or the address is none, RuydadError where nobody answers, workers
    differ from this machine, or are lost in the work.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed.scheduler import NoWorkerError
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: install ruydad[cluster].") from error
    connect: Callable[[str], Any] = Client
    try:
        client = connect(address)
    except ValueError as error:
        raise UsageError(f"{address} is no address of a scheduler; write tcp://host:port.") from error
    except OSError as error:
        raise RuydadError(f"No Dask scheduler answers at {address}.") from error
    with client:
        cluster = Cluster(client, address)
        cluster.refuse_strangers()
        try:
            yield cluster
        except KilledWorker as error:
            raise RuydadError(
                "The same articles ended several workers one after another; they may have run out of memory."
            ) from error
        except NoWorkerError as error:
            raise RuydadError(f"The scheduler at {address} has lost all its workers.") from error
        except CancelledError as error:
            raise RuydadError(f"The scheduler at {address} has gone away before the work was done.") from error


def _checked[**P, Result](
    wanted: Fingerprint, function: Callable[P, Result], *args: P.args, **kwargs: P.kwargs
) -> Result:
    """Run on the worker: the function's result, or RuydadError where the worker is not like the machine that asks."""
    if fingerprint() != wanted:
        from distributed import get_worker

        _refuse(get_worker().address, wanted, fingerprint())
    return function(*args, **kwargs)


def _refuse(worker: str, here: Fingerprint, there: Fingerprint) -> None:
    different = differences(here, there)
    if different:
        raise RuydadError(f"The worker {worker} is not like this machine: {different}. {_HOW}")
