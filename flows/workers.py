"""Keep processes that analyse, and send them batches.

A worker reads, parses and extracts a batch and sends Arrow tables back, never spaCy documents:
pickling those costs nearly as much as the analysis.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from multiprocessing import current_process, get_context
from multiprocessing.queues import Queue
from typing import Any

from flows import worker
from flows.apart import Apart
from flows.batches import Job
from flows.progress import Listener, listener
from flows.settings import Settings, single_threaded_arithmetic
from flows.work import Produced, lost, unanalysed
from transforms.errors import ExpectedError
from transforms.tables import Document

DEATHS = (BrokenProcessPool, MemoryError)
"""A process that ended, and one without the memory to say what it made."""

TICKS = 500
"""Reports that may wait until somebody listens: on a cluster nobody does, and a full pipe would
keep a process from ending."""

Step = tuple[Produced, list[Document]]


class WorkersFailed(ExpectedError):
    """No process could be started that analyses."""


class Workers:
    """Processes with a loaded pipeline. They are replaced when a document brings one down.

    Raises WorkersFailed if the pipeline cannot be loaded.
    """

    def __init__(self, pipeline: str, processes: int, memory: int) -> None:
        if current_process().daemon:
            raise WorkersFailed(
                "This process may start none that analyses: a worker of Dask has to be started "
                "with DASK_DISTRIBUTED__WORKER__DAEMON=False (docs/scaling.md)."
            )
        single_threaded_arithmetic()
        self.pipeline = pipeline
        self.processes = processes
        self.memory = memory
        self._context = get_context("spawn")
        self._ticks: Queue[tuple[int, int, int] | None] = self._context.Queue(TICKS)
        self._lock = threading.Lock()
        self._worn: ProcessPoolExecutor | None = None
        self._pool = self._start(processes)
        try:  # a pool starts a process for each task that finds none idle: so all begin now
            for begun in [self._pool.submit(worker.ready) for _ in range(processes)]:
                begun.result()
        except BrokenProcessPool as error:
            raise WorkersFailed(
                f"The processes that analyse cannot start with the pipeline {pipeline!r}: "
                "what they printed above says why."
            ) from error

    def extract(self, job: Job) -> Produced:
        """Analyse a batch in one of the processes.

        A document that kills it, or takes all its memory, costs only itself.
        """
        pool, future = self._submit(job)
        with suppress(*DEATHS):
            produced = future.result()
            if not produced.is_short:
                return produced
        self._worn = pool
        return Produced.joined(list(self._one_by_one(job)))

    def _one_by_one(self, job: Job) -> Iterator[Produced]:
        """Read files alone and analyse documents alone, in a process apart.

        What kills that process too is a reject; what it did before is not done again.
        """
        with closing(Apart(lambda: self._start(processes=1))) as apart:
            for alone in _pieces(job):
                try:
                    produced, documents = _with_room(apart, worker.read, alone)
                except DEATHS:
                    produced, documents = lost(alone), []
                yield produced
                for one in documents:
                    try:
                        yield _with_room(apart, worker.analyse, alone, one)[0]
                    except DEATHS:
                        yield unanalysed(alone, one)

    def _submit(self, job: Job) -> tuple[ProcessPoolExecutor, Future[Produced]]:
        """Send a batch. A pool that is worn is replaced first, once for all threads that saw it.

        What other threads have sent to it is still brought to an end, unless it broke.
        """
        with self._lock:
            if self._worn is not self._pool:
                with suppress(BrokenProcessPool):
                    return self._pool, self._pool.submit(worker.extract, job)
            self._pool.shutdown(wait=False)
            self._pool = self._start(self.processes)
            return self._pool, self._pool.submit(worker.extract, job)

    def _start(self, processes: int) -> ProcessPoolExecutor:
        given = (self.pipeline, self.memory, self._ticks)
        return ProcessPoolExecutor(processes, self._context, worker.begin, given)

    def close(self) -> None:
        """End the processes; batches that are under way are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Pass on to the listener what the processes report, until the block ends."""
        thread = threading.Thread(target=_report, args=(self._ticks, listener()), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ticks.put(None)
            thread.join()


_workers: Workers | None = None
_starting = threading.Lock()
"""A worker of a cluster may take several batches at once."""


def at_hand(settings: Settings) -> Workers:
    """Give this process's workers; start them if there are none for this pipeline."""
    global _workers
    wanted = (settings.pipeline, settings.processes, settings.max_memory_bytes)
    with _starting:
        present = _workers and (_workers.pipeline, _workers.processes, _workers.memory)
        if _workers is None or present != wanted:
            dismiss()
            _workers = Workers(*wanted)
        return _workers


def dismiss() -> None:
    """End this process's workers, if there are any."""
    global _workers
    if _workers is not None:
        _workers.close()
        _workers = None


@contextmanager
def present(settings: Settings) -> Iterator[Workers]:
    """Have workers for a block; those that were there before stay."""
    were_there = _workers is not None
    try:
        yield at_hand(settings)
    finally:
        if not were_there:
            dismiss()


def _with_room(apart: Apart, step: Callable[..., Step], *given: Any) -> Step:
    """Take a step; where memory ran out that others have used, once more in a new process."""
    while True:
        has_all = apart.is_new
        made = apart.call(step, *given)
        if not made[0].is_short:
            return made
        apart.close()
        if has_all:
            return made


def _pieces(job: Job) -> Iterator[Job]:
    """Cut a batch into single files and texts."""
    for part in job.batch.parts:
        yield replace(job, batch=replace(job.batch, parts=(part,)), stored=())
    for one in job.stored:
        yield replace(job, batch=replace(job.batch, parts=()), stored=(one,))


def _report(ticks: Queue[tuple[int, int, int] | None], to: Listener) -> None:
    while (tick := ticks.get()) is not None:
        to.advance(*tick)
